//! The weights of the line model: small regression trees a tag, and the costs of going from tag to tag.
//!
//! `weights.txt` is data fitted from labelled texts (see `fit/README.md`), one statement a line:
//!
//! ```text
//! features NAME...              the features that the trees number from 0
//! transition TAG COST...        log weight of each tag following this one, in the order of the tags
//! tree TAG NODE...              nodes in prefix order: `12<3.5` asks feature 12, `=0.21` is a leaf
//! ```

use std::sync::LazyLock;

use super::decode::{TAGS, Tag};

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

/// The fitted model.
#[derive(Debug, Default)]
pub(super) struct Weights {
    features: Vec<&'static str>,
    transitions: [Scores; TAGS],
    /// The nodes of all trees, one tree after the other.
    nodes: Vec<Node>,
    /// Each tree's tag and first node.
    trees: Vec<(Tag, usize)>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(TEXT));

impl Weights {
    /// Returns the model that is compiled in.
    pub(super) fn fitted() -> &'static Self {
        &WEIGHTS
    }

    /// Reads the file's statements; what is no statement is left out.
    fn parse(text: &'static str) -> Self {
        let mut weights = Self::default();
        for line in text.lines() {
            let mut words = line.split_ascii_whitespace();
            match words.next() {
                Some("features") => weights.features = words.collect(),
                Some("transition") => {
                    let row = words.next().and_then(Tag::parse).map(|tag| tag as usize);
                    if let Some(row) = row.and_then(|row| weights.transitions.get_mut(row)) {
                        for (slot, value) in row.iter_mut().zip(words) {
                            *slot = value.parse().unwrap_or_default();
                        }
                    }
                }
                Some("tree") => {
                    if let Some(tag) = words.next().and_then(Tag::parse) {
                        weights.trees.push((tag, weights.nodes.len()));
                        grow(&mut words, &mut weights.nodes);
                    }
                }
                _ => {}
            }
        }
        weights
    }

    /// Scores a line's features: natural logarithms of the tags' odds, up to a constant.
    pub(super) fn score(&self, row: &[f32]) -> Scores {
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

    /// Returns the log weight of `to` following `from`.
    pub(super) fn transition(&self, from: Tag, to: Tag) -> f32 {
        let row = self.transitions.get(from as usize);
        row.and_then(|row| row.get(to as usize)).copied().unwrap_or_default()
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

/// Follows a tree to its leaf.
fn leaf(nodes: &[Node], root: usize, row: &[f32]) -> f32 {
    let mut at = root;
    while let Some(node) = nodes.get(at) {
        if node.feature == LEAF {
            return node.value;
        }
        let value = row.get(usize::from(node.feature)).copied().unwrap_or_default();
        at = if value <= node.value { at + 1 } else { node.right as usize };
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
        assert!(weights.trees.len() >= TAGS);
        for node in weights.nodes.iter().filter(|node| node.feature != LEAF) {
            assert!(usize::from(node.feature) < weights.features.len());
            assert!((node.right as usize) < weights.nodes.len());
        }
    }

    #[test]
    fn trees_are_read_in_prefix_order() {
        let weights = Weights::parse("tree BH 0<1.5 =2 1<0 =3 =4\ntransition X -1 -2\nnonsense");
        assert_eq!(weights.trees, [(Tag::BeginHead, 0)]);
        let value = |row: &[f32]| leaf(&weights.nodes, 0, row).to_string();
        assert_eq!(value(&[1.5, 9.0]), "2");
        assert_eq!(value(&[2.0, -1.0]), "3");
        assert_eq!(value(&[2.0, 1.0]), "4");
        assert_eq!(weights.transition(Tag::Outside, Tag::BeginHead).to_string(), "-2");
        let total: f32 = weights.score(&[0.0, 0.0]).iter().map(|score| score.exp()).sum();
        assert!((total - 1.0).abs() < 1e-5);
    }
}
