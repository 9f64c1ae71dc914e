//! From the words of each document to the documents of each term.
//!
//! The terms are taken in ranges of their order, as many at a time as there is room for their occurrences. For
//! each range the texts are gone through once: the number of each term's occurrences is known, so that each has
//! its place. So memory is bounded whatever is inverted, and nothing is sorted but the terms.

use std::io;
use std::ops::Range;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;

use super::interner::Interner;
use super::order::Order;
use super::texts::{NONE, Texts, Word};
use crate::schema::{Printed, TextField};

/// What is inverted.
pub(super) struct Inversion<'a> {
    pub(super) texts: &'a Texts,
    pub(super) terms: &'a Interner,
    pub(super) order: &'a Order,
    pub(super) documents: DocId,
    /// Occurrences that are held at a time, unless one term has more.
    pub(super) room: usize,
}

/// A document, and a position in it.
type Occurrence = (DocId, u32);

impl Inversion<'_> {
    /// Writes the postings of a field.
    pub(super) fn write(
        &self,
        field: &TextField,
        positions: bool,
        serializer: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        let terms = |word: &Word| if field.stemmed { word.stems } else { word.printed };
        let ranks: Vec<[u32; 2]> = self
            .texts
            .words
            .iter()
            .map(|word| terms(word).map(|term| self.order.rank(term)))
            .collect();
        let counts = self.counts(&ranks, field.parts);
        let mut held = Vec::new();
        let mut low = 0;
        while low < counts.len() {
            let range = self.range(&counts, low);
            low = range.end;
            let counts = counts.get(range.clone()).unwrap_or_default();
            let ends = self.fill(&mut held, range.start, counts, &ranks, field.parts);
            self.write_range(range.start, &ends, &held, positions, serializer)?;
        }
        Ok(())
    }

    /// Returns how often each term stands in some parts, by rank.
    fn counts(&self, ranks: &[[u32; 2]], parts: &[Printed]) -> Vec<u32> {
        let mut counts = vec![0; self.order.len()];
        for (word, ranks) in self.texts.words.iter().zip(ranks) {
            let uses: u32 = parts.iter().filter_map(|part| word.uses.get(*part as usize)).sum();
            for rank in ranks.iter().filter(|rank| **rank != NONE) {
                if let Some(count) = counts.get_mut(*rank as usize) {
                    *count += uses;
                }
            }
        }
        counts
    }

    /// Returns the ranks from `low` on whose occurrences there is room for, one at least.
    fn range(&self, counts: &[u32], low: usize) -> Range<usize> {
        let mut sum = 0_usize;
        let fits = |count: &&u32| {
            sum = sum.saturating_add(**count as usize);
            sum <= self.room
        };
        let fitting = counts.iter().skip(low).take_while(fits).count();
        low..low + fitting.max(1)
    }

    /// Gathers the occurrences of the terms from a rank on; returns where those of each end.
    fn fill(
        &self,
        held: &mut Vec<Occurrence>,
        low: usize,
        counts: &[u32],
        ranks: &[[u32; 2]],
        parts: &[Printed],
    ) -> Vec<usize> {
        let mut sum = 0;
        let mut places: Vec<usize> = counts
            .iter()
            .map(|count| {
                let place = sum;
                sum += *count as usize;
                place
            })
            .collect();
        held.clear();
        held.resize(sum, (0, 0));
        if sum == 0 {
            return places;
        }
        let low = u32::try_from(low).unwrap_or(NONE);
        let streams: Vec<_> = parts.iter().filter_map(|part| self.texts.stream(*part)).collect();
        for doc in 0..self.documents {
            for stream in &streams {
                stream.each(doc as usize, |word, position| {
                    for rank in ranks.get(word as usize).into_iter().flatten() {
                        let place = places.get_mut(rank.wrapping_sub(low) as usize);
                        let Some(place) = place else { continue };
                        if let Some(slot) = held.get_mut(*place) {
                            *slot = (doc, position);
                        }
                        *place += 1;
                    }
                });
            }
        }
        places
    }

    fn write_range(
        &self,
        low: usize,
        ends: &[usize],
        held: &[Occurrence],
        positions: bool,
        serializer: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        let (mut start, mut deltas) = (0, Vec::new());
        for (rank, &end) in (low..).zip(ends) {
            let list = held.get(start..end).unwrap_or_default();
            start = end;
            let Some(&(mut doc, _)) = list.first() else { continue };
            let changes = list.iter().zip(list.iter().skip(1));
            let others = changes.filter(|(one, other)| one.0 != other.0).count();
            let documents = u32::try_from(others + 1).unwrap_or(u32::MAX);
            let term = self.order.term(u32::try_from(rank).unwrap_or(NONE));
            serializer.new_term(self.terms.get(term), documents, true)?;
            let (mut times, mut last) = (0, 0);
            deltas.clear();
            for &(next, position) in list {
                if next != doc {
                    serializer.write_doc(doc, times, &deltas);
                    deltas.clear();
                    (doc, times, last) = (next, 0, 0);
                }
                times += 1;
                if positions {
                    deltas.push(position.saturating_sub(last));
                    last = position;
                }
            }
            serializer.write_doc(doc, times, &deltas);
            serializer.close_term()?;
        }
        Ok(())
    }
}
