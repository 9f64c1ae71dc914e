//! Two sides measured in turns: `--vs OTHER` and `-- COMMAND`.

mod sides;

use std::path::Path;

use anyhow::Context as _;

use self::sides::{Child, Here, Whole, invocation};
use super::classes::{Classes, answer, shown};
use super::load::Loaded;
use super::page::Timed;
use super::{facts_of, programs};
use crate::bench::{
    Answer, BUILD, Clock as _, Contender, LEAST_ROUNDS, LoadFacts, Monotonic, Nanos, Order, Other,
    Pair, Paired, PairedClass, Runner, Sample, Until, Versus, Warmup, ask, fitting, nanos, pairs,
    warm_up,
};
use crate::cli::UserError;
use crate::cli::config::{BenchConfig, With};
use crate::command::open;

/// How long both sides are measured, where no time is given.
const USUAL: std::time::Duration = std::time::Duration::from_secs(10);
/// Rounds that are to fit into it: a few more than are needed.
const ROUNDS: usize = 24;
/// Queries of a class that are asked to see how long they take.
const TRIED: usize = 3;
/// Pairs that are kept.
const KEPT: usize = 2_000_000;

type Side<'a> = dyn Contender<Error = anyhow::Error> + 'a;

/// What both sides were measured to take.
pub(super) struct Compared {
    pub(super) warmup: Option<Warmup>,
    pub(super) loaded: Loaded,
    pub(super) versus: Versus,
}

/// Measures this index and something else in turns.
pub(super) fn run(
    config: &BenchConfig,
    index: &Path,
    classes: &Classes,
    with: &With,
) -> anyhow::Result<Compared> {
    if config.repeat.is_some_and(|rounds| rounds < LEAST_ROUNDS) {
        return Err(UserError::hinted(
            "too few rounds for a verdict",
            format!("give --repeat {LEAST_ROUNDS} or more, or leave it out"),
        ));
    }
    let timed = Timed::of(config);
    let here = |index| Here { index, timed, classes, page: None };
    let child = |program, index| Child::new(program, index, timed, classes);
    let bench = |other, differing| Bench { config, classes, other, differing };
    match with {
        With::Other(dir, _) if dir.is_dir() => {
            let searcher = open(dir)?.searcher()?;
            let differing = differing(classes, |at| {
                let (_, query) = classes.queries.get(at).context("a query that is not known")?;
                Ok(answer(query, &searcher).ok())
            })?;
            let facts = facts_of(dir, &searcher.stats()?);
            drop(searcher);
            let other = Other {
                kind: "index",
                name: dir.display().to_string(),
                index: Some(facts),
                ..Other::default()
            };
            bench(other, differing).run(&mut here(index), &mut here(dir))
        }
        With::Other(program, other_index) => {
            let other_index = other_index.as_deref().unwrap_or(index);
            let mut other = child(program.clone(), other_index);
            other.start()?;
            let differing = differing(classes, |at| {
                let reply = other.check(at)?;
                let (Some(matches), Some(digest)) = (reply.matches, reply.digest) else {
                    return Ok(None);
                };
                let known = classes.answers.get(at).cloned();
                Ok(known.map(|known| Answer { matches, digest, ..known }))
            })?;
            let told = other.running.as_ref().map(|running| &running.greeting);
            let facts = Other {
                kind: "binary",
                name: program.display().to_string(),
                version: told.map(|told| told.version.clone()),
                build: told.map(|told| told.build.clone()),
                index: told.map(|told| told.index.clone()),
            };
            let this = std::env::current_exe().context("this program's own file")?;
            bench(facts, differing).run(&mut child(this, index), &mut other)
        }
        With::Command(words) => {
            let queries = || classes.queries.iter().map(|(_, query)| query);
            let invocations = queries()
                .map(|query| invocation(words, &shown(&query.ask), query.limit))
                .collect::<anyhow::Result<_>>()?;
            let mut other = Whole { runner: Runner::new()?, invocations };
            let invocations = programs::searches(queries(), index, false)?;
            let mut this = Whole { runner: Runner::new()?, invocations };
            let facts = Other { kind: "command", name: words.join(" "), ..Other::default() };
            let differing = vec![Answers::Alike; classes.queries.len()];
            bench(facts, differing).run(&mut this, &mut other)
        }
        With::Baseline(_) => anyhow::bail!("a baseline is not measured"),
    }
}

/// How the other side answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answers {
    Alike,
    Differently,
    /// It cannot; such a query is not timed.
    Not,
}

/// Compares all answers with those of another side.
fn differing(
    classes: &Classes,
    mut other: impl FnMut(usize) -> anyhow::Result<Option<Answer>>,
) -> anyhow::Result<Vec<Answers>> {
    let compared = classes.answers.iter().enumerate().map(|(at, answer)| {
        Ok(match other(at)? {
            Some(other) if other == *answer => Answers::Alike,
            Some(_) => Answers::Differently,
            None => Answers::Not,
        })
    });
    compared.collect()
}

struct Bench<'a> {
    config: &'a BenchConfig,
    classes: &'a Classes,
    other: Other,
    differing: Vec<Answers>,
}

impl Bench<'_> {
    fn run(self, this: &mut Side<'_>, other: &mut Side<'_>) -> anyhow::Result<Compared> {
        let each = self.each(this, other)?;
        let places = self.places();
        let seed = self.config.seed;
        let warmup = self.warm(each, this, other)?;
        let clock = Monotonic::start();
        let most = self.config.repeat.unwrap_or(usize::MAX);
        let until = Until {
            least: LEAST_ROUNDS.max(self.config.repeat.unwrap_or(0)),
            most,
            time: self.time(),
            pairs: KEPT,
        };
        let paired = pairs(&clock, &mut Order::new(places, each, seed), until, this, other)?;
        let seconds = clock.now() as f64 / 1e9;
        let loaded = loaded(&paired, seconds);
        let names: Vec<PairedClass> = self
            .classes
            .names()
            .enumerate()
            .map(|(class, name)| {
                let differing = self.of(class).filter(|(_, answers)| *answers != Answers::Alike);
                PairedClass { name: name.to_owned(), different: differing.count() }
            })
            .collect();
        let class = |query: usize| self.classes.queries.get(query).map(|(class, _)| *class);
        let other_build = self.other.build.clone();
        let mut versus = Versus::of_pairs(self.other, each, paired, &names, class, seed);
        if let Some(build) = other_build.filter(|build| build != BUILD) {
            versus.warnings.push(format!("this is a {BUILD} build, the other a {build} build"));
        }
        Ok(Compared { warmup, loaded, versus })
    }

    /// Returns the queries of a class, and how the other side answers them.
    fn of(&self, class: usize) -> impl Iterator<Item = (usize, Answers)> {
        let queries = self.classes.queries.iter().zip(&self.differing).enumerate();
        queries
            .filter(move |(_, ((of, _), _))| *of == class)
            .map(|(at, (_, answers))| (at, *answers))
    }

    /// Returns the places of the queries of each class that both sides can answer.
    fn places(&self) -> Vec<Vec<usize>> {
        let known = |class| self.of(class).filter(|(_, answers)| *answers != Answers::Not);
        let places = |(class, _)| known(class).map(|(at, _)| at).collect();
        self.classes.names().enumerate().map(places).collect()
    }

    fn time(&self) -> Nanos {
        nanos(self.config.duration.unwrap_or(USUAL))
    }

    /// Tries a few queries of each class, and says how many a round may ask.
    fn each(&self, this: &mut Side<'_>, other: &mut Side<'_>) -> anyhow::Result<usize> {
        if self.config.repeat.is_some() {
            return Ok(usize::MAX);
        }
        let clock = Monotonic::start();
        this.start()?;
        other.start()?;
        let start = clock.now();
        // How often a query of a round is asked.
        let asks = if this.warms() || other.warms() { 3 } else { 2 };
        let mut classes = Vec::new();
        for places in self.places() {
            let tried: Vec<usize> = places.iter().copied().take(TRIED).collect();
            let mut takes = 0;
            for _ in 1..asks {
                takes = 0;
                for query in &tried {
                    takes += this.answer(*query)? + other.answer(*query)?;
                }
            }
            classes.push((places.len(), asks * takes / tried.len().max(1) as u64));
        }
        Ok(match fitting(&classes, start, ROUNDS, self.time()) {
            most if classes.iter().all(|(queries, _)| *queries <= most) => usize::MAX,
            each => each,
        })
    }

    /// Runs rounds that do not count until they take the same time.
    fn warm(
        &self,
        each: usize,
        this: &mut Side<'_>,
        other: &mut Side<'_>,
    ) -> anyhow::Result<Option<Warmup>> {
        if self.config.warmup.is_zero() {
            return Ok(None);
        }
        let mut order = Order::new(self.places(), each, !self.config.seed);
        let round = || ask(&order.draw(), 0, this, other).map(drop);
        warm_up(&Monotonic::start(), nanos(self.config.warmup), round).map(Some)
    }
}

/// Returns this side of the pairs as a load.
fn loaded(paired: &Paired, seconds: f64) -> Loaded {
    let sample = |pair: &Pair| Sample::lasting(pair.query, pair.round, pair.this);
    let facts = LoadFacts::of_clients("turns", 1);
    let samples = paired.pairs.iter().map(sample).collect();
    Loaded { facts, samples, seconds, tried: Vec::new(), rest: None }
}
