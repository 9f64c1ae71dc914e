//! Words as printed in a segment, each at its distance from the first, asked about documents in rising order.

use std::cmp::Ordering;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings as _, SegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, Score, SegmentOrdinal, SegmentReader};

use super::{PrintedQuery, PrintedWord};
use crate::error::Result;
use crate::open::{Infos, Searcher};

/// What is known of such words in the whole index.
pub(crate) struct PhraseWeight {
    pub(super) field: Field,
    /// What is added to where each word stands, for all to stand at one place, and where it is looked for; the
    /// rarest word first.
    words: Vec<(u32, Infos)>,
    pub(super) bm25: Bm25Weight,
}

impl PhraseWeight {
    pub(super) fn new(searcher: &Searcher, query: &PrintedQuery) -> Result<Self> {
        let length = query.words.iter().map(|word| word.distance).max().unwrap_or_default();
        let word = |word: &PrintedWord| (length - word.distance, word.infos.clone());
        let mut words: Vec<(u32, Infos)> = query.words.iter().map(word).collect();
        words.sort_by_key(|(_, infos)| infos.articles());
        Ok(Self { field: query.field, words, bm25: query.weigh(searcher)? })
    }

    /// Returns in how many articles the rarest of the words stands.
    pub(super) fn number(&self) -> u64 {
        self.words.first().map_or(0, |(_, infos)| infos.articles())
    }

    /// Returns the rarest of the words in a segment; `None` where one of them does not stand in it.
    pub(super) fn rarest(&self, segment: SegmentOrdinal) -> Option<&TermInfo> {
        let infos: Option<Vec<&TermInfo>> =
            self.words.iter().map(|(_, infos)| infos.of(segment)).collect();
        infos?.into_iter().min_by_key(|info| info.doc_freq)
    }

    /// Opens the words in a segment; `None` where one of them does not stand in it.
    pub(super) fn open(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<PhraseCursor<'_>>> {
        if self.rarest(segment).is_none() {
            return Ok(None);
        }
        let index = reader.inverted_index(self.field)?;
        let option = match self.words.as_slice() {
            [_] => IndexRecordOption::WithFreqs,
            _ => IndexRecordOption::WithFreqsAndPositions,
        };
        let mut words = Vec::with_capacity(self.words.len());
        for (ahead, infos) in &self.words {
            if let Some(info) = infos.of(segment) {
                let postings = index.read_postings_from_terminfo(info, option)?;
                words.push(Word { ahead: *ahead, postings });
            }
        }
        let norms = reader.fieldnorms_readers().get_field(self.field)?;
        let norms = norms.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1));
        let [places, own] = [const { Vec::new() }; 2];
        Ok(Some(PhraseCursor { bm25: &self.bm25, words, norms, places, own }))
    }
}

/// A word in a segment.
struct Word {
    ahead: u32,
    postings: SegmentPostings,
}

/// Words in a segment, the rarest of the index first.
pub(super) struct PhraseCursor<'a> {
    bm25: &'a Bm25Weight,
    words: Vec<Word>,
    norms: FieldNormReader,
    /// Where all the words so far agree that they stand.
    places: Vec<u32>,
    /// The same of one word.
    own: Vec<u32>,
}

impl PhraseCursor<'_> {
    /// Tells how often the words can stand together in a document at most; otherwise from which document on they
    /// may be found in one.
    pub(super) fn most(&mut self, doc: DocId) -> std::result::Result<u32, DocId> {
        let mut most = u32::MAX;
        for word in &mut self.words {
            let at = match word.postings.doc() {
                at if at < doc => word.postings.seek(doc),
                at => at,
            };
            if at != doc {
                return Err(at);
            }
            most = most.min(word.postings.term_freq());
        }
        Ok(most)
    }

    /// Counts how often the words stand together in the document that all are at.
    pub(super) fn count(&mut self) -> u32 {
        let Some((first, others)) = self.words.split_first_mut() else { return 0 };
        if others.is_empty() {
            return first.postings.term_freq();
        }
        first.postings.positions_with_offset(first.ahead, &mut self.places);
        for word in others {
            if self.places.is_empty() {
                break;
            }
            word.postings.positions_with_offset(word.ahead, &mut self.own);
            intersect(&mut self.places, &self.own);
        }
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    /// Returns what so many occurrences score in a document.
    pub(super) fn worth(&self, doc: DocId, count: u32) -> Score {
        self.bm25.score(self.norms.fieldnorm_id(doc), count)
    }

    /// Returns what the words score at most anywhere.
    pub(super) fn max_score(&self) -> Score {
        self.bm25.max_score()
    }

    /// Returns the score of a document, if the words stand together in it.
    pub(super) fn score(&mut self, doc: DocId) -> Option<Score> {
        self.most(doc).ok()?;
        let count = self.count();
        (count > 0).then(|| self.worth(doc, count))
    }

    /// Returns the lengths of the texts.
    pub(super) fn norms(&self) -> &FieldNormReader {
        &self.norms
    }
}

/// Keeps what stands in both of two rising lists.
fn intersect(kept: &mut Vec<u32>, others: &[u32]) {
    let mut others = others.iter().peekable();
    kept.retain(|place| {
        while let Some(other) = others.peek() {
            match other.cmp(&place) {
                Ordering::Less => others.next(),
                order => return order == Ordering::Equal,
            };
        }
        false
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_that_stand_in_both() {
        for (kept, others, both) in [
            (vec![1, 4, 9], vec![0, 4, 9, 12], vec![4, 9]),
            (vec![1], vec![], vec![]),
            (vec![], vec![3], vec![]),
            (vec![5, 6, 7], vec![7], vec![7]),
        ] {
            let mut found = kept.clone();
            intersect(&mut found, &others);
            assert_eq!(found, both, "{kept:?} {others:?}");
        }
    }
}
