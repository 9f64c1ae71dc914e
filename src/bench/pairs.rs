//! Two sides asked in turns, by one scheduler.
//!
//! In each round both sides start anew, so that where a start happens to put things in memory is drawn anew as well.
//! A round asks so many queries of each class, in an order that is drawn; each query of one side right after the same
//! of the other. They are asked once without being timed and twice timed: who goes first is drawn, and the second time
//! it is the other one, in reverse order, since who goes second finds warm what both share.

use super::clock::{Clock, Nanos};
use super::order::{Order, Side, Turn, Turns};
use crate::statistics::median;

/// Something that answers queries and tells how long that took.
pub trait Contender {
    /// Why it does not answer.
    type Error;

    /// Ends what was started before, if anything was.
    fn stop(&mut self);

    /// Starts it anew.
    fn start(&mut self) -> Result<(), Self::Error>;

    /// Answers the query at that place; returns how long it took.
    fn answer(&mut self, query: usize) -> Result<Nanos, Self::Error>;

    /// Tells whether it has to be asked once before it is timed.
    fn warms(&self) -> bool {
        true
    }
}

/// A query that both sides answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its place among the queries.
    pub query: usize,
    /// Its round.
    pub round: usize,
    /// Who was asked first.
    pub first: Side,
    /// How long this side took.
    pub this: Nanos,
    /// How long the other took.
    pub other: Nanos,
}

impl Pair {
    /// Returns the logarithm of the time of this side over that of the other.
    fn difference(&self) -> f64 {
        (self.this.max(1) as f64 / self.other.max(1) as f64).ln()
    }

    /// Tells who was first by a sign.
    fn sign(&self) -> f64 {
        if self.first == Side::This { 1.0 } else { -1.0 }
    }
}

/// How long to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Until {
    /// Rounds at the least.
    pub least: usize,
    /// Rounds at most.
    pub most: usize,
    /// Nanoseconds after which no further round begins, once there are enough.
    pub time: Nanos,
    /// Pairs after which no further round begins.
    pub pairs: usize,
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Paired {
    /// The rounds as they were drawn.
    pub rounds: Vec<Turns>,
    /// The pairs, in the order they were measured.
    pub pairs: Vec<Pair>,
}

/// Asks both sides in rounds.
///
/// # Errors
///
/// The first error of either side.
pub fn pairs<C: Clock, E>(
    clock: &C,
    order: &mut Order,
    until: Until,
    this: &mut dyn Contender<Error = E>,
    other: &mut dyn Contender<Error = E>,
) -> Result<Paired, E> {
    let begin = clock.now();
    let mut found = Paired::default();
    while found.rounds.len() < until.most {
        let (rounds, taken) = (found.rounds.len(), clock.now().saturating_sub(begin));
        if rounds >= until.least && (taken >= until.time || found.pairs.len() >= until.pairs) {
            break;
        }
        let round = order.draw();
        found.pairs.extend(ask(&round, rounds, this, other)?);
        found.rounds.push(round);
    }
    Ok(found)
}

/// Asks one round.
///
/// # Errors
///
/// The first error of either side.
pub fn ask<E>(
    round: &Turns,
    number: usize,
    this: &mut dyn Contender<Error = E>,
    other: &mut dyn Contender<Error = E>,
) -> Result<Vec<Pair>, E> {
    // Both first, or each would come to lie where it has just been.
    this.stop();
    other.stop();
    for side in [round.first, round.first.opposite()] {
        match side {
            Side::This => this.start()?,
            Side::Other => other.start()?,
        }
    }
    let warms = this.warms() || other.warms();
    let mut once = |turn: &Turn| {
        let Turn { query, first } = *turn;
        let mut pair = Pair { query, round: number, first, this: 0, other: 0 };
        for side in [turn.first, turn.first.opposite()] {
            match side {
                Side::This => pair.this = this.answer(turn.query)?,
                Side::Other => pair.other = other.answer(turn.query)?,
            }
        }
        Ok(pair)
    };
    if warms {
        round.turns.iter().try_for_each(|turn| once(turn).map(drop))?;
    }
    let back = round.turns.iter().rev().map(|turn| Turn { first: turn.first.opposite(), ..*turn });
    round.turns.iter().copied().chain(back).map(|turn| once(&turn)).collect()
}

/// Returns for each class the differences of its pairs, round by round: the logarithm of the time of this side over
/// that of the other. What going first costs in the class, in the middle of its pairs, is taken off. `class` tells the
/// place of a query's class.
pub fn differences(
    pairs: &[Pair],
    classes: usize,
    class: impl Fn(usize) -> Option<usize>,
) -> Vec<Vec<Vec<f64>>> {
    let rounds = pairs.iter().map(|pair| pair.round + 1).max().unwrap_or(0);
    let mut firsts = vec![Vec::new(); classes];
    for pair in pairs {
        if let Some(firsts) = class(pair.query).and_then(|class| firsts.get_mut(class)) {
            firsts.push(pair.sign() * pair.difference());
        }
    }
    let costs: Vec<f64> =
        firsts.into_iter().map(|firsts| median(firsts).unwrap_or_default()).collect();
    let mut all = vec![vec![Vec::new(); rounds]; classes];
    for pair in pairs {
        let Some(class) = class(pair.query) else { continue };
        let round = all.get_mut(class).and_then(|rounds| rounds.get_mut(pair.round));
        if let (Some(round), Some(cost)) = (round, costs.get(class)) {
            round.push(pair.difference() - pair.sign() * cost);
        }
    }
    for rounds in &mut all {
        rounds.retain(|round| !round.is_empty());
    }
    all
}

#[cfg(test)]
mod tests;
