//! The two kinds of load: clients that wait for their answers, and requests that come when they come.
//!
//! A closed loop asks its next query when the last one is answered, so that a stall delays queries which are never
//! counted as late. In an open loop each query is due at a time drawn beforehand, and its response time counts from
//! then, whoever was busy: Tene's coordinated omission cannot happen (Gil Tene, *How NOT to Measure Latency*, 2013).

use std::sync::atomic::{AtomicUsize, Ordering};

use super::arrivals::{Arrival, Rounds};
use super::clock::{Clock, Nanos};

/// A query that was answered; times are nanoseconds from the beginning of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its place among the queries.
    pub query: usize,
    /// The samples of a block are drawn anew together: a round of a closed loop, a span of an open one.
    pub block: usize,
    /// When it should have begun.
    pub due: Nanos,
    /// When its client was free to begin it.
    pub free: Nanos,
    /// When it began.
    pub begun: Nanos,
    /// When it was answered.
    pub done: Nanos,
}

impl Sample {
    /// Returns one of which only is known how long its answer took.
    pub fn lasting(query: usize, block: usize, time: Nanos) -> Self {
        Self { query, block, due: 0, free: 0, begun: 0, done: time }
    }

    /// How long whoever asked has waited.
    pub fn response(&self) -> Nanos {
        self.done.saturating_sub(self.due)
    }

    /// How long answering took.
    pub fn service(&self) -> Nanos {
        self.done.saturating_sub(self.begun)
    }

    /// How much later it began than it could have: what the generator itself lost.
    pub fn lag(&self) -> Nanos {
        self.begun.saturating_sub(self.due.max(self.free))
    }
}

/// How long a closed loop goes on: whole rounds, at least one, until either is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Rounds over all queries, of each client.
    pub rounds: usize,
    /// Nanoseconds after which no further round begins.
    pub time: Nanos,
    /// Samples after which none is kept, of each client.
    pub samples: usize,
}

/// Blocks of an open loop.
pub const BLOCKS: usize = 50;

/// One client of a closed loop: asks all queries in rounds, each round in an order of its own.
///
/// # Errors
///
/// The first error of `answer` ends the run.
pub fn closed<C: Clock, E>(
    clock: &C,
    queries: usize,
    limit: Limit,
    seed: u64,
    answer: impl FnMut(usize) -> Result<(), E>,
) -> Result<Vec<Sample>, E> {
    closed_watched(clock, queries, limit, seed, answer, || {})
}

/// The same, with a look at something else before the first round and after each, apart from the timing.
///
/// # Errors
///
/// As [`closed`].
pub fn closed_watched<C: Clock, E>(
    clock: &C,
    queries: usize,
    limit: Limit,
    seed: u64,
    mut answer: impl FnMut(usize) -> Result<(), E>,
    mut between: impl FnMut(),
) -> Result<Vec<Sample>, E> {
    let mut rounds = Rounds::new(queries, seed);
    // Room is made beforehand: nothing is allocated while queries are timed.
    let room = limit.samples.min(limit.rounds.saturating_mul(queries));
    let mut samples = Vec::with_capacity(room);
    between();
    for block in 0..limit.rounds {
        if queries == 0
            || block > 0 && (clock.now() >= limit.time || samples.len() + queries > room)
        {
            break;
        }
        for _ in 0..queries {
            let query = rounds.draw();
            let begun = clock.now();
            answer(query)?;
            let done = clock.now();
            if samples.len() < room {
                samples.push(Sample { query, block, due: begun, free: begun, begun, done });
            }
        }
        between();
    }
    Ok(samples)
}

/// One worker of an open loop: takes the next arrival that nobody has, waits until it is due, answers it. One that is
/// behind takes none after `until`, or a rate that nobody can answer would take as long as all its answers.
///
/// # Errors
///
/// The first error of `answer` ends the worker.
pub fn open<C: Clock, E>(
    clock: &C,
    arrivals: &[Arrival],
    next: &AtomicUsize,
    until: Nanos,
    mut answer: impl FnMut(usize) -> Result<(), E>,
) -> Result<Vec<Sample>, E> {
    let mut samples = Vec::with_capacity(arrivals.len());
    let span = arrivals.last().map_or(0, |last| last.due) / BLOCKS as u64 + 1;
    loop {
        let free = clock.now();
        if free > until {
            return Ok(samples);
        }
        let Some(&Arrival { due, query }) = arrivals.get(next.fetch_add(1, Ordering::Relaxed))
        else {
            return Ok(samples);
        };
        clock.wait(due);
        let begun = clock.now();
        answer(query)?;
        let done = clock.now();
        let block = usize::try_from(due / span).unwrap_or(usize::MAX);
        samples.push(Sample { query, block, due, free, begun, done });
    }
}

#[cfg(test)]
mod tests {
    use super::super::arrivals::{Spacing, arrivals};
    use super::super::clock::tests::Virtual;
    use super::*;
    use crate::statistics::quantile;

    const MILLI: Nanos = 1_000_000;
    const SECOND: Nanos = 1000 * MILLI;

    fn percentile(samples: &[Sample], time: fn(&Sample) -> Nanos, share: f64) -> f64 {
        let mut times: Vec<f64> = samples.iter().map(|sample| time(sample) as f64).collect();
        times.sort_unstable_by(f64::total_cmp);
        quantile(&times, share).unwrap()
    }

    /// Answers in a millisecond each, but for one that stalls for a second, ten seconds into the run.
    fn stalled(clock: &Virtual) -> impl FnMut(usize) -> Result<(), ()> + '_ {
        let mut stalled = false;
        move |_| {
            let stall = !stalled && clock.now() > 10 * SECOND;
            stalled |= stall;
            clock.work(if stall { SECOND } else { MILLI });
            Ok(())
        }
    }

    #[test]
    fn an_open_loop_shows_a_stall_that_a_closed_one_hides() {
        for spacing in [Spacing::Even, Spacing::Poisson] {
            let clock = Virtual::default();
            let due = arrivals(10, 100.0, 20 * SECOND, spacing, 1);
            let samples =
                open(&clock, &due, &AtomicUsize::new(0), Nanos::MAX, stalled(&clock)).unwrap();
            assert_eq!(samples.len(), due.len());
            let response = |share| percentile(&samples, Sample::response, share);
            assert!(response(0.99) > 500.0 * MILLI as f64, "{spacing:?}: {}", response(0.99));
            assert!(response(1.0) >= SECOND as f64);
            assert!((percentile(&samples, Sample::service, 0.5) - MILLI as f64).abs() < 1.0);
            assert!(samples.iter().all(|sample| sample.lag() == 0), "the generator kept its times");
        }
        let clock = Virtual::default();
        let limit = Limit { rounds: 1900, time: u64::MAX, samples: 20_000 };
        let samples = closed(&clock, 10, limit, 1, stalled(&clock)).unwrap();
        assert!(percentile(&samples, Sample::response, 0.99) < 2.0 * MILLI as f64);
    }

    #[test]
    fn a_closed_loop_asks_whole_rounds_until_its_limit() {
        let asked = |limit: Limit| {
            let clock = Virtual::default();
            let answer = |_| {
                clock.work(MILLI);
                Ok::<(), ()>(())
            };
            closed(&clock, 5, limit, 3, answer).unwrap()
        };
        let limit = Limit { rounds: 3, time: u64::MAX, samples: 1000 };
        let samples = asked(limit);
        assert_eq!(samples.len(), 15);
        for round in samples.chunks_exact(5) {
            let mut places: Vec<usize> = round.iter().map(|sample| sample.query).collect();
            assert!(round.iter().all(|sample| sample.block == round[0].block));
            places.sort_unstable();
            assert_eq!(places, [0, 1, 2, 3, 4]);
        }
        assert_eq!(asked(Limit { time: 0, ..limit }).len(), 5, "a round at least");
        assert_eq!(asked(Limit { time: 7 * MILLI, ..limit }).len(), 10, "whole rounds");
        assert_eq!(asked(Limit { samples: 12, ..limit }).len(), 10, "bounded memory");
    }

    #[test]
    fn a_look_between_rounds_is_outside_the_timing() {
        let clock = Virtual::default();
        let limit = Limit { rounds: 3, time: u64::MAX, samples: 1000 };
        let mut looks = Vec::new();
        let answer = |_| {
            clock.work(MILLI);
            Ok::<(), ()>(())
        };
        let look = || {
            looks.push(clock.now());
            clock.work(SECOND);
        };
        let samples = closed_watched(&clock, 2, limit, 3, answer, look).unwrap();
        assert!(samples.iter().all(|sample| sample.response() == MILLI));
        let step = SECOND + 2 * MILLI;
        assert_eq!(looks, [0, step, 2 * step, 3 * step]);
    }

    #[test]
    fn a_rate_that_nobody_can_answer_ends_at_its_limit() {
        let clock = Virtual::default();
        let due = arrivals(1, 5000.0, SECOND, Spacing::Even, 1);
        let answer = |_| {
            clock.work(MILLI);
            Ok::<(), ()>(())
        };
        let samples = open(&clock, &due, &AtomicUsize::new(0), 2 * SECOND, answer).unwrap();
        assert!((1999..=2001).contains(&samples.len()), "{} of {}", samples.len(), due.len());
    }

    #[test]
    fn an_error_ends_a_load_and_nothing_is_asked_of_nothing() {
        let clock = Virtual::default();
        let limit = Limit { rounds: 3, time: u64::MAX, samples: 10 };
        assert_eq!(closed(&clock, 1, limit, 1, |_| Err("no")), Err("no"));
        assert_eq!(closed(&clock, 0, limit, 1, |_| Err("no")), Ok(Vec::new()));
        let due = [Arrival { due: 5, query: 0 }];
        assert_eq!(open(&clock, &due, &AtomicUsize::new(0), Nanos::MAX, |_| Err("no")), Err("no"));
    }

    #[test]
    fn several_workers_share_the_arrivals() {
        let clock = super::super::clock::Monotonic::start();
        let due = arrivals(7, 20_000.0, SECOND / 50, Spacing::Poisson, 1);
        let next = AtomicUsize::new(0);
        let samples: Vec<Sample> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..3)
                .map(|_| {
                    scope.spawn(|| {
                        open(&clock, &due, &next, Nanos::MAX, |_| Ok::<(), ()>(())).unwrap()
                    })
                })
                .collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        });
        let mut asked: Vec<Arrival> =
            samples.iter().map(|sample| Arrival { due: sample.due, query: sample.query }).collect();
        asked.sort_unstable_by_key(|arrival| arrival.due);
        assert_eq!(asked, due);
        assert!(
            samples.iter().all(|sample| sample.due <= sample.begun && sample.begun <= sample.done)
        );
    }
}
