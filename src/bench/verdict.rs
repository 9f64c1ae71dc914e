//! Whether one side is faster than the other, from figures that were measured in turns.
//!
//! A family is what one question is asked of, such as a class of queries. Each of its rounds has the differences of
//! one thing or several that are compared: the logarithm of the time of this side over that of the other. How they
//! become a word is told in `METHOD.md`, under *A verdict*.

use serde::Serialize;

use super::Random;
use super::figures::Figure;
use super::latencies::{CONFIDENCE, RESAMPLES};
use crate::statistics::{
    Ways, bootstrap, drawn, holm, median, part_test, signed_rank_test, trimmed_mean,
};

/// Errors in any of the families are to be no likelier than this.
pub const ERRORS: f64 = 0.02;
/// Differences that are no larger than this share are of no matter.
pub const SMALLEST: f64 = 0.01;
/// The share of rounds that is left out at either end: a round that something disturbed says little.
pub const CUT: f64 = 0.2;
/// A pair says no more than that one side takes half as long again as the other does usually: the logarithm of that.
/// Whatever is further off is not left out, but moved there (Huber, *Robust estimation of a location parameter*,
/// 1964), so that a stall counts little and a few slow queries of a class still count.
pub const BEND: f64 = 0.405_465_108_108_164_4;
/// Ways to exchange the sides that a chance is counted from.
pub(super) const WAYS: Ways = Ways { all: 14, drawn: 10_000 };
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
    /// Says the word, given the corrected chance of a difference and the bounds of the ratio.
    pub(super) fn of(chance: f64, (low, high): (f64, f64)) -> Self {
        match chance < ERRORS {
            true if low > 1.0 + SMALLEST => Self::Slower,
            true if high < 1.0 / (1.0 + SMALLEST) => Self::Faster,
            _ => Self::NoneSeen,
        }
    }

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

/// Judges families by the differences of the pairs of each round; `None` for those of fewer than [`LEAST_ROUNDS`]
/// rounds.
pub fn judge_pairs(families: &[Vec<Vec<f64>>], seed: u64) -> Vec<Option<Judged>> {
    let mut random = Random::new(seed);
    let found = families.iter().map(|rounds| {
        let means = round_means(rounds);
        let value = trimmed_mean(&means, CUT)?;
        let again = |counts: &[usize]| Some([trimmed_mean(&drawn(&means, counts), CUT)?]);
        let [bounds] = bootstrap(means.len(), RESAMPLES, CONFIDENCE, &mut random, again);
        // Bent around no difference, or the sign of a round could not be changed.
        let chance = signed_rank_test(&bent_means(rounds, 0.0), WAYS, &mut random).p;
        (rounds.len() >= LEAST_ROUNDS).then_some((value, bounds?, chance))
    });
    worded(&found.collect::<Vec<_>>())
}

/// Returns the mean difference of each round, in which no pair is further than [`BEND`] from the median of all.
pub fn round_means(rounds: &[Vec<f64>]) -> Vec<f64> {
    let middle = median(rounds.iter().flatten().copied().collect());
    bent_means(rounds, middle.unwrap_or_default())
}

fn bent_means(rounds: &[Vec<f64>], middle: f64) -> Vec<f64> {
    let bent = |difference: &f64| difference.clamp(middle - BEND, middle + BEND);
    let mean = |round: &Vec<f64>| round.iter().map(bent).sum::<f64>() / round.len().max(1) as f64;
    rounds.iter().map(mean).collect()
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
        let chance = part_test(this, other, CUT, WAYS.drawn, &mut random).p;
        let enough = this.len().min(other.len()) >= LEAST_ROUNDS;
        enough.then_some((value, bounds?, chance))
    });
    worded(&found.collect::<Vec<_>>())
}

/// A family before its chance is corrected: the mean difference, its bounds, and the chance.
type Found = (f64, (f64, f64), f64);

/// Corrects the chances of all families that have one, and says the word.
fn worded(found: &[Option<Found>]) -> Vec<Option<Judged>> {
    let chances: Vec<f64> = found.iter().flatten().map(|(_, _, chance)| *chance).collect();
    let mut corrected = holm(&chances).into_iter();
    let judged = found.iter().map(|family| {
        let (value, (low, high), _) = (*family)?;
        let chance = corrected.next()?;
        let bounds = (low.exp(), high.exp());
        let ratio = Figure { value: value.exp(), bounds: Some(bounds) };
        Some(Judged { ratio, chance, verdict: Verdict::of(chance, bounds) })
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

    /// Judges families of one pair a round.
    fn judge(families: &[Vec<f64>]) -> Vec<Option<Judged>> {
        let pairs = |rounds: &Vec<f64>| rounds.iter().map(|pair| vec![*pair]).collect();
        judge_pairs(&families.iter().map(pairs).collect::<Vec<_>>(), 1)
    }

    fn words(families: &[Vec<f64>]) -> Vec<Option<Verdict>> {
        judge(families).into_iter().map(|family| family.map(|family| family.verdict)).collect()
    }

    #[test]
    fn a_family_is_judged_by_what_its_rounds_agree_on() {
        let families = [0.0, 0.1, -0.1, 0.003].map(|mean| rounds(mean, 40, 7));
        let expected =
            [Verdict::NoneSeen, Verdict::Slower, Verdict::Faster, Verdict::NoneSeen].map(Some);
        assert_eq!(words(&families), expected);
        let slower = judge(&families)[1].unwrap();
        let (low, high) = slower.ratio.bounds.unwrap();
        assert!(low < 1.105 && 1.105 < high && high - low < 0.05, "{slower:?}");
    }

    #[test]
    fn a_difference_that_is_sure_but_small_is_none() {
        let small: Vec<f64> = (0..60).map(|at| 0.005 + f64::from(at % 3) * 1e-4).collect();
        let judged = judge(&[small])[0].unwrap();
        assert!(judged.chance < 0.001 && judged.verdict == Verdict::NoneSeen, "{judged:?}");
    }

    #[test]
    fn a_stall_counts_little_and_a_few_slow_queries_do_count() {
        // Ten pairs a round. Once in ten a side stalls for several times what an answer takes.
        let mut random = Random::new(3);
        let mut pair = |slower: f64| {
            let stall =
                [0.0, 1.5, -1.5][if random.below(5) == 0 { 1 + random.below(2) } else { 0 }];
            slower + stall + (random.below(2001) as f64 / 1000.0 - 1.0) * 0.02
        };
        let mut family = |slower: fn(usize) -> f64| -> Vec<Vec<f64>> {
            (0..30).map(|_| (0..10).map(|at| pair(slower(at))).collect()).collect()
        };
        let families =
            [family(|_| 0.0), family(|at| if at == 0 { 0.7 } else { 0.0 }), family(|_| 1.1)];
        let found: Vec<Judged> = judge_pairs(&families, 1).into_iter().flatten().collect();
        let words: Vec<Verdict> = found.iter().map(|family| family.verdict).collect();
        assert_eq!(words, [Verdict::NoneSeen, Verdict::Slower, Verdict::Slower]);
        // Three times as slow is not half as slow again.
        let (low, high) = found[2].ratio.bounds.unwrap();
        assert!(2.85 < low && high < 3.15, "{:?}", found[2]);
    }

    #[test]
    fn few_rounds_have_no_verdict_and_do_not_count_as_a_question() {
        let (few, many) = (rounds(0.1, 19, 1), rounds(0.1, 20, 1));
        let alone = judge(std::slice::from_ref(&many))[0].unwrap();
        let found = judge(&[few, Vec::new(), many]);
        assert_eq!((found[0], found[1]), (None, None));
        assert!((found[2].unwrap().chance - alone.chance).abs() < 0.002);
    }

    #[test]
    fn more_questions_need_surer_answers() {
        // Of twenty rounds so many lie beyond what the rest says that one question is sure and thirty are not.
        let close: Vec<f64> = (0..20).map(|at| if at < 16 { 0.05 } else { -0.05 }).collect();
        let alone = judge(std::slice::from_ref(&close))[0].unwrap();
        let among = judge(&vec![close; 30])[0].unwrap();
        assert!(alone.chance < 0.05 && among.chance > 10.0 * alone.chance, "{alone:?} {among:?}");
    }

    #[test]
    fn what_all_rounds_agree_on_is_seen_among_many_questions() {
        // Four times as slow, in the fewest rounds that have a verdict.
        let slow: Vec<f64> = (0..20).map(|at| 1.4 + f64::from(at % 7) * 0.003).collect();
        let found = judge(&vec![slow; 23]);
        assert!(
            found.iter().flatten().all(|family| family.verdict == Verdict::Slower),
            "{found:?}"
        );
        assert!(found.iter().flatten().all(|family| family.chance < 0.005), "{found:?}");
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
