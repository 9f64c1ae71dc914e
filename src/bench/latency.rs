//! Latencies of one class, and what may be said about them.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

/// How many samples must lie above a percentile before it is printed.
///
/// With fewer, the figure is a report about a handful of outliers. p50 needs 20 samples, p90 100 and
/// p99 1,000; the largest is always known.
pub const SAMPLES_ABOVE: f64 = 10.0;

/// Longer answers count as this long: ten minutes, in nanoseconds.
const LONGEST: u64 = 600_000_000_000;

/// The latencies of a class, to three digits.
#[derive(Clone, Debug)]
pub struct Latencies {
    /// In nanoseconds.
    histogram: Histogram<u64>,
    total: Duration,
}

impl Default for Latencies {
    fn default() -> Self {
        Self {
            histogram: Histogram::new_with_bounds(1, LONGEST, 3)
                .expect("the bounds and the number of digits are constants that are allowed"),
            total: Duration::ZERO,
        }
    }
}

impl Latencies {
    /// Adds a latency.
    pub fn record(&mut self, latency: Duration) {
        let nanoseconds = u64::try_from(latency.as_nanos()).unwrap_or(LONGEST);
        self.histogram.saturating_record(nanoseconds.max(1));
        self.total += latency;
    }

    /// Adds those of another class.
    pub fn add(&mut self, other: &Self) {
        self.histogram += &other.histogram;
        self.total += other.total;
    }

    /// Says what may be said.
    pub fn summary(&self) -> Summary {
        let samples = self.histogram.len();
        let seconds = self.total.as_secs_f64();
        Summary {
            samples,
            mean: (samples > 0).then(|| seconds * 1e6 / samples as f64),
            p50: self.quantile(0.50),
            p90: self.quantile(0.90),
            p99: self.quantile(0.99),
            max: (samples > 0).then(|| micros(self.histogram.max())),
            per_second: (seconds > 0.0).then(|| samples as f64 / seconds),
        }
    }

    fn quantile(&self, quantile: f64) -> Option<f64> {
        // A grain less than asked for, since `1 - 0.9` is not quite a tenth.
        let above = self.histogram.len() as f64 * (1.0 - quantile);
        (above >= SAMPLES_ABOVE - 1e-6).then(|| micros(self.histogram.value_at_quantile(quantile)))
    }
}

fn micros(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1000.0
}

/// The figures of a class. Latencies are in microseconds; `None` where there are too few samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// How many answers were timed.
    pub samples: u64,
    /// The mean.
    #[serde(rename = "mean_us")]
    pub mean: Option<f64>,
    /// The median.
    #[serde(rename = "p50_us")]
    pub p50: Option<f64>,
    /// Nine in ten are this fast.
    #[serde(rename = "p90_us")]
    pub p90: Option<f64>,
    /// 99 in a hundred are this fast.
    #[serde(rename = "p99_us")]
    pub p99: Option<f64>,
    /// The slowest.
    #[serde(rename = "max_us")]
    pub max: Option<f64>,
    /// Answers a second of one client who asks again as soon as it is answered.
    #[serde(rename = "queries_per_second")]
    pub per_second: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latencies(micros: impl IntoIterator<Item = u64>) -> Latencies {
        let mut all = Latencies::default();
        micros.into_iter().for_each(|us| all.record(Duration::from_micros(us)));
        all
    }

    #[test]
    fn percentiles_are_right_to_three_digits() {
        let summary = latencies(1..=10_000).summary();
        let near = |value: Option<f64>, expected: f64| {
            let value = value.unwrap();
            assert!((value / expected - 1.0).abs() < 0.001, "{value}, not {expected}");
        };
        near(summary.p50, 5000.0);
        near(summary.p90, 9000.0);
        near(summary.p99, 9900.0);
        near(summary.max, 10_000.0);
        near(summary.mean, 5000.5);
        near(summary.per_second, 1e6 / 5000.5);
    }

    #[test]
    fn a_percentile_with_too_few_samples_above_it_is_not_told() {
        for (samples, known) in [
            (0, [false; 3]),
            (19, [false, false, false]),
            (20, [true, false, false]),
            (99, [true, false, false]),
            (100, [true, true, false]),
            (999, [true, true, false]),
            (1000, [true, true, true]),
        ] {
            let summary = latencies(1..=samples).summary();
            let told = [summary.p50, summary.p90, summary.p99].map(|value| value.is_some());
            assert_eq!((told, summary.max.is_some()), (known, samples > 0), "{samples}");
        }
    }

    #[test]
    fn classes_add_up_and_a_stall_is_not_lost() {
        let mut all = latencies([100; 50]);
        all.add(&latencies([3_600_000_000]));
        let summary = all.summary();
        assert_eq!(summary.samples, 51);
        assert!(summary.max.unwrap() > 599_000_000.0);
    }
}
