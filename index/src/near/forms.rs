//! The postings of a place: documents that hold one of its terms, and where.

use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, SegmentReader, TERMINATED, TantivyError, Term};

use super::Place;

/// A union of postings, and postings that take places away.
pub(super) struct Forms {
    any: Vec<SegmentPostings>,
    without: Vec<SegmentPostings>,
    places: Vec<u32>,
    taken: Vec<u32>,
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
        Ok(Some(Self { any, without, places: Vec::new(), taken: Vec::new() }))
    }

    /// Returns the document; [`TERMINATED`] at the end.
    pub(super) fn doc(&self) -> DocId {
        self.any.iter().map(SegmentPostings::doc).min().unwrap_or(TERMINATED)
    }

    /// Goes to the first document from `target` on.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        for postings in &mut self.any {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.doc()
    }

    /// Returns the most documents that there can be.
    pub(super) fn size_hint(&self) -> u32 {
        self.any.iter().map(SegmentPostings::size_hint).fold(0, u32::saturating_add)
    }

    /// Returns the places of the terms in the current document, ascending.
    pub(super) fn places(&mut self) -> &[u32] {
        let doc = self.doc();
        gather(&mut self.any, doc, &mut self.places);
        if !self.without.is_empty() {
            gather(&mut self.without, doc, &mut self.taken);
            self.places.retain(|place| self.taken.binary_search(place).is_err());
        }
        &self.places
    }
}

/// Collects the places of some postings in a document.
fn gather(all: &mut [SegmentPostings], doc: DocId, into: &mut Vec<u32>) {
    into.clear();
    let mut places = Vec::new();
    for postings in all {
        if postings.doc() < doc {
            postings.seek(doc);
        }
        if postings.doc() == doc {
            postings.positions(&mut places);
            into.append(&mut places);
        }
    }
    into.sort_unstable();
    into.dedup();
}
