//! Whether one side is faster than the other, from figures that were measured in turns.
//!
//! A family is what one question is asked of: here a class of queries. For each of them there is a difference a
//! round, the logarithm of the time of this side over that of the other. How they become a word is told in
//! `METHOD.md`, under *A verdict*.

use serde::Serialize;

use super::Random;
use super::figures::{CONFIDENCE, Figure, RESAMPLES};
use super::stats::{bootstrap, holm, part_test, sign_test, trimmed_mean};

/// Errors in any of the families are to be no likelier than this.
pub const ERRORS: f64 = 0.02;
/// Differences that are no larger than this share are of no matter.
pub const SMALLEST: f64 = 0.01;
/// The share of rounds that is left out at either end: a round that something disturbed says little.
pub const CUT: f64 = 0.2;
/// Rounds without which there is no verdict.
pub const LEAST_ROUNDS: usize = 20;

/// What is said of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// This side takes less time.
    #[serde(rename = "faster")]
    Faster,
    /// This side takes more time.
    #[serde(rename = "slower")]
    Slower,
    /// There may be a difference, but it was not seen.
    #[serde(rename = "no difference seen")]
    NoneSeen,
    /// The sides answer differently, so that their times are of different things.
    #[serde(rename = "different answers")]
    Different,
}

impl Verdict {
    /// Returns it in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Faster => "faster",
            Self::Slower => "slower",
            Self::NoneSeen => "no difference seen",
            Self::Different => "different answers",
        }
    }
}

/// What is known of a family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The time of this side over that of the other, with its bounds.
    pub ratio: Figure,
    /// How likely such a difference is if there is none, corrected for the number of families.
    pub chance: f64,
    /// What is said of it.
    pub verdict: Verdict,
}

/// Judges families by the differences of each round; `None` for those of fewer than [`LEAST_ROUNDS`] rounds.
pub fn judge_pairs(families: &[Vec<f64>], seed: u64) -> Vec<Option<Judged>> {
    let mut random = Random::new(seed);
    let found = families.iter().map(|differences| {
        let value = trimmed_mean(differences, CUT)?;
        let means = |counts: &[usize]| Some([trimmed_mean(&drawn(differences, counts), CUT)?]);
        let [bounds] = bootstrap(differences.len(), RESAMPLES, CONFIDENCE, &mut random, means);
        let chance = sign_test(differences, CUT, &mut random);
        (differences.len() >= LEAST_ROUNDS).then_some((value, bounds?, chance))
    });
    worded(&found.collect::<Vec<_>>())
}

/// Judges families by the logarithms of the times of this side and of the other where nothing pairs them; `None` for
/// those of which either has fewer than [`LEAST_ROUNDS`].
pub fn judge_apart(families: &[(Vec<f64>, Vec<f64>)], seed: u64) -> Vec<Option<Judged>> {
    let mut random = Random::new(seed);
    let found = families.iter().map(|(this, other)| {
        let value = trimmed_mean(this, CUT)? - trimmed_mean(other, CUT)?;
        let mut again = Random::new(random.bits());
        let means = |counts: &[usize]| {
            let others: Vec<f64> =
                (0..other.len()).filter_map(|_| again.pick(other).copied()).collect();
            Some([trimmed_mean(&drawn(this, counts), CUT)? - trimmed_mean(&others, CUT)?])
        };
        let [bounds] = bootstrap(this.len(), RESAMPLES, CONFIDENCE, &mut random, means);
        let chance = part_test(this, other, CUT, &mut random);
        let enough = this.len().min(other.len()) >= LEAST_ROUNDS;
        enough.then_some((value, bounds?, chance))
    });
    worded(&found.collect::<Vec<_>>())
}

/// Returns values as often as they were drawn.
fn drawn(values: &[f64], counts: &[usize]) -> Vec<f64> {
    let times = values.iter().zip(counts);
    times.flat_map(|(value, count)| std::iter::repeat_n(*value, *count)).collect()
}

/// Corrects the chances of all families that have one, and says the word.
fn worded(found: &[Option<(f64, (f64, f64), f64)>]) -> Vec<Option<Judged>> {
    let chances: Vec<f64> = found.iter().flatten().map(|(_, _, chance)| *chance).collect();
    let mut corrected = holm(&chances).into_iter();
    let judged = found.iter().map(|family| {
        let (value, (low, high), _) = (*family)?;
        let chance = corrected.next()?;
        let verdict = match chance < ERRORS {
            true if low > SMALLEST.ln_1p() => Verdict::Slower,
            true if high < -SMALLEST.ln_1p() => Verdict::Faster,
            _ => Verdict::NoneSeen,
        };
        let ratio = Figure { value: value.exp(), bounds: Some((low.exp(), high.exp())) };
        Some(Judged { ratio, chance, verdict })
    });
    judged.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rounds around a mean, some of which something disturbed.
    fn rounds(mean: f64, rounds: usize, seed: u64) -> Vec<f64> {
        let mut random = Random::new(seed);
        let mut noise = |width: f64| (random.below(2001) as f64 / 1000.0 - 1.0) * width;
        (0..rounds).map(|at| mean + noise(if at % 10 == 0 { 0.5 } else { 0.03 })).collect()
    }

    fn words(families: &[Vec<f64>]) -> Vec<Option<Verdict>> {
        let judged = judge_pairs(families, 1);
        judged.into_iter().map(|family| family.map(|family| family.verdict)).collect()
    }

    #[test]
    fn a_family_is_judged_by_what_its_rounds_agree_on() {
        let families = [0.0, 0.1, -0.1, 0.003].map(|mean| rounds(mean, 40, 7));
        let expected =
            [Verdict::NoneSeen, Verdict::Slower, Verdict::Faster, Verdict::NoneSeen].map(Some);
        assert_eq!(words(&families), expected);
        let slower = judge_pairs(&families, 1)[1].unwrap();
        let (low, high) = slower.ratio.bounds.unwrap();
        assert!(low < 1.105 && 1.105 < high && high - low < 0.05, "{slower:?}");
    }

    #[test]
    fn a_difference_that_is_sure_but_small_is_none() {
        let small: Vec<f64> = (0..60).map(|at| 0.005 + f64::from(at % 3) * 1e-4).collect();
        let judged = judge_pairs(&[small], 1)[0].unwrap();
        assert!(judged.chance < 0.001 && judged.verdict == Verdict::NoneSeen, "{judged:?}");
    }

    #[test]
    fn few_rounds_have_no_verdict_and_do_not_count_as_a_question() {
        let (few, many) = (rounds(0.1, 19, 1), rounds(0.1, 20, 1));
        let alone = judge_pairs(&[many.clone()], 1)[0].unwrap();
        let found = judge_pairs(&[few, Vec::new(), many], 1);
        assert_eq!((found[0], found[1]), (None, None));
        assert!((found[2].unwrap().chance - alone.chance).abs() < 0.002);
    }

    #[test]
    fn more_questions_need_surer_answers() {
        // Of twenty rounds so many lie beyond what the rest says that one question is sure and thirty are not.
        let close: Vec<f64> = (0..20).map(|at| if at < 16 { 0.05 } else { -0.05 }).collect();
        let alone = judge_pairs(&[close.clone()], 1)[0].unwrap();
        let among = judge_pairs(&vec![close; 30], 1)[0].unwrap();
        assert!(alone.chance < 0.05 && among.chance > 10.0 * alone.chance, "{alone:?} {among:?}");
    }

    #[test]
    fn runs_apart_are_judged_by_their_own_rounds() {
        let run = |mean, seed| rounds(mean, 40, seed);
        let families =
            [(run(5.0, 1), run(5.0, 2)), (run(5.1, 3), run(5.0, 4)), (run(5.0, 1), vec![])];
        let found = judge_apart(&families, 1);
        assert_eq!(found[0].unwrap().verdict, Verdict::NoneSeen);
        assert_eq!(found[1].unwrap().verdict, Verdict::Slower);
        assert_eq!(found[2], None);
    }
}
