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
        let [places, taken, own] = [const { Vec::new() }; 3];
        Ok(Some(Self { any, without, places, taken, own }))
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

    /// Reads the places of the terms in the current document.
    pub(super) fn read(&mut self) {
        let doc = self.doc();
        gather(&mut self.any, doc, &mut self.places, &mut self.own);
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
    if let [postings] = all {
        into.clear();
        if postings.doc() < doc {
            postings.seek(doc);
        }
        if postings.doc() == doc {
            postings.positions(into);
        }
        return;
    }
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
