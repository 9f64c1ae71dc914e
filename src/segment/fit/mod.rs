//! What the fitting program needs of the segmenter: the features, and cutting with other weights.

pub use super::html::fit::{Blocks, block_names, blocks};
pub use super::weights::Weights;

use presscut_index::Span;

use super::context;
use super::features::{self, Features};
use super::fields::{self, sign};
use super::measure::Line;
use super::{Common, Segmentation, decode, scoring, text, verdict};
use crate::read::{Content, Document};

/// The bytes of a line, or of a proposed article, and the values of its features.
pub type Row = (Span, Vec<f32>);

/// Returns the names of the features of the first pass, and of those that the second one adds.
pub fn names() -> (Vec<String>, Vec<String>) {
    (features::names(), context::names())
}

/// Returns the names of the facts of a proposed article.
pub fn fact_names() -> Vec<String> {
    verdict::names()
}

/// Returns the features of each line of a text for the first pass.
pub fn first(text: &str) -> Vec<Row> {
    let lines = features::measured(text);
    let features = Features::new(&lines);
    rows(&lines, |at, row| features.fill(at, row))
}

/// Returns the features of each line of a text for the second pass, given the weights of the first.
pub fn second(text: &str, weights: &Weights) -> Vec<Row> {
    let lines = features::measured(text);
    let both = scoring::Rows::new(&lines, weights);
    rows(&lines, |at, row| both.fill(at, row))
}

/// Returns the facts of each article that lines' weights propose in a text.
pub fn articles(text: &str, weights: &Weights) -> Vec<Row> {
    let lines = features::measured(text);
    let opinions = scoring::read(&lines, weights);
    let mut tags = decode::decode(weights, &weights.weigh(&opinions), false);
    let rows = verdict::rows(&lines, &opinions, &mut tags).into_iter().map(|(part, row)| {
        let start = lines.get(part.start).map_or(0, |line| line.raw.start);
        let end = lines.get(part.end - 1).map_or(start, |line| line.raw.range.end);
        (Span::new(start, end), row)
    });
    rows.collect()
}

/// A line of names without a "By", in an article of a text.
#[derive(Clone, Debug)]
pub struct Unsure {
    /// The article's bytes.
    pub article: Span,
    /// The names.
    pub names: Vec<String>,
    /// Which facts hold of it, in the order of [`sign_names`].
    pub facts: Vec<bool>,
}

/// Returns the names of the facts of a line of names.
pub fn sign_names() -> Vec<&'static str> {
    sign::fact_names().collect()
}

/// Returns the lines of which facts decide whether they sign the articles that weights cut.
pub fn unsure(text: &str, weights: &Weights) -> Vec<Unsure> {
    let document = Document::new("text", Content::Text(text.to_owned()));
    let mut found = Vec::new();
    text::watch(&document, text, weights, &Common::default(), |seen| {
        let text::Seen::Article(cut) = seen else { return };
        let (Some(first), Some(last)) = (cut.lines.first(), cut.lines.last()) else { return };
        let article = Span::new(first.raw.start, last.raw.range.end);
        found.extend(fields::unsure(cut).into_iter().map(|(names, facts)| Unsure {
            article,
            names,
            facts,
        }));
    });
    found
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
        Content::Text(text) => text::segment(document, text, weights, &Common::default()),
        _ => super::segment(document),
    }
}
