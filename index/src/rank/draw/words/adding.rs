//! Adding what a word scores to what others do.

use tantivy::Score;

use super::super::table::{Frequencies, Sum, Table, keep};
use super::{WINDOW, Words};

/// Looking a document up takes as long as laying out so many of a word's own.
const LOOK_UP: u64 = 12;

impl Words<'_> {
    /// Adds its scores to those of some documents, which rise from call to call, and tells for each of them by its
    /// place whether it stands in it.
    pub(in crate::rank::draw) fn add(
        &mut self,
        sums: &mut [Sum],
        table: &mut Table,
        mut held: impl FnMut(usize, bool),
    ) {
        let Some(frequencies) = self.lay_out(sums, table) else {
            for (at, (doc, sum)) in sums.iter_mut().enumerate() {
                let score = self.score(*doc);
                held(at, score.is_some());
                *sum += score.unwrap_or_default();
            }
            return;
        };
        for (at, (doc, sum)) in sums.iter_mut().enumerate() {
            let frequency = frequencies.of(*doc);
            held(at, frequency > 0);
            *sum += self.norms.score(self.weight, *doc, frequency);
        }
    }

    /// Adds its scores likewise; documents in which it does not stand are left out unless they have more than `without`
    /// already.
    pub(in crate::rank::draw) fn add_above(
        &mut self,
        sums: &mut Vec<Sum>,
        without: Score,
        table: &mut Table,
    ) {
        let Some(frequencies) = self.lay_out(sums, table) else {
            sums.retain_mut(|(doc, sum)| {
                let score = self.score(*doc);
                let stays = score.is_some() || *sum > without;
                *sum += score.unwrap_or_default();
                stays
            });
            return;
        };
        keep(sums, 0, |(doc, sum)| frequencies.of(doc) > 0 || sum > without);
        for (doc, sum) in sums {
            *sum += self.norms.score(self.weight, *doc, frequencies.of(*doc));
        }
    }

    /// Lays its frequencies out over the range of some documents where these lie as close as its own: that takes no
    /// branch a processor could guess wrong, which costs more than all the rest.
    fn lay_out<'t>(&mut self, sums: &[Sum], table: &'t mut Table) -> Option<Frequencies<'t>> {
        let (begin, end) = (sums.first()?.0, sums.last()?.0);
        let length = end.checked_sub(begin)? + 1;
        let own = u64::from(self.number()) * u64::from(length) / self.norms.number().max(1);
        if length > WINDOW || own > LOOK_UP * sums.len() as u64 {
            return None;
        }
        let frequencies = table.of(length);
        self.blocks_in(&(begin..end + 1), Score::MIN, |docs, freqs| {
            for (doc, frequency) in docs.iter().zip(freqs) {
                if let Some(slot) = frequencies.get_mut(doc.wrapping_sub(begin) as usize) {
                    *slot = *frequency;
                }
            }
        });
        Some(Frequencies { begin, frequencies })
    }
}
