//! The postings of a term in a segment, of which only what is needed is unpacked.
//!
//! The engine's own reader unpacks every block that it passes, and tells what a block may score only of the one it has
//! come to. Here the list of blocks that stands before the postings is read at once: where each block ends and what it
//! scores at most. The layout is that of tantivy 0.27 (`postings/skip.rs`, `postings/compression`): blocks of 128
//! documents as packed differences, then as packed frequencies less one; behind them the documents that are left, seven
//! bits a byte.

mod unpacking;

use std::sync::Arc;

use bitpacking::{BitPacker as _, BitPacker4x};
use tantivy::directory::OwnedBytes;
use tantivy::postings::TermInfo;
use tantivy::{DocId, TERMINATED};

use self::unpacking::{number, packed};
use crate::open::List;

/// Documents of a whole block.
pub(super) const BLOCK: usize = BitPacker4x::BLOCK_LEN;
/// What is said of a block: its last document, the bits of a difference and of a frequency, where there are places how
/// many, and the length and the frequency of the document that scores most.
const ENTRY: usize = 8;
/// The bytes that say how many places there are.
const PLACES: usize = 4;
/// Says that the differences are less by one.
const STRICT: u8 = 1 << 6;
/// The bits of a difference.
const BITS: u8 = 0x1F;
/// The most bits of a frequency: a text has no more words.
const MOST_BITS: u8 = 31;

/// The postings of all terms of a field in a segment.
pub(crate) struct FieldPostings {
    /// What the engine's numbers of bytes count in.
    pub(crate) bytes: OwnedBytes,
    /// Whether it is kept where in a text a term stands.
    pub(crate) places: bool,
}

/// A block that is not unpacked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Its last document.
    pub(super) last: DocId,
    /// What a document scores at most.
    pub(super) most: f32,
    begin: usize,
    doc_bits: u8,
    frequency_bits: u8,
}

/// The document that scores most in a block: its length as the engine keeps it, and how often the term stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Greatest {
    pub(super) norm: u8,
    pub(super) frequency: u32,
}

/// The postings of a term.
pub(super) struct Postings {
    bytes: OwnedBytes,
    /// In place of bytes: those that are looked at, where these are not all.
    list: Option<List>,
    number: u32,
    blocks: Vec<Block>,
    /// The block that is unpacked.
    unpacked: usize,
    length: usize,
    docs: [DocId; BLOCK],
    frequencies: [u32; BLOCK],
    damaged: bool,
}

impl Postings {
    /// Reads the list of blocks of a term among the postings of its field; `None` where it is damaged. What a document
    /// scores is told by `greatest` from the one that scores most in a block, and by `one` from a document and its
    /// frequency. There are so many `documents` in the segment.
    pub(super) fn open(
        field: &FieldPostings,
        info: &TermInfo,
        documents: u64,
        greatest: impl Fn(Greatest) -> f32,
        one: impl Fn(DocId, u32) -> f32,
    ) -> Option<Self> {
        let range = info.postings_range.clone();
        let mut bytes = field.bytes.as_slice().get(range.clone())?;
        let whole = info.doc_freq as usize / BLOCK;
        let (mut blocks, mut begin) = (Vec::new(), 0);
        if whole > 0 {
            let length = number(&mut bytes)? as usize;
            let (entries, rest) = bytes.split_at_checked(length)?;
            bytes = rest;
            let entry = if field.places { ENTRY + PLACES } else { ENTRY };
            let entries = entries.get(..whole.checked_mul(entry)?)?;
            blocks.reserve_exact(whole + 1);
            let mut before = None;
            for entry in entries.chunks_exact(entry) {
                let &[a, b, c, d, doc_bits, frequency_bits, .., norm, frequency] = entry else {
                    return None;
                };
                let known = doc_bits & !BITS == STRICT && frequency_bits <= MOST_BITS;
                let last = DocId::from_le_bytes([a, b, c, d]);
                if !known || u64::from(last) >= documents || before.replace(last) >= Some(last) {
                    return None;
                }
                // So many and more are all the same.
                let frequency = if frequency == u8::MAX { u32::MAX } else { u32::from(frequency) };
                let most = greatest(Greatest { norm, frequency });
                let doc_bits = doc_bits & BITS;
                blocks.push(Block { last, most, begin, doc_bits, frequency_bits });
                begin += packed(doc_bits) + packed(frequency_bits);
            }
        }
        let bytes = field.bytes.slice(range.end - bytes.len()..range.end);
        let left = info.doc_freq as usize % BLOCK;
        let mut postings = Self {
            bytes,
            list: None,
            number: info.doc_freq,
            blocks,
            unpacked: usize::MAX,
            length: 0,
            docs: [0; BLOCK],
            frequencies: [0; BLOCK],
            damaged: false,
        };
        if left > 0 {
            postings.unpack_rest(begin, left)?;
            let found = postings.docs.iter().zip(&postings.frequencies).take(left);
            let most = found.map(|(doc, frequency)| one(*doc, *frequency)).fold(0.0, f32::max);
            let last = postings.docs.get(left - 1).copied();
            let last = last.filter(|last| u64::from(*last) < documents)?;
            postings.unpacked = postings.blocks.len();
            postings.blocks.push(Block { last, most, begin, doc_bits: 0, frequency_bits: 0 });
        }
        Some(postings)
    }

    /// Takes a list in place of what was packed.
    pub(super) fn of(list: &List, one: impl Fn(DocId, u32) -> f32) -> Self {
        let block = |docs: &[(DocId, u32)]| {
            let most = docs.iter().map(|(doc, frequency)| one(*doc, *frequency));
            let (last, most) = (docs.last().map_or(0, |(doc, _)| *doc), most.fold(0.0, f32::max));
            Block { last, most, begin: 0, doc_bits: 0, frequency_bits: 0 }
        };
        Self {
            bytes: OwnedBytes::empty(),
            number: u32::try_from(list.len()).unwrap_or(u32::MAX),
            blocks: list.chunks(BLOCK).map(block).collect(),
            list: Some(Arc::clone(list)),
            unpacked: usize::MAX,
            length: 0,
            docs: [0; BLOCK],
            frequencies: [0; BLOCK],
            damaged: false,
        }
    }

    /// Returns in how many documents the term stands.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// Tells whether a block did not hold what it had to.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Returns a block by its number.
    pub(super) fn block(&self, number: usize) -> Option<&Block> {
        self.blocks.get(number)
    }

    /// Returns its blocks from one on.
    pub(super) fn blocks(&self, from: usize) -> &[Block] {
        self.blocks.get(from..).unwrap_or_default()
    }

    /// Returns the first document that a block may hold; behind the last block there is none.
    pub(super) fn first(&self, number: usize) -> DocId {
        if number >= self.blocks.len() {
            return TERMINATED;
        }
        let before = number.checked_sub(1).and_then(|before| self.blocks.get(before));
        before.map_or(0, |block| block.last + 1)
    }

    /// Returns the documents of a block if they are unpacked.
    pub(super) fn unpacked(&self, number: usize) -> &[DocId] {
        let length = if self.unpacked == number { self.length } else { 0 };
        self.docs.get(..length).unwrap_or_default()
    }

    /// Unpacks the documents of a block, and how often the term stands in each.
    pub(super) fn unpack(&mut self, number: usize) -> (&[DocId], &[u32]) {
        if self.unpacked != number {
            self.unpacked = number;
            if self.unpack_block(number).is_none() {
                self.damaged = true;
                self.length = 0;
            }
        }
        let docs = self.docs.get(..self.length).unwrap_or_default();
        (docs, self.frequencies.get(..self.length).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests;
