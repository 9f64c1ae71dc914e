//! A union of words: `MaxScore`, told anew for each window of documents.
//!
//! The words whose bounds together do not reach the last candidate are only looked up for what the others found. How much
//! a word may score in a window is told from the blocks that lie there, as Ding and Suel do (*Faster top-k document
//! retrieval using block-max indexes*, 2011); words that stand in few of its documents lead, for beside one of them all
//! others would have to be read.

use std::ops::Range;

use tantivy::{DocAddress, DocId, Score};

use super::super::table::keep_above;
use super::super::words::Words;
use super::{Drawing, Room};
use crate::rank::best::Scores;

impl Drawing<'_> {
    /// One word at least, a window of documents after the other.
    pub(super) fn union(
        &mut self,
        words: &mut [Words<'_>],
        scores: &mut Scores,
        found: &mut Vec<(Score, DocAddress)>,
    ) {
        let (mut rare, mut others) = (Vec::new(), Vec::new());
        let mut begin = 0;
        while let Some(range) = self.window(words, begin) {
            begin = range.end;
            rare.clear();
            others.clear();
            for (at, word) in words.iter_mut().enumerate() {
                if word.look_at(&range) {
                    if word.rare { rare.push(at) } else { others.push(at) }
                }
            }
            self.room.seen.clear();
            if !rare.is_empty() {
                self.with_rare(words, &rare, &mut others, &range, scores.bound());
            }
            if !others.is_empty() {
                self.with_frequent(words, &mut others, &range, scores.bound());
            }
            let Room { sums, rare, .. } = &mut *self.room;
            if !rare.is_empty() {
                sums.append(rare);
                // Filters are asked in the order of the documents.
                sums.sort_unstable_by_key(|(doc, _)| *doc);
            }
            self.take(scores, found);
        }
    }

    /// The documents of a window in which rare words stand. They are few, and looked up in the postings of the others:
    /// else these would have to be read for what they may score beside a rare word.
    fn with_rare(
        &mut self,
        words: &mut [Words<'_>],
        rare: &[usize],
        others: &mut [usize],
        range: &Range<DocId>,
        bound: Score,
    ) {
        self.fill(words, rare, range, Score::MIN);
        let Room { sums, seen, rare, table, .. } = &mut *self.room;
        seen.extend(sums.iter().map(|(doc, _)| *doc));
        let below = below(words, others);
        for (at, rest) in others.iter().zip(&below).rev() {
            let Some(word) = words.get_mut(*at) else { continue };
            keep_above(sums, 0, bound - (rest + word.here));
            let place = word.place();
            word.add_above(sums, bound - rest, table);
            word.back(place);
        }
        std::mem::swap(sums, rare);
    }

    /// The other documents of a window. The words that cannot bring one above the bound without the others only add to
    /// what the others find.
    fn with_frequent(
        &mut self,
        words: &mut [Words<'_>],
        order: &mut [usize],
        range: &Range<DocId>,
        bound: Score,
    ) {
        let below = below(words, order);
        // The sum is rounded, the bound leaves more room than that.
        let idle = below.partition_point(|most| *most <= bound).saturating_sub(1);
        let rest = below.get(idle).copied().unwrap_or_default();
        let Some((idle, leading)) = order.split_at_checked(idle) else { return };
        if leading.is_empty() {
            return;
        }
        self.fill(words, leading, range, bound - rest);
        let Room { sums, seen, table, .. } = &mut *self.room;
        if !seen.is_empty() {
            sums.retain(|(doc, _)| seen.binary_search(doc).is_err());
        }
        for (at, rest) in idle.iter().zip(&below).rev() {
            let Some(word) = words.get_mut(*at) else { continue };
            keep_above(sums, 0, bound - (rest + word.here));
            word.add_above(sums, bound - rest, table);
        }
    }
}

/// Orders some words by what they score here at most, and returns what the first so many score together.
fn below(words: &[Words<'_>], order: &mut [usize]) -> Vec<Score> {
    let here = |at: &usize| words.get(*at).map_or(0.0, |word| word.here);
    order.sort_unstable_by(|a, b| here(a).total_cmp(&here(b)));
    let sums = order.iter().scan(0.0, |sum, at| {
        *sum += here(at);
        Some(*sum)
    });
    std::iter::once(0.0).chain(sums).collect()
}
