//! The measures, each a function of one topic's ranking.
//!
//! Sources: `trec_eval` 9 (its `m_*.c`), whose figures these are; Järvelin and Kekäläinen 2002 for
//! nDCG, with the gain of an article its judged relevance and the discount log2(rank + 1).

use std::collections::HashMap;
use std::fmt;

/// A measure of one ranking, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    /// Discounted gain of the first k, over that of the best order of all judged articles.
    Ndcg(usize),
    /// Mean of the precisions at the ranks of the relevant articles; its mean over topics is MAP.
    AveragePrecision,
    /// One over the rank of the first relevant article; its mean over topics is MRR.
    ReciprocalRank,
    /// Share of the first k that is relevant; ranks that were not filled count as misses.
    Precision(usize),
    /// Share of the relevant articles that is among the first k.
    Recall(usize),
}

impl Measure {
    /// What `presscut eval` prints.
    pub const DEFAULT: [Self; 5] = [
        Self::Ndcg(10),
        Self::AveragePrecision,
        Self::ReciprocalRank,
        Self::Precision(10),
        Self::Recall(100),
    ];

    /// Returns its name in JSON.
    pub fn key(self) -> String {
        match self {
            Self::Ndcg(k) => format!("ndcg@{k}"),
            Self::AveragePrecision => "map".to_owned(),
            Self::ReciprocalRank => "mrr".to_owned(),
            Self::Precision(k) => format!("p@{k}"),
            Self::Recall(k) => format!("r@{k}"),
        }
    }

    /// Measures a ranking.
    pub fn of(self, ranking: &Ranking) -> f64 {
        match self {
            Self::Ndcg(k) => ratio(gain(&ranking.found, k), gain(&ranking.ideal, k)),
            Self::AveragePrecision => {
                let precisions =
                    ranking.hits().zip(1u32..).map(|(rank, hits)| f64::from(hits) / rank as f64);
                ratio(precisions.sum(), ranking.relevant() as f64)
            }
            Self::ReciprocalRank => ranking.hits().next().map_or(0.0, |rank| 1.0 / rank as f64),
            Self::Precision(k) => ratio(ranking.hits_within(k) as f64, k as f64),
            Self::Recall(k) => ratio(ranking.hits_within(k) as f64, ranking.relevant() as f64),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ndcg(k) => write!(f, "nDCG@{k}"),
            Self::AveragePrecision => f.write_str("MAP"),
            Self::ReciprocalRank => f.write_str("MRR"),
            Self::Precision(k) => write!(f, "P@{k}"),
            Self::Recall(k) => write!(f, "R@{k}"),
        }
    }
}

/// A ranking as the judgements see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The relevance of each article found, best first; 0 where it was not judged.
    found: Vec<i32>,
    /// The relevances over 0 of all judged articles, falling.
    ideal: Vec<i32>,
}

impl Ranking {
    /// Looks up what was found, best first, in a topic's judgements.
    pub fn new<'a>(
        found: impl IntoIterator<Item = &'a str>,
        judged: &HashMap<String, i32>,
    ) -> Self {
        let relevance = |docid: &str| judged.get(docid).copied().unwrap_or(0);
        let mut ideal: Vec<i32> = judged.values().copied().filter(|value| *value > 0).collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        Self { found: found.into_iter().map(relevance).collect(), ideal }
    }

    /// Returns the number of relevant articles that there are to find.
    pub fn relevant(&self) -> usize {
        self.ideal.len()
    }

    /// Returns the number of articles found, relevant or not.
    pub fn found(&self) -> usize {
        self.found.len()
    }

    /// Returns the number of relevant articles among the first k.
    pub fn hits_within(&self, k: usize) -> usize {
        self.hits().take_while(|rank| *rank <= k).count()
    }

    /// The ranks, from 1, of the relevant articles found.
    fn hits(&self) -> impl Iterator<Item = usize> {
        (1..).zip(&self.found).filter(|(_, relevance)| **relevance > 0).map(|(rank, _)| rank)
    }
}

/// Discounted gain of the first k. A negative relevance gains nothing.
fn gain(relevances: &[i32], k: usize) -> f64 {
    let places = relevances.iter().take(k).zip(2u32..);
    places.map(|(relevance, place)| f64::from((*relevance).max(0)) / f64::from(place).log2()).sum()
}

/// A share, 0 where there is nothing (a sum of nothing is -0 in floating point).
fn ratio(part: f64, whole: f64) -> f64 {
    if part > 0.0 && whole > 0.0 { part / whole } else { 0.0 }
}
