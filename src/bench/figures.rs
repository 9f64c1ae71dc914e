//! What may be said about the latencies of a class.

use std::collections::BTreeMap;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::Random;
use super::clock::Nanos;
use crate::statistics::bootstrap;

/// How many samples must lie above a percentile before it is told.
///
/// With fewer, the figure is a report about a handful of outliers. p50 needs 20 samples, p90 100, p99 1,000 and
/// p99.9 10,000; the largest is always known.
pub const SAMPLES_ABOVE: f64 = 10.0;

/// Blocks that an interval needs.
pub const LEAST_BLOCKS: usize = 8;

/// How sure an interval is.
pub const CONFIDENCE: f64 = 0.95;

/// The percentiles that are told, with their names in tables and in JSON.
pub const PERCENTILES: [(&str, f64); 4] =
    [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)];

/// Returns a percentile's name in JSON and in columns.
pub(super) fn key(name: &str) -> String {
    name.replace('.', "_")
}

/// Steps that all resamples of a class may take together.
const STEPS: usize = 200_000_000;
/// Resamples of a class, if it is small enough.
pub const RESAMPLES: usize = 2000;
/// And at the least.
const FEWEST: usize = 200;

/// A figure in microseconds, with the bounds it lies between where enough blocks were measured to tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// What a resampling of whole blocks leaves it between, at [`CONFIDENCE`].
    pub bounds: Option<(f64, f64)>,
}

/// The figures of a class. Latencies are in microseconds; `None` where there are too few samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many answers were timed.
    pub samples: usize,
    /// The mean.
    pub mean: Option<Figure>,
    /// [`PERCENTILES`].
    pub percentiles: [Option<Figure>; PERCENTILES.len()],
    /// The slowest.
    pub max: Option<f64>,
}

/// The latencies of a class, each with the block that it was measured in.
#[derive(Clone, Debug, Default)]
pub struct Latencies {
    times: Vec<(Nanos, usize)>,
}

impl Latencies {
    /// Adds a latency.
    pub fn record(&mut self, latency: Nanos, block: usize) {
        self.times.push((latency, block));
    }

    /// Adds those of another class.
    pub fn add(&mut self, other: &Self) {
        self.times.extend_from_slice(&other.times);
    }

    /// Returns the latencies.
    pub fn nanos(&self) -> impl Iterator<Item = Nanos> {
        self.times.iter().map(|(latency, _)| *latency)
    }

    /// Returns a percentile by the nearest rank, in microseconds, however few the samples; `None` of none.
    pub fn percentile(&mut self, share: f64) -> Option<f64> {
        self.times.sort_unstable();
        let (times, blocks) = self.placed();
        weighed(&times, &vec![1; blocks], &[share])?.first().copied()
    }

    /// Returns the mean of each block in microseconds, in their order; of neighbours together where there are more
    /// than `most`.
    pub fn block_means(&self, most: usize) -> Vec<f64> {
        let mut blocks: BTreeMap<usize, (u64, u32)> = BTreeMap::new();
        for (time, block) in &self.times {
            let (sum, count) = blocks.entry(*block).or_default();
            *sum = sum.saturating_add(*time);
            *count += 1;
        }
        let blocks: Vec<(u64, u32)> = blocks.into_values().collect();
        let means = blocks.chunks(blocks.len().div_ceil(most).max(1)).map(|blocks| {
            let sum: f64 = blocks.iter().map(|(sum, _)| *sum as f64).sum();
            let count: f64 = blocks.iter().map(|(_, count)| f64::from(*count)).sum();
            sum / count / 1e3
        });
        means.collect()
    }

    /// Tells whether enough samples lie above a percentile.
    fn tells(&self, share: f64) -> bool {
        // A grain less than asked for, since `1 - 0.9` is not quite a tenth.
        self.times.len() as f64 * (1.0 - share) >= SAMPLES_ABOVE - 1e-6
    }

    fn blocks(&self) -> BTreeMap<usize, usize> {
        let mut blocks = BTreeMap::new();
        for (_, block) in &self.times {
            let next = blocks.len();
            blocks.entry(*block).or_insert(next);
        }
        blocks
    }

    /// Returns the sorted latencies in microseconds with their blocks, numbered from 0, and how many these are.
    fn placed(&self) -> (Vec<(f64, usize)>, usize) {
        let blocks = self.blocks();
        let number = |block: &usize| blocks.get(block).copied().unwrap_or_default();
        let times = self.times.iter();
        let placed = times.map(|(time, block)| (*time as f64 / 1e3, number(block))).collect();
        (placed, blocks.len())
    }

    /// Says what may be said. Whole blocks are drawn anew, since what disturbs a measurement disturbs its
    /// neighbours too.
    pub fn figures(mut self, seed: u64) -> Figures {
        self.times.sort_unstable();
        let (times, blocks) = self.placed();
        let Some(found) = measured(&times, &vec![1; blocks]) else { return Figures::default() };
        let draws =
            if blocks >= LEAST_BLOCKS { (STEPS / times.len()).clamp(FEWEST, RESAMPLES) } else { 0 };
        let again = |counts: &[usize]| measured(&times, counts);
        let bounds = bootstrap(blocks, draws, CONFIDENCE, &mut Random::new(seed), again);
        let mut figures =
            found.iter().zip(bounds).map(|(value, bounds)| Figure { value: *value, bounds });
        let percentiles = PERCENTILES.map(|(_, share)| {
            let figure = figures.next();
            figure.filter(|_| self.tells(share))
        });
        Figures {
            samples: times.len(),
            mean: figures.next(),
            percentiles,
            max: times.last().map(|(time, _)| *time),
        }
    }
}

/// The figures of one side over those of another: [`PERCENTILES`] and, behind them, the mean.
pub type Ratios = [Option<Figure>; PERCENTILES.len() + 1];

/// Returns the figures of this side over those of the other, whose blocks are the same ones: both are drawn anew
/// together. Those that either side has too few samples for are not told.
pub(super) fn paired_ratios(this: &Latencies, other: &Latencies, seed: u64) -> Ratios {
    let sorted = |latencies: &Latencies| {
        let mut times: Vec<(f64, usize)> =
            latencies.times.iter().map(|(time, block)| (*time as f64 / 1e3, *block)).collect();
        times.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        times
    };
    let (these, others) = (sorted(this), sorted(other));
    let blocks = this.times.iter().map(|(_, block)| block + 1).max().unwrap_or(0);
    let ratio = |counts: &[usize]| {
        let (these, others) = (measured(&these, counts)?, measured(&others, counts)?);
        let mut ratios = these;
        ratios.iter_mut().zip(others).for_each(|(ratio, other)| *ratio /= other.max(1e-3));
        Some(ratios)
    };
    let Some(found) = ratio(&vec![1; blocks]) else { return Ratios::default() };
    let draws = (STEPS / (these.len() + others.len())).clamp(FEWEST, RESAMPLES);
    let draws = if blocks >= LEAST_BLOCKS { draws } else { 0 };
    let bounds = bootstrap(blocks, draws, CONFIDENCE, &mut Random::new(seed), ratio);
    let shares = PERCENTILES.iter().map(|(_, share)| *share).chain([0.0]);
    let mut told = shares.map(|share| this.tells(share) && other.tells(share));
    let mut figures =
        found.iter().zip(bounds).map(|(value, bounds)| Figure { value: *value, bounds });
    std::array::from_fn(|_| figures.next().filter(|_| told.next() == Some(true)))
}

/// Returns [`PERCENTILES`] and the mean of sorted values that count as often as their block.
fn measured(times: &[(f64, usize)], counts: &[usize]) -> Option<[f64; PERCENTILES.len() + 1]> {
    let mean = mean(times, counts)?;
    let found = weighed(times, counts, &PERCENTILES.map(|(_, share)| share))?;
    let mut all = [mean; PERCENTILES.len() + 1];
    all.iter_mut().zip(found).for_each(|(slot, value)| *slot = value);
    Some(all)
}

/// Returns quantiles by the nearest rank, of sorted values that count as often as their block.
fn weighed(times: &[(f64, usize)], counts: &[usize], shares: &[f64]) -> Option<Vec<f64>> {
    let count = |block: usize| counts.get(block).copied().unwrap_or_default();
    let total: usize = times.iter().map(|(_, block)| count(*block)).sum();
    if total == 0 {
        return None;
    }
    let mut found = Vec::with_capacity(shares.len());
    let (mut seen, mut times) = (0, times.iter());
    let mut last = 0.0;
    for share in shares {
        while (seen as f64) < share * total as f64 - 1e-9 {
            let Some((time, block)) = times.next() else { break };
            seen += count(*block);
            last = *time;
        }
        found.push(last);
    }
    Some(found)
}

fn mean(times: &[(f64, usize)], counts: &[usize]) -> Option<f64> {
    let (mut sum, mut total) = (0.0, 0_usize);
    for (time, block) in times {
        let count = counts.get(*block).copied().unwrap_or_default();
        sum += time * count as f64;
        total += count;
    }
    (total > 0).then(|| sum / total as f64)
}

impl Figures {
    /// Reads what [`Serialize`] writes; what is missing is not known.
    pub fn read(object: &serde_json::Value) -> Self {
        let number = |name: &str| object.get(name).and_then(serde_json::Value::as_f64);
        let figure = |name: &str| {
            let bounds = object.get(format!("{name}_interval_us"));
            let bound = |at: usize| bounds?.get(at)?.as_f64();
            let value = number(&format!("{name}_us"))?;
            Some(Figure { value, bounds: bound(0).zip(bound(1)) })
        };
        let samples = object.get("samples").and_then(serde_json::Value::as_u64).unwrap_or(0);
        Self {
            samples: usize::try_from(samples).unwrap_or(usize::MAX),
            mean: figure("mean"),
            percentiles: PERCENTILES.map(|(name, _)| figure(&key(name))),
            max: number("max_us"),
        }
    }

    /// Writes the figures into a JSON object.
    fn entries<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("samples", &self.samples)?;
        let named = [("mean", self.mean)].into_iter();
        let percentiles = PERCENTILES.iter().map(|(name, _)| *name).zip(self.percentiles);
        for (name, figure) in named.chain(percentiles) {
            let name = key(name);
            let bounds = figure.and_then(|figure| figure.bounds);
            map.serialize_entry(&format!("{name}_us"), &figure.map(|figure| figure.value))?;
            map.serialize_entry(&format!("{name}_interval_us"), &bounds)?;
        }
        map.serialize_entry("max_us", &self.max)
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.entries(&mut map)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latencies(micros: impl IntoIterator<Item = u64>) -> Latencies {
        let mut all = Latencies::default();
        for (at, us) in micros.into_iter().enumerate() {
            all.record(us * 1000, at % 20);
        }
        all
    }

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let figures = latencies((1..=10_000).rev()).figures(1);
        let values = figures.percentiles.map(|figure| figure.unwrap().value);
        for (value, expected) in values.iter().zip([5000.0, 9000.0, 9900.0, 9990.0]) {
            assert!((value - expected).abs() < 1e-6, "{value}, not {expected}");
        }
        assert!((figures.mean.unwrap().value - 5000.5).abs() < 1e-6);
        assert_eq!((figures.samples, figures.max), (10_000, Some(10_000.0)));
        assert_eq!(latencies([7]).percentile(0.99), Some(7.0));
        assert_eq!(latencies([]).percentile(0.5), None);
    }

    #[test]
    fn a_percentile_with_too_few_samples_above_it_is_not_told() {
        for (samples, known) in [
            (0, [false; 4]),
            (19, [false; 4]),
            (20, [true, false, false, false]),
            (100, [true, true, false, false]),
            (999, [true, true, false, false]),
            (1000, [true, true, true, false]),
            (10_000, [true; 4]),
        ] {
            let figures = latencies(1..=samples).figures(1);
            let told = figures.percentiles.map(|figure| figure.is_some());
            assert_eq!((told, figures.max.is_some()), (known, samples > 0), "{samples}");
        }
    }

    #[test]
    fn bounds_hold_the_figure_and_are_wide_where_blocks_differ() {
        let width = |figure: Figure| {
            let (low, high) = figure.bounds.unwrap();
            assert!(low <= figure.value && figure.value <= high, "{figure:?}");
            high - low
        };
        let even = latencies((0..20_000).map(|at| 100 + at / 20 % 100)).figures(1);
        // The same latencies, but the blocks differ instead of the samples in them.
        let mut uneven = Latencies::default();
        (0..20_000).for_each(|at| uneven.record((100 + at % 100) * 1000, (at % 20) as usize));
        let uneven = uneven.figures(1);
        let median = |figures: &Figures| width(figures.percentiles[0].unwrap());
        assert!(median(&even) < 3.0 && median(&uneven) > 1.0, "{even:?} {uneven:?}");
        assert!(width(uneven.mean.unwrap()) > width(even.mean.unwrap()));
        let mut few = Latencies::default();
        (0..2000).for_each(|at| few.record(at, (at % 7) as usize));
        assert_eq!(
            few.figures(1).percentiles[0].unwrap().bounds,
            None,
            "seven blocks tell nothing"
        );
    }

    #[test]
    fn json_has_figures_and_their_bounds() {
        let json = serde_json::to_value(latencies(1..=100).figures(1)).unwrap();
        assert_eq!((&json["samples"], &json["p50_us"]), (&100.into(), &50.0.into()));
        assert!(json["p90_interval_us"][0].as_f64().unwrap() <= 90.0);
        assert!(json["p99_us"].is_null() && json["p99_9_interval_us"].is_null());
        assert_eq!(Figures::read(&json), latencies(1..=100).figures(1), "and they are read back");
        assert_eq!(Figures::read(&serde_json::json!({})), Figures::default());
    }

    #[test]
    fn block_means_are_in_order_and_not_too_many() {
        let all = latencies(1..=40);
        // Twenty blocks, each of two samples twenty apart.
        assert_eq!(all.block_means(50)[..3], [11.0, 12.0, 13.0]);
        assert_eq!(all.block_means(10)[..2], [11.5, 13.5]);
        assert_eq!(latencies([]).block_means(10), Vec::<f64>::new());
    }

    #[test]
    fn ratios_of_pairs_are_surer_than_their_sides() {
        // Rounds differ by half, the sides by a tenth.
        let (mut this, mut other) = (Latencies::default(), Latencies::default());
        for round in 0..30_usize {
            for at in 0..50 {
                let time = 100_000 + 50_000 * (round as u64 % 2) + at * 10;
                other.record(time, round);
                this.record(time + time / 10, round);
            }
        }
        let ratios = paired_ratios(&this, &other, 1);
        for ratio in [ratios[0], ratios[1], ratios[2], ratios[4]] {
            let (low, high) = ratio.unwrap().bounds.unwrap();
            assert!(1.099 < low && high < 1.101, "{ratio:?}");
        }
        assert_eq!(ratios[3], None, "p99.9 needs more samples");
        assert_eq!(paired_ratios(&this, &Latencies::default(), 1), Ratios::default());
    }
}
