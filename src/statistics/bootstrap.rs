//! Intervals by drawing anew: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.

use super::quantile;
use crate::random::Random;

/// Draws `size` things anew so many times, with replacement, and returns between which bounds `confidence` of each
/// figure lies.
///
/// `figures` is told how often each thing was drawn; a draw of which it knows none is left out.
pub fn bootstrap<const N: usize>(
    size: usize,
    draws: usize,
    confidence: f64,
    random: &mut Random,
    mut figures: impl FnMut(&[usize]) -> Option<[f64; N]>,
) -> [Option<(f64, f64)>; N] {
    let mut drawn = [const { Vec::new() }; N];
    let mut counts = vec![0; size];
    for _ in 0..draws {
        counts.fill(0);
        for _ in 0..size {
            if let Some(count) = counts.get_mut(random.below(size)) {
                *count += 1;
            }
        }
        for (slot, value) in drawn.iter_mut().zip(figures(&counts).into_iter().flatten()) {
            slot.push(value);
        }
    }
    let tail = (1.0 - confidence) / 2.0;
    drawn.map(|mut values| {
        values.sort_unstable_by(f64::total_cmp);
        Some((quantile(&values, tail)?, quantile(&values, 1.0 - tail)?))
    })
}

/// Returns values as often as they were drawn.
pub fn drawn(values: &[f64], counts: &[usize]) -> Vec<f64> {
    let times = values.iter().zip(counts);
    times.flat_map(|(value, count)| std::iter::repeat_n(*value, *count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_covers_the_truth_as_often_as_it_says() {
        let mut random = Random::new(5);
        let mut normal =
            || (0..12).map(|_| random.below(1_000_001) as f64 / 1e6).sum::<f64>() - 6.0;
        let samples: Vec<Vec<f64>> =
            (0..200).map(|_| (0..40).map(|_| normal()).collect()).collect();
        let mut random = Random::new(6);
        let covered = samples.iter().filter(|sample| {
            let mean = |counts: &[usize]| {
                let sum: f64 = sample.iter().zip(counts).map(|(value, n)| value * *n as f64).sum();
                Some([sum / sample.len() as f64])
            };
            let [bounds] = bootstrap(sample.len(), 1000, 0.95, &mut random, mean);
            let (low, high) = bounds.unwrap();
            low <= 0.0 && 0.0 <= high
        });
        let covered = covered.count();
        assert!((182..=198).contains(&covered), "{covered} of 200");
        assert_eq!(bootstrap(0, 9, 0.95, &mut random, |_| None::<[f64; 1]>), [None]);
    }
}
