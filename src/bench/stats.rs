//! What may be concluded from repeated measurements: intervals by resampling, tests by randomisation, and the
//! correction for asking several questions at once.
//!
//! Sources: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapters 13 (percentile intervals) and
//! 15 (randomisation tests); Holm, *A simple sequentially rejective multiple test procedure* (1979); Hyndman and Fan,
//! *Sample quantiles in statistical packages* (1996), definition 7.

use super::Random;

/// How often a sample is drawn anew.
const RESAMPLES: usize = 2000;

/// A figure between two others that it lies between with a stated confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The figure of the sample itself.
    pub value: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

/// Returns the quantile of sorted values between the two that are nearest to it; `None` of nothing.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = whole(place);
    let (low, high) = (*sorted.get(below)?, *sorted.get((below + 1).min(last))?);
    Some(low + (high - low) * (place - below as f64))
}

/// Returns the arithmetic mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Returns the mean of the middle values, a `cut` share of them left out at either end; `None` of nothing.
pub fn trimmed_mean(values: &[f64], cut: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let away =
        whole(cut.clamp(0.0, 0.5) * sorted.len() as f64).min(sorted.len().saturating_sub(1) / 2);
    mean(sorted.get(away..sorted.len() - away)?)
}

/// Returns the whole part of a number that is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list is a small number that is not negative"
)]
pub(super) fn whole(place: f64) -> usize {
    place.max(0.0) as usize
}

/// Draws a sample anew, with replacement, and returns the interval in which `confidence` of the figures lie.
///
/// `figure` is told the places that were drawn; `None` where it knows no figure for the sample itself.
pub fn bootstrap(
    size: usize,
    confidence: f64,
    random: &mut Random,
    mut figure: impl FnMut(&[usize]) -> Option<f64>,
) -> Option<Interval> {
    let mut places: Vec<usize> = (0..size).collect();
    let value = figure(&places)?;
    let mut figures = Vec::with_capacity(RESAMPLES);
    for _ in 0..RESAMPLES {
        places.fill_with(|| random.below(size));
        figures.extend(figure(&places));
    }
    figures.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - confidence) / 2.0;
    Some(Interval { value, low: quantile(&figures, tail)?, high: quantile(&figures, 1.0 - tail)? })
}

/// Returns how likely differences at least as far from 0 are if the sign of each is a matter of chance: the
/// two-sided randomisation test of paired samples.
///
/// All signs are tried for up to 14 differences, 20,000 drawn ones for more; then the sample itself counts as one
/// of them, so that the chance is never 0.
pub fn sign_test(differences: &[f64], random: &mut Random) -> f64 {
    let total: f64 = differences.iter().sum();
    let seen = total.abs() * (1.0 - 1e-12);
    let far = |signs: &mut dyn FnMut(usize) -> bool| {
        let signed = differences.iter().enumerate();
        let sum: f64 = signed.map(|(at, value)| if signs(at) { *value } else { -value }).sum();
        sum.abs() >= seen
    };
    if differences.len() <= ALL_SIGNS {
        let all = 1_u32 << differences.len();
        let count = (0..all).filter(|mask| far(&mut |at| mask >> at & 1 == 1)).count();
        return count as f64 / f64::from(all);
    }
    let count = (0..SIGNS).filter(|_| far(&mut |_| random.below(2) == 1)).count();
    (count + 1) as f64 / (SIGNS + 1) as f64
}

/// Most differences of which all signs are tried.
const ALL_SIGNS: usize = 14;
/// Signs drawn for more of them.
const SIGNS: usize = 20_000;

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
    fn quantiles_and_means_are_those_of_numpy_and_scipy() {
        let values = [2.5, 1.0, 7.25, 3.0, 9.5, 4.0];
        let mut sorted = values;
        sorted.sort_unstable_by(f64::total_cmp);
        // numpy.quantile with its default method, and scipy.stats.trim_mean.
        for (share, expected) in [(0.1, 1.75), (0.5, 3.5), (0.9, 8.375), (0.99, 9.3875), (1.0, 9.5)]
        {
            near(quantile(&sorted, share).unwrap(), expected);
        }
        near(trimmed_mean(&values, 0.2).unwrap(), 4.1875);
        near(trimmed_mean(&values, 0.1).unwrap(), 27.25 / 6.0);
        assert_eq!((quantile(&[], 0.5), mean(&[]), trimmed_mean(&[], 0.1)), (None, None, None));
    }

    #[test]
    fn signs_are_tried_as_scipy_tries_them() {
        // scipy.stats.permutation_test with permutation_type="samples" over all signs.
        let differences = [0.3, -0.1, 0.25, 0.4, 0.05, -0.02, 0.31, 0.18];
        let mut random = Random::new(1);
        near(sign_test(&differences, &mut random), 0.046_875);
        near(sign_test(&differences[..4], &mut random), 0.25);
        near(sign_test(&[0.0; 5], &mut random), 1.0);
        let many: Vec<f64> = (0..40).map(|at| f64::from(at % 5) - 1.5).collect();
        let drawn = sign_test(&many, &mut random);
        assert!((0.02..0.05).contains(&drawn), "{drawn}");
        assert!(sign_test(&[1.0; 40], &mut random) <= 1.0 / 20_001.0 + 1e-12);
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
            let figure = |places: &[usize]| {
                mean(&places.iter().filter_map(|at| sample.get(*at).copied()).collect::<Vec<_>>())
            };
            let found = bootstrap(sample.len(), 0.95, &mut random, figure).unwrap();
            assert!(found.low <= found.value && found.value <= found.high);
            found.low <= 0.0 && 0.0 <= found.high
        });
        let covered = covered.count();
        assert!((182..=198).contains(&covered), "{covered} of 200");
        assert_eq!(bootstrap(0, 0.95, &mut random, |_| None), None);
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
}
