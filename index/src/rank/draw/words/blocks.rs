//! What a word scores, read block by block; blocks that score too little are left packed.

use std::ops::Range;

use tantivy::{DocId, Score};

use super::super::norms::ROUNDED;
use super::super::postings::{BLOCK, Block};
use super::super::table::Sum;
use super::{Words, first_from};

impl Words<'_> {
    /// Gives those of some documents that are wanted, and what it scores in each; blocks that score no more than
    /// `least` may be left out.
    pub(in crate::rank::draw) fn each_in(
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

    /// Gives some documents and what it scores in each.
    pub(in crate::rank::draw) fn each_of(
        &mut self,
        range: &Range<DocId>,
        mut each: impl FnMut(DocId, Score),
    ) {
        let (weight, norms) = (self.weight, self.norms);
        self.blocks_in(range, Score::MIN, |docs, freqs| {
            let mut scores = [0.0; BLOCK];
            norms.scores(weight, docs, freqs, &mut scores);
            for (doc, score) in docs.iter().zip(scores) {
                each(*doc, score);
            }
        });
    }

    /// Adds those of some documents to `found` in which it scores more than `least`, with their scores; a few more
    /// may be among them.
    pub(in crate::rank::draw) fn above_in(
        &mut self,
        range: &Range<DocId>,
        least: Score,
        found: &mut Vec<Sum>,
    ) {
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
    pub(super) fn blocks_in(
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
    pub(in crate::rank::draw) fn next_above(&mut self, bound: Score, found: &mut Vec<Sum>) -> bool {
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
