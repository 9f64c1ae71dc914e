//! A stem of a query's word: what the engine looks for, and all that the second stage needs to weigh it.

use std::fmt;

use tantivy::query::{BoostQuery, EnableScoring, Query, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

use super::exact::rounded;
use super::{bm25, rareness};
use crate::open::{Analysis, Infos, Searcher, Within};

/// Matches articles that hold a stem anywhere. To the engine it is a term query, which it skips through.
#[derive(Clone)]
pub(crate) struct StemQuery {
    /// The stem in headline, body or authors.
    pub(crate) text: Term,
    /// Where that stands.
    pub(crate) infos: Infos,
    /// The only articles in which it counts; `None`: all.
    pub(crate) within: Option<Within>,
    /// The stem in the headline.
    pub(crate) headline: Term,
    /// Articles that hold the word, in the most common of its stems.
    pub(crate) articles: u64,
    /// How often that stem stands in all articles.
    pub(crate) occurrences: u64,
    /// What it counts beside other words and stems.
    pub(crate) share: Score,
    /// What the engine's BM25 is multiplied with in the first stage, which weighs a word as the second does.
    boost: Score,
    /// What it counts in the first stage where it stands as often as may be.
    pub(crate) weight: Score,
}

impl fmt::Debug for StemQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, articles, boost, share, .. } = self;
        write!(f, "Stem({text:?}, {articles}, {boost}, {share})")
    }
}

impl StemQuery {
    /// Makes a query for a stem that stands for a word of so many articles and occurrences.
    pub(crate) fn new(
        searcher: &Searcher,
        stem: &Analysis,
        [articles, occurrences]: [u64; 2],
        share: Score,
    ) -> Self {
        let weight = rounded(f64::from(share) * rareness(articles, occurrences, searcher.total));
        let engine = bm25(stem.infos.articles(), searcher.total);
        // Of very many articles a word in all of them is worth nothing to the engine.
        let boost = if engine > 0.0 { weight / engine } else { 1.0 };
        Self {
            text: searcher.fields.text_term(&stem.term),
            infos: stem.infos.clone(),
            within: stem.within.clone(),
            headline: searcher.fields.headline_term(&stem.term),
            articles,
            occurrences,
            share,
            boost,
            // As the engine rounds it.
            weight: if engine > 0.0 { engine * boost } else { weight },
        }
    }
}

impl Query for StemQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let query = boosted(&self.text, self.boost);
        let Some(within) = &self.within else { return query.weight(scoring) };
        within.filter(Box::new(query)).weight(scoring)
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.text, false);
    }
}

fn boosted(term: &Term, boost: Score) -> BoostQuery {
    let query = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
    BoostQuery::new(Box::new(query), boost)
}

#[cfg(test)]
mod tests {
    use tantivy::postings::TermInfo;

    use super::*;
    use crate::Index;
    use crate::open::Gone;

    #[test]
    fn a_word_in_all_of_very_many_articles_has_a_weight() {
        let dir = tempfile::tempdir().unwrap();
        let mut searcher = Index::create_or_open(dir.path()).unwrap().searcher().unwrap();
        let mut stem = searcher.stem("sea".to_owned(), None).unwrap();
        for articles in [10, 1_000_000, 20_000_000] {
            let (postings_range, positions_range) = (0..0, 0..0);
            let info = TermInfo { doc_freq: articles, postings_range, positions_range };
            stem.infos = Infos::new(vec![Some(info)], Gone::default());
            searcher.total = u64::from(articles);
            let word = [u64::from(articles), 2 * u64::from(articles)];
            let StemQuery { weight, boost, .. } = StemQuery::new(&searcher, &stem, word, 1.0);
            assert!(weight > 0.0 && weight.is_finite() && boost.is_finite(), "{weight} {boost}");
        }
    }
}
