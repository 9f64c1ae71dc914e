//! Boosted trees that vote for one of some answers: the tags of lines, the verdicts on articles.

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
    /// The number of the answer that it votes on.
    answer: usize,
    /// Its first node.
    root: usize,
    /// The most questions on a way to a leaf.
    depth: usize,
}

/// Rows that go through a tree side by side: their ways do not wait for each other.
const ABREAST: usize = 8;

/// After so many trees of each answer it is asked whether one of them is sure already.
const ASKED: usize = 15;

/// An answer is sure from 99 in 100 on: the other trees would only make it surer.
const SURE: f32 = -0.010_05;

/// Trees that vote on so many answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Forest<const ANSWERS: usize> {
    /// The nodes of all trees, one tree after the other.
    nodes: Vec<Node>,
    trees: Vec<Tree>,
}

impl<const ANSWERS: usize> Forest<ANSWERS> {
    /// Returns what each feature of a row adds to an answer's score: at each question, the
    /// mean of the branch taken less that of both (after Saabas 2014; a branch's mean weighs its two
    /// sides alike).
    pub(super) fn shares(&self, row: &[f32], answer: usize) -> Vec<f32> {
        let mut shares = vec![0.0; row.len()];
        let means = means(&self.nodes);
        let mean = |at: usize| means.get(at).copied().unwrap_or_default();
        for tree in self.trees.iter().filter(|tree| tree.answer == answer) {
            let mut at = tree.root;
            while let Some(node) = self.nodes.get(at).filter(|node| !node.is_leaf()) {
                let next = at + follow(*node, row);
                if let Some(share) = shares.get_mut(usize::from(node.feature)) {
                    *share += mean(next) - mean(at);
                }
                at = next;
            }
        }
        shares
    }

    /// Adds a tree: the number of the answer that it votes on, and its nodes in prefix order.
    pub(super) fn grow<'a>(&mut self, answer: usize, mut nodes: impl Iterator<Item = &'a str>) {
        let root = self.nodes.len();
        let depth = grow(&mut nodes, &mut self.nodes);
        self.trees.push(Tree { answer, root, depth });
    }

    /// Scores so many rows, one after the other in `rows`: logarithms of the answers' shares.
    pub(super) fn score(&self, rows: &[f32], count: usize) -> Vec<[f32; ANSWERS]> {
        let width = rows.len().checked_div(count).unwrap_or_default();
        let row = |at: usize| rows.get(at * width..(at + 1) * width).unwrap_or_default();
        let mut scores = vec![[0.0; ANSWERS]; count];
        let mut open: Vec<usize> = (0..count).collect();
        for trees in self.trees.chunks((ASKED * ANSWERS).max(1)) {
            for tree in trees {
                for group in open.chunks(ABREAST) {
                    let mut abreast: [&[f32]; ABREAST] = [&[]; ABREAST];
                    for (slot, at) in abreast.iter_mut().zip(group) {
                        *slot = row(*at);
                    }
                    let values = self.leaves(*tree, &abreast);
                    for (at, value) in group.iter().zip(values) {
                        if let Some(score) =
                            scores.get_mut(*at).and_then(|row| row.get_mut(tree.answer))
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

/// Returns the logarithms of the shares of the answers: of all together, so that the scores of different
/// lines weigh alike against steps.
fn logarithms<const ANSWERS: usize>(scores: &[f32; ANSWERS]) -> [f32; ANSWERS] {
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
impl<const ANSWERS: usize> Forest<ANSWERS> {
    /// Asserts that every question is of a feature, and leads somewhere.
    pub(super) fn assert_sound(&self, features: usize) {
        assert!(self.trees.len() >= ANSWERS);
        for (at, node) in self.nodes.iter().enumerate().filter(|(_, node)| !node.is_leaf()) {
            assert!(usize::from(node.feature) < features);
            assert!(node.right > 1 && at + usize::from(node.right) < self.nodes.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest(tree: &str) -> Forest<7> {
        let mut forest = Forest::default();
        forest.grow(1, tree.split(' '));
        forest
    }

    #[test]
    fn trees_are_read_in_prefix_order() {
        let forest = forest("0<1.5 =2 1<0 =3 =4");
        let tree = Tree { answer: 1, root: 0, depth: 2 };
        assert_eq!(forest.trees, [tree]);
        let rows: [&[f32]; ABREAST] =
            [&[1.5, 9.0], &[2.0, -1.0], &[2.0, 1.0], &[], &[], &[], &[], &[]];
        let values = forest.leaves(tree, &rows);
        assert_eq!(format!("{values:?}"), "[2.0, 3.0, 4.0, 2.0, 2.0, 2.0, 2.0, 2.0]");
    }

    #[test]
    fn shares_lead_from_the_mean_to_the_leaf() {
        let shares = forest("0<1.5 =2 1<0 =3 =5").shares(&[2.0, 1.0], 1);
        assert_eq!(
            format!("{shares:?}"),
            "[1.0, 1.0]",
            "from 3 to 4 for being above 1.5, then to 5"
        );
    }
}
