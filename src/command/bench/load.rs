//! Runs the load that was asked for, and keeps its samples.

use std::cell::RefCell;
use std::sync::atomic::AtomicUsize;
use std::thread;
use std::time::Duration;

use anyhow::anyhow;

use super::classes::Classes;
use super::client::{Answers, Client, Spent};
use crate::bench::{
    Arrival, Clock as _, Latencies, Limit, LoadFacts, Monotonic, Rest, Round, Sample, Slo, Spacing,
    Step, arrivals, bisect, closed_watched, highest, judge, nanos, open,
};
use crate::cli::config::{BenchConfig, Load, Source};
use crate::cli::{Output, UserError};

/// Samples of a class by which its percentiles up to p99 are known.
const SAMPLES: usize = 1000;
/// How long to wait for them, where no time is given.
const LONGEST: Duration = Duration::from_secs(30);
/// How long an open loop goes on, where no time is given.
const OPEN: Duration = Duration::from_secs(20);
/// How long a rate is tried, where no time is given.
const TRIED: Duration = Duration::from_secs(4);
/// How long after its last request was due an open loop that is behind goes on.
const GRACE: Duration = Duration::from_secs(10);
/// Samples that are kept, some 50 bytes each.
const KEPT: usize = 4_000_000;
/// An open run counts if its generator was late by no more than this in 99 of 100 requests, in microseconds, ...
const LATE: f64 = 200.0;
/// ... or by this share of the median response, whichever is more.
const LATE_SHARE: f64 = 0.1;

/// What was measured.
pub(super) struct Loaded {
    pub(super) facts: LoadFacts,
    pub(super) samples: Vec<Sample>,
    pub(super) seconds: f64,
    /// The rates that were tried for a promise.
    pub(super) tried: Vec<Step>,
    /// What became of the rounds of a closed loop, where they were watched.
    pub(super) rest: Option<Rest>,
}

/// Runs the load.
pub(super) fn run(
    config: &BenchConfig,
    classes: &Classes,
    logged: Option<&[Arrival]>,
    answers: Answers<'_>,
    output: &mut Output,
) -> anyhow::Result<Loaded> {
    let bench = Bench { config, classes, answers };
    if let Some(slo) = config.slo {
        return bench.promise(slo, output);
    }
    match (logged, config.load) {
        (Some(due), _) => {
            let mut loaded = bench.open(due, None, "log")?;
            if let Source::Log(_, speed) = config.source {
                loaded.facts.speed = Some(speed);
            }
            Ok(loaded)
        }
        (None, Load::Closed) => bench.closed(None),
        (None, Load::Open { rate, spacing }) => {
            bench.rate(rate, spacing, config.duration.unwrap_or(OPEN))
        }
    }
}

struct Bench<'a> {
    config: &'a BenchConfig,
    classes: &'a Classes,
    answers: Answers<'a>,
}

impl Bench<'_> {
    /// Runs something in as many threads as there are clients, each with a client of its own.
    fn clients<T: Send>(
        &self,
        clients: usize,
        client: impl Fn(usize, Client<'_>) -> anyhow::Result<T> + Sync,
    ) -> anyhow::Result<Vec<T>> {
        thread::scope(|scope| {
            let threads: Vec<_> = (0..clients)
                .map(|number| {
                    let client = &client;
                    scope.spawn(move || client(number, Client::new(self.answers, self.classes)?))
                })
                .collect();
            let ended = threads.into_iter().map(|thread| {
                thread.join().unwrap_or_else(|_| Err(anyhow!("a client of the benchmark failed")))
            });
            ended.collect()
        })
    }

    fn closed(&self, time: Option<Duration>) -> anyhow::Result<Loaded> {
        let clients = self.config.clients.unwrap_or(1);
        let limit = closed_limit(self.config, self.classes, time.or(self.config.duration), clients);
        let (clock, queries) = (Monotonic::start(), self.classes.queries.len());
        let seed = self.config.seed;
        let all = self.clients(clients, |number, client| {
            watched(client, |answer, between| {
                let seed = seed.wrapping_add(number as u64);
                closed_watched(&clock, queries, limit, seed, answer, between)
            })
        })?;
        let mut seconds = clock.now() as f64 / 1e9;
        // Clients that share a processor put each other off it.
        let alone = thread::available_parallelism().is_ok_and(|cores| clients <= cores.into());
        let rounds: Vec<Round> =
            all.iter().flat_map(|(_, rounds)| rounds.iter().copied()).collect();
        let rest = alone.then(|| judge(&rounds, self.config.undisturbed));
        let discard = rest.is_some_and(|rest| rest.discarded > 0);
        let mut numbered = Vec::new();
        for (number, (samples, rounds)) in all.into_iter().enumerate() {
            let left_out =
                |block: usize| discard && rounds.get(block).is_some_and(Round::disturbed);
            if discard {
                let lost = rounds.iter().filter(|round| round.disturbed()).map(|round| round.wall);
                seconds -= lost.sum::<u64>() as f64 / 1e9 / clients as f64;
            }
            // The rounds of different clients are different blocks.
            let kept = samples.into_iter().filter(|sample| !left_out(sample.block));
            numbered.extend(kept.map(|sample| Sample {
                block: sample.block.saturating_mul(clients) + number,
                ..sample
            }));
        }
        let facts = LoadFacts::of_clients("closed", clients);
        Ok(Loaded { facts, samples: numbered, seconds, tried: Vec::new(), rest })
    }

    fn rate(&self, rate: f64, spacing: Spacing, span: Duration) -> anyhow::Result<Loaded> {
        let name = match spacing {
            Spacing::Poisson => "poisson",
            Spacing::Even => "even",
        };
        let queries = self.classes.queries.len();
        let seconds = span.as_secs_f64();
        if rate * seconds > KEPT as f64 {
            return Err(UserError::hinted(
                format!("{rate} requests/s for {seconds} s are more than the {KEPT} that are kept"),
                "give a lower --rate or a shorter --duration",
            ));
        }
        let due = arrivals(queries, rate, nanos(span), spacing, self.config.seed);
        if due.is_empty() {
            return Err(UserError::hinted(
                format!("no request is due: {rate} requests/s, for {seconds} s"),
                "give a higher --rate or a longer --duration",
            ));
        }
        self.open(&due, Some(rate), name)
    }

    fn open(
        &self,
        due: &[Arrival],
        rate: Option<f64>,
        name: &'static str,
    ) -> anyhow::Result<Loaded> {
        let clients = self.workers();
        let (clock, next) = (Monotonic::start(), AtomicUsize::new(0));
        let last = due.last().map_or(0, |last| last.due);
        let until = last.saturating_add(nanos(GRACE));
        let all = self.clients(clients, |_, mut client| {
            open(&clock, due, &next, until, |at| client.answer(at))
        })?;
        let end = clock.now();
        let seconds = end as f64 / 1e9;
        let samples: Vec<Sample> = all.into_iter().flatten().collect();
        let of = |time: fn(&Sample) -> u64, share: f64| {
            let mut latencies = Latencies::default();
            for sample in &samples {
                latencies.record(time(sample), 0);
            }
            latencies.percentile(share)
        };
        let lag = of(Sample::lag, 0.99);
        let median = of(Sample::response, 0.5).unwrap_or_default();
        let in_time = lag.unwrap_or_default() <= LATE.max(LATE_SHARE * median);
        let given_up = due.len() - samples.len();
        let facts = LoadFacts {
            rate,
            arrivals: Some(name),
            overrun: Some(end.saturating_sub(last) as f64 / 1e9),
            given_up,
            lag,
            kept: in_time && given_up == 0,
            ..LoadFacts::of_clients("open", clients)
        };
        Ok(Loaded { facts, samples, seconds, tried: Vec::new(), rest: None })
    }

    fn workers(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, Into::into);
        self.config.clients.unwrap_or_else(cores)
    }

    /// Finds the highest rate at which a promise holds, and measures there.
    fn promise(&self, slo: Slo, output: &mut Output) -> anyhow::Result<Loaded> {
        let spacing = match self.config.load {
            Load::Open { spacing, .. } => spacing,
            Load::Closed => Spacing::Poisson,
        };
        // What the workers can answer at all.
        let probe = Bench {
            config: &BenchConfig {
                clients: Some(self.workers()),
                repeat: None,
                ..self.config.clone()
            },
            ..*self
        };
        let probed = probe.closed(Some(TRIED))?;
        let most = probed.samples.len() as f64 / probed.seconds;
        // Where no time is given, as long as the percentile needs, and a little more, since arrivals are drawn.
        let span = |rate: f64| {
            let needed = (1.1 * slo.samples() / rate).min(LONGEST.as_secs_f64());
            self.config.duration.unwrap_or(TRIED.max(Duration::from_secs_f64(needed)))
        };
        let mut best: Option<(f64, Loaded)> = None;
        let tried = bisect(most, |rate| {
            let loaded = self.rate(rate, spacing, span(rate))?;
            let mut latencies = Latencies::default();
            for sample in &loaded.samples {
                latencies.record(sample.response(), 0);
            }
            let bound = latencies.percentile(slo.share).unwrap_or(f64::INFINITY);
            let step = Step {
                rate,
                answered: loaded.samples.len() as f64 / loaded.seconds,
                samples: loaded.samples.len(),
                median: latencies.percentile(0.5).unwrap_or(f64::INFINITY),
                bound,
                holds: bound < slo.micros && loaded.facts.kept,
                sure: loaded.samples.len() as f64 >= slo.samples(),
            };
            output.say(&format!(
                "{rate:.0} requests/s: {slo} {}",
                if step.holds { "holds" } else { "does not hold" }
            ));
            if best.as_ref().is_none_or(|(of, _)| step.holds && rate > *of) {
                best = Some((rate, loaded));
            }
            Ok::<Step, anyhow::Error>(step)
        })?;
        let rate = highest(&tried);
        let (_, loaded) = best.ok_or_else(|| anyhow!("no rate was tried"))?;
        let facts = LoadFacts { kept: loaded.facts.kept || rate.is_none(), ..loaded.facts };
        Ok(Loaded { facts, tried, ..loaded })
    }
}

/// Says how long a closed loop goes on.
pub(super) fn closed_limit(
    config: &BenchConfig,
    classes: &Classes,
    time: Option<Duration>,
    clients: usize,
) -> Limit {
    let rounds = match (config.repeat, time) {
        (Some(rounds), _) => rounds,
        (None, Some(_)) => usize::MAX,
        (None, None) => SAMPLES.div_ceil(classes.fewest()).div_ceil(clients),
    };
    let time = match (config.repeat, time) {
        (Some(_), _) => u64::MAX,
        (None, time) => nanos(time.unwrap_or(LONGEST)),
    };
    Limit { rounds, time, samples: KEPT / clients }
}

/// Has a client run a load, and looks between the rounds at what it has had of the processors.
fn watched<T>(
    client: Client<'_>,
    load: impl FnOnce(
        &mut dyn FnMut(usize) -> anyhow::Result<()>,
        &mut dyn FnMut(),
    ) -> anyhow::Result<T>,
) -> anyhow::Result<(T, Vec<Round>)> {
    let client = RefCell::new(client);
    let (mut rounds, mut last) = (Vec::new(), None);
    let mut answer = |at: usize| client.borrow_mut().answer(at);
    let mut between = || {
        let now = client.borrow().spent();
        rounds.extend(last.replace(now).map(|before: Spent| before.until(now)));
    };
    let done = load(&mut answer, &mut between)?;
    Ok((done, rounds))
}
