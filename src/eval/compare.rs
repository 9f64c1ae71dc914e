//! Whether one run is better than another, or only luckier with its topics.

use super::{Evaluation, Measure};
use crate::random::Random;
use crate::statistics::{Ways, bootstrap, sign_test};

/// Draws behind a confidence interval.
const DRAWS: usize = 10_000;
/// The share of the draws that it holds.
pub const CONFIDENCE: f64 = 0.95;
/// A million exchanges of up to 20 topics; with as many as are drawn of more, .05 is told to some .001.
const WAYS: Ways = Ways { all: 20, drawn: 100_000 };
/// Values that differ by less are the same: sums of the same parts in another order do.
const SAME: f64 = 1e-9;

/// How the second of two runs differs from the first by one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The measure.
    pub measure: Measure,
    /// The mean of the first run.
    pub a: f64,
    /// The mean of the second run.
    pub b: f64,
    /// The mean over the topics of the second's value less the first's.
    pub mean: f64,
    /// Between which bounds [`CONFIDENCE`] of the means lie that topics drawn anew have; `None` where there is no
    /// topic.
    pub bounds: Option<(f64, f64)>,
    /// How likely a mean as far from 0 is where the runs are equally good (two-sided).
    pub p: f64,
    /// Whether every way to exchange the runs was looked at, and not a sample.
    pub exact: bool,
    /// Topics on which the second run is better.
    pub wins: usize,
    /// Topics on which it is worse.
    pub losses: usize,
    /// Topics on which both are the same.
    pub ties: usize,
}

/// Compares two runs over the topics of the same judgements, one result a measure. Equal seeds give equal results.
///
/// The test is Fisher's paired randomisation test (Smucker, Allan and Carterette 2007), the interval that of the
/// percentile bootstrap over topics (Efron and Tibshirani 1993, chapter 13).
pub fn compare(a: &Evaluation, b: &Evaluation, seed: u64) -> Vec<Difference> {
    let difference = |(at, measure): (usize, &Measure)| {
        let value = |values: &[f64]| values.get(at).copied().unwrap_or_default();
        let pairs = a.topics.iter().zip(&b.topics);
        let differences: Vec<f64> = pairs
            .map(|(a, b)| value(&b.values) - value(&a.values))
            .map(|difference| if difference.abs() < SAME { 0.0 } else { difference })
            .collect();
        let topics = differences.len().max(1) as f64;
        let mean = |counts: &[usize]| {
            let drawn = differences.iter().zip(counts).map(|(value, n)| value * *n as f64);
            (!differences.is_empty()).then(|| [drawn.sum::<f64>() / topics])
        };
        // Each measure begins at the seed, so that what is shown beside it changes nothing.
        let [bounds] =
            bootstrap(differences.len(), DRAWS, CONFIDENCE, &mut Random::new(seed), mean);
        let test = sign_test(&differences, WAYS, &mut Random::new(seed));
        let wins = differences.iter().filter(|value| **value > 0.0).count();
        let losses = differences.iter().filter(|value| **value < 0.0).count();
        Difference {
            measure: *measure,
            a: value(&a.mean),
            b: value(&b.mean),
            mean: differences.iter().sum::<f64>() / topics,
            bounds,
            p: test.p,
            exact: test.exact,
            wins,
            losses,
            ties: differences.len() - wins - losses,
        }
    };
    a.measures.iter().enumerate().map(difference).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Qrels, Run, evaluate};
    use super::*;

    fn evaluation(run: &str) -> Evaluation {
        let qrels = Qrels::read("1 0 a 1\n2 0 a 1\n3 0 a 1\n4 0 b 1\n").unwrap();
        evaluate(&Run::read(run).unwrap(), &qrels, &[Measure::ReciprocalRank, Measure::Recall(9)])
    }

    #[test]
    fn wins_losses_and_ties_are_those_of_the_second_run() {
        let a = evaluation("1 Q0 x 1 2 t\n1 Q0 a 2 1 t\n2 Q0 a 1 2 t\n3 Q0 a 1 2 t\n");
        let b =
            evaluation("1 Q0 a 1 2 t\n2 Q0 x 1 2 t\n2 Q0 y 1 1 t\n3 Q0 a 1 2 t\n4 Q0 b 1 1 t\n");
        let [mrr, recall] = compare(&a, &b, 1)[..] else { panic!("two measures") };
        assert_eq!((mrr.wins, mrr.losses, mrr.ties), (2, 1, 1));
        assert!((mrr.a - 0.625).abs() < 1e-12 && (mrr.b - 0.75).abs() < 1e-12, "{mrr:?}");
        assert!((mrr.mean - 0.125).abs() < 1e-12, "{mrr:?}");
        // However .5, 1 and 1 are signed, they bring .5 at least.
        assert!(mrr.exact && (mrr.p - 1.0).abs() < 1e-12, "{mrr:?}");
        let (low, high) = mrr.bounds.unwrap();
        assert!((-1.0..0.125).contains(&low) && (0.125..=1.0).contains(&high), "{mrr:?}");
        assert_eq!((recall.wins, recall.losses, recall.ties), (1, 1, 2));
        assert_eq!(compare(&a, &b, 1), compare(&a, &b, 1));
    }

    #[test]
    fn a_run_does_not_differ_from_itself_and_nothing_not_from_nothing() {
        let a = evaluation("1 Q0 a 1 2 t\n");
        for difference in compare(&a, &a, 7) {
            assert_eq!((difference.wins, difference.losses, difference.ties), (0, 0, 4));
            assert_eq!(difference.bounds, Some((0.0, 0.0)));
            assert!((difference.p - 1.0).abs() < 1e-12, "{difference:?}");
        }
        let none = evaluate(&Run::default(), &Qrels::default(), &[Measure::Bpref]);
        let [difference] = compare(&none, &none, 1)[..] else { panic!("one measure") };
        assert_eq!((difference.bounds, difference.ties), (None, 0));
    }
}
