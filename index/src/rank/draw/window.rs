//! Sums of a run of documents.

use tantivy::{DocId, Score};

use super::words::{Sum, WINDOW};

/// How many sums are compared with the bound at once.
const TOGETHER: usize = 16;

/// Adds up what words score in the documents of a run.
pub(super) struct Window {
    begin: DocId,
    /// What a sum must exceed.
    least: Score,
    sums: Vec<Score>,
    /// A bit for each document that has one, kept where any sum will do: it may be 0.
    seen: Vec<u64>,
}

impl Window {
    pub(super) fn new() -> Self {
        let length = WINDOW as usize;
        Self { begin: 0, least: 0.0, sums: vec![0.0; length], seen: vec![0; length / 64] }
    }

    /// Begins a run, of which sums above `least` are wanted.
    pub(super) fn begin_at(&mut self, begin: DocId, least: Score) {
        (self.begin, self.least) = (begin, least);
    }

    fn wants_all(&self) -> bool {
        self.least < 0.0
    }

    /// Adds what a word scores in a document of the run.
    pub(super) fn add(&mut self, doc: DocId, score: Score) {
        let at = doc.wrapping_sub(self.begin) as usize;
        if let Some(sum) = self.sums.get_mut(at) {
            *sum += score;
        }
        if self.wants_all()
            && let Some(bits) = self.seen.get_mut(at / 64)
        {
            *bits |= 1 << (at % 64);
        }
    }

    /// Moves the sums that are wanted out, in the order of the documents.
    pub(super) fn drain(&mut self, to: &mut Vec<Sum>) {
        if self.wants_all() {
            self.drain_seen(to);
            return;
        }
        let least = self.least;
        for (begin, sums) in (self.begin..).step_by(TOGETHER).zip(self.sums.chunks_mut(TOGETHER)) {
            // Few are, and many are compared as fast as one.
            if sums.iter().filter(|sum| **sum > least).count() > 0 {
                to.extend(
                    (begin..)
                        .zip(&*sums)
                        .map(|(doc, sum)| (doc, *sum))
                        .filter(|(_, sum)| *sum > least),
                );
            }
            sums.fill(0.0);
        }
    }

    fn drain_seen(&mut self, to: &mut Vec<Sum>) {
        for (begin, bits) in (self.begin..).step_by(64).zip(&mut self.seen) {
            while *bits != 0 {
                let doc = begin + bits.trailing_zeros();
                let at = doc.wrapping_sub(self.begin) as usize;
                if let Some(sum) = self.sums.get_mut(at) {
                    to.push((doc, std::mem::take(sum)));
                }
                *bits &= *bits - 1;
            }
        }
    }
}
