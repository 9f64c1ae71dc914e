//! Dates as ranges over two columns.

use std::ops::{Bound, RangeBounds as _, RangeInclusive};

use tantivy::query::{
    BooleanQuery, ConstScoreQuery, EnableScoring, ExistsQuery, Occur, Query, RangeQuery, Weight,
};
use tantivy::schema::Field;
use tantivy::{DocId, SegmentOrdinal, Term};

use super::{DATE_START, Fields};
use crate::error::Result;
use crate::open::Searcher;

/// A range of civil seconds.
type Seconds = (Bound<i64>, Bound<i64>);

impl Fields {
    /// Matches articles whose date begins within `starts` and ends within `ends`, both in civil
    /// seconds, without a score. Undated articles match no range, not even the open one.
    pub(crate) fn dated(&self, starts: Seconds, ends: Seconds) -> Box<dyn Query> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (field, range) in [(self.date_start, starts), (self.date_end, ends)] {
            if range != (Bound::Unbounded, Bound::Unbounded) {
                let query = RangeQuery::new(term(field, range.0), term(field, range.1));
                clauses.push((Occur::Must, Box::new(query)));
            }
        }
        let query: Box<dyn Query> = match clauses.len() {
            0 => Box::new(ExistsQuery::new(DATE_START.to_owned(), false)),
            _ => Box::new(BooleanQuery::new(clauses)),
        };
        Box::new(DateQuery { starts, ends, inner: ConstScoreQuery::new(query, 0.0) })
    }
}

/// Matches articles by their dates.
///
/// Beside words that are ranked it is better asked of each article that would make the page: see
/// [`DateQuery::open`].
#[derive(Debug)]
pub(crate) struct DateQuery {
    starts: Seconds,
    ends: Seconds,
    inner: ConstScoreQuery,
}

impl Clone for DateQuery {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), ..*self }
    }
}

impl Query for DateQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        self.inner.weight(scoring)
    }
}

impl DateQuery {
    /// Returns what tells whether a document of a segment matches.
    pub(crate) fn open(
        &self,
        searcher: &Searcher,
        segment: SegmentOrdinal,
    ) -> Result<impl Fn(DocId) -> bool + use<>> {
        let start = searcher.date_starts(segment)?.clone();
        let end = searcher.date_ends(segment)?.clone();
        let (starts, ends) = (self.starts, self.ends);
        let open = ends == (Bound::Unbounded, Bound::Unbounded);
        Ok(move |doc| {
            start.first(doc).is_some_and(|start| starts.contains(&start))
                && (open || end.first(doc).is_some_and(|end| ends.contains(&end)))
        })
    }
}

impl DateQuery {
    /// Returns where the dates begin that may match, if none of them lasts longer than so many seconds.
    pub(crate) fn begins(&self, longest: i64) -> RangeInclusive<i64> {
        let first = match self.starts.0 {
            Bound::Included(start) => start,
            Bound::Excluded(start) => start.saturating_add(1),
            Bound::Unbounded => i64::MIN,
        };
        let last = match self.starts.1 {
            Bound::Included(start) => start,
            Bound::Excluded(start) => start.saturating_sub(1),
            Bound::Unbounded => i64::MAX,
        };
        let first_of_end = match self.ends.0 {
            Bound::Included(end) | Bound::Excluded(end) => end.saturating_sub(longest),
            Bound::Unbounded => i64::MIN,
        };
        let last_of_end = match self.ends.1 {
            Bound::Included(end) | Bound::Excluded(end) => end,
            Bound::Unbounded => i64::MAX,
        };
        first.max(first_of_end)..=last.min(last_of_end)
    }
}

fn term(field: Field, bound: Bound<i64>) -> Bound<Term> {
    bound.map(|seconds| Term::from_field_i64(field, seconds))
}
