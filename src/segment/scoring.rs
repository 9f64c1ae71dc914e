//! Scoring lines: two passes of trees, the second of which sees what the first one says.

use super::context::Context;
use super::decode::Tag;
use super::features::Features;
use super::measure::Line;
use super::weights::{Scores, Weights};

/// Lines that are scored together: their features fit into the processor's cache, and so does a tree.
const BLOCK: usize = 64;

/// Scores all lines in two passes; what the first pass is sure of is not asked again.
pub(super) fn read(lines: &[Line], weights: &Weights) -> Vec<Scores> {
    let features = Features::new(lines);
    let mut scores = first(&features, weights);
    let rows = Rows { context: Context::new(lines, &scores), features };
    let open: Vec<usize> = (0..lines.len()).filter(|at| !is_outside(&scores, *at)).collect();
    let second =
        in_blocks(&open, |block, count| weights.second(block, count), |at, row| rows.fill(at, row));
    for (at, found) in open.into_iter().zip(second) {
        if let Some(slot) = scores.get_mut(at) {
            *slot = found;
        }
    }
    scores
}

/// The logarithm of .995: a line so surely outside, between lines that are so at .95 ([`BESIDE`]), stays
/// outside. Of 13,500 such lines of labelled texts one is of an article.
const OUTSIDE: f32 = -0.005_01;

const BESIDE: f32 = -0.051_3;

/// Tells whether the first pass is sure that a line is of no article.
fn is_outside(scores: &[Scores], at: usize) -> bool {
    let outside = |at: Option<usize>, least: f32| {
        let scores = at.and_then(|at| scores.get(at));
        scores.is_none_or(|scores| scores.get(Tag::Outside as usize).is_some_and(|x| *x >= least))
    };
    outside(Some(at), OUTSIDE)
        && outside(at.checked_sub(1), BESIDE)
        && outside(Some(at + 1), BESIDE)
}

/// The features of lines for the second pass.
pub(super) struct Rows<'a> {
    features: Features<'a>,
    context: Context,
}

impl<'a> Rows<'a> {
    /// Asks the first pass about all lines.
    pub(super) fn new(lines: &'a [Line], weights: &Weights) -> Self {
        let features = Features::new(lines);
        let context = Context::new(lines, &first(&features, weights));
        Self { features, context }
    }

    /// Overwrites `row` with the features of a line.
    pub(super) fn fill(&self, at: usize, row: &mut Vec<f32>) {
        self.features.fill(at, row);
        self.context.fill(at, row);
    }
}

/// Scores all lines by their features alone.
fn first(features: &Features<'_>, weights: &Weights) -> Vec<Scores> {
    in_blocks(
        &(0..features.len()).collect::<Vec<_>>(),
        |block, count| weights.first(block, count),
        |at, row| features.fill(at, row),
    )
}

/// Scores lines, some at a time.
fn in_blocks(
    lines: &[usize],
    score: impl Fn(&[f32], usize) -> Vec<Scores>,
    fill: impl Fn(usize, &mut Vec<f32>),
) -> Vec<Scores> {
    let (mut scores, mut row) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut block = Vec::new();
    for some in lines.chunks(BLOCK) {
        block.clear();
        for at in some {
            fill(*at, &mut row);
            block.extend_from_slice(&row);
        }
        scores.extend(score(&block, some.len()));
    }
    scores
}
