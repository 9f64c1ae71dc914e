//! Tests by randomisation: how often a difference as large comes about by chance alone.
//!
//! If nothing differs, it is chance which of a pair is which, and which value is in which sample. The share of all ways
//! to exchange them whose difference is as far from 0 as the one that was measured is the probability of the test.
//! Sources: Fisher, *The Design of Experiments* (1935), chapter 3; Efron and Tibshirani, *An Introduction to the
//! Bootstrap* (1993), chapter 15; Smucker, Allan and Carterette, *A comparison of statistical significance tests for
//! information retrieval evaluation* (2007); Phipson and Smyth, *Permutation P-values should never be zero* (2010) for
//! the drawn form.

use super::{mean, trimmed};
use crate::random::Random;

/// How many ways a test looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Differences other than 0 up to which all signs are tried; 30 at most.
    pub all: u32,
    /// Ways that are drawn where there are more.
    pub drawn: usize,
}

/// What a test says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Significance {
    /// How likely a difference as large is by chance.
    pub p: f64,
    /// Whether every way was looked at, and not a sample.
    pub exact: bool,
}

/// What sums lose by rounding, as a share of what is summed.
const ROUNDING: f64 = 1e-9;

/// Tests whether pairs differ by more than chance, to both sides, by the mean of their differences: all signs of the
/// differences are tried, or drawn where these are too many.
///
/// What was measured counts as one of the ways that are drawn, so that the probability is never 0.
pub fn sign_test(differences: &[f64], ways: Ways, random: &mut Random) -> Significance {
    let Some(seen) = mean(differences) else {
        return Significance { p: 1.0, exact: true };
    };
    // What is 0 stays so whatever its sign.
    let sizes: Vec<f64> =
        differences.iter().filter(|value| **value != 0.0).map(|value| value.abs()).collect();
    let least = seen.abs() - ROUNDING * sizes.iter().sum::<f64>() / differences.len() as f64;
    let mut signed = Vec::with_capacity(differences.len());
    let mut extreme = |bits: &mut dyn FnMut() -> u64| {
        signed.clear();
        for sizes in sizes.chunks(64) {
            let bits = bits();
            let exchanged = (0..64).map(|at| bits >> at & 1 == 1);
            let signs = sizes.iter().zip(exchanged);
            signed.extend(signs.map(|(size, exchanged)| if exchanged { -size } else { *size }));
        }
        signed.resize(differences.len(), 0.0);
        mean(&signed).is_some_and(|mean| mean.abs() >= least)
    };
    if sizes.len() <= ways.all.min(30) as usize {
        let all = 1_u32 << sizes.len();
        let count = (0..all).filter(|way| extreme(&mut || (*way).into())).count();
        return Significance { p: count as f64 / f64::from(all), exact: true };
    }
    let count = (0..ways.drawn).filter(|_| extreme(&mut || random.bits())).count();
    among_drawn(count, ways.drawn)
}

/// Tests the same by the ranks of the differences (Wilcoxon, *Individual comparisons by ranking methods*, 1945): one
/// that is far off counts as the largest, however far off it is, and where all have the same sign nothing is as
/// extreme, which could not be said of a mean that leaves the outermost differences out.
pub fn signed_rank_test(differences: &[f64], ways: Ways, random: &mut Random) -> Significance {
    sign_test(&signed_ranks(differences), ways, random)
}

/// Returns the ranks of the sizes of differences from 1, with the signs of the differences; equal sizes share the
/// mean of their ranks, and 0 has none.
fn signed_ranks(differences: &[f64]) -> Vec<f64> {
    let mut order: Vec<f64> =
        differences.iter().map(|value| value.abs()).filter(|size| *size > 0.0).collect();
    order.sort_unstable_by(f64::total_cmp);
    let rank = |value: &f64| {
        let below = order.partition_point(|size| *size < value.abs());
        let to = order.partition_point(|size| *size <= value.abs());
        (below + to + 1) as f64 / 2.0
    };
    differences
        .iter()
        .map(|value| if *value == 0.0 { 0.0 } else { rank(value).copysign(*value) })
        .collect()
}

/// Tests whether two samples differ by more than chance, to both sides, by the difference of their trimmed means: all
/// values are parted anew, `ways` times.
pub fn part_test(a: &[f64], b: &[f64], cut: f64, ways: usize, random: &mut Random) -> Significance {
    let difference = |a: &mut [f64], b: &mut [f64]| Some(trimmed(a, cut)? - trimmed(b, cut)?);
    let Some(seen) = difference(&mut a.to_vec(), &mut b.to_vec()) else {
        return Significance { p: 1.0, exact: true };
    };
    let mut all = [a, b].concat();
    let size = all.iter().map(|value| value.abs()).sum::<f64>() / all.len() as f64;
    let least = seen.abs() - ROUNDING * size;
    let extreme = |_: &usize| {
        random.shuffle(&mut all);
        let (a, b) = all.split_at_mut(a.len());
        difference(a, b).is_some_and(|found| found.abs() >= least)
    };
    let count = (0..ways).filter(extreme).count();
    among_drawn(count, ways)
}

/// Says what a number of extreme ways among drawn ones means; the one that was measured is one of them.
fn among_drawn(extreme: usize, drawn: usize) -> Significance {
    Significance { p: (extreme + 1) as f64 / (drawn + 1) as f64, exact: false }
}

#[cfg(test)]
mod tests {
    use super::super::tests::near;
    use super::*;

    /// As `eval` compares runs: by the mean, of up to 20 topics in all ways.
    const MANY_WAYS: Ways = Ways { all: 20, drawn: 100_000 };
    /// As `bench` compares sides.
    const FEW_WAYS: Ways = Ways { all: 14, drawn: 10_000 };

    fn test(differences: &[f64]) -> Significance {
        sign_test(differences, MANY_WAYS, &mut Random::new(1))
    }

    #[test]
    fn few_pairs_are_tested_exactly() {
        for (differences, expected) in FEW {
            let found = test(differences);
            assert!(
                found.exact && (found.p - expected).abs() < 1e-12,
                "{found:?}: {differences:?}"
            );
        }
    }

    #[test]
    fn ranks_are_tested_as_well() {
        let mut random = Random::new(1);
        let mut p = |differences: &[f64]| signed_rank_test(differences, MANY_WAYS, &mut random).p;
        // Darwin's cross- and self-fertilised maize (*The Effects of Cross and Self Fertilisation*, 1876), as in the
        // documentation of scipy.stats.wilcoxon: 24 and .041259765625.
        let maize = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75].map(f64::from);
        near(p(&maize), 0.041_259_765_625);
        // A difference of any size is the largest.
        near(
            p(&maize.map(|value| if value > 70.0 { value * 1e6 } else { value })),
            0.041_259_765_625,
        );
        near(p(&[0.0, 0.5, 0.25, 0.0, 0.125, 2.0]), 0.125);
        near(p(&[0.0; 5]), 1.0);
        near(p(&[]), 1.0);
        near(signed_rank_test(&[1.0; 70], FEW_WAYS, &mut random).p, 1.0 / 10_001.0);
        assert_eq!(signed_ranks(&[-3.0, 1.0, 0.0, 1.0, 2.0]), [-4.0, 1.5, 0.0, 1.5, 3.0]);
    }

    #[test]
    fn many_pairs_are_tested_by_a_sample_that_the_seed_decides() {
        // A shift of .15 among differences of two at most.
        let mut random = Random::new(9);
        let differences: Vec<f64> =
            (0..40).map(|_| random.below(20_001) as f64 / 1e4 - 0.85).collect();
        let found = test(&differences);
        assert!(!found.exact && (found.p - MANY).abs() < 0.003, "{found:?}");
        assert_eq!(found, test(&differences));
        let other = sign_test(&differences, MANY_WAYS, &mut Random::new(2));
        assert!((other.p - MANY).abs() < 0.003, "{other:?}");
        // Where nothing that was drawn is as extreme, the probability is still not 0.
        let certain = test(&[1.0; 60]);
        assert!((certain.p - 1.0 / 100_001.0).abs() < 1e-12, "{certain:?}");
    }

    #[test]
    fn what_does_not_differ_is_told_apart_as_often_as_p_says() {
        let mut random = Random::new(4);
        let mut differences = || (0..12).map(|_| random.below(2001) as f64 - 1000.0).collect();
        let ps: Vec<f64> =
            (0..400).map(|_: u32| -> Vec<f64> { differences() }).map(|d| test(&d).p).collect();
        let under = |bound: f64| ps.iter().filter(|p| **p < bound).count();
        assert!((8..=34).contains(&under(0.05)), "{} of 400", under(0.05));
        assert!((165..=235).contains(&under(0.5)), "{} of 400", under(0.5));
    }

    #[test]
    fn parts_are_drawn_as_scipy_draws_them() {
        // scipy.stats.permutation_test over all parts, permutation_type="independent", of the absolute difference.
        let (a, b) = ([1.2, 0.4, 2.2, 1.9, 3.1], [0.1, 0.9, 0.3, 1.0, 0.2, 1.3]);
        let mut random = Random::new(1);
        for (cut, expected) in [(0.0, 0.034_632), (0.2, 0.030_303)] {
            let found = part_test(&a, &b, cut, 10_000, &mut random).p;
            assert!((found - expected).abs() < 0.006, "{found}, not {expected}");
        }
        near(part_test(&[], &b, 0.2, 10_000, &mut random).p, 1.0);
    }

    /// Differences and the probability that `scipy.stats.permutation_test` (1.17, `permutation_type="samples"`, the
    /// mean as statistic, two-sided, every exchange) has for them.
    const FEW: [(&[f64], f64); 5] = [
        (&[], 1.0),
        (&[0.0, 0.0], 1.0),
        (&[0.25], 1.0),
        (&[0.5, 0.25, 0.125, 0.0, 0.3, 0.4], 0.0625),
        (&[0.1, -0.2, 0.3, 0.05, 0.4, -0.1, 0.22, 0.0, 0.31, 0.07, 0.5, -0.03], 0.051_757_812_5),
    ];
    /// The probability of the 40 differences, by ten million exchanges drawn with numpy.
    const MANY: f64 = 0.0391;
}
