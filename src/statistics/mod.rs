//! What may be concluded from repeated measurements: intervals by drawing anew, tests by randomisation, and the
//! correction for asking several questions at once.
//!
//! Sources: Holm, *A simple sequentially rejective multiple test procedure* (1979); Hyndman and Fan, *Sample quantiles
//! in statistical packages* (1996), definition 7.

mod bootstrap;
mod randomisation;

pub use bootstrap::{bootstrap, drawn};
pub use randomisation::{Significance, Ways, part_test, sign_test, signed_rank_test};

/// Returns the quantile of sorted values between the two that are nearest to it; `None` of nothing.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = whole(place);
    let (low, high) = (*sorted.get(below)?, *sorted.get((below + 1).min(last))?);
    Some(low + (high - low) * (place - below as f64))
}

/// Returns the median; `None` of nothing.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    quantile(&values, 0.5)
}

/// Returns the mean; `None` of nothing.
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
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
pub(super) mod tests {
    use super::*;

    pub(super) fn near(value: f64, expected: f64) {
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
        assert_eq!((median(vec![9.0, 1.0, 2.0, 4.0]), median(Vec::new())), (Some(3.0), None));
    }
}
