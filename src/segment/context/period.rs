//! The period of a list: the distance at which outlines and opinions agree best around a line.

use super::{MASS_NAMES, MASSES, Masses};
use crate::segment::outline::{Outline, PairSums};

/// The longest item of a list, in lines.
const LONGEST: usize = 12;

/// Lines on each side over which agreement is measured.
const AROUND: usize = 18;

/// The number of features.
pub(super) const COUNT: usize = 3 + 3 * MASSES;

/// Returns the names of the features.
pub(super) fn names() -> impl Iterator<Item = String> {
    let own = ["period", "period_agrees", "period_gain"];
    let there = ["period_back", "period_ahead", "period_mean"].into_iter();
    own.into_iter()
        .map(str::to_owned)
        .chain(there.flat_map(|step| MASS_NAMES.iter().map(move |name| format!("{step}_{name}"))))
}

/// Finds the best period around each line, and what stands one period before and after it.
pub(super) fn find(outlines: &[Outline], masses: &[Masses]) -> Vec<[f32; COUNT]> {
    let count = outlines.len();
    let agreement = |one: usize, other: usize| {
        let pair = |at: usize| outlines.get(at).zip(masses.get(at));
        pair(one).zip(pair(other)).map_or(0.0, |(one, other)| agree(one, other))
    };
    // By period: the agreement of each line with the one a period on.
    let sums: Vec<PairSums> =
        (1..=LONGEST).map(|period| PairSums::new(count, period, agreement)).collect();
    (0..count)
        .map(|at| {
            let (mut best, mut top, mut sum, mut tried) = (0, 0.0_f32, 0.0, 0.0_f32);
            for (period, sums) in (1..).zip(&sums) {
                let Some(agreement) = sums.mean(at, period, AROUND) else { continue };
                sum += agreement;
                tried += 1.0;
                // Multiples of a period agree as well as itself.
                if agreement > top + 0.02 {
                    (best, top) = (period, agreement);
                }
            }
            let mut row = [-1.0; COUNT];
            let mut slots = row.iter_mut();
            let there =
                |at: Option<usize>| at.filter(|_| best > 0).and_then(|at| masses.get(at)).copied();
            let back = there(at.checked_sub(best));
            let ahead = there(Some(at + best));
            let around = [back, ahead, there(at.checked_sub(2 * best)), there(Some(at + 2 * best))];
            let (mut mean, mut found) = ([0.0; MASSES], 0.0_f32);
            for masses in around.into_iter().flatten() {
                super::add(&mut mean, &masses, 1.0);
                found += 1.0;
            }
            let none = [-1.0; MASSES];
            let mean = if found > 0.0 { mean.map(|sum| sum / found) } else { none };
            let values = [best as f32, top, top - sum / tried.max(1.0)]
                .into_iter()
                .chain(back.unwrap_or(none))
                .chain(ahead.unwrap_or(none))
                .chain(mean);
            for value in values {
                if let Some(slot) = slots.next() {
                    *slot = value;
                }
            }
            row
        })
        .collect()
}

/// How much two lines agree, from 0 to 1: half for the outline, half for the opinion of them.
fn agree(one: (&Outline, &Masses), other: (&Outline, &Masses)) -> f32 {
    let apart: f32 = one.1.iter().zip(other.1).map(|(one, other)| (one - other).abs()).sum();
    0.5 * (-one.0.distance(other.0)).exp() + 0.5 * (1.0 - apart / 2.0).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::features;

    fn outlines(words: &[usize]) -> Vec<Outline> {
        let text: String = words.iter().map(|&count| "word ".repeat(count) + "\n").collect();
        let lines = features::measured(&text);
        lines.iter().map(Outline::of).collect()
    }

    #[test]
    fn a_list_of_three_lines_an_item_has_period_three() {
        let outlines = outlines(&[4, 1, 20].repeat(10));
        let masses: Vec<Masses> =
            (0..30)
                .map(|at| {
                    if at % 3 == 0 { [1.0, 0.0, 1.0, 0.0, 0.0] } else { [0.0, 0.0, 0.0, 0.5, 0.5] }
                })
                .collect();
        let rows = find(&outlines, &masses);
        for (at, row) in rows.iter().enumerate() {
            assert!((row[0] - 3.0).abs() < 1e-6, "line {at} has period {}", row[0]);
        }
        assert!((rows[9][3] - 1.0).abs() < 1e-6, "one item back, an item begins");
        assert!((rows[0][3] + 1.0).abs() < 1e-6, "nothing is before the first");
    }

    #[test]
    fn a_single_line_has_no_period() {
        let rows = find(&outlines(&[3]), &[[0.0; MASSES]]);
        assert!(rows[0][0].abs() < 1e-6);
        assert!(find(&[], &[]).is_empty());
    }
}
