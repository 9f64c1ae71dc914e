//! The load: one client that asks its next query as soon as the last one is answered.

use std::time::{Duration, Instant};

use super::Random;

/// How long to go on: whole rounds over all queries, at least one, until either is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Rounds that were asked.
    pub rounds: u32,
    /// Time that has passed since the first of them began.
    pub time: Duration,
}

/// How to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Rounds over all queries that are asked before and not counted.
    pub warmup: u32,
    /// How long to go on.
    pub limit: Limit,
    /// Draws the order of the queries, anew in each round.
    pub seed: u64,
}

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Rounds over all queries that were counted.
    pub rounds: u32,
    /// From the first of their queries to the last answer.
    pub wall: Duration,
}

/// Asks all queries in rounds and hands the place and latency of every counted answer to `record`.
///
/// Every query is asked once a round, so that each has the same number of samples.
///
/// # Errors
///
/// The first error of `answer` ends the run.
pub fn ask<Q, E>(
    queries: &[Q],
    plan: &Plan,
    mut answer: impl FnMut(&Q) -> Result<(), E>,
    mut record: impl FnMut(usize, Duration),
) -> Result<Asked, E> {
    let mut random = Random::new(plan.seed);
    let mut order: Vec<(usize, &Q)> = queries.iter().enumerate().collect();
    for _ in 0..plan.warmup {
        random.shuffle(&mut order);
        for (_, query) in &order {
            answer(query)?;
        }
    }
    let begin = Instant::now();
    let mut rounds = 0;
    while !queries.is_empty() {
        random.shuffle(&mut order);
        for (place, query) in &order {
            let asked = Instant::now();
            answer(query)?;
            record(*place, asked.elapsed());
        }
        rounds += 1;
        if rounds >= plan.limit.rounds || begin.elapsed() >= plan.limit.time {
            break;
        }
    }
    Ok(Asked { rounds, wall: begin.elapsed() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounds(rounds: u32) -> Limit {
        Limit { rounds, time: Duration::MAX }
    }

    fn asked(plan: &Plan) -> (Vec<usize>, Vec<usize>, u32) {
        let (mut answered, mut recorded) = (Vec::new(), Vec::new());
        let answer = |query: &usize| {
            answered.push(*query);
            Ok::<(), ()>(())
        };
        let asked = ask(&[0, 1, 2, 3, 4], plan, answer, |place, _| recorded.push(place)).unwrap();
        (answered, recorded, asked.rounds)
    }

    #[test]
    fn warm_up_is_asked_and_not_counted_and_every_round_asks_all() {
        let plan = Plan { warmup: 2, limit: rounds(3), seed: 1 };
        let (answered, recorded, rounds) = asked(&plan);
        assert_eq!((answered.len(), recorded.len(), rounds), (25, 15, 3));
        assert_eq!(answered[10..], recorded);
        for round in answered.chunks(5) {
            let mut round = round.to_vec();
            round.sort_unstable();
            assert_eq!(round, [0, 1, 2, 3, 4]);
        }
        assert_eq!(asked(&plan).0, answered);
        assert_ne!(asked(&Plan { seed: 2, ..plan }).0, answered);
    }

    #[test]
    fn time_ends_a_run_after_a_whole_round() {
        let limit = Limit { time: Duration::ZERO, ..rounds(u32::MAX) };
        let plan = Plan { warmup: 0, limit, seed: 1 };
        assert_eq!(asked(&plan).2, 1);
    }

    #[test]
    fn no_queries_take_no_time_and_an_error_ends_the_run() {
        let plan = Plan { warmup: 1, limit: rounds(u32::MAX), seed: 1 };
        let none: [u8; 0] = [];
        let asked = ask(&none, &plan, |_| Ok::<(), ()>(()), |_, _| {}).unwrap();
        assert_eq!(asked.rounds, 0);
        assert_eq!(ask(&[1], &plan, |_| Err("no"), |_, _| {}), Err("no"));
    }
}
