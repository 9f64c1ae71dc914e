//! The postings of a word in a segment, read block by block.

mod adding;
mod blocks;

use std::ops::Range;

use tantivy::postings::TermInfo;
use tantivy::{DocId, Score};

use super::norms::Norms;
use super::postings::{FieldPostings, Greatest, Postings};
use crate::open::List;

/// How many documents or blocks are looked at one after the other before the rest is halved.
const NEAR: usize = 8;

/// In at most so many documents of a window a word is rare.
const FEW: usize = 24;

/// How many documents a window spans: their sums fit the processor's first cache.
pub(super) const WINDOW: u32 = 2048;

/// Returns the place of the first of some documents from one on, at or behind a place. Most often it is near.
fn first_from(docs: &[DocId], at: usize, doc: DocId) -> usize {
    let rest = docs.get(at..).unwrap_or_default();
    let near = rest.iter().take(NEAR).position(|other| *other >= doc);
    at + near.unwrap_or_else(|| rest.partition_point(|other| *other < doc))
}

/// A word of a field in a segment.
pub(super) struct Words<'a> {
    postings: Postings,
    /// The lengths of the texts that it stands in.
    norms: &'a Norms,
    /// The block that it has come to.
    block: usize,
    /// The place in the block, as far as it was looked at.
    at: usize,
    /// What it scores where it stands as often as may be.
    weight: Score,
    /// What it scores at most anywhere.
    pub(super) most: Score,
    /// What it scores at most in the documents that are looked at.
    pub(super) here: Score,
    /// It is known to stand in very few of them.
    pub(super) rare: bool,
}

impl<'a> Words<'a> {
    /// Opens a word among the postings of its field; `None` where they are damaged.
    pub(super) fn open(
        field: &FieldPostings,
        info: &TermInfo,
        weight: Score,
        norms: &'a Norms,
    ) -> Option<Self> {
        let greatest =
            |block: Greatest| norms.score_of(weight, block.norm, block.frequency) * norms.slack();
        let one = |doc, frequency| norms.score(weight, doc, frequency);
        let postings = Postings::open(field, info, norms.number(), greatest, one)?;
        Some(Self::new(postings, weight, norms))
    }

    /// Takes a stem from a list.
    pub(super) fn of(list: &List, weight: Score, norms: &'a Norms) -> Self {
        let one = |doc, frequency| norms.score(weight, doc, frequency);
        Self::new(Postings::of(list, one), weight, norms)
    }

    fn new(postings: Postings, weight: Score, norms: &'a Norms) -> Self {
        let most = postings.blocks(0).iter().map(|block| block.most).fold(0.0, Score::max);
        Self { postings, norms, block: 0, at: 0, weight, most, here: most, rare: false }
    }

    /// Returns in how many documents it stands.
    pub(super) fn number(&self) -> u32 {
        self.postings.number()
    }

    /// Returns how many documents there are in the segment.
    pub(super) fn documents(&self) -> u64 {
        self.norms.number()
    }

    /// Returns a document before which it does not stand again.
    fn next(&self) -> DocId {
        let docs = self.postings.unpacked(self.block);
        docs.get(self.at).copied().unwrap_or_else(|| self.postings.first(self.block))
    }

    /// Returns the documents of its block that are left; `None` behind its last one.
    pub(super) fn block(&self) -> Option<Range<DocId>> {
        let block = self.postings.block(self.block)?;
        Some(self.next()..block.last + 1)
    }

    /// Tells whether its postings are not what they have to be.
    pub(super) fn is_damaged(&self) -> bool {
        self.postings.is_damaged()
    }

    /// Goes on to some documents, and finds out what it scores there at most; tells whether it may stand in any.
    pub(super) fn look_at(&mut self, range: &Range<DocId>) -> bool {
        let norms = self.norms;
        self.seek_block(range.start);
        (self.here, self.rare) = (0.0, true);
        let mut begin = self.next();
        if begin >= range.end {
            return false;
        }
        let blocks = self.postings.blocks(self.block);
        if let Some(block) = blocks.first().filter(|block| block.last >= range.end) {
            // A rare word has a block for many windows, and stands in few of them.
            let most = block.most;
            let (docs, frequencies) = self.postings.unpack(self.block);
            self.at = first_from(docs, self.at, range.start);
            let end = first_from(docs, self.at, range.end);
            let docs = docs.get(self.at..end).unwrap_or_default();
            let found = docs.iter().zip(frequencies.get(self.at..).unwrap_or_default());
            self.rare = docs.len() <= FEW;
            self.here = if self.rare {
                let score =
                    |(doc, frequency): (&DocId, &u32)| norms.score(self.weight, *doc, *frequency);
                found.map(score).fold(0.0, Score::max)
            } else {
                most
            };
            return !docs.is_empty();
        }
        self.rare = false;
        for block in blocks {
            if begin >= range.end {
                break;
            }
            self.here = self.here.max(block.most);
            begin = block.last + 1;
        }
        true
    }

    /// Returns its score in a document, if it stands there; documents are asked for in rising order.
    pub(super) fn score(&mut self, doc: DocId) -> Option<Score> {
        let frequency = self.frequency(doc)?;
        Some(self.norms.score(self.weight, doc, frequency))
    }

    /// Returns where it is, to come [back](Self::back) to.
    pub(super) fn place(&self) -> (usize, usize) {
        (self.block, self.at)
    }

    /// Goes back to where it was.
    pub(super) fn back(&mut self, (block, at): (usize, usize)) {
        (self.block, self.at) = (block, at);
    }

    /// Goes on to the block that may hold a document.
    pub(super) fn seek_block(&mut self, doc: DocId) {
        let blocks = self.postings.blocks(self.block);
        // Most often it is one of the next.
        let near = blocks.iter().take(NEAR).position(|block| block.last >= doc);
        let on = near.unwrap_or_else(|| blocks.partition_point(|block| block.last < doc));
        if on > 0 {
            self.block += on;
            self.at = 0;
        }
    }

    /// Returns how often it stands in a document, if it does.
    fn frequency(&mut self, doc: DocId) -> Option<u32> {
        self.seek_block(doc);
        if self.next() > doc {
            return None;
        }
        let (docs, frequencies) = self.postings.unpack(self.block);
        self.at = first_from(docs, self.at, doc);
        let found = docs.get(self.at).is_some_and(|other| *other == doc);
        frequencies.get(self.at).copied().filter(|_| found)
    }
}
