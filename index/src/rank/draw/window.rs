//! Sums of a run of documents.

use tantivy::{DocId, Score};

use super::table::{Sum, keep_above};
use super::words::WINDOW;

/// How many sums are compared with the bound at once.
const TOGETHER: usize = 16;
/// Documents of a run from which on it is faster to look at all sums than at those of its documents.
const MANY: u32 = 256;

/// Adds up what words score in the documents of a run.
pub(super) struct Window {
    begin: DocId,
    sums: Vec<Score>,
    /// A bit for each document that has one.
    seen: Vec<u64>,
}

impl Window {
    pub(super) fn new() -> Self {
        let length = WINDOW as usize;
        Self { begin: 0, sums: vec![0.0; length], seen: vec![0; length / 64] }
    }

    /// Begins a run.
    pub(super) fn begin_at(&mut self, begin: DocId) {
        self.begin = begin;
    }

    /// Adds what a word scores in a document of the run.
    pub(super) fn add(&mut self, doc: DocId, score: Score) {
        let at = doc.wrapping_sub(self.begin) as usize;
        if let (Some(sum), Some(bits)) = (self.sums.get_mut(at), self.seen.get_mut(at / 64)) {
            *sum += score;
            *bits |= 1 << (at % 64);
        }
    }

    /// Moves the sums out that are above a bound, in the order of the documents.
    pub(super) fn drain(&mut self, least: Score, to: &mut Vec<Sum>) {
        let seen: u32 = self.seen.iter().map(|bits| bits.count_ones()).sum();
        if seen < MANY || least < 0.0 {
            self.drain_seen(least, to);
            return;
        }
        for (begin, sums) in (self.begin..).step_by(TOGETHER).zip(self.sums.chunks_mut(TOGETHER)) {
            // Often none is, and many are compared as fast as one.
            if sums.iter().fold(0, |above, sum| above | u32::from(*sum > least)) > 0 {
                let from = to.len();
                to.extend((begin..).zip(sums.iter().copied()));
                keep_above(to, from, least);
            }
            sums.fill(0.0);
        }
        self.seen.fill(0);
    }

    fn drain_seen(&mut self, least: Score, to: &mut Vec<Sum>) {
        for (begin, bits) in (self.begin..).step_by(64).zip(&mut self.seen) {
            while *bits != 0 {
                let doc = begin + bits.trailing_zeros();
                let at = doc.wrapping_sub(self.begin) as usize;
                let sum = self.sums.get_mut(at).map(std::mem::take).unwrap_or_default();
                if sum > least {
                    to.push((doc, sum));
                }
                *bits &= *bits - 1;
            }
        }
    }
}
