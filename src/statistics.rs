//! What may be concluded from repeated measurements: intervals by drawing anew, tests by randomisation, and the
//! correction for asking several questions at once.
//!
//! Sources: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapters 13 (percentile intervals) and
//! 15 (randomisation tests); Holm, *A simple sequentially rejective multiple test procedure* (1979); Hyndman and Fan,
//! *Sample quantiles in statistical packages* (1996), definition 7; Phipson and Smyth, *Permutation P-values should
//! never be zero* (2010).

use crate::random::Random;

/// Returns the quantile of sorted values between the two that are nearest to it; `None` of nothing.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = whole(place);
    let (low, high) = (*sorted.get(below)?, *sorted.get((below + 1).min(last))?);
    Some(low + (high - low) * (place - below as f64))
}

/// Returns the mean of the middle values, a `cut` share of them left out at either end; `None` of nothing.
pub fn trimmed_mean(values: &[f64], cut: f64) -> Option<f64> {
    trimmed(&mut values.to_vec(), cut)
}

/// As [`trimmed_mean`], but brings the values in another order.
fn trimmed(values: &mut [f64], cut: f64) -> Option<f64> {
    let away = whole(cut.clamp(0.0, 0.5) * values.len() as f64);
    let away = away.min(values.len().saturating_sub(1) / 2);
    let middle = values.len() - 2 * away;
    if away > 0 {
        // No need to sort: what is left out has to be on its side only.
        values.select_nth_unstable_by(away, f64::total_cmp);
        values.get_mut(away..)?.select_nth_unstable_by(middle - 1, f64::total_cmp);
    }
    let kept = values.get(away..away + middle)?;
    (middle > 0).then(|| kept.iter().sum::<f64>() / middle as f64)
}

/// Returns the whole part of a number that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list is a small number that is not negative"
)]
pub(crate) fn whole(place: f64) -> usize {
    place.max(0.0) as usize
}

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

/// Most differences of which all signs are tried.
const ALL_SIGNS: usize = 14;
/// Signs, or parts of a whole, that are drawn for more of them.
const TRIALS: usize = 10_000;

/// Returns how likely paired samples differ at least as much as these if it were a matter of chance which of a pair
/// is which: the two-sided randomisation test of the trimmed mean of their differences.
///
/// All signs are tried for up to 14 differences, 10,000 drawn ones for more; then the sample itself counts as one
/// of them, so that the chance is never 0.
pub fn sign_test(differences: &[f64], cut: f64, random: &mut Random) -> f64 {
    let Some(seen) = trimmed_mean(differences, cut) else { return 1.0 };
    let mut signed = Vec::with_capacity(differences.len());
    let mut far = |signs: &mut dyn FnMut(usize) -> bool| {
        signed.clear();
        signed.extend(differences.iter().enumerate().map(
            |(at, value)| {
                if signs(at) { *value } else { -value }
            },
        ));
        trimmed(&mut signed, cut).is_some_and(|mean| at_least(mean, seen))
    };
    if differences.len() <= ALL_SIGNS {
        let all = 1_u32 << differences.len();
        let count = (0..all).filter(|mask| far(&mut |at| mask >> at & 1 == 1)).count();
        return count as f64 / f64::from(all);
    }
    let mut bits = 0;
    let mut sign = |at: usize| {
        if at.is_multiple_of(64) {
            bits = random.bits();
        }
        bits >> (at % 64) & 1 == 1
    };
    let count = (0..TRIALS).filter(|_| far(&mut sign)).count();
    (count + 1) as f64 / (TRIALS + 1) as f64
}

/// Returns how likely two samples differ at least as much as these if it were a matter of chance which value is in
/// which: the two-sided randomisation test of the difference of their trimmed means, by 10,000 drawn parts.
pub fn part_test(a: &[f64], b: &[f64], cut: f64, random: &mut Random) -> f64 {
    let difference = |a: &mut [f64], b: &mut [f64]| Some(trimmed(a, cut)? - trimmed(b, cut)?);
    let Some(seen) = difference(&mut a.to_vec(), &mut b.to_vec()) else { return 1.0 };
    let mut all = [a, b].concat();
    let count = (0..TRIALS).filter(|_| {
        random.shuffle(&mut all);
        let (a, b) = all.split_at_mut(a.len());
        difference(a, b).is_some_and(|found| at_least(found, seen))
    });
    (count.count() + 1) as f64 / (TRIALS + 1) as f64
}

/// Tells whether a difference is at least as far from 0 as another, but for the last digits of a sum.
fn at_least(difference: f64, seen: f64) -> bool {
    difference.abs() >= seen.abs() * (1.0 - 1e-12)
}

/// Returns beyond how many standard deviations a share of normally distributed values lies, on one side; to .0005,
/// for shares up to a half (Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), 26.2.23).
pub fn normal_tail(share: f64) -> f64 {
    let t = (-2.0 * share.clamp(1e-300, 0.5).ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    t - above / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)))
}

/// Corrects the chances of several tests by Holm's method: what is below a bound afterwards is so with one error in
/// any of the tests at most as likely as that bound.
pub fn holm(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    let chance = |at: &usize| chances.get(*at).copied().unwrap_or(1.0);
    order.sort_by(|a, b| chance(a).total_cmp(&chance(b)));
    let mut corrected = vec![1.0; chances.len()];
    let mut least: f64 = 0.0;
    for (rank, at) in order.iter().enumerate() {
        least = least.max(chance(at) * (chances.len() - rank) as f64).min(1.0);
        if let Some(slot) = corrected.get_mut(*at) {
            *slot = least;
        }
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-9, "{value}, not {expected}");
    }

    #[test]
    fn trimmed_means_are_those_of_scipy() {
        let values = [2.5, 1.0, 7.25, 3.0, 9.5, 4.0];
        // scipy.stats.trim_mean.
        near(trimmed_mean(&values, 0.2).unwrap(), 4.1875);
        near(trimmed_mean(&values, 0.1).unwrap(), 27.25 / 6.0);
        near(trimmed_mean(&values, 0.5).unwrap(), 3.5);
        near(trimmed_mean(&[7.0], 0.2).unwrap(), 7.0);
        assert_eq!(trimmed_mean(&[], 0.2), None);
    }

    #[test]
    fn signs_are_tried_as_scipy_tries_them() {
        // scipy.stats.permutation_test over all signs, permutation_type="samples", of mean and of trim_mean(.2).
        let differences = [0.3, -0.1, 0.25, 0.4, 0.05, -0.02, 0.31, 0.18];
        let mut random = Random::new(1);
        near(sign_test(&differences, 0.0, &mut random), 0.046_875);
        near(sign_test(&differences, 0.2, &mut random), 0.046_875);
        near(sign_test(&differences[..4], 0.0, &mut random), 0.25);
        near(sign_test(&[0.0; 5], 0.2, &mut random), 1.0);
        near(sign_test(&[], 0.2, &mut random), 1.0);
        let many: Vec<f64> = (0..40).map(|at| f64::from(at % 5) - 1.5).collect();
        let drawn = sign_test(&many, 0.0, &mut random);
        assert!((0.02..0.05).contains(&drawn), "{drawn}");
        near(sign_test(&[1.0; 70], 0.2, &mut random), 1.0 / 10_001.0);
    }

    #[test]
    fn parts_are_drawn_as_scipy_draws_them() {
        // scipy.stats.permutation_test over all parts, permutation_type="independent", of the absolute difference.
        let (a, b) = ([1.2, 0.4, 2.2, 1.9, 3.1], [0.1, 0.9, 0.3, 1.0, 0.2, 1.3]);
        let mut random = Random::new(1);
        for (cut, expected) in [(0.0, 0.034_632), (0.2, 0.030_303)] {
            let found = part_test(&a, &b, cut, &mut random);
            assert!((found - expected).abs() < 0.006, "{found}, not {expected}");
        }
        near(part_test(&[], &b, 0.2, &mut random), 1.0);
    }

    #[test]
    fn tails_are_those_of_scipy() {
        // scipy.stats.norm.isf.
        for (share, expected) in [(0.5, 0.0), (0.025, 1.959_964), (0.02 / 22.0, 3.118_429)] {
            let found = normal_tail(share);
            assert!((found - expected).abs() < 5e-4, "{found}, not {expected}");
        }
    }

    #[test]
    fn several_questions_are_corrected_as_holm_has_it() {
        // The chances .01, .04, .03 and .005 become .03, .06, .06 and .02.
        let corrected = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (value, expected) in corrected.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            near(*value, expected);
        }
        assert_eq!(holm(&[]), Vec::<f64>::new());
    }

    #[test]
    fn quantiles_are_those_of_numpy() {
        let sorted = [1.0, 2.5, 3.0, 4.0, 7.25, 9.5];
        // numpy.quantile with its default method.
        for (share, expected) in [(0.1, 1.75), (0.5, 3.5), (0.9, 8.375), (0.99, 9.3875), (1.0, 9.5)]
        {
            let found = quantile(&sorted, share).unwrap();
            assert!((found - expected).abs() < 1e-9, "{found}, not {expected}");
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

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
