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

/// A question of a tree, or a leaf: what goes nowhere from there.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Values up to here go left, others right; the value of a leaf.
    value: f32,
    /// The feature asked.
    feature: u16,
    /// Nodes from here to the one on the left, and on the right.
    left: u8,
    right: u8,
}

impl Node {
    fn is_leaf(self) -> bool {
        self.left == 0
    }
}

/// A tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tree {
    tag: Tag,
    /// Its first node.
    root: usize,
    /// The most questions on a way to a leaf.
    depth: usize,
}

/// Rows that go through a tree side by side: their ways do not wait for each other.
const ABREAST: usize = 8;

/// After so many trees of each tag it is asked whether one of them is sure already.
const ASKED: usize = 15;

/// A tag is sure from 99 in 100 on: the other trees would only make it surer.
const SURE: f32 = -0.010_05;

/// No tag is taken for less likely than 1 in 10,000: the trees are surer than they should be.
const UNLIKELY: f32 = -9.210_34;

/// Trees that vote for tags.
#[derive(Clone, Debug, Default)]
struct Forest {
    /// The nodes of all trees, one tree after the other.
    nodes: Vec<Node>,
    trees: Vec<Tree>,
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

    /// Scores lines by their features, given one row after the other: natural logarithms of the tags' odds.
    pub(super) fn first(&self, rows: &[f32], count: usize) -> Vec<Scores> {
        self.first.score(rows, count)
    }

    /// Scores lines by their features and their context, as decoding takes it.
    pub(super) fn second(&self, rows: &[f32], count: usize) -> Vec<Scores> {
        let mut all = self.second.score(rows, count);
        for scores in &mut all {
            for (score, (scale, added)) in scores.iter_mut().zip(&self.tags) {
                *score = score.max(UNLIKELY) * scale + added;
            }
        }
        all
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
        for tree in self.second.trees.iter().filter(|tree| tree.tag == tag) {
            let mut at = tree.root;
            while let Some(node) = nodes.get(at).filter(|node| !node.is_leaf()) {
                let next = at + follow(*node, row);
                if let Some(share) = shares.get_mut(usize::from(node.feature)) {
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
            let root = self.nodes.len();
            let depth = grow(&mut words, &mut self.nodes);
            self.trees.push(Tree { tag, root, depth });
        }
    }

    /// Scores so many rows, one after the other in `rows`.
    fn score(&self, rows: &[f32], count: usize) -> Vec<Scores> {
        let width = rows.len().checked_div(count).unwrap_or_default();
        let row = |at: usize| rows.get(at * width..(at + 1) * width).unwrap_or_default();
        let mut scores = vec![[0.0; TAGS]; count];
        let mut open: Vec<usize> = (0..count).collect();
        for trees in self.trees.chunks(ASKED * TAGS) {
            for tree in trees {
                for group in open.chunks(ABREAST) {
                    let mut abreast: [&[f32]; ABREAST] = [&[]; ABREAST];
                    for (slot, at) in abreast.iter_mut().zip(group) {
                        *slot = row(*at);
                    }
                    let values = self.leaves(*tree, &abreast);
                    for (at, value) in group.iter().zip(values) {
                        if let Some(score) =
                            scores.get_mut(*at).and_then(|row| row.get_mut(tree.tag as usize))
                        {
                            *score += value;
                        }
                    }
                }
            }
            open.retain(|at| {
                let Some(scores) = scores.get_mut(*at) else { return false };
                let sure = logarithms(scores);
                let done = sure.iter().any(|score| *score > SURE);
                if done {
                    *scores = sure;
                }
                !done
            });
        }
        for at in open {
            if let Some(scores) = scores.get_mut(at) {
                *scores = logarithms(scores);
            }
        }
        scores
    }

    /// Follows a tree to the leaves of some rows, without a branch for the processor to guess.
    fn leaves(&self, tree: Tree, rows: &[&[f32]; ABREAST]) -> [f32; ABREAST] {
        let mut places = [tree.root; ABREAST];
        for _ in 0..tree.depth {
            for (place, row) in places.iter_mut().zip(rows) {
                if let Some(node) = self.nodes.get(*place) {
                    *place += follow(*node, row);
                }
            }
        }
        places.map(|place| self.nodes.get(place).map_or(0.0, |node| node.value))
    }
}

/// Returns the logarithms of the shares of the tags: of all tags together, so that the scores of different
/// lines weigh alike against steps.
fn logarithms(scores: &Scores) -> Scores {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum = scores.iter().map(|score| (score - top).exp()).sum::<f32>().ln() + top;
    scores.map(|score| score - sum)
}

/// Reads one subtree in prefix order; returns the most questions on a way to a leaf.
fn grow<'a>(words: &mut impl Iterator<Item = &'a str>, nodes: &mut Vec<Node>) -> usize {
    let Some(word) = words.next() else { return 0 };
    if let Some(value) = word.strip_prefix('=') {
        let value = value.parse().unwrap_or_default();
        nodes.push(Node { value, feature: 0, left: 0, right: 0 });
    } else if let Some((feature, value)) = word.split_once('<')
        && let (Ok(feature), Ok(value)) = (feature.parse(), value.parse())
    {
        let at = nodes.len();
        nodes.push(Node { value, feature, left: 1, right: 0 });
        let left = grow(words, nodes);
        let right = u8::try_from(nodes.len() - at).unwrap_or_default();
        if let Some(node) = nodes.get_mut(at) {
            node.right = right;
        }
        return 1 + left.max(grow(words, nodes));
    }
    0
}

/// Returns the mean of the leaves below each node, its two sides weighing alike.
fn means(nodes: &[Node]) -> Vec<f32> {
    let mut means = vec![0.0; nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        let of = |at: usize| means.get(at).copied().unwrap_or_default();
        let mean = if node.is_leaf() {
            node.value
        } else {
            f32::midpoint(of(at + 1), of(at + usize::from(node.right)))
        };
        if let Some(slot) = means.get_mut(at) {
            *slot = mean;
        }
    }
    means
}

/// Returns how many nodes on the one that follows a question stands; 0 for a leaf.
fn follow(node: Node, row: &[f32]) -> usize {
    let value = row.get(usize::from(node.feature)).copied().unwrap_or_default();
    usize::from(if value <= node.value { node.left } else { node.right })
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
            for (at, node) in forest.nodes.iter().enumerate().filter(|(_, n)| !n.is_leaf()) {
                assert!(usize::from(node.feature) < features);
                assert!(node.right > 1 && at + usize::from(node.right) < forest.nodes.len());
            }
        }
    }

    #[test]
    fn trees_are_read_in_prefix_order() {
        let weights = Weights::parse(
            "first BH 0<1.5 =2 1<0 =3 =4\nsecond X =1\ntag X 0.5 -1\nstep ih 1 2 3\nnonsense",
        );
        let tree = Tree { tag: Tag::BeginHead, root: 0, depth: 2 };
        assert_eq!(weights.first.trees, [tree]);
        let rows: [&[f32]; ABREAST] =
            [&[1.5, 9.0], &[2.0, -1.0], &[2.0, 1.0], &[], &[], &[], &[], &[]];
        let values = weights.first.leaves(tree, &rows);
        assert_eq!(format!("{values:?}"), "[2.0, 3.0, 4.0, 2.0, 2.0, 2.0, 2.0, 2.0]");
        assert_eq!(weights.step(4, 1).to_string(), "2");
        let shares =
            Weights::parse("second X 0<1.5 =2 1<0 =3 =5").shares(&[2.0, 1.0], Tag::Outside);
        assert_eq!(shares, [1.0, 1.0], "from 3 to 4 for being above 1.5, then to 5");
        let [outside, head, ..] = weights.second(&[0.0], 1)[0];
        let sure = (1.0_f32.exp() / (1.0_f32.exp() + 6.0)).ln();
        assert!((outside - (0.5 * sure - 1.0)).abs() < 1e-5, "scaled, and added to");
        assert!((head - (1.0 / (1.0_f32.exp() + 6.0)).ln()).abs() < 1e-5, "as it is");
        let all = weights.first(&[0.0, 0.0, 2.0, 1.0], 2);
        assert_eq!(all.len(), 2);
        let total: f32 = all[0].iter().map(|score| score.exp()).sum();
        assert!((total - 1.0).abs() < 1e-5);
    }
}
