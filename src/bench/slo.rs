//! A promise about latency, and the highest rate at which it holds.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::latencies::SAMPLES_ABOVE;

/// A bound on a percentile of the response time, such as `p99<5ms`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slo {
    /// The percentile as a share.
    pub share: f64,
    /// The bound in microseconds.
    pub micros: f64,
}

/// What is wrong with a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not of the form `p99<5ms`: a percentile, <, and a time in µs, ms or s")]
pub struct SloError;

impl FromStr for Slo {
    type Err = SloError;

    fn from_str(text: &str) -> Result<Self, SloError> {
        let (percentile, bound) = text.split_once('<').ok_or(SloError)?;
        let percent: f64 =
            percentile.trim().strip_prefix('p').and_then(|n| n.parse().ok()).ok_or(SloError)?;
        let bound = bound.trim_start_matches('=').trim();
        let (number, factor) = [("ms", 1e3), ("µs", 1.0), ("us", 1.0), ("s", 1e6)]
            .into_iter()
            .find_map(|(unit, factor)| Some((bound.strip_suffix(unit)?, factor)))
            .ok_or(SloError)?;
        let micros = number.trim().parse::<f64>().map_err(|_| SloError)? * factor;
        if (0.0..100.0).contains(&percent) && micros > 0.0 && micros.is_finite() {
            Ok(Self { share: percent / 100.0, micros })
        } else {
            Err(SloError)
        }
    }
}

impl fmt::Display for Slo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = (self.share * 1e6).round() / 1e4;
        write!(f, "p{percent}<{}", super::curve::micros(self.micros).replace(' ', ""))
    }
}

impl Slo {
    /// Returns how many answers its percentile is known of.
    pub fn samples(&self) -> f64 {
        SAMPLES_ABOVE / (1.0 - self.share)
    }
}

/// A rate that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Requests a second that were due.
    pub rate: f64,
    /// Answers a second that came.
    pub answered: f64,
    /// Answers that were timed.
    pub samples: usize,
    /// The median response time in microseconds.
    #[serde(rename = "p50_us")]
    pub median: f64,
    /// The percentile that the promise is about.
    #[serde(rename = "bound_us")]
    pub bound: f64,
    /// Whether the promise held.
    pub holds: bool,
    /// Whether there were as many answers as its percentile needs.
    pub sure: bool,
}

/// Steps of a bisection.
const STEPS: usize = 7;

/// Finds the highest rate at which a promise holds, between a twentieth of `most` and `most`, by bisection; returns
/// the rates that were tried, in their order. The highest of those that hold is within one per cent of `most`.
///
/// # Errors
///
/// The first error of `try_rate`.
pub fn bisect<E>(
    most: f64,
    mut try_rate: impl FnMut(f64) -> Result<Step, E>,
) -> Result<Vec<Step>, E> {
    let (mut low, mut high) = (most / 20.0, most);
    let mut tried = vec![try_rate(low)?];
    if !tried.iter().all(|step| step.holds) {
        return Ok(tried);
    }
    tried.push(try_rate(high)?);
    if tried.last().is_some_and(|step| step.holds) {
        return Ok(tried);
    }
    for _ in 0..STEPS {
        let rate = f64::midpoint(low, high);
        let step = try_rate(rate)?;
        if step.holds {
            low = rate;
        } else {
            high = rate;
        }
        tried.push(step);
    }
    Ok(tried)
}

/// Returns the highest rate that held.
pub fn highest(tried: &[Step]) -> Option<f64> {
    tried.iter().filter(|step| step.holds).map(|step| step.rate).max_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_read_and_written() {
        for (text, share, micros, written) in [
            ("p99<5ms", 0.99, 5000.0, "p99<5ms"),
            ("p50 < 250µs", 0.5, 250.0, "p50<250µs"),
            ("p99.9<=1s", 0.999, 1e6, "p99.9<1s"),
            ("p90<1.5us", 0.9, 1.5, "p90<1.50µs"),
        ] {
            let slo: Slo = text.parse().unwrap();
            assert!((slo.share - share).abs() < 1e-12 && (slo.micros - micros).abs() < 1e-9);
            assert_eq!(slo.to_string(), written);
        }
        for text in
            ["", "p99", "p99<", "p99<5", "99<5ms", "p100<5ms", "p-1<5ms", "p99<0ms", "p99<xms"]
        {
            assert_eq!(text.parse::<Slo>(), Err(SloError), "{text}");
        }
    }

    #[test]
    fn a_percentile_needs_ten_answers_above_it() {
        for (text, samples) in [("p50<1s", 20.0), ("p99<5ms", 1000.0), ("p99.9<5ms", 10_000.0)] {
            assert!((text.parse::<Slo>().unwrap().samples() - samples).abs() < 1e-6, "{text}");
        }
    }

    fn tried(most: f64, capacity: f64) -> Vec<Step> {
        let step = |rate: f64| Step {
            rate,
            answered: rate.min(capacity),
            samples: 1000,
            median: 1.0,
            bound: 2.0,
            holds: rate <= capacity,
            sure: true,
        };
        bisect(most, |rate| Ok::<Step, ()>(step(rate))).unwrap()
    }

    #[test]
    fn the_highest_rate_that_holds_is_found() {
        for capacity in [60.0, 333.0, 999.0] {
            let found = highest(&tried(1000.0, capacity)).unwrap();
            assert!(found <= capacity && capacity - found < 10.0, "{found} for {capacity}");
        }
        assert_eq!(highest(&tried(1000.0, 5000.0)), Some(1000.0));
        assert_eq!(highest(&tried(1000.0, 10.0)), None);
        assert_eq!(tried(1000.0, 10.0).len(), 1, "nothing more is tried");
    }
}
