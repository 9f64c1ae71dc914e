//! From the words of each document to the documents of each term.
//!
//! The texts are gone through once. The number of each term's occurrences is known, so that terms can be taken in
//! ranges of their order that have equally many, and the occurrences told apart by range ([`Parts`]). Then range by
//! range each occurrence has its place. So memory is bounded whatever is inverted, what is written to at a time fits
//! a cache of the processor, and nothing is sorted but the terms.

use std::io;
use std::ops::Range;
use std::path::Path;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;

use super::interner::Interner;
use super::order::Order;
use super::parts::Parts;
use super::starts::Starts;
use super::stream::Stream;
use super::texts::Texts;
use crate::schema::{Printed, TextField};

/// Occurrences of a range, unless one term has more, or there are more than can be told apart: a megabyte of them.
const OCCURRENCES: usize = 1 << 18;
/// About the most ranges: as many lines of the processor's nearest cache are written to at a time.
const RANGES: usize = 256;
/// The most terms of a range.
const TERMS: usize = 1 << 16;

/// What is inverted.
pub(super) struct Inversion<'a> {
    pub(super) texts: &'a Texts,
    pub(super) terms: &'a Interner,
    pub(super) order: &'a Order,
    /// Bytes of memory for occurrences.
    pub(super) room: usize,
    /// Where those wait for which there is no room.
    pub(super) dir: &'a Path,
}

/// Returns the bytes of memory that an inversion takes beside the occurrences: counts and places of terms, those of the
/// words, and where positions and documents begin.
pub(super) fn beside(texts: &Texts, terms: &Interner) -> usize {
    let positions = usize::try_from(texts.positions()).unwrap_or(usize::MAX);
    positions / Starts::POSITIONS_A_BYTE
        + texts.words().len() * size_of::<[Place; 2]>()
        + terms.len() * (size_of::<u32>() + size_of::<Place>())
        + size_of_val(texts.lengths(Printed::Body))
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
        let streams: Vec<_> =
            field.parts.iter().filter_map(|part| self.texts.stream(*part)).collect();
        let lengths = field.parts.first().map_or(&[][..], |part| self.texts.lengths(*part));
        let starts = positions.then(|| Starts::of(lengths));
        let counts = self.counts(field);
        let ranges = self.ranges(&counts);
        let mut parts = Parts::new(ranges.len(), self.room / 2, self.dir);
        let places = self.places(field, &counts, &ranges);
        tell_apart(&places, &streams, starts.as_ref(), &mut parts)?;
        drop(places);
        let mut ends = Vec::new();
        for (number, range) in ranges.into_iter().enumerate() {
            let mut sum = 0;
            ends.clear();
            ends.extend(self.counted(&range, &counts).map(|(_, count)| {
                let place = sum;
                sum += count;
                place
            }));
            // Every place is written to, so that what is left of the range before does not matter.
            held.resize(held.len().max(sum as usize), 0);
            parts.take(number, |term, occurrence| {
                let Some(place) = ends.get_mut(term as usize) else { return };
                if let Some(slot) = held.get_mut(*place as usize) {
                    *slot = occurrence;
                }
                *place += 1;
            })?;
            let terms = self.counted(&range, &counts).map(|(term, _)| term);
            self.write_range(terms.zip(ends.iter().copied()), held, starts.as_ref(), serializer)?;
        }
        Ok(())
    }

    /// Returns how often each term stands in a field.
    fn counts(&self, field: &TextField) -> Vec<u32> {
        let mut counts = vec![0; self.terms.len()];
        for (word, uses) in self.texts.words() {
            let uses: u32 = field.parts.iter().filter_map(|part| uses.get(*part as usize)).sum();
            for term in word.terms(field.stemmed) {
                if let Some(count) = counts.get_mut(term as usize) {
                    *count += uses;
                }
            }
        }
        counts
    }

    /// Divides the ranks of the terms into ranges.
    fn ranges(&self, counts: &[u32]) -> Vec<Range<usize>> {
        let count = |term: u32| counts.get(term as usize).map_or(0, |count| *count as usize);
        let all: usize = counts.iter().map(|count| *count as usize).sum();
        let most = (self.room / 2 / size_of::<u32>()).clamp(1, OCCURRENCES).max(all / RANGES);
        let (mut ranges, mut low, mut sum, mut terms) = (Vec::new(), 0, 0, 0);
        for (rank, term) in self.order.terms().iter().enumerate() {
            let count = count(*term);
            if sum > 0 && (sum + count > most || terms == TERMS) {
                ranges.push(low..rank);
                (low, sum, terms) = (rank, 0, 0);
            }
            sum += count;
            terms += usize::from(count > 0);
        }
        ranges.push(low..self.order.terms().len());
        ranges
    }

    /// Returns the terms of a range that stand in a field, and how often.
    fn counted(&self, range: &Range<usize>, counts: &[u32]) -> impl Iterator<Item = (u32, u32)> {
        let terms = self.order.terms().get(range.clone()).unwrap_or_default().iter();
        let counted = |term: &u32| (*term, counts.get(*term as usize).copied().unwrap_or_default());
        terms.map(counted).filter(|(_, count)| *count > 0)
    }

    /// Tells the places of each word's terms.
    fn places(
        &self,
        field: &TextField,
        counts: &[u32],
        ranges: &[Range<usize>],
    ) -> Vec<[Place; 2]> {
        let mut places = vec![Place::NONE; counts.len()];
        for (range, ranks) in (0..).zip(ranges) {
            for ((term, _), number) in self.counted(ranks, counts).zip(0..=u16::MAX) {
                if let Some(place) = places.get_mut(term as usize) {
                    *place = Place { range, term: number };
                }
            }
        }
        let place = |term: u32| places.get(term as usize).copied().unwrap_or(Place::NONE);
        self.texts.words().map(|(word, _)| word.terms(field.stemmed).map(place)).collect()
    }

    /// Writes terms, each with the end of its occurrences.
    fn write_range(
        &self,
        terms: impl Iterator<Item = (u32, u32)>,
        held: &[u32],
        starts: Option<&Starts>,
        serializer: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        let (mut start, mut documents, mut deltas) = (0, Vec::new(), Vec::new());
        for (term, end) in terms {
            let list = held.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            documents.clear();
            deltas.clear();
            match starts {
                Some(starts) => starts.part(list, &mut documents, &mut deltas),
                None => count(list, &mut documents),
            }
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

/// Where the occurrences of a term belong.
#[derive(Clone, Copy, Debug)]
struct Place {
    range: u16,
    /// The term's number in the range.
    term: u16,
}

impl Place {
    /// That of no term.
    const NONE: Self = Self { range: u16::MAX, term: 0 };
}

/// Tells the occurrences of texts apart. An occurrence is a position over all documents, or a document where there
/// are no positions.
fn tell_apart(
    places: &[[Place; 2]],
    streams: &[&Stream],
    starts: Option<&Starts>,
    parts: &mut Parts<'_>,
) -> io::Result<()> {
    let documents = streams.first().map_or(0, |stream| stream.documents());
    let read = streams.iter().map(|stream| stream.read());
    let mut texts = read.collect::<io::Result<Vec<_>>>()?;
    for doc in 0..documents {
        let start = starts.map(|starts| starts.of_document(doc));
        let number = u32::try_from(doc).unwrap_or(u32::MAX);
        for text in &mut texts {
            text.next(|word, position| {
                let occurrence = start.map_or(number, |start| start + position);
                let Some([first, second]) = places.get(word as usize) else { return Ok(()) };
                parts.push(first.range, first.term, occurrence)?;
                parts.push(second.range, second.term, occurrence)
            })?;
        }
    }
    Ok(())
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
