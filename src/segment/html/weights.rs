//! Weights of the block model: data, made by fitting (`../fit/README.md`), not by hand.
//!
//! `weights.txt` has one feature a line: its weight for the block two before, one before, the block
//! itself, one behind and two behind, and its name. Rows are in the order of `features`.

use std::sync::LazyLock;

use super::model::{REACH, Row};

const TEXT: &str = include_str!("weights.txt");

static WEIGHTS: LazyLock<Vec<Row>> = LazyLock::new(|| parse(TEXT));

/// Returns one row a feature.
pub(super) fn fitted() -> &'static [Row] {
    &WEIGHTS
}

fn parse(text: &str) -> Vec<Row> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let mut words = line.splitn(2 * REACH + 2, ' ');
        let mut weights = [0.0; 2 * REACH + 1];
        for (weight, word) in weights.iter_mut().zip(&mut words) {
            *weight = word.parse().unwrap_or_default();
        }
        (words.next().unwrap_or_default().to_owned(), weights)
    };
    lines.map(row).collect()
}
