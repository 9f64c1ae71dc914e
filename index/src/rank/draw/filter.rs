//! What decides on a document and adds nothing to its score.

use tantivy::query::{Scorer, Weight};
use tantivy::{DocId, SegmentOrdinal};

use super::DOING;
use crate::error::{Doing as _, Result};
use crate::explain::stands_at;
use crate::open::Searcher;
use crate::schema::DateQuery;

/// A condition.
pub(super) enum Filter<'q> {
    Dates(&'q DateQuery),
    Inside(Box<dyn Weight>),
    Outside(Box<dyn Weight>),
}

impl Filter<'_> {
    fn open(&self, searcher: &Searcher, segment: SegmentOrdinal) -> Result<Test> {
        let reader = searcher.inner.segment_reader(segment);
        Ok(match self {
            Self::Dates(dates) => Test::Dates(Box::new(dates.open(searcher, segment)?)),
            Self::Inside(weight) => Test::Matches(weight.scorer(reader, 1.0).doing(DOING)?, true),
            Self::Outside(weight) => Test::Matches(weight.scorer(reader, 1.0).doing(DOING)?, false),
        })
    }
}

/// Opens some conditions in a segment.
pub(super) fn open(
    filters: &[Filter<'_>],
    searcher: &Searcher,
    segment: SegmentOrdinal,
) -> Result<Vec<Test>> {
    filters.iter().map(|filter| filter.open(searcher, segment)).collect()
}

/// A condition in a segment, asked about documents in rising order.
pub(super) enum Test {
    Dates(Box<dyn Fn(DocId) -> bool>),
    /// Whether it matches must be so.
    Matches(Box<dyn Scorer>, bool),
}

impl Test {
    pub(super) fn passes(&mut self, doc: DocId) -> bool {
        match self {
            Self::Dates(within) => within(doc),
            Self::Matches(scorer, wanted) => stands_at(&mut **scorer, doc) == *wanted,
        }
    }
}
