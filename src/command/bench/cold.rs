//! Queries to an index that nothing of is in memory, each in a process of its own.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, anyhow};

use super::classes::Classes;
use super::load::{Loaded, closed_limit};
use super::programs;
use crate::bench::{
    Clock as _, LoadFacts, Monotonic, Nanos, Row, Runner, Sample, Times, closed, nanos,
};
use crate::cli::UserError;
use crate::cli::config::BenchConfig;
use crate::system::{file_system, put_out};

/// A search that has had less than this read from a disk, in bytes, has found its index in memory: there is no
/// smaller page.
const LEAST_READ: u64 = 4096;

/// What was measured: a load of whole processes, and what they say of their parts.
pub(super) struct Cold {
    pub(super) loaded: Loaded,
    opening: Vec<Sample>,
    query: Vec<Sample>,
    pub(super) remarks: Vec<String>,
}

/// Runs the queries in rounds. Nothing of this process may have the index open, since the system keeps what is mapped.
pub(super) fn run(config: &BenchConfig, classes: &Classes, index: &Path) -> anyhow::Result<Cold> {
    let queries = classes.queries.iter().map(|(_, query)| query);
    let programs = programs::searches(queries, index, true)?;
    let mut runner = Runner::new()?;
    let mut seen: Vec<(Nanos, Times)> = Vec::new();
    let forget = || {
        put_out(index).map_err(|error| {
            UserError::hinted(
                format!(
                    "{}: the system does not put files out of its memory: {error}",
                    index.display()
                ),
                "leave --cold out; --process times whole processes on what is in memory",
            )
        })
    };
    let answer = |at: usize| -> anyhow::Result<()> {
        let program = programs.get(at).context("a query without a command line")?;
        forget()?;
        let ran = runner.run(program)?;
        let times = Times::find(&ran.said).ok_or_else(|| anyhow!("a search told no times"))?;
        seen.push((ran.answered, times));
        Ok(())
    };
    let clock = Monotonic::start();
    let limit = closed_limit(config, classes, config.duration, 1);
    let samples = closed(&clock, classes.queries.len(), limit, config.seed, answer)?;
    let seconds = clock.now() as f64 / 1e9;
    // The files were put out within what the load has timed: what counts is what the processes say.
    let part = |time: fn(&(Nanos, Times)) -> Nanos| -> Vec<Sample> {
        let timed = samples.iter().zip(&seen);
        timed
            .map(|(sample, seen)| Sample::lasting(sample.query, sample.block, time(seen)))
            .collect()
    };
    let whole = part(|(answered, _)| *answered);
    let answering: Nanos = whole.iter().map(Sample::response).sum();
    let facts = LoadFacts::of_clients("closed", 1);
    let asked = nanos(Duration::from_secs_f64(seconds)).saturating_sub(answering);
    let mut remarks = read_from_disk(&seen, index);
    remarks.push(format!(
        "{:.1} s went to putting files out of memory and to starting over, between the queries",
        asked as f64 / 1e9
    ));
    let loaded = Loaded {
        facts,
        samples: whole,
        // A rate of answers would count the time between them.
        seconds: answering as f64 / 1e9,
        tried: Vec::new(),
        rest: None,
    };
    Ok(Cold {
        loaded,
        opening: part(|(_, t)| t.open_ns),
        query: part(|(_, t)| t.query_ns),
        remarks,
    })
}

/// Says what the searches had read from disks, and plainly where that was nothing.
fn read_from_disk(seen: &[(Nanos, Times)], index: &Path) -> Vec<String> {
    let known: Vec<u64> = seen.iter().filter_map(|(_, times)| times.disk_bytes).collect();
    if known.is_empty() {
        return vec![
            "whether the index was out of memory is not known: the system does not say".to_owned(),
        ];
    }
    let warm = known.iter().filter(|bytes| **bytes < LEAST_READ).count();
    let mean = known.iter().sum::<u64>() as f64 / known.len() as f64 / 1e6;
    let mut lines = vec![format!("{mean:.2} MB read from disk for a query, on average")];
    if warm > 0 {
        let system = file_system(index).unwrap_or_else(|| "unknown".to_owned());
        lines.push(format!(
            "not cold: {warm} of {} searches read nothing from a disk; the index lies in a file system ({system}) that \
             the system did not put out of memory, or another process has it open",
            known.len()
        ));
    }
    lines
}

impl Cold {
    /// Returns three rows a class (opening, first query, whole), and the whole of all classes.
    pub(super) fn rows(&self, classes: &Classes, seed: u64) -> (Vec<Row>, Row) {
        let of = |samples: &[Sample]| classes.rows(samples, self.loaded.seconds, false, seed);
        let named = |row: Row, part: &str| Row {
            class: format!("{}: {part}", row.class),
            // Parts of answers are not answers.
            per_second: None,
            ..row
        };
        let (opening, all_opening) = of(&self.opening);
        let (query, all_query) = of(&self.query);
        let (whole, all) = of(&self.loaded.samples);
        let mut rows = Vec::new();
        for ((opening, query), whole) in opening.into_iter().zip(query).zip(whole) {
            rows.push(named(opening, "opening"));
            rows.push(named(query, "first query"));
            rows.push(Row { class: format!("{}: whole", whole.class), ..whole });
        }
        rows.push(named(all_opening, "opening"));
        rows.push(named(all_query, "first query"));
        (rows, all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_that_read_nothing_are_not_cold_and_that_is_said() {
        let seen = |bytes: &[Option<u64>]| -> Vec<(Nanos, Times)> {
            let times =
                |disk_bytes: &Option<u64>| Times { disk_bytes: *disk_bytes, ..Times::default() };
            bytes.iter().map(|bytes| (1, times(bytes))).collect()
        };
        let dir = Path::new("/no/such/folder");
        let cold = read_from_disk(&seen(&[Some(1_000_000), Some(2_000_000)]), dir);
        assert_eq!(cold, ["1.50 MB read from disk for a query, on average"]);
        let warm = read_from_disk(&seen(&[Some(0), Some(8192)]), dir);
        assert!(warm[1].starts_with("not cold: 1 of 2 searches read nothing"), "{warm:?}");
        let unknown = read_from_disk(&seen(&[None]), dir);
        assert!(unknown[0].contains("not known"), "{unknown:?}");
    }
}
