//! Dates as ranges over two columns.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, ExistsQuery, Occur, Query, RangeQuery};
use tantivy::schema::Field;

use super::{DATE_START, Fields};

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
        Box::new(ConstScoreQuery::new(query, 0.0))
    }
}

fn term(field: Field, bound: Bound<i64>) -> Bound<Term> {
    bound.map(|seconds| Term::from_field_i64(field, seconds))
}
