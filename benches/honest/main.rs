//! Whether the query benchmark measures what it says: what it costs itself, and whether a stall shows.
//!
//! ```text
//! cargo bench --bench honest
//! ```
//!
//! - **Own cost**: a load whose queries do nothing, in nanoseconds a query, and how often memory was allocated while
//!   they were timed.
//! - **A stall**: queries of a millisecond, asked 100 times a second for 20 seconds, one of which takes a second.
//!   In the open loop p99 and the largest response time show it, while the median service time stays as it was; the
//!   closed loop, with as many queries, hides it.

#![expect(clippy::print_stdout, reason = "a bench talks to whoever started it")]

use std::alloc::System;
use std::cell::Cell;
use std::convert::Infallible;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use presscut::bench::{
    Clock as _, Latencies, Limit, Monotonic, Nanos, Sample, Spacing, arrivals, closed, open,
};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Queries of the load that does nothing.
const QUERIES: usize = 1000;
/// Its rounds.
const ROUNDS: usize = 1000;
/// A second in nanoseconds.
const SECOND: Nanos = 1_000_000_000;

fn main() -> Result<(), Infallible> {
    own_cost()?;
    stall()
}

fn own_cost() -> Result<(), Infallible> {
    println!("own cost, {} queries that do nothing", QUERIES * ROUNDS);
    let limit = Limit { rounds: ROUNDS, time: Nanos::MAX, samples: usize::MAX };
    let clock = Monotonic::start();
    let watch = Watch::default();
    let samples = closed(&clock, QUERIES, limit, 1, |_| looked(&watch))?;
    watch.print("closed loop", &samples);
    // Due as fast as one worker could ever take them.
    let due = arrivals(QUERIES, 1e8, SECOND / 100, Spacing::Even, 1);
    let watch = Watch::default();
    let samples =
        open(&Monotonic::start(), &due, &AtomicUsize::new(0), u64::MAX, |_| looked(&watch))?;
    watch.print("open loop", &samples);
    Ok(())
}

/// Answers a query with nothing.
#[expect(clippy::unnecessary_wraps, reason = "an answer may fail")]
fn looked(watch: &Watch) -> Result<(), Infallible> {
    watch.look();
    Ok(())
}

/// Counts allocations from the first query to the last.
#[derive(Default)]
struct Watch {
    first: Cell<Option<usize>>,
    last: Cell<usize>,
}

impl Watch {
    fn look(&self) {
        let count = ALLOCATOR.stats().allocations;
        if self.first.get().is_none() {
            self.first.set(Some(count));
        }
        self.last.set(count);
    }

    fn print(&self, name: &str, samples: &[Sample]) {
        let begin = samples.first().map_or(0, |sample| sample.begun);
        let span = samples.last().map_or(0, |sample| sample.done).saturating_sub(begin);
        let each = span as f64 / samples.len().max(1) as f64;
        let allocated = self.last.get() - self.first.get().unwrap_or_default();
        println!("{name:12} {each:>8.0} ns a query, {allocated} allocations");
    }
}

fn stall() -> Result<(), Infallible> {
    println!("\na stall of a second, queries of a millisecond, 20 s (milliseconds)");
    println!("{:12} {:>9} {:>9} {:>9} {:>12}", "", "p50", "p99", "largest", "service p50");
    for stalls in [false, true] {
        let name = if stalls { "open, stall" } else { "open" };
        let clock = Monotonic::start();
        let due = arrivals(10, 100.0, 20 * SECOND, Spacing::Poisson, 1);
        let answer = working(&clock, stalls);
        line(name, &open(&clock, &due, &AtomicUsize::new(0), u64::MAX, answer)?);
    }
    let clock = Monotonic::start();
    let limit = Limit { rounds: 200, time: Nanos::MAX, samples: usize::MAX };
    line("closed, stall", &closed(&clock, 10, limit, 1, working(&clock, true))?);
    Ok(())
}

/// Takes a millisecond a query, and once, a second into the run, a whole second.
fn working(clock: &Monotonic, stalls: bool) -> impl FnMut(usize) -> Result<(), Infallible> + '_ {
    let mut left = stalls;
    move |_| {
        let now = clock.now();
        let stall = left && now > SECOND;
        left &= !stall;
        if stall {
            std::thread::sleep(Duration::from_secs(1));
        } else {
            clock.wait(now + SECOND / 1000);
        }
        Ok(())
    }
}

fn line(name: &str, samples: &[Sample]) {
    let of = |time: fn(&Sample) -> Nanos, share: f64| {
        let mut latencies = Latencies::default();
        for sample in samples {
            latencies.record(time(sample), 0);
        }
        latencies.percentile(share).unwrap_or_default() / 1e3
    };
    println!(
        "{name:12} {:>9.2} {:>9.2} {:>9.2} {:>12.2}",
        of(Sample::response, 0.5),
        of(Sample::response, 0.99),
        of(Sample::response, 1.0),
        of(Sample::service, 0.5)
    );
}
