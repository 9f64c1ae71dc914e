//! The postings of a word in a segment, read block by block.

mod adding;

use std::ops::Range;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader};

use super::DOING;
use super::norms::Norms;
use super::postings::{BLOCK, Block, FieldPostings, Greatest, Postings};
use super::table::Sum;
use crate::error::{Doing as _, Result};
use crate::open::{List, Searcher};

/// How many documents or blocks are looked at one after the other before the rest is halved.
const NEAR: usize = 8;

/// In at most so many documents of a window a word is rare.
const FEW: usize = 24;

/// How many documents a window spans: their sums fit the processor's first cache.
pub(super) const WINDOW: u32 = 2048;

/// More than rounding takes from a bound.
const ROUNDED: Score = 1.0 + 1e-5;

/// Returns what a block of postings scores at most, as a share of what the engine says: to find its best document it
/// compared lengths with the mean of the segment, and scores compare them with the mean of the index.
pub(in crate::rank) fn slack(
    searcher: &Searcher,
    reader: &SegmentReader,
    field: Field,
) -> Result<Score> {
    let mean = searcher.mean_length(field)?;
    let index = reader.inverted_index(field).doing(DOING)?;
    let own = index.total_num_tokens() as Score / reader.max_doc().max(1) as Score;
    Ok((mean / own).max(own / mean) * ROUNDED)
}

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
    /// Opens a word among the postings of its field; `None` where they are damaged. For `slack` see there.
    pub(super) fn open(
        field: &FieldPostings,
        info: &TermInfo,
        weight: Score,
        slack: Score,
        norms: &'a Norms,
    ) -> Option<Self> {
        let greatest =
            |block: Greatest| norms.score_of(weight, block.norm, block.frequency) * slack;
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

    /// Gives those of some documents that are wanted, and what it scores in each; blocks that score no more than
    /// `least` may be left out.
    pub(super) fn each_in(
        &mut self,
        range: &Range<DocId>,
        least: Score,
        wanted: impl Fn(DocId) -> bool,
        mut each: impl FnMut(DocId, Score),
    ) {
        let (weight, norms) = (self.weight, self.norms);
        self.blocks_in(range, least, |docs, freqs| {
            for (doc, frequency) in docs.iter().zip(freqs).filter(|(doc, _)| wanted(**doc)) {
                each(*doc, norms.score(weight, *doc, *frequency));
            }
        });
    }

    /// Adds those of some documents to `found` in which it scores more than `least`, with their scores; a few more
    /// may be among them.
    pub(super) fn above_in(&mut self, range: &Range<DocId>, least: Score, found: &mut Vec<Sum>) {
        let (weight, norms) = (self.weight, self.norms);
        // w f / (f + c) > least, without a division: f (w / least - 1) > c.
        let ratio = if least > 0.0 { (weight / least - 1.0) * ROUNDED } else { Score::INFINITY };
        self.blocks_in(range, least, |docs, freqs| {
            let (mut passing, mut number) = ([0_u8; BLOCK], 0);
            for (at, (doc, frequency)) in (0..).zip(docs.iter().zip(freqs)) {
                if let Some(slot) = passing.get_mut(number) {
                    *slot = at;
                }
                number += usize::from(*frequency as Score * ratio >= norms.against(*doc));
            }
            found.extend(passing.iter().take(number).filter_map(|at| {
                let (doc, frequency) = (docs.get(usize::from(*at))?, freqs.get(usize::from(*at))?);
                Some((*doc, norms.score(weight, *doc, *frequency)))
            }));
        });
    }

    /// Gives some documents and how often it stands in each, block by block, without the blocks in which it scores no
    /// more than `least`.
    fn blocks_in(
        &mut self,
        range: &Range<DocId>,
        least: Score,
        mut each: impl FnMut(&[DocId], &[u32]),
    ) {
        self.seek_block(range.start);
        while let Some(block) = self.postings.block(self.block).copied() {
            if self.next() >= range.end {
                return;
            }
            let whole = block.last < range.end;
            if block.most > least {
                let (docs, freqs) = self.postings.unpack(self.block);
                let from = first_from(docs, self.at, range.start);
                let to = if whole { docs.len() } else { first_from(docs, from, range.end) };
                let docs = docs.get(from..to).unwrap_or_default();
                each(docs, freqs.get(from..).unwrap_or_default());
                self.at = to;
            }
            if !whole {
                return;
            }
            self.block += 1;
            self.at = 0;
        }
    }

    /// Goes on to the next block that holds anything above a bound, and adds that to `found` with its scores; tells
    /// whether there was any.
    pub(super) fn next_above(&mut self, bound: Score, found: &mut Vec<Sum>) -> bool {
        while found.is_empty() {
            let above = |block: &Block| block.most > bound;
            let Some(on) = self.postings.blocks(self.block).iter().position(above) else {
                return false;
            };
            self.block += on;
            let Some(range) = self.block() else { return false };
            self.above_in(&range, bound, found);
        }
        true
    }
}
