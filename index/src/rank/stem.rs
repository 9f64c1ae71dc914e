//! A stem of a query's word: what the engine looks for, and all that the second stage needs to weigh it.

use std::fmt;

use tantivy::query::{BoostQuery, EnableScoring, Query, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

use super::bm25;
use crate::open::{Infos, Searcher};

/// Matches articles that hold a stem anywhere. To the engine it is a term query, which it skips through.
#[derive(Clone)]
pub(crate) struct StemQuery {
    /// The stem in headline, body or authors.
    pub(crate) text: Term,
    /// Where that stands.
    pub(crate) infos: Infos,
    /// The stem in the headline.
    pub(crate) headline: Term,
    /// Articles that hold the word, in the most common of its stems.
    pub(crate) articles: u64,
    /// How often that stem stands in all articles.
    pub(crate) occurrences: u64,
    /// What one of its articles counts in the first stage.
    pub(crate) boost: Score,
    /// What it counts in the second stage, where the word's rareness is that of all its stems.
    pub(crate) share: Score,
    /// What it counts by BM25 in the first stage where it stands as often as may be.
    pub(crate) weight: Score,
}

impl fmt::Debug for StemQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, articles, boost, share, .. } = self;
        write!(f, "Stem({text:?}, {articles}, {boost}, {share})")
    }
}

impl Searcher {
    /// Returns what a stem counts by BM25 where it stands as often as may be.
    pub(crate) fn first_weight(&self, infos: &Infos, boost: Score) -> Score {
        bm25(infos.articles(), self.total) * boost
    }
}

impl Query for StemQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        boosted(&self.text, self.boost).weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.text, false);
    }
}

fn boosted(term: &Term, boost: Score) -> BoostQuery {
    let query = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
    BoostQuery::new(Box::new(query), boost)
}
