//! When the queries of an open loop are due.

use super::Random;
use super::clock::Nanos;

/// A query and when it is due, in nanoseconds from the beginning of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When it is due.
    pub due: Nanos,
    /// Its place among the queries.
    pub query: usize,
}

/// How requests follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spacing {
    /// As those of many people who do not know of each other: a Poisson process, with exponential gaps.
    #[default]
    Poisson,
    /// One after the other at equal distances.
    Even,
}

/// Draws arrivals at a mean `rate` a second for `span` nanoseconds.
///
/// The queries come in rounds, each of them once a round in an order of its own.
pub fn arrivals(
    queries: usize,
    rate: f64,
    span: Nanos,
    spacing: Spacing,
    seed: u64,
) -> Vec<Arrival> {
    let gap = 1e9 / rate;
    if queries == 0 || !gap.is_finite() || gap <= 0.0 {
        return Vec::new();
    }
    let mut random = Random::new(seed);
    let mut rounds = Rounds::new(queries, seed ^ 0x51ed);
    let (mut at, mut found) = (0.0, Vec::new());
    loop {
        // The first one comes after a gap as well, or all runs would begin with one.
        at += match spacing {
            Spacing::Poisson => -gap * unit(&mut random).ln(),
            Spacing::Even => gap,
        };
        if at >= span as f64 {
            return found;
        }
        found.push(Arrival { due: whole(at), query: rounds.draw() });
    }
}

/// Draws a number above 0 and up to 1.
fn unit(random: &mut Random) -> f64 {
    ((random.bits() >> 11) + 1) as f64 / (1_u64 << 53) as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a time within a run is not negative and far below 2^64 nanoseconds"
)]
pub(super) fn whole(at: f64) -> Nanos {
    at as Nanos
}

/// Places in rounds: each once a round, in an order drawn anew.
#[derive(Clone, Debug)]
pub struct Rounds {
    order: Vec<usize>,
    at: usize,
    random: Random,
}

impl Rounds {
    /// Prepares rounds of `count` places.
    pub fn new(count: usize, seed: u64) -> Self {
        Self { order: (0..count).collect(), at: count, random: Random::new(seed) }
    }

    /// Returns the next place; 0 where there is none.
    pub fn draw(&mut self) -> usize {
        if self.at >= self.order.len() {
            self.random.shuffle(&mut self.order);
            self.at = 0;
        }
        self.at += 1;
        self.order.get(self.at - 1).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Nanos = 1_000_000_000;

    #[test]
    fn even_arrivals_keep_their_distance_and_every_query_its_turn() {
        let found = arrivals(4, 100.0, SECOND, Spacing::Even, 1);
        assert_eq!(found.len(), 99);
        assert!(found.iter().zip(1..).all(|(arrival, n)| arrival.due == n * SECOND / 100));
        for round in found.chunks_exact(4) {
            let mut round: Vec<usize> = round.iter().map(|arrival| arrival.query).collect();
            round.sort_unstable();
            assert_eq!(round, [0, 1, 2, 3]);
        }
    }

    #[test]
    fn gaps_of_a_poisson_process_are_exponential() {
        let found = arrivals(1, 1000.0, 100 * SECOND, Spacing::Poisson, 7);
        assert!((99_000..101_000).contains(&found.len()), "{}", found.len());
        let gaps: Vec<f64> =
            found.windows(2).map(|pair| (pair[1].due - pair[0].due) as f64 / 1e6).collect();
        // Of exponential gaps of mean 1, so many are longer than the mean and than three times the mean.
        let share =
            |least: f64| gaps.iter().filter(|gap| **gap > least).count() as f64 / gaps.len() as f64;
        assert!((share(1.0) - (-1.0_f64).exp()).abs() < 0.01, "{}", share(1.0));
        assert!((share(3.0) - (-3.0_f64).exp()).abs() < 0.005, "{}", share(3.0));
    }

    #[test]
    fn a_seed_draws_the_same_and_nothing_is_drawn_of_nothing() {
        let drawn = |seed| arrivals(9, 50.0, SECOND, Spacing::Poisson, seed);
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        for (queries, rate) in [(0, 50.0), (9, 0.0), (9, -1.0), (9, f64::NAN)] {
            assert_eq!(arrivals(queries, rate, SECOND, Spacing::Even, 1), []);
        }
    }
}
