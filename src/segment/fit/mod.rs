//! What the fitting program needs of the segmenter: the features, and cutting with other weights.

pub use super::weights::Weights;

use presscut_index::Span;

use super::context;
use super::features::{self, Features};
use super::measure::Line;
use super::{Segmentation, lines, text};
use crate::read::{Content, Document};

/// A line's bytes, and the values of its features.
pub type Row = (Span, Vec<f32>);

/// Returns the names of the features of the first pass, and of those that the second one adds.
pub fn names() -> (Vec<String>, Vec<String>) {
    (features::names(), context::names())
}

/// Returns the features of each line of a text for the first pass.
pub fn first(text: &str) -> Vec<Row> {
    let lines = measured(text);
    let features = Features::new(&lines);
    rows(&lines, |at, row| features.fill(at, row))
}

/// Returns the features of each line of a text for the second pass, given the weights of the first.
pub fn second(text: &str, weights: &Weights) -> Vec<Row> {
    let lines = measured(text);
    let both = text::Rows::new(&lines, weights);
    rows(&lines, |at, row| both.fill(at, row))
}

fn measured(text: &str) -> Vec<Line> {
    features::measure_all(text, lines::split(text).collect())
}

fn rows(lines: &[Line], fill: impl Fn(usize, &mut Vec<f32>)) -> Vec<Row> {
    let rows = lines.iter().enumerate().map(|(at, line)| {
        let mut row = Vec::new();
        fill(at, &mut row);
        (Span::new(line.raw.start, line.raw.range.end), row)
    });
    rows.collect()
}

/// Cuts a text document with other weights than those compiled in.
pub fn segment(document: &Document, weights: &Weights) -> Segmentation {
    match &document.content {
        Content::Text(text) => text::segment(document, text, weights),
        _ => super::segment(document),
    }
}
