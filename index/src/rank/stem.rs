//! A stem of a query's word: what the engine looks for, and all that the second stage needs to weigh it.

use tantivy::query::{BoostQuery, EnableScoring, Query, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

/// Matches articles that hold a stem anywhere. To the engine it is a term query, which it skips through.
#[derive(Clone, Debug)]
pub(crate) struct StemQuery {
    /// The stem in headline, body or authors.
    pub(crate) text: Term,
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

impl Query for StemQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        boosted(&self.text, self.boost).weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.text, false);
    }
}

/// Matches a stem in the headline once more, for the score of the first stage alone: the engine skips more
/// where scores differ more, and the second stage asks the [`StemQuery`].
#[derive(Clone, Debug)]
pub(crate) struct BonusQuery {
    /// The stem in the headline.
    pub(crate) headline: Term,
    /// What it counts.
    pub(crate) boost: Score,
}

impl Query for BonusQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        boosted(&self.headline, self.boost).weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.headline, false);
    }
}

fn boosted(term: &Term, boost: Score) -> BoostQuery {
    let query = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
    BoostQuery::new(Box::new(query), boost)
}
