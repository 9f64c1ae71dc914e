//! The bytes of blocks, made documents and frequencies.

use bitpacking::{BitPacker as _, BitPacker4x};

use super::{BLOCK, Block, Postings};
use crate::open::List;

/// Differences of so many bits add up to no more than a number holds, so that no document lies behind the last.
const SURE_BITS: u8 = 24;

impl Postings {
    pub(super) fn unpack_block(&mut self, number: usize) -> Option<()> {
        let Block { last, begin, doc_bits, frequency_bits, .. } = *self.blocks.get(number)?;
        if let Some(list) = self.list.take() {
            let copied = self.copy_block(&list, number);
            self.list = Some(list);
            return copied;
        }
        let left = self.number as usize % BLOCK;
        if left > 0 && number + 1 == self.blocks.len() {
            return self.unpack_rest(begin, left);
        }
        let before = number.checked_sub(1).and_then(|before| self.blocks.get(before));
        // The engine knows no document before one that begins with the first of all.
        let before = before.map(|block| block.last).filter(|last| *last > 0);
        let bytes = self.bytes.as_slice().get(begin..)?;
        let (docs, rest) = bytes.split_at_checked(packed(doc_bits))?;
        let frequencies = rest.get(..packed(frequency_bits))?;
        let packer = BitPacker4x::new();
        packer.decompress_strictly_sorted(before, docs, &mut self.docs, doc_bits);
        packer.decompress(frequencies, &mut self.frequencies, frequency_bits);
        self.frequencies.iter_mut().for_each(|frequency| *frequency = frequency.wrapping_add(1));
        self.length = BLOCK;
        let beyond = doc_bits > SURE_BITS && self.docs.iter().any(|doc| *doc > last);
        (self.docs.last() == Some(&last) && !beyond).then_some(())
    }

    /// Copies a block of a list.
    fn copy_block(&mut self, list: &List, number: usize) -> Option<()> {
        let listed = list.chunks(BLOCK).nth(number)?;
        for ((doc, frequency), listed) in
            self.docs.iter_mut().zip(&mut self.frequencies).zip(listed)
        {
            (*doc, *frequency) = *listed;
        }
        self.length = listed.len();
        Some(())
    }

    /// Unpacks the documents behind the last whole block.
    pub(super) fn unpack_rest(&mut self, begin: usize, left: usize) -> Option<()> {
        let mut bytes = self.bytes.as_slice().get(begin..)?;
        let before = (self.number as usize / BLOCK).checked_sub(1);
        let before = before.and_then(|before| self.blocks.get(before));
        let mut doc = before.map_or(0, |block| block.last);
        for slot in self.docs.iter_mut().take(left) {
            doc = doc.checked_add(number(&mut bytes)?)?;
            *slot = doc;
        }
        for slot in self.frequencies.iter_mut().take(left) {
            *slot = number(&mut bytes).filter(|frequency| *frequency > 0)?;
        }
        self.length = left;
        Some(())
    }
}

/// Returns the bytes of a block of numbers of so many bits.
pub(super) fn packed(bits: u8) -> usize {
    usize::from(bits) * BLOCK / 8
}

/// Reads a number of groups of seven bits, the lowest first; the last one is marked.
pub(super) fn number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..u32::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 > 0 {
            return Some(number);
        }
    }
    None
}
