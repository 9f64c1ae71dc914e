//! Counts of the articles that a query matches, by value and by time.

mod tally;
mod timeline;

use std::collections::HashMap;

use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::query::{self, Query};
use crate::schema::{AUTHOR, LANGUAGE, SECTION, SITE, SOURCE};
use crate::stats::Count;
use tally::{Counted, Tally};
pub use timeline::{Bar, Period, Timeline};

/// What articles are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Facet {
    /// By author; an article of two counts for both.
    Author,
    /// By source.
    Source,
    /// By the host of the url.
    Site,
    /// By section.
    Section,
    /// By language.
    Language,
    /// By the year in which the date begins.
    Year,
}

impl Facet {
    /// Returns the facet's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Source => "source",
            Self::Site => "site",
            Self::Section => "section",
            Self::Language => "language",
            Self::Year => "year",
        }
    }

    /// Returns the column of its values; `None` for the year, which is read off the date.
    fn column(self) -> Option<&'static str> {
        match self {
            Self::Author => Some(AUTHOR),
            Self::Source => Some(SOURCE),
            Self::Site => Some(SITE),
            Self::Section => Some(SECTION),
            Self::Language => Some(LANGUAGE),
            Self::Year => None,
        }
    }
}

/// How many of the articles have each value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FacetCounts {
    /// The most frequent values, the most frequent first and equally frequent ones by name; years in order.
    pub values: Vec<Count>,
    /// How many further values there are.
    pub others: u64,
    /// How many articles have no value.
    pub without: u64,
}

impl Searcher {
    /// Counts the articles that match, by each of some facets; the `most` frequent values of each are told.
    ///
    /// Every match is visited.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn facets(
        &self,
        query: &Query,
        any: bool,
        facets: &[Facet],
        most: usize,
    ) -> Result<Vec<FacetCounts>> {
        let counted = match query::lower(self, query, any)?.query {
            Some(query) => {
                let tally = Tally { facets: facets.to_vec(), period: None };
                self.inner.search(&*query, &tally).doing("counting matches")?
            }
            None => Counted::of(facets),
        };
        let counts = facets.iter().zip(counted.values).zip(counted.without);
        Ok(counts.map(|((facet, values), without)| told(*facet, values, without, most)).collect())
    }

    /// Counts the articles that match by day, week, month or year, beside all articles of each.
    ///
    /// Every article is visited.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn timeline(&self, query: &Query, any: bool, period: Period) -> Result<Timeline> {
        let tally = Tally { facets: Vec::new(), period: Some(period) };
        let counted = match query::lower(self, query, any)?.query {
            Some(query) => self.inner.search(&*query, &tally).doing("counting matches")?,
            None => Counted::of(&[]),
        };
        let all = self
            .inner
            .search(&*self.fields.article_clause(), &tally)
            .doing("counting articles by time")?;
        Ok(Timeline::new(period, &counted, &all))
    }
}

/// Puts the counts of a facet in order.
fn told(facet: Facet, values: HashMap<String, u64>, without: u64, most: usize) -> FacetCounts {
    let mut values: Vec<Count> =
        values.into_iter().map(|(value, articles)| Count { value, articles }).collect();
    let others = values.len().saturating_sub(most) as u64;
    values.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
    values.truncate(most);
    if facet == Facet::Year {
        values.sort_by(|a, b| a.value.cmp(&b.value));
    }
    FacetCounts { values, others, without }
}

#[cfg(test)]
mod tests;
