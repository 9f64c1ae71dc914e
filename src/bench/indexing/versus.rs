//! Two programs that index the same in turns.

use serde::Serialize;

use super::Run;
use crate::bench::Random;
use crate::bench::latencies::{CONFIDENCE, LEAST_BLOCKS, RESAMPLES};
use crate::bench::verdict::{Verdict, WAYS};
use crate::statistics::{bootstrap, drawn, holm, median, signed_rank_test, trimmed_mean};

/// What is compared, by the names of [`Run::figures`].
pub const COMPARED: [&str; 4] = ["seconds", "cpu_seconds", "peak_memory_bytes", "index_bytes"];

/// How a figure of the two compares, with one number of threads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// Threads that cut and index.
    pub threads: usize,
    /// Pairs of runs.
    pub pairs: usize,
    /// What is compared.
    pub figure: &'static str,
    /// The median of this program.
    pub this: f64,
    /// The median of the other.
    pub other: f64,
    /// What this program takes over what the other takes, of a typical pair.
    pub ratio: f64,
    /// Between which bounds it lies at 95 %; `None` of fewer than 8 pairs.
    pub interval: Option<(f64, f64)>,
    /// How likely such a difference is if there is none, corrected for all that is compared.
    pub chance: Option<f64>,
    /// Whether this program takes `more` or `less`, or `no difference seen`; `None` of too few pairs.
    pub verdict: Option<&'static str>,
}

/// The share of pairs that is left out at either end: a pair that something disturbed says little.
const CUT: f64 = 0.1;
/// Pairs without which there is no verdict: of fewer, hardly any difference is unlikely enough.
const LEAST_PAIRS: usize = 15;

/// Compares pairs of runs, of this program and of the other.
pub fn compare(pairs: &[(Run, Run)], threads: &[usize], seed: u64) -> Vec<Compared> {
    let value = |run: &Run, name: &str| {
        run.figures().into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    };
    let mut rows = Vec::new();
    let mut random = Random::new(seed);
    for threads in threads {
        let pairs: Vec<&(Run, Run)> =
            pairs.iter().filter(|(this, _)| this.threads == *threads).collect();
        for figure in COMPARED {
            let values = pairs
                .iter()
                .filter_map(|(this, other)| Some((value(this, figure)?, value(other, figure)?)));
            let values: Vec<(f64, f64)> = values.filter(|(a, b)| *a > 0.0 && *b > 0.0).collect();
            let differences: Vec<f64> = values.iter().map(|(a, b)| (a / b).ln()).collect();
            let Some(ratio) = trimmed_mean(&differences, CUT).map(f64::exp) else { continue };
            let enough = differences.len() >= LEAST_PAIRS;
            let (this, other) = values.into_iter().unzip();
            rows.push(Compared {
                threads: *threads,
                pairs: differences.len(),
                figure,
                this: median(this).unwrap_or_default(),
                other: median(other).unwrap_or_default(),
                ratio,
                interval: interval(&differences, &mut random),
                chance: enough.then(|| signed_rank_test(&differences, WAYS, &mut random).p),
                verdict: None,
            });
        }
    }
    let chances: Vec<f64> = rows.iter().filter_map(|row| row.chance).collect();
    let tested = rows.iter_mut().filter(|row| row.chance.is_some());
    for (row, chance) in tested.zip(holm(&chances)) {
        row.chance = Some(chance);
        row.verdict = row.interval.map(|bounds| match Verdict::of(chance, bounds) {
            Verdict::Slower => "more",
            Verdict::Faster => "less",
            other => other.words(),
        });
    }
    rows
}

/// Returns the bounds of a typical ratio, given the logarithms of all, where there are enough.
fn interval(differences: &[f64], random: &mut Random) -> Option<(f64, f64)> {
    if differences.len() < LEAST_BLOCKS {
        return None;
    }
    let mean = |counts: &[usize]| Some([trimmed_mean(&drawn(differences, counts), CUT)?.exp()]);
    let [bounds] = bootstrap(differences.len(), RESAMPLES, CONFIDENCE, random, mean);
    bounds
}

#[cfg(test)]
mod tests {
    use super::super::run::tests::run;
    use super::*;

    fn pairs(number: u32, slower: f64) -> Vec<(Run, Run)> {
        (0..number)
            .map(|at| {
                let noise = f64::from(at % 5) * 0.01;
                (run(2, (4.0 + noise) * slower), run(2, 4.0 - noise))
            })
            .collect()
    }

    #[test]
    fn what_takes_longer_is_seen_and_what_is_alike_is_not() {
        let found = compare(&pairs(20, 1.2), &[2], 1);
        assert_eq!(found.iter().map(|row| row.figure).collect::<Vec<_>>(), COMPARED);
        let seconds = &found[0];
        assert!((seconds.ratio - 1.212).abs() < 0.01, "{seconds:?}");
        let (low, high) = seconds.interval.unwrap();
        assert!(low < seconds.ratio && seconds.ratio < high && low > 1.19, "{seconds:?}");
        assert_eq!(seconds.verdict, Some("more"));
        assert_eq!(found[1].verdict, Some("no difference seen"));
        let json = serde_json::to_value(seconds).unwrap();
        assert_eq!(json["verdict"], "more");
    }

    #[test]
    fn of_few_pairs_no_verdict_is_given_and_of_very_few_no_bounds() {
        let row = |number| compare(&pairs(number, 1.2), &[2], 1).remove(0);
        assert!(row(8).verdict.is_none() && row(8).interval.is_some());
        assert!(row(7).interval.is_none());
        assert!(compare(&[], &[2], 1).is_empty());
    }
}
