//! What rounds of a comparison ask, and whom first.

use serde::{Serialize, Serializer};

use super::Random;
use super::arrivals::Rounds;
use super::clock::Nanos;

/// Which of two that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What is measured.
    This,
    /// What it is compared with.
    Other,
}

impl Side {
    /// Returns the other one.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::This => Self::Other,
            Self::Other => Self::This,
        }
    }
}

/// A query of a round, and whom to ask first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its place among the queries.
    pub query: usize,
    /// Who is asked first.
    pub first: Side,
}

/// What a round asks, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turns {
    /// Who is started first.
    pub first: Side,
    /// The queries.
    pub turns: Vec<Turn>,
}

impl Serialize for Turns {
    /// Writes the places of the queries, and whom each of them asked first as a letter, `t` for this side and `o` for
    /// the other; the first letter is who was started first.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let letter = |side| if side == Side::This { 't' } else { 'o' };
        let queries: Vec<usize> = self.turns.iter().map(|turn| turn.query).collect();
        let sides = std::iter::once(self.first).chain(self.turns.iter().map(|turn| turn.first));
        (queries, sides.map(letter).collect::<String>()).serialize(serializer)
    }
}

/// Draws rounds: the same ones of the same seed.
#[derive(Clone, Debug)]
pub struct Order {
    classes: Vec<(Vec<usize>, Rounds)>,
    each: usize,
    random: Random,
}

impl Order {
    /// Prepares rounds that ask `each` queries of each class, or all it has, in turn. `classes` are the places of
    /// their queries.
    pub fn new(classes: Vec<Vec<usize>>, each: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let rounds = |queries: Vec<usize>| {
            let rounds = Rounds::new(queries.len(), random.bits());
            (queries, rounds)
        };
        Self { classes: classes.into_iter().map(rounds).collect(), each, random }
    }

    /// Draws a round.
    pub fn draw(&mut self) -> Turns {
        let Self { classes, each, random } = self;
        let mut toss = || if random.below(2) == 0 { Side::This } else { Side::Other };
        let (first, mut turns) = (toss(), Vec::new());
        for (queries, rounds) in classes {
            // As many begin with the one as with the other, but for an odd one.
            let mut first = toss();
            for _ in 0..queries.len().min(*each) {
                let query = queries.get(rounds.draw()).copied().unwrap_or_default();
                turns.push(Turn { query, first });
                first = first.opposite();
            }
        }
        random.shuffle(&mut turns);
        Turns { first, turns }
    }
}

/// Returns how many queries of each class a round may ask so that `rounds` of them take no longer than `time`; one at
/// the least. `classes` are the number of their queries and what one of them takes of both sides, `start` is what
/// starting both takes.
pub fn fitting(classes: &[(usize, Nanos)], start: Nanos, rounds: usize, time: Nanos) -> usize {
    let takes = |each: usize| {
        let asked = classes.iter().map(|(queries, takes)| takes * each.min(*queries) as u64);
        (start + asked.sum::<u64>()).saturating_mul(rounds as u64)
    };
    let most = classes.iter().map(|(queries, _)| *queries).max().unwrap_or(1);
    (1..=most).rev().find(|each| takes(*each) <= time).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_ask_their_share_of_each_class_and_both_sides_go_first_as_often() {
        let classes = || vec![vec![0, 1, 2, 3, 4], vec![7], vec![8, 9]];
        let mut order = Order::new(classes(), 4, 3);
        let rounds: Vec<Turns> = (0..50).map(|_| order.draw()).collect();
        let asked =
            |query| rounds.iter().flat_map(|r| &r.turns).filter(|t| t.query == query).count();
        assert_eq!((asked(0), asked(4), asked(7), asked(9)), (40, 40, 50, 50));
        for round in &rounds {
            let firsts = |queries: std::ops::Range<usize>| {
                let turns = round.turns.iter().filter(|turn| queries.contains(&turn.query));
                turns.filter(|turn| turn.first == Side::This).count()
            };
            assert_eq!((round.turns.len(), firsts(0..5), firsts(8..10)), (7, 2, 1));
        }
        let odd = rounds.iter().flat_map(|r| &r.turns).filter(|t| t.query == 7);
        assert!((15..35).contains(&odd.filter(|turn| turn.first == Side::This).count()));
        let mut again = Order::new(classes(), 4, 3);
        assert!(rounds.iter().all(|round| *round == again.draw()), "equal seeds, equal rounds");
        assert_ne!(Order::new(classes(), 4, 4).draw(), rounds[0]);
        let json = serde_json::to_value(&rounds[0]).unwrap();
        assert_eq!(json[0].as_array().unwrap().len() + 1, json[1].as_str().unwrap().len());
    }

    #[test]
    fn a_round_asks_as_many_as_fit() {
        let classes = [(40, 1000), (3, 5000)];
        // 20 rounds of 1,000 to start and 40 + 3 queries, of half of them, of the least there is.
        assert_eq!(fitting(&classes, 1000, 20, 20 * 56_000), 40);
        assert_eq!(fitting(&classes, 1000, 20, 20 * 36_000), 20);
        assert_eq!(fitting(&classes, 1000, 20, 0), 1);
        assert_eq!(fitting(&[], 1000, 20, 0), 1);
    }
}
