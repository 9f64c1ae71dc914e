//! Words of the index itself, to draw queries from.

use tantivy::termdict::TermStreamer;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{Days, date};
use crate::Date;
use crate::error::{Doing as _, Error, Result};
use crate::facet::Facet;
use crate::open::Searcher;
use crate::schema::Printed;

/// A word or name and how many articles hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleTerm {
    /// A printed word, folded, or a name as printed.
    pub text: String,
    /// Articles that hold it.
    pub articles: u64,
}

/// Words and more of an index, to draw queries from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Articles in the index.
    pub articles: u64,
    /// Words of the bodies, in alphabetical order.
    pub words: Vec<SampleTerm>,
    /// Authors, in alphabetical order.
    pub authors: Vec<SampleTerm>,
    /// The first day of the earliest and of the latest date.
    pub dates: Option<(Date, Date)>,
}

impl Searcher {
    /// Draws printed words of the bodies and authors, the same for the same seed.
    ///
    /// Words are sorted into bands, each of twice the frequency of the one before, and of every band
    /// at most `limit` are drawn, so that rare words do not crowd out the common ones. Only words of
    /// three letters and more that hold nothing but letters are drawn. Articles that were removed
    /// but not yet merged away still count in a word's frequency.
    pub fn sample_terms(&self, limit: usize, seed: u64) -> Result<Sample> {
        let mut days = Days::default();
        for segment in self.inner.segment_readers() {
            days.add(segment)?;
        }
        let first = days.counts.first_key_value().and_then(|(day, _)| date(*day));
        let last = days.counts.last_key_value().and_then(|(day, _)| date(*day));
        Ok(Sample {
            articles: self.article_count()?,
            words: self.words(limit, seed)?,
            authors: self.authors(limit, seed)?,
            dates: first.zip(last),
        })
    }

    fn words(&self, limit: usize, seed: u64) -> Result<Vec<SampleTerm>> {
        let field = self.fields.printed_field(Printed::Body);
        let mut indexes = Vec::new();
        for segment in self.inner.segment_readers() {
            indexes.push(segment.inverted_index(field).doing("reading the words")?);
        }
        let mut streams = Vec::new();
        for index in &indexes {
            let mut stream = index.terms().stream().map_err(Error::damaged)?;
            if stream.advance() {
                streams.push(stream);
            }
        }
        let mut sample = Bands::new(limit, seed);
        let mut word = Vec::new();
        while let Some(least) = streams.iter().map(TermStreamer::key).min() {
            word.clear();
            word.extend_from_slice(least);
            let mut articles = 0;
            streams.retain_mut(|stream| {
                if stream.key() != word {
                    return true;
                }
                articles += u64::from(stream.value().doc_freq);
                stream.advance()
            });
            if let Ok(word) = std::str::from_utf8(&word)
                && word.chars().nth(2).is_some()
                && word.chars().all(char::is_alphabetic)
            {
                sample.offer(word, articles);
            }
        }
        Ok(sample.drawn())
    }

    fn authors(&self, limit: usize, seed: u64) -> Result<Vec<SampleTerm>> {
        let mut sample = Bands::new(limit, seed);
        for (name, articles) in self.values_of(Facet::Author)?.0 {
            sample.offer(&name, articles);
        }
        Ok(sample.drawn())
    }
}

/// Keeps, of each band of frequency, the terms with the least hashes: a sample that depends on
/// the terms and the seed alone.
struct Bands {
    limit: usize,
    seed: u64,
    kept: Vec<Vec<(u64, SampleTerm)>>,
}

impl Bands {
    fn new(limit: usize, seed: u64) -> Self {
        Self { limit, seed, kept: vec![Vec::new(); 65] }
    }

    fn offer(&mut self, text: &str, articles: u64) {
        let index = usize::try_from(u64::BITS - articles.leading_zeros()).unwrap_or_default();
        let Some(band) = self.kept.get_mut(index) else { return };
        let hash = xxh3_64_with_seed(text.as_bytes(), self.seed);
        if band.len() >= self.limit && band.last().is_none_or(|(last, _)| *last <= hash) {
            return;
        }
        let place = band.partition_point(|(other, _)| *other <= hash);
        band.insert(place, (hash, SampleTerm { text: text.to_owned(), articles }));
        band.truncate(self.limit);
    }

    fn drawn(self) -> Vec<SampleTerm> {
        let mut terms: Vec<SampleTerm> =
            self.kept.into_iter().flatten().map(|(_, term)| term).collect();
        terms.sort_by(|a, b| a.text.cmp(&b.text));
        terms
    }
}
