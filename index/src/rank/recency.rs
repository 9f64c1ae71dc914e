//! Newer articles first, as far as relevance lets them.

use jiff::civil;
use tantivy::DocAddress;

use super::exact::rounded;
use super::{RANKING, Scored};
use crate::date::seconds;
use crate::error::Result;
use crate::explain::ScorePart;
use crate::open::Searcher;

/// Seconds of a civil day.
const DAY: i64 = 86_400;

/// How much age takes from a score.
///
/// The score of the second stage is multiplied by `2^(-a/h)` for an article of `a` days and a half-life of `h`:
/// the exponential prior of Li and Croft, *Time-based language models* (CIKM 2003), whose rate is ln 2 / h. Age counts
/// in whole days from the first day of the article's date; a date that is still to come counts as today, and beyond
/// ten half-lives nothing more is taken, so that old articles keep the order of their relevance. An article without
/// date counts half, as one of the age of a half-life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recency {
    /// After so many days an article counts half; one at least.
    pub half_life: u32,
    /// The day that age is counted from.
    pub now: civil::Date,
}

/// What the age of one article takes from its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Faded {
    /// Its age in days; `None` without a date.
    pub(super) days: Option<i64>,
    /// What its score is multiplied by.
    pub(super) factor: f64,
}

impl Recency {
    /// Works out the factor of an article from the first civil second of its date.
    fn of(self, start: Option<i64>) -> Faded {
        let day = |second: i64| second.div_euclid(DAY);
        let days = start.map(|start| (day(seconds(self.now)) - day(start)).max(0));
        let half_lives = days.map_or(1.0, |days| days as f64 / f64::from(self.half_life.max(1)));
        Faded { days, factor: (-half_lives.min(RANKING.recency_most)).exp2() }
    }
}

impl Faded {
    /// What age takes from a score, or nothing.
    pub(super) fn part(&self, score: f64) -> ScorePart {
        let Self { days, factor } = self;
        ScorePart {
            clause: match days {
                Some(days) => format!("age in days: {days}"),
                None => "age: no date".to_owned(),
            },
            score: rounded(score * (factor - 1.0)),
            detail: serde_json::json!({ "days": days, "factor": factor }).to_string(),
        }
    }
}

impl Searcher {
    /// Lets the scores of some matches fade with the age of the articles.
    pub(super) fn fade(&self, recency: Recency, found: &mut [Scored]) -> Result<()> {
        found.sort_by_key(|scored| scored.at);
        for docs in found.chunk_by_mut(|a, b| a.at.segment_ord == b.at.segment_ord) {
            let Some(first) = docs.first() else { continue };
            let starts = self.date_starts(first.at.segment_ord)?;
            for scored in docs {
                scored.second *= recency.of(starts.first(scored.at.doc_id)).factor;
            }
        }
        Ok(())
    }

    /// Returns what age takes from the score of a match.
    pub(super) fn faded(&self, recency: Recency, at: DocAddress) -> Result<Faded> {
        Ok(recency.of(self.date_starts(at.segment_ord)?.first(at.doc_id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;

    #[test]
    fn age_takes_half_in_each_half_life_up_to_ten() {
        let recency = Recency { half_life: 30, now: civil::date(2020, 8, 13) };
        let factor = |date: &str| recency.of(Date::parse(date).map(|date| date.start())).factor;
        for (date, expected) in [
            ("2020-08-13", 1.0),
            ("2020-08-13T23:59:00", 1.0),
            ("2021", 1.0),
            ("2020-07-14", 0.5),
            ("2020-06-14", 0.25),
            ("2020-07", 0.5_f64.powf(43.0 / 30.0)),
            ("1900", 0.5_f64.powi(10)),
        ] {
            assert!((factor(date) - expected).abs() < 1e-12, "{date}: {}", factor(date));
        }
        assert_eq!(recency.of(None), Faded { days: None, factor: 0.5 });
    }
}
