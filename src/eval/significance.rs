//! The paired randomisation test.
//!
//! If two runs are equally good, it is chance which of them had which value on a topic: exchanging them gives its
//! difference the other sign. The share of all exchanges whose mean difference is as far from 0 as the one that was
//! measured is the probability of the test. Sources: Fisher, *The Design of Experiments* (1935), chapter 3; Smucker,
//! Allan and Carterette, *A comparison of statistical significance tests for information retrieval evaluation* (2007);
//! Phipson and Smyth, *Permutation P-values should never be zero* (2010) for the sampled form.

use crate::random::Random;

/// Topics that differ, up to which every exchange is looked at: a million of them.
const EXACT: usize = 20;
/// Exchanges that are drawn where there are more; .05 is then told to some .001.
const DRAWS: u32 = 100_000;
/// What sums lose by rounding, as a share of what is summed.
const ROUNDING: f64 = 1e-9;

/// What the test says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Significance {
    /// How likely a difference as large is by chance.
    pub p: f64,
    /// Whether every exchange was looked at.
    pub exact: bool,
}

/// Tests whether paired differences are more than chance, to both sides.
pub fn randomisation(differences: &[f64], random: &mut Random) -> Significance {
    // A topic without a difference has none whatever its sign.
    let sizes: Vec<f64> =
        differences.iter().filter(|value| **value != 0.0).map(|value| value.abs()).collect();
    let all: f64 = sizes.iter().sum();
    let observed = differences.iter().sum::<f64>().abs() - all * ROUNDING;
    if sizes.len() <= EXACT {
        let (extreme, ways) = count_all(&sizes, all, observed);
        Significance { p: f64::from(extreme) / f64::from(ways), exact: true }
    } else {
        // The exchange that was measured is one of them.
        let extreme = 1 + count_drawn(&sizes, all, observed, random);
        Significance { p: f64::from(extreme) / f64::from(DRAWS + 1), exact: false }
    }
}

/// Counts the exchanges that are as extreme as what was observed, and all of them.
///
/// The exchanges are taken in Gray's order, in which each differs from the one before in one sign.
fn count_all(sizes: &[f64], all: f64, observed: f64) -> (u32, u32) {
    let ways = 1_u32 << sizes.len();
    let (mut sum, mut signs, mut extreme) = (all, 0_u32, 0);
    for way in 0..ways {
        if way > 0 {
            let at = way.trailing_zeros();
            signs ^= 1 << at;
            let size = usize::try_from(at).ok().and_then(|at| sizes.get(at)).unwrap_or(&0.0);
            sum += if signs >> at & 1 == 1 { -2.0 * size } else { 2.0 * size };
        }
        extreme += u32::from(sum.abs() >= observed);
    }
    (extreme, ways)
}

/// Counts the exchanges of [`DRAWS`] drawn ones that are as extreme as what was observed.
fn count_drawn(sizes: &[f64], all: f64, observed: f64, random: &mut Random) -> u32 {
    let mut extreme = 0;
    for _ in 0..DRAWS {
        let mut exchanged = 0.0;
        for sizes in sizes.chunks(64) {
            let mut bits = random.bits();
            for size in sizes {
                // A product instead of a branch, which could not be foretold.
                exchanged += size * f64::from(u8::from(bits & 1 == 1));
                bits >>= 1;
            }
        }
        extreme += u32::from((all - 2.0 * exchanged).abs() >= observed);
    }
    extreme
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(differences: &[f64]) -> Significance {
        randomisation(differences, &mut Random::new(1))
    }

    #[test]
    fn few_topics_are_tested_exactly() {
        for (differences, expected) in FEW {
            let found = test(differences);
            assert!(
                found.exact && (found.p - expected).abs() < 1e-12,
                "{found:?}: {differences:?}"
            );
        }
    }

    #[test]
    fn many_topics_are_tested_by_a_sample_that_the_seed_decides() {
        // A shift of .15 among differences of two at most.
        let mut random = Random::new(9);
        let differences: Vec<f64> =
            (0..40).map(|_| random.below(20_001) as f64 / 1e4 - 0.85).collect();
        let found = test(&differences);
        assert!(!found.exact && (found.p - MANY).abs() < 0.003, "{found:?}");
        assert_eq!(found, test(&differences));
        let other = randomisation(&differences, &mut Random::new(2));
        assert!((other.p - MANY).abs() < 0.003, "{other:?}");
        // Where nothing that was drawn is as extreme, the probability is still not 0.
        let certain = test(&[1.0; 60]);
        assert!((certain.p - 1.0 / 100_001.0).abs() < 1e-12, "{certain:?}");
    }

    #[test]
    fn runs_that_are_equally_good_are_told_apart_as_often_as_p_says() {
        let mut random = Random::new(4);
        let mut differences = || (0..12).map(|_| random.below(2001) as f64 - 1000.0).collect();
        let ps: Vec<f64> =
            (0..400).map(|_: u32| -> Vec<f64> { differences() }).map(|d| test(&d).p).collect();
        let under = |bound: f64| ps.iter().filter(|p| **p < bound).count();
        assert!((8..=34).contains(&under(0.05)), "{} of 400", under(0.05));
        assert!((165..=235).contains(&under(0.5)), "{} of 400", under(0.5));
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
