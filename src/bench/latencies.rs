//! The latencies of a class, and their figures.

use std::collections::BTreeMap;

use super::Random;
use super::clock::Nanos;
use super::figures::{Figure, Figures, PERCENTILES};
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

/// Steps that all resamples of a class may take together.
const STEPS: usize = 200_000_000;
/// Resamples of a class, if it is small enough.
pub const RESAMPLES: usize = 2000;
/// And at the least.
const FEWEST: usize = 200;

/// The latencies of a class, each with the block that it was measured in.
#[derive(Clone, Debug, Default)]
pub struct Latencies {
    pub(super) times: Vec<(Nanos, usize)>,
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
    pub(super) fn tells(&self, share: f64) -> bool {
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
        let draws = draws(blocks, times.len());
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

/// Returns how often blocks are drawn anew: as often as so many samples allow, and not at all where the blocks are
/// too few.
pub(super) fn draws(blocks: usize, samples: usize) -> usize {
    if blocks < LEAST_BLOCKS {
        return 0;
    }
    (STEPS / samples).clamp(FEWEST, RESAMPLES)
}

/// Returns [`PERCENTILES`] and the mean of sorted values that count as often as their block.
pub(super) fn measured(
    times: &[(f64, usize)],
    counts: &[usize],
) -> Option<[f64; PERCENTILES.len() + 1]> {
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn latencies(micros: impl IntoIterator<Item = u64>) -> Latencies {
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
    fn block_means_are_in_order_and_not_too_many() {
        let all = latencies(1..=40);
        // Twenty blocks, each of two samples twenty apart.
        assert_eq!(all.block_means(50)[..3], [11.0, 12.0, 13.0]);
        assert_eq!(all.block_means(10)[..2], [11.5, 13.5]);
        assert_eq!(latencies([]).block_means(10), Vec::<f64>::new());
    }
}
