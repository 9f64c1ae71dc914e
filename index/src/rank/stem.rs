//! A stem of a query's word: what the engine looks for, and all that the second stage needs to weigh it.

use tantivy::query::{
    Bm25StatisticsProvider as _, Bm25Weight, BoostQuery, EnableScoring, Query, TermQuery, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

use crate::error::{Doing as _, Result};
use crate::open::{Infos, Searcher};

/// Matches articles that hold a stem anywhere. To the engine it is a term query, which it skips through.
#[derive(Clone, Debug)]
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
}

impl StemQuery {
    /// Returns BM25 of the stem anywhere.
    pub(super) fn first(&self, searcher: &Searcher) -> Result<Bm25Weight> {
        let held = self.infos.articles();
        let tokens = searcher.total_num_tokens(self.text.field()).doing("counting words")?;
        let total = searcher.total;
        let length = tokens as Score / total as Score;
        Ok(Bm25Weight::for_one_term_without_explain(held, total, length).boost_by(self.boost))
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
