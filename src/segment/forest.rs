//! Boosted trees that vote for one of some answers: the tags of lines, the verdicts on articles.

/// A question of a tree.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Question {
    /// The feature asked.
    feature: u16,
    /// The leaves of the tree, as bits, that are left where the value is above the limit: all but those
    /// on the question's left.
    above: u32,
    /// Values up to here go left, others right.
    limit: f32,
}

/// A tree, or a branch of one: questions in prefix order and leaves from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tree {
    /// The number of the answer that it votes on.
    answer: usize,
    /// Its first question in the forest; there is one fewer than leaves.
    question: usize,
    /// Its first leaf in the forest.
    leaf: usize,
    leaves: usize,
}

/// Rows that are asked side by side, without a branch for the processor to guess.
const ABREAST: usize = 16;

/// The values of one feature in rows that are asked side by side.
type Column = [f32; ABREAST];

/// After so many trees of each answer it is asked whether one of them is sure already.
const ASKED: usize = 15;

/// An answer is sure from 99 in 100 on: the other trees would only make it surer.
const SURE: f32 = -0.010_05;

/// Trees of at most 32 leaves that vote on so many answers.
///
/// Every question of a tree is asked and takes away the leaves that a row cannot reach; the first that is
/// left is the row's (`QuickScorer`, Lucchese et al. 2015, over rows side by side).
#[derive(Clone, Debug, Default)]
pub(super) struct Forest<const ANSWERS: usize> {
    trees: Vec<Tree>,
    questions: Vec<Question>,
    leaves: Vec<f32>,
}

impl<const ANSWERS: usize> Forest<ANSWERS> {
    /// Returns what each feature of a row adds to an answer's score: at each question, the
    /// mean of the branch taken less that of both (after Saabas 2014; a branch's mean weighs its two
    /// sides alike).
    pub(super) fn shares(&self, row: &[f32], answer: usize) -> Vec<f32> {
        let mut shares = vec![0.0; row.len()];
        for tree in self.trees.iter().filter(|tree| tree.answer == answer) {
            let mut here = *tree;
            while let Some((question, left, right)) = self.branches(here) {
                let feature = usize::from(question.feature);
                let value = row.get(feature).copied().unwrap_or_default();
                let next = if value <= question.limit { left } else { right };
                if let Some(share) = shares.get_mut(feature) {
                    *share += self.mean(next) - self.mean(here);
                }
                here = next;
            }
        }
        shares
    }

    /// Returns the first question and what lies on its left and right; `None` for a leaf.
    fn branches(&self, tree: Tree) -> Option<(Question, Tree, Tree)> {
        let question = *self.questions.get(tree.question).filter(|_| tree.leaves > 1)?;
        let on_left = usize::try_from(question.above.count_zeros()).unwrap_or_default();
        let left = Tree { question: tree.question + 1, leaves: on_left, ..tree };
        let right = Tree {
            question: tree.question + on_left,
            leaf: tree.leaf + on_left,
            leaves: tree.leaves.saturating_sub(on_left),
            ..tree
        };
        Some((question, left, right))
    }

    /// Returns the mean of the leaves below, the two sides of a question weighing alike.
    fn mean(&self, tree: Tree) -> f32 {
        match self.branches(tree) {
            Some((_, left, right)) => f32::midpoint(self.mean(left), self.mean(right)),
            None => self.leaves.get(tree.leaf).copied().unwrap_or_default(),
        }
    }

    /// Adds a tree: the number of the answer that it votes on, and its nodes in prefix order.
    pub(super) fn grow<'a>(&mut self, answer: usize, mut nodes: impl Iterator<Item = &'a str>) {
        let (question, leaf) = (self.questions.len(), self.leaves.len());
        self.branch(leaf, &mut nodes);
        self.trees.push(Tree { answer, question, leaf, leaves: self.leaves.len() - leaf });
    }

    /// Reads a branch of the tree whose leaves begin at `first`.
    fn branch<'a>(&mut self, first: usize, nodes: &mut impl Iterator<Item = &'a str>) {
        let Some(node) = nodes.next() else { return };
        if let Some(value) = node.strip_prefix('=') {
            self.leaves.push(value.parse().unwrap_or_default());
        } else if let Some((feature, limit)) = node.split_once('<')
            && let (Ok(feature), Ok(limit)) = (feature.parse(), limit.parse())
        {
            let (at, from) = (self.questions.len(), self.leaves.len() - first);
            self.questions.push(Question { feature, above: u32::MAX, limit });
            self.branch(first, nodes);
            let on_left = from..self.leaves.len() - first;
            if let Some(question) = self.questions.get_mut(at) {
                question.above = on_left.fold(u32::MAX, |left, leaf| left & !bit(leaf));
            }
            self.branch(first, nodes);
        }
    }

    /// Scores so many rows, one after the other in `rows`: logarithms of the answers' shares.
    pub(super) fn score(&self, rows: &[f32], count: usize) -> Vec<[f32; ANSWERS]> {
        let width = rows.len().checked_div(count).unwrap_or_default();
        let mut scores = vec![[0.0; ANSWERS]; count];
        let mut open: Vec<usize> = (0..count).collect();
        let mut columns = vec![[0.0; ABREAST]; width];
        for trees in self.trees.chunks((ASKED * ANSWERS).max(1)) {
            for group in open.chunks(ABREAST) {
                for (lane, at) in group.iter().enumerate() {
                    let row = rows.get(at * width..(at + 1) * width).unwrap_or_default();
                    for (column, value) in columns.iter_mut().zip(row) {
                        if let Some(slot) = column.get_mut(lane) {
                            *slot = *value;
                        }
                    }
                }
                for tree in trees {
                    for (at, value) in group.iter().zip(self.leaves(*tree, &columns)) {
                        let score = scores.get_mut(*at).and_then(|row| row.get_mut(tree.answer));
                        if let Some(score) = score {
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

    /// Returns the values of the leaves that some rows reach.
    fn leaves(&self, tree: Tree, columns: &[Column]) -> [f32; ABREAST] {
        let mut left = [u32::MAX; ABREAST];
        let questions = tree.question..(tree.question + tree.leaves).saturating_sub(1);
        for question in self.questions.get(questions).unwrap_or_default() {
            let column = columns.get(usize::from(question.feature)).unwrap_or(&[0.0; ABREAST]);
            for (left, value) in left.iter_mut().zip(column) {
                // All bits where the value is not above: no branch, so that lanes of a register do it.
                let below = u32::from(*value <= question.limit).wrapping_neg();
                *left &= below | question.above;
            }
        }
        let leaves = self.leaves.get(tree.leaf..tree.leaf + tree.leaves).unwrap_or_default();
        left.map(|left| {
            let first = usize::try_from(left.trailing_zeros()).unwrap_or_default();
            leaves.get(first).copied().unwrap_or_default()
        })
    }
}

/// Returns the bit of a leaf.
fn bit(leaf: usize) -> u32 {
    u32::try_from(leaf).ok().and_then(|leaf| 1_u32.checked_shl(leaf)).unwrap_or_default()
}

/// Returns the logarithms of the shares of the answers: of all together, so that the scores of different
/// lines weigh alike against steps.
fn logarithms<const ANSWERS: usize>(scores: &[f32; ANSWERS]) -> [f32; ANSWERS] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum = scores.iter().map(|score| (score - top).exp()).sum::<f32>().ln() + top;
    scores.map(|score| score - sum)
}

#[cfg(test)]
impl<const ANSWERS: usize> Forest<ANSWERS> {
    /// Asserts that every question is of a feature and has leaves on both sides, one for each bit.
    pub(super) fn assert_sound(&self, features: usize) {
        assert!(self.trees.len() >= ANSWERS);
        for tree in &self.trees {
            assert!((1..=32).contains(&tree.leaves));
            let mut branches = vec![*tree];
            while let Some(branch) = branches.pop() {
                let Some((question, left, right)) = self.branches(branch) else { continue };
                assert!(usize::from(question.feature) < features);
                assert!(left.leaves > 0 && right.leaves > 0);
                branches.extend([left, right]);
            }
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
        let tree = Tree { answer: 1, question: 0, leaf: 0, leaves: 3 };
        assert_eq!(forest.trees, [tree]);
        let mut columns = [[0.0; ABREAST]; 2];
        for (lane, [first, second]) in
            [[1.5, 9.0], [2.0, -1.0], [2.0, 1.0], [2.0, 0.0]].into_iter().enumerate()
        {
            (columns[0][lane], columns[1][lane]) = (first, second);
        }
        assert_eq!(format!("{:?}", &forest.leaves(tree, &columns)[..4]), "[2.0, 3.0, 4.0, 3.0]");
        assert_eq!(format!("{:?}", &forest.leaves(tree, &[])[..1]), "[2.0]", "no value is zero");
    }

    #[test]
    fn rows_side_by_side_are_scored_as_alone() {
        let forest = forest("0<1.5 0<0.5 =1 =2 1<3 =3 0<5 =4 =5");
        let rows: Vec<f32> =
            (0..40_u8).flat_map(|at| [f32::from(at % 7), f32::from(at % 5)]).collect();
        let bits = |scores: Vec<[f32; 7]>| scores.into_iter().map(|row| row.map(f32::to_bits));
        let alone: Vec<_> = rows.chunks(2).flat_map(|row| bits(forest.score(row, 1))).collect();
        assert_eq!(bits(forest.score(&rows, 40)).collect::<Vec<_>>(), alone);
        assert!(alone[0] != alone[1] && alone[1] != alone[5]);
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
