//! What an index holds, counted from its columns.

mod terms;

use std::collections::BTreeMap;
use std::fs;

use jiff::civil;
use tantivy::SegmentReader;

pub use terms::{Sample, SampleTerm};

use crate::Date;
use crate::date::civil_day;
use crate::error::{Doing as _, Error, Result};
use crate::facet::{Count, Facet, ranked};
use crate::open::Searcher;
use crate::schema::{DATE_START, HEADED};
use crate::store::documents;

/// How many of the commonest values are told.
const TOP: usize = 10;

/// How many articles a year has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct YearCount {
    /// The year.
    pub year: i16,
    /// Its articles.
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
    /// The first day of the earliest date.
    pub first_date: Option<Date>,
    /// The first day of the latest date.
    pub last_date: Option<Date>,
    /// Articles by the year in which their date begins, in order of years.
    pub years: Vec<YearCount>,
    /// Sources that have articles or a ledger.
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
    /// Parts of the ledger.
    pub chunks: u64,
    /// Bytes on disk.
    pub bytes: u64,
    /// Segments of the index.
    pub segments: u64,
}

impl Searcher {
    /// Counts what the index holds. Ties among the commonest values go by name.
    pub fn stats(&self) -> Result<Stats> {
        let sources = self.sources()?;
        let mut stats = Stats {
            source_count: sources.len() as u64,
            bytes: self.bytes()?,
            segments: self.inner.segment_readers().len() as u64,
            ..Stats::default()
        };
        let named = sources.into_iter().map(|source| (source.name, source.articles));
        stats.sources = ranked(named.filter(|(_, articles)| *articles > 0), TOP);
        let mut days = Days::default();
        for segment in self.inner.segment_readers() {
            let number = |term| Ok::<_, Error>(documents(segment, &term)?.count() as u64);
            stats.articles += number(self.fields.article_term())?;
            stats.chunks += number(self.fields.chunk_term())?;
            stats.with_headline += headed(segment)?;
            days.add(segment)?;
        }
        stats.dated = days.counts.values().sum();
        stats.first_date = days.counts.first_key_value().and_then(|(day, _)| date(*day));
        stats.last_date = days.counts.last_key_value().and_then(|(day, _)| date(*day));
        stats.years = days.years();
        stats.sites = self.top(Facet::Site)?;
        let (authors, without) = self.values_of(Facet::Author)?;
        stats.with_author = stats.articles - without;
        stats.authors = ranked(authors, TOP);
        stats.sections = self.top(Facet::Section)?;
        stats.languages = self.top(Facet::Language)?;
        Ok(stats)
    }

    /// Returns the number of articles.
    pub fn article_count(&self) -> Result<u64> {
        Ok(self.total)
    }

    fn top(&self, facet: Facet) -> Result<Vec<Count>> {
        Ok(ranked(self.values_of(facet)?.0, TOP))
    }

    /// Adds up the files of the index.
    fn bytes(&self) -> Result<u64> {
        let io = |source| Error::io(&self.dir, source);
        let mut bytes = 0;
        for entry in fs::read_dir(&self.dir).map_err(io)? {
            // A file that a merge has just removed counts no more.
            bytes += entry.map_err(io)?.metadata().map_or(0, |metadata| metadata.len());
        }
        Ok(bytes)
    }
}

fn headed(segment: &SegmentReader) -> Result<u64> {
    let column = segment.fast_fields().column_opt::<bool>(HEADED).doing("reading a column")?;
    let Some(column) = column else { return Ok(0) };
    Ok(segment.doc_ids_alive().filter(|doc| column.first(*doc) == Some(true)).count() as u64)
}

/// Articles by the day on which their date begins.
#[derive(Default)]
struct Days {
    counts: BTreeMap<civil::Date, u64>,
}

impl Days {
    fn add(&mut self, segment: &SegmentReader) -> Result<()> {
        let column =
            segment.fast_fields().column_opt::<i64>(DATE_START).doing("reading a column")?;
        let Some(column) = column else { return Ok(()) };
        for doc in segment.doc_ids_alive() {
            if let Some(day) = column.first(doc).and_then(civil_day) {
                *self.counts.entry(day).or_default() += 1;
            }
        }
        Ok(())
    }

    fn years(&self) -> Vec<YearCount> {
        let mut years: Vec<YearCount> = Vec::new();
        for (day, articles) in &self.counts {
            match years.last_mut() {
                Some(last) if last.year == day.year() => last.articles += articles,
                _ => years.push(YearCount { year: day.year(), articles: *articles }),
            }
        }
        years
    }
}

fn date(day: civil::Date) -> Option<Date> {
    Date::day(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Index, Lang, LedgerChunk, WriterOptions};

    fn article(id: u32, date: &str) -> Article {
        Article {
            id: id.to_string(),
            headline: id.is_multiple_of(2).then(|| "Harbour vote".into()),
            body: format!("common words here number{} rare{id} rarer", "x".repeat(id as usize)),
            authors: if id.is_multiple_of(3) {
                vec!["Ana Oduya".into(), "Ana Oduya".into(), "Jo Peters".into()]
            } else {
                Vec::new()
            },
            date: Date::parse(date),
            section: Some(if id < 3 { "Local" } else { "World" }.into()),
            language: Lang::parse("en"),
            url: Some(format!("https://news{}.example.org/", id % 2)),
            source: format!("source-{:02}", id % 12),
            ..Article::default()
        }
    }

    /// Twelve articles in several segments, one of them removed, and a chunk of ledger.
    fn index() -> (tempfile::TempDir, Searcher) {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions { memory: 0, threads: 1 }).unwrap();
        let dates = ["1999", "2020-08-13", "2020-08-14T10:00:00Z", "2021-01", ""];
        for id in 0..13u32 {
            writer.add(&article(id, dates[id as usize % 5])).unwrap();
            if id % 4 == 0 {
                writer.commit().unwrap();
            }
        }
        let chunk =
            LedgerChunk { source: "empty".into(), sequence: 0, documents: vec![], finished: None };
        writer.add_chunk(&chunk).unwrap();
        writer.forget_article("source-00", "12").unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
        let searcher = index.searcher().unwrap();
        (dir, searcher)
    }

    fn pairs(counts: &[Count]) -> Vec<(&str, u64)> {
        counts.iter().map(|count| (count.value.as_str(), count.articles)).collect()
    }

    #[test]
    fn everything_is_counted_once_over_all_segments() {
        let (_dir, searcher) = index();
        let stats = searcher.stats().unwrap();
        assert_eq!(stats.articles, 12);
        assert_eq!((stats.with_headline, stats.with_author, stats.dated), (6, 4, 10));
        assert_eq!(stats.first_date, Date::parse("1999-01-01"));
        assert_eq!(stats.last_date, Date::parse("2021-01-01"));
        let years: Vec<_> = stats.years.iter().map(|year| (year.year, year.articles)).collect();
        assert_eq!(years, [(1999, 3), (2020, 5), (2021, 2)]);
        assert_eq!((stats.source_count, stats.sources.len(), stats.chunks), (13, 10, 1));
        assert_eq!(pairs(&stats.authors), [("Ana Oduya", 4), ("Jo Peters", 4)]);
        assert_eq!(pairs(&stats.sections), [("World", 9), ("Local", 3)]);
        assert_eq!(pairs(&stats.languages), [("en", 12)]);
        assert_eq!(pairs(&stats.sites), [("news0.example.org", 6), ("news1.example.org", 6)]);
        assert!(stats.bytes > 1000 && stats.segments >= 1);
        assert_eq!(searcher.article_count().unwrap(), 12);
    }

    #[test]
    fn an_empty_index_counts_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let searcher = Index::create_or_open(dir.path()).unwrap().searcher().unwrap();
        let stats = searcher.stats().unwrap();
        let bytes = stats.bytes;
        assert_eq!(stats, Stats { bytes, ..Stats::default() });
        assert_eq!(searcher.sample_terms(10, 1).unwrap(), Sample::default());
    }

    #[test]
    fn terms_are_drawn_from_every_band_of_frequency() {
        let (_dir, searcher) = index();
        let sample = searcher.sample_terms(3, 7).unwrap();
        let words: Vec<&str> = sample.words.iter().map(|word| word.text.as_str()).collect();
        // `rare1` holds a digit; the common ones share a band.
        assert_eq!(words.iter().filter(|w| w.starts_with("number")).count(), 3);
        let common = ["common", "words", "here", "rarer"];
        assert_eq!(words.iter().filter(|w| common.contains(w)).count(), 3);
        assert!(words.iter().all(|w| !w.starts_with("rare") || *w == "rarer"), "{words:?}");
        assert_eq!(sample, searcher.sample_terms(3, 7).unwrap());
        assert_eq!(sample.authors.len(), 2);
        assert_eq!(sample.dates, Date::parse("1999-01-01").zip(Date::parse("2021-01-01")));
        assert_eq!(sample.articles, 12);
    }
}
