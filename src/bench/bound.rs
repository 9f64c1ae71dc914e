//! A bound on a figure whose breach is to be a failure, such as `p99 > 1.05x` or `p50 > 5ms`.

use std::fmt;
use std::str::FromStr;

use super::curve::micros;
use super::figures::{Figure, PERCENTILES};
use super::latencies::CONFIDENCE;
use super::report::{Report, Row};
use super::verdict::ERRORS;
use super::versus::Compared;
use crate::statistics::normal_tail;

/// A bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    figure: Bounded,
    most: Most,
}

/// What is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bounded {
    /// The ratio that the verdict is about.
    Ratio,
    Mean,
    /// Its place among [`PERCENTILES`].
    Percentile(usize),
}

/// What it may be at most.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Most {
    /// So many times that of the other side.
    Times(f64),
    Micros(f64),
}

/// What is wrong with a bound, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}\n  {text}\n  {:>1$}", "^", at + 1)]
pub struct BoundError {
    message: &'static str,
    text: String,
    /// Characters before the place.
    at: usize,
}

impl FromStr for Bound {
    type Err = BoundError;

    fn from_str(text: &str) -> Result<Self, BoundError> {
        let fault = |rest: &str, message| {
            let before = text.len() - rest.len();
            let at =
                text.chars().count() - text.get(before..).map_or(0, |rest| rest.chars().count());
            BoundError { message, text: text.to_owned(), at }
        };
        let part = |rest: &'_ str, belongs: fn(char) -> bool| {
            rest.find(|c| !belongs(c)).unwrap_or(rest.len())
        };
        let begin = text.trim_start();
        let (name, rest) = begin.split_at(part(begin, |c| c.is_alphanumeric() || c == '.'));
        let percentile = PERCENTILES.iter().position(|(known, _)| *known == name);
        let figure = match (name, percentile) {
            ("ratio", _) => Bounded::Ratio,
            ("mean", _) => Bounded::Mean,
            (_, Some(at)) => Bounded::Percentile(at),
            _ => return Err(fault(begin, "expected mean, p50, p90, p99, p99.9 or ratio")),
        };
        let rest = rest.trim_start();
        let after = rest.strip_prefix('>').ok_or_else(|| fault(rest, "expected >"))?.trim_start();
        let (number, unit) = after.split_at(part(after, |c| c.is_ascii_digit() || c == '.'));
        let number = number.parse::<f64>().ok().filter(|number| *number > 0.0);
        let number = number.ok_or_else(|| fault(after, "expected a number above 0"))?;
        let unit = unit.trim_start();
        let most = match (unit.trim_end(), figure) {
            ("x" | "×", _) => Most::Times(number),
            (_, Bounded::Ratio) => return Err(fault(unit, "expected x, such as ratio > 1.05x")),
            ("µs" | "us", _) => Most::Micros(number),
            ("ms", _) => Most::Micros(number * 1e3),
            ("s", _) => Most::Micros(number * 1e6),
            _ => return Err(fault(unit, "expected x (times the other side), or µs, ms or s")),
        };
        Ok(Self { figure, most })
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.figure {
            Bounded::Ratio => "ratio",
            Bounded::Mean => "mean",
            Bounded::Percentile(at) => PERCENTILES.get(at).map_or("", |(name, _)| name),
        };
        match self.most {
            Most::Times(times) => write!(f, "{name} > {times}x"),
            Most::Micros(most) => write!(f, "{name} > {}", micros(most)),
        }
    }
}

impl Bound {
    /// Tells whether the bound is about another side.
    pub fn is_ratio(&self) -> bool {
        matches!(self.most, Most::Times(_))
    }

    /// Returns how a class breaks the bound, `Some(None)` if it keeps it; `None` where its figure is not known.
    ///
    /// A time breaks a bound if it lies above it. A ratio does if its lower bound lies above it as well, which is put
    /// lower the more of them there are: none of `families` breaks a bound by chance more often than in
    /// [`ERRORS`] of runs.
    pub fn breach(
        &self,
        row: &Row,
        compared: Option<&Compared>,
        families: usize,
    ) -> Option<Option<String>> {
        match self.most {
            Most::Micros(most) => {
                let figure = match self.figure {
                    Bounded::Ratio => None,
                    Bounded::Mean => row.response.mean,
                    Bounded::Percentile(at) => row.response.percentiles.get(at).copied().flatten(),
                }?;
                let told = || format!("{}: {}", row.class, micros(figure.value));
                Some((figure.value > most).then(told))
            }
            Most::Times(most) => {
                let compared = compared?;
                let figure = match self.figure {
                    Bounded::Ratio => compared.judged.map(|judged| judged.ratio),
                    Bounded::Mean => compared.ratios.last().copied().flatten(),
                    Bounded::Percentile(at) => compared.ratios.get(at).copied().flatten(),
                }?;
                let low = surely(figure, families)?;
                let told =
                    || format!("{}: {:.3}x, surely above {low:.3}x", compared.class, figure.value);
                Some((low > most).then(told))
            }
        }
    }
}

/// Says how a report breaks bounds. A bound on figures that are known of no class is broken: it would hold of anything.
pub fn breaches(bounds: &[Bound], report: &Report) -> Vec<String> {
    let versus = report.versus.as_ref();
    let families = versus.map_or(1, |versus| versus.compared().count());
    let mut told = Vec::new();
    for bound in bounds {
        let rows = report.classes.iter().chain([&report.all]);
        let known: Vec<Option<String>> = rows
            .filter_map(|row| {
                let compared = versus.and_then(|versus| versus.class(&row.class));
                bound.breach(row, compared, families)
            })
            .collect();
        if known.is_empty() {
            told.push(format!("{bound}: not known of any class, there are too few samples"));
        }
        told.extend(known.into_iter().flatten().map(|breach| format!("{bound}: {breach}")));
    }
    told
}

/// Returns what a ratio is surely above: its lower bound, put as much lower as the number of families asks for,
/// taking the logarithm of a ratio for normally distributed.
fn surely(ratio: Figure, families: usize) -> Option<f64> {
    let (low, _) = ratio.bounds?;
    let wider = normal_tail(ERRORS / families.max(1) as f64);
    let usual = normal_tail((1.0 - CONFIDENCE) / 2.0);
    Some(ratio.value * (low / ratio.value).powf(wider / usual))
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::report;
    use super::super::versus::tests::versus;
    use super::*;

    fn bound(text: &str) -> Bound {
        text.parse().unwrap()
    }

    #[test]
    fn bounds_are_read_and_written() {
        for (text, written, ratio) in [
            ("p99 > 1.05x", "p99 > 1.05x", true),
            (" p99.9>5ms ", "p99.9 > 5 ms", false),
            ("mean > 250 µs", "mean > 250 µs", false),
            ("p50>.5s", "p50 > 500 ms", false),
            ("ratio > 2×", "ratio > 2x", true),
        ] {
            let bound = bound(text);
            assert_eq!((bound.to_string().as_str(), bound.is_ratio()), (written, ratio));
        }
    }

    #[test]
    fn what_is_wrong_is_pointed_at() {
        for (text, at, message) in [
            ("", 0, "expected mean, p50, p90, p99, p99.9 or ratio"),
            ("  p95 > 1x", 2, "expected mean, p50, p90, p99, p99.9 or ratio"),
            ("p99 < 1x", 4, "expected >"),
            ("p99", 3, "expected >"),
            ("p99 >> 1x", 5, "expected a number above 0"),
            ("p99 > 0x", 6, "expected a number above 0"),
            ("p99 > 1.0.5x", 6, "expected a number above 0"),
            ("p99 > 5", 7, "expected x (times the other side), or µs, ms or s"),
            ("p99 > 5 min", 8, "expected x (times the other side), or µs, ms or s"),
            ("ratio > 5ms", 9, "expected x, such as ratio > 1.05x"),
        ] {
            let error = text.parse::<Bound>().unwrap_err();
            assert_eq!((error.at, error.message), (at, message), "{text}");
        }
        let told = "p99 >> 1x".parse::<Bound>().unwrap_err().to_string();
        assert_eq!(told, "expected a number above 0\n  p99 >> 1x\n       ^");
    }

    #[test]
    fn a_time_breaks_its_bound_and_what_is_not_known_does_not() {
        let report = report();
        let row = &report.classes[0];
        // Its median is 68 µs, and its p99 is not known.
        assert_eq!(bound("p50 > 60us").breach(row, None, 1), Some(Some("eels: 68 µs".to_owned())));
        assert_eq!(bound("p50 > 70us").breach(row, None, 1), Some(None));
        assert_eq!(bound("p99 > 60us").breach(row, None, 1), None);
        assert_eq!(bound("p50 > 1.05x").breach(row, None, 1), None);
    }

    #[test]
    fn breaches_are_told_by_class_and_a_bound_on_nothing_is_one() {
        let told = breaches(&[bound("p50 > 67µs"), bound("p99 > 1.05x")], &report());
        let expected = [
            "p50 > 67 µs: eels: 68 µs",
            "p50 > 67 µs: dams: 68 µs",
            "p50 > 67 µs: all: 68 µs",
            "p99 > 1.05x: not known of any class, there are too few samples",
        ];
        assert_eq!(told, expected);
        assert_eq!(breaches(&[bound("p50 > 1s")], &report()), Vec::<String>::new());
        let compared = Report { versus: Some(versus(0)), ..report() };
        let told = breaches(&[bound("ratio > 1.05x"), bound("p50 > 1.2x")], &compared);
        assert!(told.len() == 1 && told[0].starts_with("ratio > 1.05x: eels: 1.1"), "{told:?}");
    }

    #[test]
    fn a_ratio_has_to_be_sure_to_lie_above_its_bound() {
        let ratio = Figure { value: 1.1, bounds: Some((1.06, 1.14)) };
        assert!((surely(ratio, 1).unwrap() - 1.058).abs() < 0.001);
        assert!((surely(ratio, 22).unwrap() - 1.037).abs() < 0.001);
        assert_eq!(surely(Figure { value: 2.0, bounds: None }, 1), None);
        let report = report();
        let compared =
            Compared { ratios: [Some(ratio), None, None, None, None], ..Compared::default() };
        let broken = |text: &str, families| {
            let breach = bound(text).breach(&report.classes[0], Some(&compared), families);
            breach.map(|told| told.is_some())
        };
        assert_eq!(broken("p50 > 1.05x", 1), Some(true));
        assert_eq!(broken("p50 > 1.05x", 22), Some(false));
        assert_eq!(broken("p50 > 1.09x", 1), Some(false));
        assert_eq!(broken("mean > 1.05x", 1), None);
    }
}
