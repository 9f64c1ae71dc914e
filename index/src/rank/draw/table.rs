//! Sums of scores, and frequencies laid out over a range of documents.

use tantivy::{DocId, Score};

use super::words::WINDOW;

/// A match and the sum of its scores.
pub(super) type Sum = (DocId, Score);

/// Keeps of the sums from a place on those above a bound.
pub(super) fn keep_above(sums: &mut Vec<Sum>, begin: usize, bound: Score) {
    keep(sums, begin, |(_, sum)| sum > bound);
}

/// Keeps of the sums from a place on those that stay, without a branch for each.
pub(super) fn keep(sums: &mut Vec<Sum>, begin: usize, stays: impl Fn(Sum) -> bool) {
    let mut kept = begin;
    for at in begin..sums.len() {
        let Some(sum) = sums.get(at).copied() else { break };
        if let Some(slot) = sums.get_mut(kept) {
            *slot = sum;
        }
        kept += usize::from(stays(sum));
    }
    sums.truncate(kept);
}

/// Room for the frequencies of a word in a range of documents.
pub(super) struct Table(Vec<u32>);

impl Table {
    pub(super) fn new() -> Self {
        Self(vec![0; WINDOW as usize])
    }

    /// Returns room for so many documents, without any frequency.
    pub(super) fn of(&mut self, length: u32) -> &mut [u32] {
        let room = self.0.get_mut(..length as usize).unwrap_or_default();
        room.fill(0);
        room
    }
}

/// The frequencies of a word in a range of documents.
pub(super) struct Frequencies<'t> {
    pub(super) begin: DocId,
    pub(super) frequencies: &'t [u32],
}

impl Frequencies<'_> {
    /// Returns how often it stands in a document of the range.
    #[inline]
    pub(super) fn of(&self, doc: DocId) -> u32 {
        self.frequencies.get(doc.wrapping_sub(self.begin) as usize).copied().unwrap_or_default()
    }
}
