//! The first stage's collector: the best matches by the engine's scores, and all that may tie with the last one.
//!
//! The engine adds scores up in an order that changes with the segments, so that its scores are off by their last
//! digits. What is a little lower than the last one wanted is kept, too, for exact scores to decide. One pass does:
//! the engine skips what cannot come near the last one wanted of all segments seen so far.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Mutex, PoisonError};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// How far the engine's sum may be from the exact one, as a share of it.
///
/// A sum of n positive floats is off by less than n of their last digits (2^-24 each); patterns
/// have the most clauses, a few hundred.
const ERROR: Score = 1e-4;
/// How many matches are kept before those are dropped that have become too low.
const KEPT: usize = 256;

type Found = (Score, DocAddress);

/// Collects matches.
pub(crate) struct Best {
    wanted: usize,
    /// The bits of the best scores so far, which are ordered as the scores are, none being negative.
    scores: Mutex<BinaryHeap<Reverse<u32>>>,
}

impl Best {
    /// Wants so many, which are one at least.
    pub(crate) fn new(wanted: usize) -> Self {
        Self { wanted: wanted.max(1), scores: Mutex::default() }
    }
}

/// The best scores of all segments so far.
struct Scores<'a> {
    wanted: usize,
    heap: &'a mut BinaryHeap<Reverse<u32>>,
}

impl Scores<'_> {
    /// Adds a score; returns what a further match must exceed.
    fn add(&mut self, score: Score) -> Score {
        self.heap.push(Reverse(score.max(0.0).to_bits()));
        if self.heap.len() > self.wanted {
            self.heap.pop();
        }
        self.bound()
    }

    /// Returns what a match must exceed to be among those wanted or to tie with one.
    fn bound(&self) -> Score {
        let last = self.heap.peek().map_or(0.0, |Reverse(bits)| Score::from_bits(*bits));
        if self.heap.len() < self.wanted || last <= 0.0 {
            Score::MIN
        } else {
            last * (1.0 - ERROR)
        }
    }
}

impl Collector for Best {
    type Fruit = Vec<Found>;
    type Child = Nothing;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Nothing> {
        Ok(Nothing)
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Vec<Found>> {
        let mut heap = self.scores.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scores = Scores { wanted: self.wanted, heap: &mut heap };
        let alive = reader.alive_bitset();
        let mut found: Vec<Found> = Vec::new();
        let mut full = KEPT.max(self.wanted.saturating_mul(2));
        let mut bound = scores.bound();
        weight.for_each_pruning(bound, reader, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                bound = scores.add(score);
                if found.len() >= full {
                    found.retain(|(score, _)| *score > bound);
                    full = full.max(found.len().saturating_mul(2));
                }
                found.push((score, DocAddress::new(segment, doc)));
            }
            bound
        })?;
        Ok(found)
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Found>>) -> tantivy::Result<Vec<Found>> {
        let mut heap = self.scores.lock().unwrap_or_else(PoisonError::into_inner);
        let bound = Scores { wanted: self.wanted, heap: &mut heap }.bound();
        Ok(fruits.into_iter().flatten().filter(|(score, _)| *score > bound).collect())
    }
}

/// Stands where the engine has a collector of one segment: all is done in one go above.
pub(crate) struct Nothing;

impl SegmentCollector for Nothing {
    type Fruit = Vec<Found>;

    fn collect(&mut self, _: DocId, _: Score) {}

    fn harvest(self) -> Vec<Found> {
        Vec::new()
    }
}
