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

/// Returns what each feature adds to the score of block `at`, with those of its neighbours that count for it.
pub(super) fn shares(sheet: &Sheet, at: usize) -> Vec<(&'static str, f32, f32)> {
    let value = |block: Option<usize>, feature: usize| {
        block.and_then(|block| sheet.rows.get(block)?.get(feature)).copied().unwrap_or_default()
    };
    let rows = weights::fitted().iter().enumerate().map(|(feature, (name, weights))| {
        let added = weights.iter().enumerate().map(|(k, weight)| {
            // Weight `k` is for the block whose neighbour `REACH - k` this one is.
            value((at + k).checked_sub(REACH), feature) * weight
        });
        (name.as_str(), value(Some(at), feature), added.sum())
    });
    rows.collect()
}

/// Returns the score whose logistic is a probability.
pub(super) fn logit(probability: f32) -> f32 {
    let probability = probability.clamp(1e-6, 1.0 - 1e-6);
    (probability / (1.0 - probability)).ln()
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
    fn the_shares_of_a_block_sum_up_to_its_score() {
        let features = weights::fitted().len();
        let row =
            |seed: usize| (0..features).map(|at| ((at * 7 + seed) % 5) as f32 / 4.0).collect();
        let sheet = Sheet { rows: (0..6).map(row).collect() };
        for (at, score) in linear(&sheet, weights::fitted()).into_iter().enumerate() {
            let sum: f32 = shares(&sheet, at).iter().map(|(_, _, share)| share).sum();
            assert!((sum - score).abs() < 1e-3, "{sum} and {score}");
            assert!((logit(logistic(score)) - score).abs() < 1e-2 || score.abs() > 8.0);
        }
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
