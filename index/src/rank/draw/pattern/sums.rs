//! Sums of a run of documents.

use std::ops::Range;

use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, Score};

use super::to_usize;
use crate::rank::best::Scores;
use crate::rank::exact::rounded;

/// How many sums are compared with a bound at once.
const TOGETHER: usize = 16;

/// A document and its sum.
pub(super) type Sum = (DocId, f64);

/// Sums of a run of documents.
#[derive(Default)]
pub(super) struct Sums {
    begin: DocId,
    worth: Vec<f64>,
    /// A bit for each document that has one.
    seen: Vec<u64>,
}

impl Sums {
    /// Begins a run of documents.
    pub(super) fn begin_at(&mut self, range: &Range<DocId>) {
        self.begin = range.start;
        self.worth.resize(range.len(), 0.0);
        self.seen.resize(range.len().div_ceil(64), 0);
    }

    /// Returns the first document of the run.
    pub(super) fn begin(&self) -> DocId {
        self.begin
    }

    /// Adds to the sum of a document, if it has one.
    #[inline]
    pub(super) fn add(&mut self, doc: DocId, score: Score) {
        let at = to_usize(doc.wrapping_sub(self.begin));
        if let (Some(sum), Some(bits)) = (self.worth.get_mut(at), self.seen.get_mut(at / 64)) {
            *sum += f64::from(score);
            *bits |= 1 << (at % 64);
        }
    }

    /// Returns how many sums are above a bound.
    pub(super) fn above(&self, least: f64) -> usize {
        self.worth.iter().map(|sum| usize::from(*sum > least)).sum()
    }

    /// Returns what a match must exceed to be among the best, if what was found before has so many scores.
    pub(super) fn bound(&self, scores: &Scores, alive: Option<&AliveBitSet>) -> Score {
        let mut scores = scores.clone();
        let mut bound = f64::from(scores.bound()).max(0.0);
        for (begin, sums) in (self.begin..).step_by(TOGETHER).zip(self.worth.chunks(TOGETHER)) {
            // Often none is above it, and many are compared as fast as one.
            if sums.iter().fold(0, |above, sum| above | u32::from(*sum > bound)) == 0 {
                continue;
            }
            for (doc, sum) in (begin..).zip(sums) {
                if *sum > bound && alive.is_none_or(|alive| alive.is_alive(doc)) {
                    bound = f64::from(scores.add(rounded(*sum))).max(0.0);
                }
            }
        }
        scores.bound()
    }

    /// Gives the sums in the order of their documents, and forgets them.
    pub(super) fn drain(&mut self, mut each: impl FnMut(Sum)) {
        for (begin, bits) in (self.begin..).step_by(64).zip(&mut self.seen) {
            while *bits != 0 {
                let doc = begin + bits.trailing_zeros();
                if let Some(sum) = self.worth.get_mut(to_usize(doc - self.begin)) {
                    each((doc, std::mem::take(sum)));
                }
                *bits &= *bits - 1;
            }
        }
    }
}
