//! The weights of the segmenter: small regression trees a tag for each of two passes over lines, the
//! weights of going from line to line, and trees a verdict for each proposed article.
//!
//! `weights.txt` is data fitted from labelled texts (see `fit/README.md`), one statement a line:
//!
//! ```text
//! features NAME...              what both passes see of a line, numbered from 0
//! context NAME...               what only the second pass sees, numbered on
//! tag TAG SCALE ADDED           how much the trees' opinion of a tag counts, and what is added to it
//! step PLACE WEIGHT...          the weight of each place following this one; `decode.rs` names them
//! first TAG NODE...             a tree of the first pass, its nodes in prefix order: `12<3.5` asks
//!                               feature 12, `=0.21` is a leaf
//! second TAG NODE...            a tree of the second pass
//! facts NAME...                 what is seen of a proposed article, numbered from 0
//! article VERDICT NODE...       a tree over these: `keep`, `join` or `drop`
//! sign FACT WEIGHT              what a fact of a line of names adds to the odds that they sign the article
//! ```

use std::sync::LazyLock;

use super::decode::{PLACE_NAMES, PLACES, TAGS, Tag};
use super::fields::sign;
use super::forest::Forest;
use super::verdict::{VERDICTS, Verdict};

const TEXT: &str = include_str!("weights.txt");

/// The score of a line for each tag.
pub(super) type Scores = [f32; TAGS];

/// No tag is taken for less likely than 1 in 10,000: the trees are surer than they should be.
const UNLIKELY: f32 = -9.210_34;

/// The fitted model.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    features: Vec<String>,
    context: Vec<String>,
    /// For each tag, what its score is multiplied by, and what is added then.
    tags: [(f32, f32); TAGS],
    steps: [[f32; PLACES]; PLACES],
    first: Forest<TAGS>,
    second: Forest<TAGS>,
    facts: Vec<String>,
    articles: Forest<VERDICTS>,
    signs: Vec<f32>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(TEXT));

impl Weights {
    /// Returns the model that is compiled in.
    pub(super) fn fitted() -> &'static Self {
        &WEIGHTS
    }

    /// Reads the file's statements; what is no statement is left out.
    pub fn parse(text: &str) -> Self {
        let facts: Vec<&str> = sign::fact_names().collect();
        let mut weights =
            Self { tags: [(1.0, 0.0); TAGS], signs: vec![0.0; facts.len()], ..Self::default() };
        for line in text.lines() {
            let mut words = line.split_ascii_whitespace();
            match words.next() {
                Some("features") => weights.features = words.map(str::to_owned).collect(),
                Some("context") => weights.context = words.map(str::to_owned).collect(),
                Some("tag") => {
                    let slot = words.next().and_then(Tag::parse).map(|tag| tag as usize);
                    if let Some(slot) = slot.and_then(|slot| weights.tags.get_mut(slot)) {
                        let mut values = words.map(|word| word.parse().unwrap_or_default());
                        *slot = (values.next().unwrap_or(1.0), values.next().unwrap_or_default());
                    }
                }
                Some("step") => {
                    let name = words.next();
                    let place = PLACE_NAMES.iter().position(|place| Some(*place) == name);
                    if let Some(row) = place.and_then(|place| weights.steps.get_mut(place)) {
                        for (slot, value) in row.iter_mut().zip(words) {
                            *slot = value.parse().unwrap_or_default();
                        }
                    }
                }
                Some("facts") => weights.facts = words.map(str::to_owned).collect(),
                Some(pass @ ("first" | "second")) => {
                    if let Some(tag) = words.next().and_then(Tag::parse) {
                        let forest =
                            if pass == "first" { &mut weights.first } else { &mut weights.second };
                        forest.grow(tag as usize, words);
                    }
                }
                Some("article") => {
                    if let Some(verdict) = words.next().and_then(Verdict::parse) {
                        weights.articles.grow(verdict as usize, words);
                    }
                }
                Some("sign") => {
                    let name = words.next();
                    let fact = facts.iter().position(|fact| Some(*fact) == name);
                    if let Some(slot) = fact.and_then(|fact| weights.signs.get_mut(fact)) {
                        *slot = words.next().and_then(|word| word.parse().ok()).unwrap_or_default();
                    }
                }
                _ => {}
            }
        }
        weights
    }

    /// Scores lines by their features, given one row after the other: natural logarithms of the tags' odds.
    pub(super) fn first(&self, rows: &[f32], count: usize) -> Vec<Scores> {
        self.first.score(rows, count)
    }

    /// Scores lines by their features and their context.
    pub(super) fn second(&self, rows: &[f32], count: usize) -> Vec<Scores> {
        self.second.score(rows, count)
    }

    /// Returns what the opinion of a line counts in decoding.
    pub(super) fn weigh(&self, opinions: &[Scores]) -> Vec<Scores> {
        let weighed = |scores: &Scores| {
            let mut weighed = *scores;
            for (score, (scale, added)) in weighed.iter_mut().zip(&self.tags) {
                *score = score.max(UNLIKELY) * scale + added;
            }
            weighed
        };
        opinions.iter().map(weighed).collect()
    }

    /// Scores the verdicts on proposed articles by their facts.
    pub(super) fn verdicts(&self, rows: &[f32], count: usize) -> Vec<[f32; VERDICTS]> {
        self.articles.score(rows, count)
    }

    /// Returns the weight of each fact of a line of names, in the order of `fields/sign.rs`.
    pub(super) fn signs(&self) -> &[f32] {
        &self.signs
    }

    /// Returns the names of all features of the second pass, in the order of a row.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.features.iter().chain(&self.context).map(String::as_str)
    }

    /// Returns what each feature of a row adds to a tag's score in the second pass.
    pub(super) fn shares(&self, row: &[f32], tag: Tag) -> Vec<f32> {
        self.second.shares(row, tag as usize)
    }

    /// Returns the weight of one place following another.
    pub(super) fn step(&self, from: usize, to: usize) -> f32 {
        self.steps.get(from).and_then(|row| row.get(to)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitted_weights_fit_the_features() {
        let weights = Weights::fitted();
        assert_eq!(weights.features, super::super::features::names());
        assert_eq!(weights.context, super::super::context::names());
        let (features, context) = (weights.features.len(), weights.context.len());
        weights.first.assert_sound(features);
        weights.second.assert_sound(features + context);
        assert_eq!(weights.facts, super::super::verdict::names());
        weights.articles.assert_sound(weights.facts.len());
        let signs = TEXT.lines().filter_map(|line| line.strip_prefix("sign "));
        let facts: Vec<&str> = signs.filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(facts, sign::fact_names().collect::<Vec<_>>());
    }

    #[test]
    fn statements_are_read_and_scores_scaled() {
        let weights = Weights::parse(
            "first BH 0<1.5 =2 1<0 =3 =4\nsecond X =1\ntag X 0.5 -1\nstep ih 1 2 3\nnonsense",
        );
        assert_eq!(weights.step(4, 1).to_string(), "2");
        let [outside, head, ..] = weights.weigh(&weights.second(&[0.0], 1))[0];
        let sure = (1.0_f32.exp() / (1.0_f32.exp() + 6.0)).ln();
        assert!((outside - (0.5 * sure - 1.0)).abs() < 1e-5, "scaled, and added to");
        assert!((head - (1.0 / (1.0_f32.exp() + 6.0)).ln()).abs() < 1e-5, "as it is");
        let all = weights.first(&[0.0, 0.0, 2.0, 1.0], 2);
        assert_eq!(all.len(), 2);
        let total: f32 = all[0].iter().map(|score| score.exp()).sum();
        assert!((total - 1.0).abs() < 1e-5);
    }
}
