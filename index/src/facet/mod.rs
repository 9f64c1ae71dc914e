//! Counts of the articles that a query matches, by value and by time.

mod tally;
mod timeline;

use std::collections::HashMap;

use tantivy::query::Query as EngineQuery;

use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::query::{self, Query};
use crate::schema::{AUTHOR, LANGUAGE, SECTION, SITE, SOURCE};
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
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Author, Self::Source, Self::Site, Self::Section, Self::Language, Self::Year];

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

/// A value and how many articles have it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// The value as printed.
    pub value: String,
    /// Articles that have it.
    pub articles: u64,
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
        let counted = self.counted(query, any, &Tally { facets: facets.to_vec(), period: None })?;
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
        let counted = self.counted(query, any, &tally)?;
        let all = self.tallied(&*self.fields.article_clause(), &tally)?;
        Ok(Timeline::new(period, &counted, &all))
    }

    /// Returns how many of all articles have each value of a facet, and how many have none.
    pub(crate) fn values_of(&self, facet: Facet) -> Result<(HashMap<String, u64>, u64)> {
        let tally = Tally { facets: vec![facet], period: None };
        let mut counted = self.tallied(&*self.fields.article_clause(), &tally)?;
        Ok((counted.values.pop().unwrap_or_default(), counted.without.pop().unwrap_or_default()))
    }

    fn counted(&self, query: &Query, any: bool, tally: &Tally) -> Result<Counted> {
        match query::lower(self, query, any, false)?.query {
            Some(query) => self.tallied(&*query, tally),
            None => Ok(Counted::of(&tally.facets)),
        }
    }

    fn tallied(&self, query: &dyn EngineQuery, tally: &Tally) -> Result<Counted> {
        self.inner.search(query, tally).doing("counting articles")
    }
}

/// Puts values in order, the most frequent first and equally frequent ones by name, and keeps some.
pub(crate) fn ranked(values: impl IntoIterator<Item = (String, u64)>, most: usize) -> Vec<Count> {
    let values = values.into_iter();
    let mut counts: Vec<Count> =
        values.map(|(value, articles)| Count { value, articles }).collect();
    counts.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
    counts.truncate(most);
    counts
}

/// Puts the counts of a facet in order.
fn told(facet: Facet, values: HashMap<String, u64>, without: u64, most: usize) -> FacetCounts {
    let others = values.len().saturating_sub(most) as u64;
    let mut values = ranked(values, most);
    if facet == Facet::Year {
        values.sort_by(|a, b| a.value.cmp(&b.value));
    }
    FacetCounts { values, others, without }
}

#[cfg(test)]
mod tests;
