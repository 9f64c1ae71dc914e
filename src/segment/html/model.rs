//! The block model: how likely a block belongs to the article's text.
//!
//! A linear score of a block's features and of those of two neighbours on each side, through the
//! logistic function. The weights are data, in `weights`; a second pass that saw what the first thought
//! of a block's surroundings did not help on pages of other publishers than it was fitted on.

use super::features::Sheet;
use super::weights;

/// How far a block looks to each side for the features of others.
pub(super) const REACH: usize = 2;

/// A feature's name, and its weights from two blocks before to two behind.
pub(super) type Row = (String, [f32; 2 * REACH + 1]);

/// Returns a probability for each block.
pub(super) fn probabilities(sheet: &Sheet) -> Vec<f32> {
    linear(sheet, weights::fitted()).into_iter().map(logistic).collect()
}

fn linear(sheet: &Sheet, table: &[Row]) -> Vec<f32> {
    let mut scores = vec![0.0; sheet.rows.len()];
    for (at, row) in sheet.rows.iter().enumerate() {
        for (value, (_, weights)) in row.iter().zip(table).filter(|(value, _)| **value != 0.0) {
            // Weight `k` is that of the block `k - REACH` further on.
            for (k, weight) in weights.iter().enumerate() {
                if let Some(score) = (at + REACH).checked_sub(k).and_then(|to| scores.get_mut(to)) {
                    *score += value * weight;
                }
            }
        }
    }
    scores
}

fn logistic(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::super::features::feature_names;
    use super::*;

    #[test]
    fn weights_carry_the_names_of_the_features() {
        let names = feature_names();
        let rows: Vec<_> = weights::fitted().iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(rows, names);
        assert!(weights::fitted().iter().any(|(_, [_, _, own, ..])| own.abs() > 1.0));
    }

    #[test]
    fn neighbours_lend_their_weights() {
        let sheet = Sheet { rows: vec![vec![1.0], vec![0.0], vec![0.0]] };
        let scores = linear(&sheet, &[("only".to_owned(), [2.0, 3.0, 5.0, 7.0, 11.0])]);
        for (score, expected) in scores.iter().zip([5.0, 3.0, 2.0]) {
            assert!((score - expected).abs() < 1e-6);
        }
    }
}
