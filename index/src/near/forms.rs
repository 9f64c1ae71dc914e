//! The postings of a place: documents that hold one of its terms, and where.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED, TantivyError, Term};

use super::Place;

/// A union of postings, and postings that take places away.
pub(super) struct Forms {
    any: Vec<SegmentPostings>,
    /// Where each of them stands that has not ended: those that a document passes by are not looked at.
    ahead: BinaryHeap<Reverse<(DocId, usize)>>,
    /// Which of them hold the current document.
    here: Vec<usize>,
    without: Vec<SegmentPostings>,
    places: Vec<u32>,
    taken: Vec<u32>,
    /// The places of one of the postings.
    own: Vec<u32>,
}

impl Forms {
    /// Opens the postings; `None` where no term is in the segment.
    pub(super) fn open(place: &Place, reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let all = |terms: &[Term]| -> tantivy::Result<Vec<SegmentPostings>> {
            let mut found = Vec::with_capacity(terms.len());
            for term in terms {
                let index = reader.inverted_index(term.field())?;
                let postings = index
                    .read_postings(term, IndexRecordOption::WithFreqsAndPositions)
                    .map_err(TantivyError::from)?;
                found.extend(postings);
            }
            Ok(found)
        };
        let any = all(&place.terms)?;
        if any.is_empty() {
            return Ok(None);
        }
        let without = all(&place.without)?;
        let docs = any.iter().map(SegmentPostings::doc).enumerate();
        let ahead = docs.filter(|(_, doc)| *doc != TERMINATED).map(|(at, doc)| Reverse((doc, at)));
        let (ahead, here) = (ahead.collect(), Vec::new());
        let [places, taken, own] = [const { Vec::new() }; 3];
        Ok(Some(Self { any, ahead, here, without, places, taken, own }))
    }

    /// Returns the document; [`TERMINATED`] at the end.
    pub(super) fn doc(&self) -> DocId {
        self.ahead.peek().map_or(TERMINATED, |Reverse((doc, _))| *doc)
    }

    /// Goes to the first document from `target` on.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        while let Some(mut first) = self.ahead.peek_mut().filter(|first| first.0.0 < target) {
            let doc = self.any.get_mut(first.0.1).map_or(TERMINATED, |any| any.seek(target));
            if doc == TERMINATED {
                PeekMut::pop(first);
            } else {
                first.0.0 = doc;
            }
        }
        self.doc()
    }

    /// Returns the most documents that there can be.
    pub(super) fn size_hint(&self) -> u32 {
        self.any.iter().map(SegmentPostings::size_hint).fold(0, u32::saturating_add)
    }

    /// Reads the places of the terms in the current document.
    pub(super) fn read(&mut self) {
        let doc = self.doc();
        self.here.clear();
        while let Some(first) = self.ahead.peek_mut().filter(|first| first.0.0 == doc) {
            self.here.push(PeekMut::pop(first).0.1);
        }
        self.places.clear();
        for &at in &self.here {
            self.ahead.push(Reverse((doc, at)));
            if let Some(postings) = self.any.get_mut(at) {
                postings.positions(&mut self.own);
                self.places.append(&mut self.own);
            }
        }
        if self.here.len() > 1 {
            self.places.sort_unstable();
            self.places.dedup();
        }
        if !self.without.is_empty() {
            gather(&mut self.without, doc, &mut self.taken, &mut self.own);
            self.places.retain(|place| self.taken.binary_search(place).is_err());
        }
    }
}

impl AsRef<[u32]> for Forms {
    /// Returns the places that were read, ascending.
    fn as_ref(&self) -> &[u32] {
        &self.places
    }
}

/// Collects the places of some postings in a document.
fn gather(all: &mut [SegmentPostings], doc: DocId, into: &mut Vec<u32>, own: &mut Vec<u32>) {
    into.clear();
    for postings in all {
        if postings.doc() < doc {
            postings.seek(doc);
        }
        if postings.doc() == doc {
            postings.positions(own);
            into.append(own);
        }
    }
    into.sort_unstable();
    into.dedup();
}
