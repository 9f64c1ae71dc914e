//! A word of one field that counts in articles of some languages alone.

use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::schema::Field;
use tantivy::{Score, Term};

use super::{PrintedQuery, PrintedWord};
use crate::open::Within;

/// Matches articles of some languages that hold a word of a field.
#[derive(Clone, Debug)]
pub(crate) struct LimitedQuery {
    pub(super) word: PrintedQuery,
    /// Those articles of the languages.
    pub(super) within: Within,
}

impl LimitedQuery {
    /// Makes a query for a word of a field, which is listed there.
    pub(crate) fn new(field: Field, word: PrintedWord, within: Within, boost: Score) -> Self {
        Self { word: PrintedQuery::new(field, vec![word], boost), within }
    }
}

impl Query for LimitedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        self.within.filter(Box::new(self.word.clone())).weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.word.query_terms(visitor);
    }
}
