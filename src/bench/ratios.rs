//! The figures of one side over those of another, measured in turns or apart.

use super::Random;
use super::figures::{Figure, Figures, PERCENTILES};
use super::latencies::{CONFIDENCE, Latencies, draws, measured};
use crate::statistics::bootstrap;

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
    let draws = draws(blocks, these.len() + others.len());
    let bounds = bootstrap(blocks, draws, CONFIDENCE, &mut Random::new(seed), ratio);
    let shares = PERCENTILES.iter().map(|(_, share)| *share).chain([0.0]);
    let mut told = shares.map(|share| this.tells(share) && other.tells(share));
    let mut figures =
        found.iter().zip(bounds).map(|(value, bounds)| Figure { value: *value, bounds });
    std::array::from_fn(|_| figures.next().filter(|_| told.next() == Some(true)))
}

/// Returns the figures of one run over those of another. Their bounds follow from those of both, as of independent
/// figures whose logarithms are added (Zou and Donner, *Construction of confidence limits about effect measures*,
/// 2008).
pub(super) fn ratios_apart(this: &Figures, other: &Figures) -> Ratios {
    let figures = |figures: &Figures| -> [Option<Figure>; PERCENTILES.len() + 1] {
        let mut all = figures.percentiles.iter().copied().chain([figures.mean]);
        std::array::from_fn(|_| all.next().flatten())
    };
    let mut pairs = figures(this).into_iter().zip(figures(other));
    std::array::from_fn(|_| {
        let (this, other) = pairs.next()?;
        let (this, other) = (this?, other?);
        let value = this.value / other.value;
        let bounds = this.bounds.zip(other.bounds).map(|(this_bounds, other_bounds)| {
            let below =
                (this_bounds.0 / this.value).ln().hypot((other_bounds.1 / other.value).ln());
            let above =
                (this_bounds.1 / this.value).ln().hypot((other_bounds.0 / other.value).ln());
            (value * (-below).exp(), value * above.exp())
        });
        Some(Figure { value, bounds })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn bounds_of_a_ratio_follow_from_those_of_both() {
        let figures = |value: f64, low: f64, high: f64| Figures {
            mean: Some(Figure { value, bounds: Some((low, high)) }),
            ..Figures::default()
        };
        let ratios = ratios_apart(&figures(200.0, 180.0, 220.0), &figures(100.0, 90.0, 110.0));
        let Figure { value, bounds } = ratios[4].unwrap();
        let (low, high) = bounds.unwrap();
        // exp(ln 2 - hypot(ln .9, ln 1.1)) and exp(ln 2 + hypot(ln 1.1, ln .9)).
        assert!((value - 2.0).abs() < 1e-9 && (low - 1.735_1).abs() < 1e-3, "{low}");
        assert!((high - 2.305_3).abs() < 1e-3, "{high}");
        assert_eq!(ratios[0], None);
    }
}
