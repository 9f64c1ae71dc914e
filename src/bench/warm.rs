//! Warming up until the figures stand still.
//!
//! Georges, Buytaert and Eeckhout (*Statistically Rigorous Java Performance Evaluation*, 2007, section 4.1) take an
//! iteration to be steady when the last few vary little. Here a round over all queries is an iteration, and what is
//! looked at is its drift: the median of the last rounds against that of as many before.

use serde::Serialize;

use super::clock::{Clock, Nanos};
use crate::statistics::median;

/// Rounds that are compared with as many before them.
pub const WINDOW: usize = 5;
/// The figures stand still when the medians of two windows differ by at most this share.
pub const STILL: f64 = 0.02;

/// How a warm-up went.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Warmup {
    /// Rounds over all queries.
    pub rounds: usize,
    /// How long they took.
    pub seconds: f64,
    /// Whether the figures stood still before the limit.
    pub steady: bool,
}

/// Asks rounds until their times stand still, but not for longer than `limit`; at least one round.
///
/// # Errors
///
/// The first error of a round.
pub fn warm_up<C: Clock, E>(
    clock: &C,
    limit: Nanos,
    mut round: impl FnMut() -> Result<(), E>,
) -> Result<Warmup, E> {
    let begin = clock.now();
    let mut times: Vec<f64> = Vec::new();
    let mut steady = false;
    loop {
        let before = clock.now();
        round()?;
        let now = clock.now();
        times.push(now.saturating_sub(before) as f64);
        steady |= stands_still(&times);
        let taken = now.saturating_sub(begin);
        if steady || taken >= limit {
            return Ok(Warmup { rounds: times.len(), seconds: taken as f64 / 1e9, steady });
        }
    }
}

/// Tells whether the last rounds took as long as those before them.
fn stands_still(times: &[f64]) -> bool {
    let Some(from) = times.len().checked_sub(2 * WINDOW) else { return false };
    let (before, last) = times.get(from..).unwrap_or_default().split_at(WINDOW);
    match (median(before.to_vec()), median(last.to_vec())) {
        (Some(before), Some(last)) => (last - before).abs() <= STILL * before.max(last),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::clock::tests::Virtual;
    use super::*;

    fn warm(limit: Nanos, time: impl Fn(usize) -> Nanos) -> Warmup {
        let clock = Virtual::default();
        let mut at = 0;
        let round = || {
            clock.work(time(at));
            at += 1;
            Ok::<(), ()>(())
        };
        warm_up(&clock, limit, round).unwrap()
    }

    #[test]
    fn a_load_that_is_warm_is_seen_at_once_and_one_that_cools_later() {
        let still = warm(u64::MAX, |_| 1000);
        assert_eq!((still.rounds, still.steady), (2 * WINDOW, true));
        // Halves every three rounds until it stands at 1,000.
        let falling = |at: usize| 1000 + (64_000 >> (at / 3).min(60));
        let found = warm(u64::MAX, falling);
        assert!(found.steady && found.rounds > 20, "{found:?}");
        assert!(falling(found.rounds - 1) < 1100);
        // One slow round says nothing.
        let rare = warm(u64::MAX, |at| if at == 7 { 90_000 } else { 1000 });
        assert_eq!((rare.rounds, rare.steady), (2 * WINDOW, true));
    }

    #[test]
    fn one_that_never_stands_still_ends_at_the_limit() {
        let found = warm(1_000_000, |at| 1000 * (at as u64 + 1));
        assert!(!found.steady);
        assert!((found.seconds - 0.001).abs() < 0.0001, "{found:?}");
        assert_eq!(warm(0, |_| 5).rounds, 1);
    }
}
