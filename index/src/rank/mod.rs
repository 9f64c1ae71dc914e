//! Ranking in two stages.
//!
//! In the first candidates are drawn by BM25 over one field that holds everything, in a way that skips most of what
//! need not be seen; its words are as rare as I(ne)B2 takes them to be, so that it almost orders as the second. In
//! that the best are weighed by what does better and cannot be skipped by: I(ne)B2 over frequencies that count the
//! headline more, and the nearness of the query's words. What stands behind the candidates keeps the order of the
//! first stage.
//!
//! Neither depends on how articles lie in segments: candidates are told by exact scores and ids, and all scores
//! are added up in the order of the query.

mod best;
mod bm25;
mod draw;
mod exact;
mod limited;
mod near;
mod parts;
mod phrase;
mod printed;
mod recency;
mod stages;
mod stem;
mod weigh;

pub(crate) use self::best::Best;
pub(crate) use self::bm25::weight as bm25;
pub(crate) use self::draw::{Draw, FieldPostings, Norms};
pub(crate) use self::exact::{Exact, Scored};
pub(crate) use self::limited::LimitedQuery;
pub(crate) use self::near::Sequence;
pub(crate) use self::printed::{PrintedQuery, PrintedWord};
pub use self::recency::Recency;
pub(crate) use self::stem::StemQuery;
pub(crate) use self::weigh::rareness;

/// How hits are ranked: one setting for every index and every query.
///
/// Set on eight English test collections; `benches/results/ranking.md` says what else was tried.
#[derive(Debug)]
pub(crate) struct Ranking {
    /// How many of the first stage's best are weighed in the second.
    candidates: usize,
    /// The same, where newer articles are to come first.
    recency_candidates: usize,
    /// How often a stem in the headline counts beside the one time that it counts anywhere.
    pub(crate) headline: f64,
    /// Neighbours in a query that are looked at.
    pub(crate) pairs: usize,
    /// How many words apart two words may be to be near.
    pub(crate) window: u32,
    /// How many times two words must be near to count half of what they can.
    pub(crate) saturation: f64,
    /// What the nearest words of a query count beside the best score, as a share of it.
    pub(crate) proximity: f64,
    /// After so many half-lives age takes nothing more from a score, where newer articles are to come first.
    pub(crate) recency_most: f64,
    /// How many of the best hits a query is expanded by.
    pub(crate) expansion_hits: usize,
    /// How many of them must hold a stem that is added.
    pub(crate) expansion_held: u32,
    /// A stem in a larger share of all articles is not added.
    pub(crate) expansion_common: f64,
    /// How many stems are added at most.
    pub(crate) expansion_stems: usize,
    /// What the most telling of them counts beside a word of the query, which counts 1.
    pub(crate) expansion_weight: f64,
    /// For how many stems articles like another one are looked for at most.
    pub(crate) similar_stems: usize,
}

impl Ranking {
    /// Returns how many of the first stage's best are weighed in the second.
    pub(crate) fn candidates(&self, recency: Option<Recency>) -> usize {
        if recency.is_some() { self.recency_candidates } else { self.candidates }
    }
}

/// The setting.
pub(crate) const RANKING: Ranking = Ranking {
    candidates: 32,
    recency_candidates: 128,
    headline: 1.5,
    pairs: 16,
    window: 16,
    saturation: 1.2,
    proximity: 0.15,
    recency_most: 10.0,
    expansion_hits: 10,
    expansion_held: 2,
    expansion_common: 0.1,
    expansion_stems: 10,
    expansion_weight: 0.1,
    similar_stems: 25,
};
