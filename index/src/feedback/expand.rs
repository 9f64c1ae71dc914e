//! Query expansion: words that the first hits have in common add to the scores of the others.

use super::words::Words;
use crate::error::Result;
use crate::hit::{SearchOptions, Sort};
use crate::marker::Marker;
use crate::open::{Only, Searcher};
use crate::query::{self, Query, Share};
use crate::rank::RANKING;
use crate::search::Asked;

/// A query, expanded.
#[derive(Clone, Debug, PartialEq)]
pub struct Expansion {
    /// The query, which finds the same articles as before, in another order where they are ranked.
    pub query: Query,
    /// What was added, the most telling first; nothing where fewer than two hits have words in common.
    pub words: Vec<Added>,
}

/// A word that was added to a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Added {
    /// The word as the hits print it most often, in lower case.
    pub word: String,
    /// Its stem, which is looked for.
    pub stem: String,
    /// What it counts, where a word of the query counts 1.
    pub weight: f32,
}

impl Searcher {
    /// Expands a query by stems that its first hits have in common and that are rare elsewhere.
    ///
    /// They are selected and weighed by Robertson's selection value (*On term selection for query expansion*, Journal
    /// of Documentation 46, 1990), the first hits taken to be relevant. The query's own words keep their weights, and
    /// what it matches stays what it was.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn expand(&self, query: &Query, any: bool) -> Result<Expansion> {
        let mut marker = Marker::default();
        let hits = self.first_hits(query, any, &mut marker)?;
        let mut words = Words::new(self, &marker);
        for at in hits {
            words.add(&self.article(at)?);
        }
        let words = self.telling(words)?;
        let share = |(added, only): &(Added, Only)| Share {
            stem: added.stem.clone(),
            only: only.clone(),
            weight: added.weight,
        };
        let query = query.clone().with_stems(words.iter().map(share).collect());
        Ok(Expansion { query, words: words.into_iter().map(|(added, _)| added).collect() })
    }

    /// Returns the first hits of a query, and what marks its words in a text.
    fn first_hits(
        &self,
        query: &Query,
        any: bool,
        marker: &mut Marker,
    ) -> Result<Vec<tantivy::DocAddress>> {
        let mut lowered = query::lower(self, query, any, true)?;
        marker.clone_from(&lowered.marker);
        // Of hits that are all worth the same none stands for the others.
        let Some(query) = lowered.query.take().filter(|_| lowered.scored) else {
            return Ok(Vec::new());
        };
        let limit = RANKING.expansion_hits;
        let options = SearchOptions { limit, any, sort: Sort::Relevance, ..Default::default() };
        let asked = Asked::new(&*query, &lowered, &options, &());
        let found = self.ordered(&asked, limit)?;
        Ok(found.into_iter().take(limit).map(|(_, at)| at).collect())
    }

    fn telling(&self, words: Words<'_>) -> Result<Vec<(Added, Only)>> {
        let total = self.total as f64;
        let (held, relevant) = words.held();
        let mut valued = Vec::new();
        for (stem, held) in held.filter(|(_, held)| held.articles >= RANKING.expansion_held) {
            let only = held.only();
            let articles = self.stem(stem.clone(), only.as_deref())?.articles as f64;
            if articles <= RANKING.expansion_common * total {
                let value = selection_value(held.articles, relevant, articles, total);
                valued.push((value, stem, only, held.into_word()));
            }
        }
        // The sort is stable, and equals stand by their stems.
        valued.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
        valued.truncate(RANKING.expansion_stems);
        let most = valued.first().map_or(1.0, |(value, ..)| *value);
        let added = valued.into_iter().filter(|(value, ..)| *value > 0.0);
        Ok(added
            .map(|(value, stem, only, word)| {
                let weight = weight(RANKING.expansion_weight * value / most);
                (Added { word, stem, weight }, only)
            })
            .collect())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a weight needs no more digits than a score")]
pub(super) fn weight(share: f64) -> f32 {
    share as f32
}

/// Robertson's selection value: how many relevant articles hold a stem, times its weight of relevance (Robertson
/// and Sparck Jones, *Relevance weighting of search terms*, 1976).
fn selection_value(holding: u32, relevant: u32, articles: f64, total: f64) -> f64 {
    let (holding, relevant) = (f64::from(holding), f64::from(relevant));
    // Removed articles count in the index until they are merged away, and may make these differ.
    let others = (articles - holding).max(0.0);
    let without = (total - articles - relevant + holding).max(0.0);
    let odds = (holding + 0.5) / (relevant - holding + 0.5);
    holding * (odds * (without + 0.5) / (others + 0.5)).ln()
}
