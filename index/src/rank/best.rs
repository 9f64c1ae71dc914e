//! The first stage's collector: the best matches by the engine's scores, and all that may tie with the last one.
//!
//! The engine adds scores up in an order that changes with the segments, so that its scores are off by their last
//! digits. What is a little lower than the last one wanted is kept, too, for exact scores to decide. One pass does:
//! the engine skips what cannot come near the last one wanted of all segments seen so far.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Mutex, MutexGuard, PoisonError};

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

/// The best scores so far, whose last one bounds what is still looked for.
pub(super) struct Scores {
    wanted: usize,
    /// Their bits, which are ordered as the scores are, none being negative.
    heap: BinaryHeap<Reverse<u32>>,
    /// When matches that have become too low are dropped next.
    full: usize,
}

impl Scores {
    /// Wants so many, which are one at least.
    pub(super) fn new(wanted: usize) -> Self {
        let wanted = wanted.max(1);
        let full = KEPT.max(wanted.saturating_mul(2));
        Self { wanted, heap: BinaryHeap::new(), full }
    }

    /// Keeps a match; returns what a further one must exceed.
    pub(super) fn keep(&mut self, (score, at): Found, found: &mut Vec<Found>) -> Score {
        self.heap.push(Reverse(score.max(0.0).to_bits()));
        if self.heap.len() > self.wanted {
            self.heap.pop();
        }
        let bound = self.bound();
        if found.len() >= self.full {
            found.retain(|(score, _)| *score > bound);
            self.full = self.full.max(found.len().saturating_mul(2));
        }
        found.push((score, at));
        bound
    }

    /// Returns what a match must exceed to be among those wanted or to tie with one.
    pub(super) fn bound(&self) -> Score {
        let last = self.heap.peek().map_or(0.0, |Reverse(bits)| Score::from_bits(*bits));
        if self.heap.len() < self.wanted || last <= 0.0 { Score::MIN } else { last * (1.0 - ERROR) }
    }
}

/// Collects matches.
pub(crate) struct Best(Mutex<Scores>);

impl Best {
    /// Wants so many.
    pub(crate) fn new(wanted: usize) -> Self {
        Self(Mutex::new(Scores::new(wanted)))
    }

    fn scores(&self) -> MutexGuard<'_, Scores> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut scores = self.scores();
        let alive = reader.alive_bitset();
        let mut found: Vec<Found> = Vec::new();
        let mut bound = scores.bound();
        weight.for_each_pruning(bound, reader, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                bound = scores.keep((score, DocAddress::new(segment, doc)), &mut found);
            }
            bound
        })?;
        Ok(found)
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Found>>) -> tantivy::Result<Vec<Found>> {
        let bound = self.scores().bound();
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
