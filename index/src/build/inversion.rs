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
use super::starts::Starts;
use super::stream::Stream;
use super::texts::{NONE, Texts, Word};
use crate::schema::{Printed, TextField};

/// What is inverted.
pub(super) struct Inversion<'a> {
    pub(super) texts: &'a Texts,
    pub(super) terms: &'a Interner,
    pub(super) order: &'a Order,
    /// Occurrences that are held at a time, unless one term has more.
    pub(super) room: usize,
}

/// Returns the bytes of memory that an inversion takes beside the occurrences: ranks of words, counts of terms, and
/// where positions and documents begin.
pub(super) fn beside(texts: &Texts, terms: &Interner) -> usize {
    let positions = usize::try_from(texts.positions()).unwrap_or(usize::MAX);
    let documents = texts.lengths(Printed::Body).len();
    positions / Starts::POSITIONS_A_BYTE
        + texts.words.len() * size_of::<[u32; 2]>()
        + (terms.len() + documents) * size_of::<u32>()
}

impl Inversion<'_> {
    /// Writes the postings of a field that holds some parts of the texts; `held` is room that is used again.
    pub(super) fn write(
        &self,
        field: &TextField,
        positions: bool,
        held: &mut Vec<u32>,
        serializer: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        let terms = |word: &Word| if field.stemmed { word.stems } else { word.printed };
        let rank = |term| self.order.rank(term);
        let ranks = self.texts.words.iter().map(|word| terms(word).map(rank)).collect();
        let streams = field.parts.iter().filter_map(|part| self.texts.stream(*part)).collect();
        let lengths = field.parts.first().map_or(&[][..], |part| self.texts.lengths(*part));
        let starts = positions.then(|| Starts::of(lengths));
        let pass = Pass { ranks, streams, starts };
        let counts = self.counts(&pass.ranks, field.parts);
        let mut low = 0;
        while low < counts.len() {
            let range = self.range(&counts, low);
            let ends = pass.fill(
                held,
                u32::try_from(range.start).unwrap_or(NONE),
                counts.get(range.clone()).unwrap_or_default(),
            )?;
            self.write_range(range.start, &ends, held, pass.starts.as_ref(), serializer)?;
            low = range.end;
        }
        Ok(())
    }

    /// Returns how often each term stands in some parts, by rank.
    fn counts(&self, ranks: &[[u32; 2]], parts: &[Printed]) -> Vec<u32> {
        let mut counts = vec![0; self.order.len()];
        for part in parts {
            for (uses, ranks) in self.texts.uses(*part).iter().zip(ranks) {
                for rank in ranks {
                    if let Some(count) = counts.get_mut(*rank as usize) {
                        *count += uses;
                    }
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

    /// Writes the terms from a rank on, whose occurrences end at `ends`.
    fn write_range(
        &self,
        low: usize,
        ends: &[u32],
        held: &[u32],
        starts: Option<&Starts>,
        serializer: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        let (mut start, mut documents, mut deltas) = (0, Vec::new(), Vec::new());
        for (rank, &end) in (low..).zip(ends) {
            let list = held.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            if list.is_empty() {
                continue;
            }
            documents.clear();
            deltas.clear();
            match starts {
                Some(starts) => starts.part(list, &mut documents, &mut deltas),
                None => count(list, &mut documents),
            }
            let term = self.order.term(u32::try_from(rank).unwrap_or(NONE));
            let number = u32::try_from(documents.len()).unwrap_or(u32::MAX);
            serializer.new_term(self.terms.get(term), number, true)?;
            let mut at = 0;
            for &(doc, times) in &documents {
                let next = if starts.is_some() { at + times as usize } else { at };
                serializer.write_doc(doc, times, deltas.get(at..next).unwrap_or_default());
                at = next;
            }
            serializer.close_term()?;
        }
        Ok(())
    }
}

/// The texts of a field, and what their words become in it.
struct Pass<'a> {
    /// The ranks of each word's terms.
    ranks: Vec<[u32; 2]>,
    streams: Vec<&'a Stream>,
    /// Where the positions of each document begin, in a field with positions.
    starts: Option<Starts>,
}

impl Pass<'_> {
    /// Gathers the occurrences of the terms from a rank on, of which there are so many of each; returns where those
    /// of each end. An occurrence is a position over all documents, or a document where there are no positions.
    fn fill(&self, held: &mut Vec<u32>, low: u32, counts: &[u32]) -> io::Result<Vec<u32>> {
        let mut sum = 0;
        let place = |count: &u32| {
            let place = sum;
            sum += *count;
            place
        };
        let mut places: Vec<u32> = counts.iter().map(place).collect();
        // Every place is written to, so that what is left of the range before does not matter.
        held.resize(held.len().max(sum as usize), 0);
        if sum == 0 {
            return Ok(places);
        }
        let number = self.streams.first().map_or(0, |stream| stream.documents());
        let read = self.streams.iter().map(|stream| stream.read());
        let mut parts = read.collect::<io::Result<Vec<_>>>()?;
        for doc in 0..number {
            let start = self.starts.as_ref().map(|starts| starts.of_document(doc));
            let number = u32::try_from(doc).unwrap_or(u32::MAX);
            for part in &mut parts {
                part.next(|word, position| {
                    let occurrence = start.map_or(number, |start| start + position);
                    for rank in self.ranks.get(word as usize).into_iter().flatten() {
                        let place = places.get_mut(rank.wrapping_sub(low) as usize);
                        let Some(place) = place else { continue };
                        if let Some(slot) = held.get_mut(*place as usize) {
                            *slot = occurrence;
                        }
                        *place += 1;
                    }
                })?;
            }
        }
        Ok(places)
    }
}

/// Counts how often each document stands in a list.
fn count(list: &[u32], documents: &mut Vec<(DocId, u32)>) {
    for &doc in list {
        match documents.last_mut() {
            Some((last, times)) if *last == doc => *times += 1,
            _ => documents.push((doc, 1)),
        }
    }
}
