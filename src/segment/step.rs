//! The step of a list: after how many lines the outlines of lines come again.

use super::measure::{Line, Own};
use super::outline::{Outline, PairSums};

/// Names of the features.
pub(super) const NAMES: &[&str] = &[
    "step",
    "step_distance",
    "step_gain",
    "step_back",
    "step_ahead",
    "step_rank",
    "step_longer",
    "longer_than_before",
    "longer_than_next",
];

/// The number of features.
pub(super) const COUNT: usize = 9;

/// The longest step, in lines.
const LONGEST: usize = 8;

/// Lines on each side over which outlines are compared.
const AROUND: usize = 12;

/// A longer step has to be so much better, since multiples of a step fit as well as itself.
const BETTER: f32 = 0.92;

/// The mean distance of outlines where there is nothing to compare.
const NONE: f32 = 9.0;

/// Finds the step around each line, and how the line compares with those one step away.
pub(super) fn find(lines: &[Line]) -> Vec<[f32; COUNT]> {
    let outlines: Vec<Outline> = lines.iter().map(Outline::of).collect();
    let distance = |one: usize, other: usize| match (outlines.get(one), outlines.get(other)) {
        (Some(one), Some(other)) => one.distance(other),
        _ => NONE,
    };
    let sums: Vec<PairSums> =
        (1..=LONGEST).map(|step| PairSums::new(lines.len(), step, distance)).collect();
    let length = |at: usize| lines.get(at).map_or(0.0, |line| line.own(Own::Words));
    (0..lines.len())
        .map(|at| {
            let (mut best, mut least, mut sum, mut tried) = (0, NONE, 0.0, 0.0_f32);
            for (step, sums) in (1..).zip(&sums) {
                let Some(mean) = sums.mean(at, step, AROUND) else { continue };
                sum += mean;
                tried += 1.0;
                if mean < least * BETTER {
                    (best, least) = (step, mean);
                }
            }
            let [mut back, mut ahead, mut rank, mut longer] = [-1.0, -1.0, -1.0, 0.0];
            if best > 0 {
                if at >= best {
                    back = distance(at, at - best);
                }
                if at + best < lines.len() {
                    ahead = distance(at, at + best);
                }
                let around = (at + 1).saturating_sub(best)..(at + best).min(lines.len());
                let shorter = around.clone().filter(|&other| length(other) < length(at)).count();
                rank = shorter as f32 / around.len().max(1) as f32;
                let next = (at + 1..(at + 1 + best).min(lines.len())).map(length);
                longer = next.fold(0.0, f32::max) - length(at);
            }
            [
                best as f32,
                least,
                sum / tried.max(1.0) - least,
                back,
                ahead,
                rank,
                longer,
                length(at) - at.checked_sub(1).map_or(0.0, length),
                length(at) - length(at + 1),
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::segment::features;

    #[test]
    fn a_list_of_headlines_and_decks_has_step_two() {
        let text = "Ferry stops for good\n\nThe last boat left the pier on a grey Tuesday with nine people\n\n\
                    Mayor finds a ring\n\nIt had lain below the town hall stairs for more than eighty years\n\n"
            .repeat(5);
        let lines = features::measured(&text);
        let rows = super::find(&lines);
        assert_eq!(rows.len(), 20);
        for row in &rows {
            assert!((row[0] - 2.0).abs() < 1e-6, "{row:?}");
        }
        assert!(rows[4][6] > 0.0, "the deck is longer than the headline");
        assert!(rows[5][6] <= 0.0);
    }

    #[test]
    fn one_line_has_no_step() {
        let lines = features::measured("Alone");
        assert!(super::find(&lines)[0][0].abs() < 1e-6);
        assert!(super::find(&[]).is_empty());
    }
}
