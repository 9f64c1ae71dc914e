//! From warming up to the samples of the load that was asked for.

use std::path::Path;
use std::time::SystemTime;

use presscut_index::Searcher;

use super::classes::Classes;
use super::client::{Answers, Client};
use super::load::{self, Loaded};
use super::page::Timed;
use super::{cold, programs, versus};
use crate::bench::{Arrival, Monotonic, Rounds, Row, Versus, Warmup, nanos, warm_up};
use crate::cli::Output;
use crate::cli::config::{BenchConfig, Subject};
use crate::command::open;

/// What a load has measured, and what went before it.
pub(super) struct Measured {
    pub(super) warmup: Option<Warmup>,
    pub(super) start: SystemTime,
    pub(super) loaded: Loaded,
    /// The rows of a cold start.
    pub(super) cold: Option<(Vec<Row>, Row)>,
    /// What it was measured in turns with.
    pub(super) versus: Option<Versus>,
    pub(super) remarks: Vec<String>,
}

/// Warms up and runs the load. A cold one needs the index closed, so that it is opened again behind it.
pub(super) fn measure(
    config: &BenchConfig,
    index: &Path,
    searcher: Searcher,
    classes: &Classes,
    logged: Option<&[Arrival]>,
    output: &mut Output,
) -> anyhow::Result<(Searcher, Measured)> {
    if let Some(with) = &config.compare.with
        && config.compare.in_turns()
    {
        let start = SystemTime::now();
        let versus::Compared { warmup, loaded, versus } =
            versus::run(config, index, classes, with)?;
        let versus = Some(versus);
        let measured = Measured { warmup, start, loaded, cold: None, versus, remarks: Vec::new() };
        return Ok((searcher, measured));
    }
    if config.subject == Subject::Cold {
        drop(searcher);
        let start = SystemTime::now();
        let cold = cold::run(config, classes, index)?;
        let rows = Some(cold.rows(classes, config.seed));
        let cold::Cold { loaded, remarks, .. } = cold;
        let measured = Measured { warmup: None, start, loaded, cold: rows, versus: None, remarks };
        return Ok((open(index)?.searcher()?, measured));
    }
    let timed = Timed::of(config);
    let queries = classes.queries.iter().map(|(_, query)| query);
    let outside = config.subject == Subject::Process;
    let programs = outside.then(|| programs::searches(queries, index, false)).transpose()?;
    let answers = programs.as_deref().map_or(Answers::Inside(&searcher, timed), Answers::Outside);
    let warmup = warm(config, classes, answers)?;
    let start = SystemTime::now();
    let loaded = load::run(config, classes, logged, answers, output)?;
    let measured =
        Measured { warmup, start, loaded, cold: None, versus: None, remarks: Vec::new() };
    Ok((searcher, measured))
}

fn warm(
    config: &BenchConfig,
    classes: &Classes,
    answers: Answers<'_>,
) -> anyhow::Result<Option<Warmup>> {
    if config.warmup.is_zero() || classes.queries.is_empty() {
        return Ok(None);
    }
    let mut client = Client::new(answers, classes)?;
    let mut rounds = Rounds::new(classes.queries.len(), config.seed);
    let round = || -> anyhow::Result<()> {
        for _ in 0..classes.queries.len() {
            client.answer(rounds.draw())?;
        }
        Ok(())
    };
    Ok(Some(warm_up(&Monotonic::start(), nanos(config.warmup), round)?))
}
