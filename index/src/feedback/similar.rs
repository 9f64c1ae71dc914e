//! More like this: articles that hold the most telling words of another.

use super::expand::weight;
use super::words::Words;
use crate::Article;
use crate::error::Result;
use crate::marker::Marker;
use crate::open::Searcher;
use crate::query::{Like, Query, Share};
use crate::rank::{RANKING, rareness};

impl Searcher {
    /// Makes a query for the articles most like one of the index, which does not match itself. Where it holds no
    /// telling word that another article has, nothing matches.
    ///
    /// Its stems are weighed as in the second stage of ranking, the article taken to be of mean length. The best are a
    /// union in which each counts by how often the article holds it: its rareness counts where it is found.
    ///
    /// # Errors
    ///
    /// What the disk or the index says.
    pub fn similar(&self, article: &Article) -> Result<Query> {
        let none = Marker::default();
        let mut words = Words::new(self, &none);
        words.add(article);
        let mut valued = Vec::new();
        for (stem, held) in words.held().0 {
            let only = held.only();
            let known = self.stem(stem.clone(), only.as_deref())?;
            // What it alone holds finds nothing.
            if known.articles > 1 {
                let share = held.times / (held.times + 1.0);
                let occurrences = self.occurrences(&known)?;
                let value = share * rareness(known.articles, occurrences, self.total);
                valued.push((value, Share { stem, only, weight: weight(share) }));
            }
        }
        // The sort is stable, and equals stand by their stems.
        valued.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        valued.truncate(RANKING.similar_stems);
        let stems = valued.into_iter().map(|(_, share)| share).collect();
        Ok(Query::like(Like { source: article.source.clone(), id: article.id.clone(), stems }))
    }
}
