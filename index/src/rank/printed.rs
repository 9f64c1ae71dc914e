//! Words as printed, in one field: what the engine looks for, and where the dictionaries have it.

use tantivy::query::{
    Bm25StatisticsProvider, Bm25Weight, BoostQuery, EnableScoring, PhraseQuery, Query, TermQuery,
    Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

use super::bm25;
use crate::error::{Doing as _, Result};
use crate::open::{Infos, Searcher};

/// A word of a [`PrintedQuery`].
#[derive(Clone, Debug)]
pub(crate) struct PrintedWord {
    /// How far it stands from the first.
    pub(crate) distance: u32,
    /// The word.
    pub(crate) term: Term,
    /// Where that stands.
    pub(crate) infos: Infos,
}

/// Matches articles that hold some words of one field, each at its distance from the first.
///
/// To the engine it is a phrase query, or a term query where there is one word only.
#[derive(Clone, Debug)]
pub(crate) struct PrintedQuery {
    pub(super) field: Field,
    /// One at least, by rising distances.
    pub(super) words: Vec<PrintedWord>,
    pub(super) boost: Score,
}

impl PrintedQuery {
    /// Makes a query for words of a field, one at least, by rising distances.
    pub(crate) fn new(field: Field, words: Vec<PrintedWord>, boost: Score) -> Self {
        let boost = if (boost - 1.0).abs() < f32::EPSILON { 1.0 } else { boost };
        Self { field, words, boost }
    }

    /// Returns BM25 of all the words together, as the engine weighs them.
    pub(super) fn weigh(&self, searcher: &Searcher) -> Result<Bm25Weight> {
        let terms: Vec<Term> = self.words.iter().map(|word| word.term.clone()).collect();
        let known = Known { searcher, query: self };
        Ok(Bm25Weight::for_terms(&known, &terms).doing("counting words")?.boost_by(self.boost))
    }

    /// Returns where its word stands and what that scores where it stands as often as may be, if it is one only.
    pub(super) fn single(&self, searcher: &Searcher) -> Option<(&Infos, Score)> {
        let [word] = self.words.as_slice() else { return None };
        Some((&word.infos, bm25(word.infos.articles(), searcher.total) * self.boost))
    }

    fn engine_query(&self) -> Box<dyn Query> {
        let boosted = |query: Box<dyn Query>| -> Box<dyn Query> {
            if (self.boost - 1.0).abs() < f32::EPSILON {
                return query;
            }
            Box::new(BoostQuery::new(query, self.boost))
        };
        if let [word] = self.words.as_slice() {
            let term = word.term.clone();
            return boosted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)));
        }
        let place = |word: &PrintedWord| {
            (usize::try_from(word.distance).unwrap_or(usize::MAX), word.term.clone())
        };
        boosted(Box::new(PhraseQuery::new_with_offset(self.words.iter().map(place).collect())))
    }
}

impl Query for PrintedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        self.engine_query().weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.words.iter().for_each(|word| visitor(&word.term, self.words.len() > 1));
    }
}

/// The statistics of the index, with what is known of the words of a query.
struct Known<'a> {
    searcher: &'a Searcher,
    query: &'a PrintedQuery,
}

impl Bm25StatisticsProvider for Known<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.searcher.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        match self.query.words.iter().find(|word| word.term == *term) {
            Some(word) => Ok(word.infos.articles()),
            None => self.searcher.doc_freq(term),
        }
    }
}
