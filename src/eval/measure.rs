//! The measures, each a function of one topic's ranking.
//!
//! Sources: `trec_eval` 9 (its `m_*.c`), whose figures these are; Järvelin and Kekäläinen 2002 for
//! nDCG, with the gain of an article its judged relevance and the discount log2(rank + 1); Buckley
//! and Voorhees 2004 for bpref, as `trec_eval` corrected it.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

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
    /// How seldom an article judged not relevant stands above a relevant one; those that nobody
    /// judged are passed over.
    Bpref,
}

impl Measure {
    /// What `presscut eval` prints.
    pub const DEFAULT: [Self; 6] = [
        Self::Ndcg(10),
        Self::AveragePrecision,
        Self::ReciprocalRank,
        Self::Precision(10),
        Self::Recall(100),
        Self::Bpref,
    ];

    /// Returns its name in JSON, which [`Measure::from_str`] reads.
    pub fn key(self) -> String {
        match self {
            Self::Ndcg(k) => format!("ndcg@{k}"),
            Self::AveragePrecision => "map".to_owned(),
            Self::ReciprocalRank => "mrr".to_owned(),
            Self::Precision(k) => format!("p@{k}"),
            Self::Recall(k) => format!("r@{k}"),
            Self::Bpref => "bpref".to_owned(),
        }
    }

    /// Measures a ranking.
    pub fn of(self, ranking: &Ranking) -> f64 {
        match self {
            Self::Ndcg(k) => ratio(
                gain(ranking.found.iter().map(|found| found.unwrap_or(0)), k),
                ranking.best(k),
            ),
            Self::AveragePrecision => {
                let precisions =
                    ranking.hits().zip(1u32..).map(|(rank, hits)| f64::from(hits) / rank as f64);
                ratio(precisions.sum(), ranking.relevant() as f64)
            }
            Self::ReciprocalRank => ranking.hits().next().map_or(0.0, |rank| 1.0 / rank as f64),
            Self::Precision(k) => ratio(ranking.hits_within(k) as f64, k as f64),
            Self::Recall(k) => ratio(ranking.hits_within(k) as f64, ranking.relevant() as f64),
            Self::Bpref => ratio(ranking.preferred(), ranking.relevant() as f64),
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
            Self::Bpref => f.write_str("bpref"),
        }
    }
}

/// A name that no measure has.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no measure is called {0:?}: ndcg@K, map, mrr, p@K, r@K and bpref are there, K from 1")]
pub struct UnknownMeasure(String);

impl FromStr for Measure {
    type Err = UnknownMeasure;

    /// Reads a name such as `nDCG@10` or `recall@100`, in any case.
    fn from_str(name: &str) -> Result<Self, UnknownMeasure> {
        let unknown = || UnknownMeasure(name.to_owned());
        let lower = name.trim().to_ascii_lowercase();
        let Some((kind, depth)) = lower.split_once('@') else {
            return match lower.as_str() {
                "map" => Ok(Self::AveragePrecision),
                "mrr" => Ok(Self::ReciprocalRank),
                "bpref" => Ok(Self::Bpref),
                _ => Err(unknown()),
            };
        };
        let depth = depth.parse().ok().filter(|depth| *depth > 0).ok_or_else(unknown)?;
        match kind {
            "ndcg" => Ok(Self::Ndcg(depth)),
            "p" | "precision" => Ok(Self::Precision(depth)),
            "r" | "recall" => Ok(Self::Recall(depth)),
            _ => Err(unknown()),
        }
    }
}

/// A ranking as the judgements see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// The relevance of each article found, best first; `None` where it was not judged.
    found: Vec<Option<i32>>,
    /// The relevances over 0 of all judged articles, falling.
    ideal: Vec<i32>,
    /// How many articles were judged not to be relevant.
    rejected: usize,
}

impl Ranking {
    /// Looks up what was found, best first, in a topic's judgements.
    ///
    /// A relevance under 0 stands for an article that was not judged, as in `trec_eval`.
    pub fn new<'a>(
        found: impl IntoIterator<Item = &'a str>,
        judged: &HashMap<String, i32>,
    ) -> Self {
        let relevance = |docid: &str| judged.get(docid).copied().filter(|value| *value >= 0);
        let mut ideal: Vec<i32> = judged.values().copied().filter(|value| *value > 0).collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        Self {
            found: found.into_iter().map(relevance).collect(),
            ideal,
            rejected: judged.values().filter(|value| **value == 0).count(),
        }
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
        (1..)
            .zip(&self.found)
            .filter(|(_, found)| found.is_some_and(|value| value > 0))
            .map(|(rank, _)| rank)
    }

    /// The discounted gain that the best order reaches with k articles.
    fn best(&self, k: usize) -> f64 {
        gain(self.ideal.iter().copied(), k)
    }

    /// For each relevant article found, the share of articles judged not relevant that stand below
    /// it, added up. Of both kinds as many count as there are relevant ones.
    fn preferred(&self) -> f64 {
        let counted = self.rejected.min(self.relevant());
        let (mut above, mut sum) = (0_usize, 0.0);
        for relevance in self.found.iter().flatten() {
            if *relevance == 0 {
                above += 1;
            } else if above == 0 {
                sum += 1.0;
            } else {
                sum += 1.0 - above.min(self.relevant()) as f64 / counted as f64;
            }
        }
        sum
    }
}

/// Discounted gain of the first k.
fn gain(relevances: impl Iterator<Item = i32>, k: usize) -> f64 {
    let places = relevances.take(k).zip(2u32..);
    places.map(|(relevance, place)| f64::from(relevance) / f64::from(place).log2()).sum()
}

/// A share, 0 where there is nothing (a sum of nothing is -0 in floating point).
fn ratio(part: f64, whole: f64) -> f64 {
    if part > 0.0 && whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_read_by_its_names() {
        let others = [Measure::Ndcg(3), Measure::Precision(1), Measure::Recall(1000)];
        for measure in Measure::DEFAULT.into_iter().chain(others) {
            assert_eq!(measure.key().parse(), Ok(measure));
            assert_eq!(measure.to_string().parse(), Ok(measure));
        }
        assert_eq!("Recall@5".parse(), Ok(Measure::Recall(5)));
        for bad in ["", "ndcg", "ndcg@0", "ndcg@x", "map@10", "f@1"] {
            let error = bad.parse::<Measure>().unwrap_err().to_string();
            assert!(error.contains(&format!("{bad:?}")), "{error}");
        }
    }

    #[test]
    fn bpref_passes_over_what_nobody_judged() {
        let judged = [("a", 1), ("b", 2), ("x", 0), ("y", 0), ("z", 0), ("u", -1)];
        let judged = judged.map(|(docid, value)| (docid.to_owned(), value)).into();
        let bpref =
            |found: &[&str]| Measure::Bpref.of(&Ranking::new(found.iter().copied(), &judged));
        // Two are relevant, so that of three that are not two count.
        for (found, expected) in [
            (&["a", "b"][..], 1.0),
            (&["n", "u", "a", "x", "n", "b"], 0.75),
            (&["x", "y", "a", "z", "b"], 0.0),
            (&["x", "a"], 0.25),
            (&[], 0.0),
        ] {
            assert!((bpref(found) - expected).abs() < 1e-12, "{found:?}: {}", bpref(found));
        }
    }
}
