//! The weights of the line model: small regression trees a tag for each of two passes, and the
//! weights of going from line to line.
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
//! ```

use std::sync::LazyLock;

use super::decode::{PLACE_NAMES, PLACES, TAGS, Tag};

const TEXT: &str = include_str!("weights.txt");

/// The score of a line for each tag.
pub(super) type Scores = [f32; TAGS];

/// A question of a tree, or a leaf.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The feature asked; [`LEAF`] for none.
    feature: u16,
    /// Values up to here go to the next node, others to `right`; the value of a leaf.
    value: f32,
    right: u32,
}

const LEAF: u16 = u16::MAX;

/// No tag is taken for less likely than 1 in 10,000: the trees are surer than they should be.
const UNLIKELY: f32 = -9.210_34;

/// Trees that vote for tags.
#[derive(Clone, Debug, Default)]
struct Forest {
    /// The nodes of all trees, one tree after the other.
    nodes: Vec<Node>,
    /// Each tree's tag and first node.
    trees: Vec<(Tag, usize)>,
}

/// The fitted model.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    features: Vec<String>,
    context: Vec<String>,
    /// For each tag, what its score is multiplied by, and what is added then.
    tags: [(f32, f32); TAGS],
    steps: [[f32; PLACES]; PLACES],
    first: Forest,
    second: Forest,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(TEXT));

impl Weights {
    /// Returns the model that is compiled in.
    pub(super) fn fitted() -> &'static Self {
        &WEIGHTS
    }

    /// Reads the file's statements; what is no statement is left out.
    pub fn parse(text: &str) -> Self {
        let mut weights = Self { tags: [(1.0, 0.0); TAGS], ..Self::default() };
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
                Some("first") => weights.first.grow(words),
                Some("second") => weights.second.grow(words),
                _ => {}
            }
        }
        weights
    }

    /// Scores a line by its features: natural logarithms of the tags' odds, up to a constant.
    pub(super) fn first(&self, row: &[f32]) -> Scores {
        self.first.score(row)
    }

    /// Scores a line by its features and its context, as decoding takes it.
    pub(super) fn second(&self, row: &[f32]) -> Scores {
        let mut scores = self.second.score(row);
        for (score, (scale, added)) in scores.iter_mut().zip(&self.tags) {
            *score = score.max(UNLIKELY) * scale + added;
        }
        scores
    }

    /// Returns the names of all features of the second pass, in the order of a row.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.features.iter().chain(&self.context).map(String::as_str)
    }

    /// Returns what each feature of a row adds to a tag's score in the second pass: at each question, the
    /// mean of the branch taken less that of both (after Saabas 2014; a branch's mean weighs its two
    /// sides alike).
    pub(super) fn shares(&self, row: &[f32], tag: Tag) -> Vec<f32> {
        let mut shares = vec![0.0; row.len()];
        let nodes = &self.second.nodes;
        let means = means(nodes);
        let mean = |at: usize| means.get(at).copied().unwrap_or_default();
        for (_, root) in self.second.trees.iter().filter(|(of, _)| *of == tag) {
            let mut at = *root;
            while let Some(node) = nodes.get(at).filter(|node| node.feature != LEAF) {
                let feature = usize::from(node.feature);
                let next = follow(at, node, row);
                if let Some(share) = shares.get_mut(feature) {
                    *share += mean(next) - mean(at);
                }
                at = next;
            }
        }
        shares
    }

    /// Returns the weight of one place following another.
    pub(super) fn step(&self, from: usize, to: usize) -> f32 {
        self.steps.get(from).and_then(|row| row.get(to)).copied().unwrap_or_default()
    }
}

impl Forest {
    /// Adds a tree: its tag, and its nodes in prefix order.
    fn grow<'a>(&mut self, mut words: impl Iterator<Item = &'a str>) {
        if let Some(tag) = words.next().and_then(Tag::parse) {
            self.trees.push((tag, self.nodes.len()));
            grow(&mut words, &mut self.nodes);
        }
    }

    fn score(&self, row: &[f32]) -> Scores {
        let mut scores = [0.0; TAGS];
        for (tag, root) in &self.trees {
            if let Some(score) = scores.get_mut(*tag as usize) {
                *score += leaf(&self.nodes, *root, row);
            }
        }
        // Of all tags together, so that scores of different lines weigh alike against transitions.
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let sum = scores.iter().map(|score| (score - top).exp()).sum::<f32>().ln() + top;
        scores.map(|score| score - sum)
    }
}

/// Reads one subtree in prefix order.
fn grow<'a>(words: &mut impl Iterator<Item = &'a str>, nodes: &mut Vec<Node>) {
    let Some(word) = words.next() else { return };
    if let Some(value) = word.strip_prefix('=') {
        let value = value.parse().unwrap_or_default();
        nodes.push(Node { feature: LEAF, value, right: 0 });
    } else if let Some((feature, value)) = word.split_once('<')
        && let (Ok(feature), Ok(value)) = (feature.parse(), value.parse())
    {
        let at = nodes.len();
        nodes.push(Node { feature, value, right: 0 });
        grow(words, nodes);
        let right = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
        if let Some(node) = nodes.get_mut(at) {
            node.right = right;
        }
        grow(words, nodes);
    }
}

/// Returns the mean of the leaves below each node, its two sides weighing alike.
fn means(nodes: &[Node]) -> Vec<f32> {
    let mut means = vec![0.0; nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        let of = |at: usize| means.get(at).copied().unwrap_or_default();
        let mean = match node.feature {
            LEAF => node.value,
            _ => f32::midpoint(of(at + 1), of(node.right as usize)),
        };
        if let Some(slot) = means.get_mut(at) {
            *slot = mean;
        }
    }
    means
}

/// Returns the node that follows a question.
fn follow(at: usize, node: &Node, row: &[f32]) -> usize {
    let value = row.get(usize::from(node.feature)).copied().unwrap_or_default();
    if value <= node.value { at + 1 } else { node.right as usize }
}

/// Follows a tree to its leaf.
fn leaf(nodes: &[Node], root: usize, row: &[f32]) -> f32 {
    let mut at = root;
    while let Some(node) = nodes.get(at) {
        if node.feature == LEAF {
            return node.value;
        }
        at = follow(at, node, row);
    }
    0.0
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
        for (forest, features) in
            [(&weights.first, features), (&weights.second, features + context)]
        {
            assert!(forest.trees.len() >= TAGS);
            for node in forest.nodes.iter().filter(|node| node.feature != LEAF) {
                assert!(usize::from(node.feature) < features);
                assert!((node.right as usize) < forest.nodes.len());
            }
        }
    }

    #[test]
    fn trees_are_read_in_prefix_order() {
        let weights = Weights::parse(
            "first BH 0<1.5 =2 1<0 =3 =4\nsecond X =1\ntag X 0.5 -1\nstep ih 1 2 3\nnonsense",
        );
        assert_eq!(weights.first.trees, [(Tag::BeginHead, 0)]);
        let value = |row: &[f32]| leaf(&weights.first.nodes, 0, row).to_string();
        assert_eq!(value(&[1.5, 9.0]), "2");
        assert_eq!(value(&[2.0, -1.0]), "3");
        assert_eq!(value(&[2.0, 1.0]), "4");
        assert_eq!(weights.step(4, 1).to_string(), "2");
        let shares =
            Weights::parse("second X 0<1.5 =2 1<0 =3 =5").shares(&[2.0, 1.0], Tag::Outside);
        assert_eq!(shares, [1.0, 1.0], "from 3 to 4 for being above 1.5, then to 5");
        let [outside, head, ..] = weights.second(&[]);
        let sure = (1.0_f32.exp() / (1.0_f32.exp() + 6.0)).ln();
        assert!((outside - (0.5 * sure - 1.0)).abs() < 1e-5, "scaled, and added to");
        assert!((head - (1.0 / (1.0_f32.exp() + 6.0)).ln()).abs() < 1e-5, "as it is");
        let total: f32 = weights.first(&[0.0, 0.0]).iter().map(|score| score.exp()).sum();
        assert!((total - 1.0).abs() < 1e-5);
    }
}
