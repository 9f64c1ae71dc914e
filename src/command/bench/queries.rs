//! Where the queries come from, and which of them can be asked.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use presscut_index::{ParseOptions, Searcher, Sort, Stats};

use super::{mix, programs};
use crate::bench::{Arrival, BenchQuery, arrivals_of, read_log, read_queries};
use crate::cli::UserError;
use crate::cli::config::{BenchConfig, Source, Subject, With};

/// Leaves out the queries that no command line can ask, and says so. Of another program it is not known how it would be
/// asked for an order or for a number alone.
pub(super) fn leave_out(config: &BenchConfig, queries: &mut Vec<BenchQuery>) -> Vec<String> {
    let plain = |query: &BenchQuery| query.sort == Sort::Relevance && query.limit > 0;
    let all = queries.len();
    match (&config.compare.with, config.subject) {
        (Some(With::Command(_)), _) => {
            queries.retain(|query| plain(query) && programs::has_text(query));
        }
        (_, Subject::Inside) => {}
        _ => queries.retain(programs::has_text),
    }
    let less = all - queries.len();
    if less == 0 {
        Vec::new()
    } else {
        let (queries, verb) = if less == 1 { ("query is", "is") } else { ("queries are", "are") };
        vec![format!("{less} {queries} more than a text and {verb} left out")]
    }
}

/// Reads or draws the queries; those of a log with when they are due.
pub(super) fn queries(
    config: &BenchConfig,
    searcher: &Searcher,
    stats: &Stats,
) -> anyhow::Result<(Vec<BenchQuery>, Option<Vec<Arrival>>)> {
    let parse = ParseOptions::default();
    let read = |path: &Path| text(path).with_context(|| path.display().to_string());
    Ok(match &config.source {
        Source::Mix => (mix::mix(searcher, stats, config)?, None),
        Source::File(path) => {
            let queries = read_queries(&read(path)?, config.hits, &parse);
            (queries.with_context(|| path.display().to_string())?, None)
        }
        Source::Log(path, speed) => {
            let log = read_log(&read(path)?, config.hits, &parse);
            let log = log.with_context(|| path.display().to_string())?;
            let due = arrivals_of(&log, *speed);
            (log.into_iter().map(|logged| logged.query).collect(), Some(due))
        }
    })
}

/// Reads a file of text.
fn text(path: &Path) -> anyhow::Result<String> {
    String::from_utf8(fs::read(path)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..good).unwrap_or_default();
        let line = 1 + memchr::memchr_iter(b'\n', before).count();
        anyhow::anyhow!("line {line}: not UTF-8")
    })
}

/// Says that there is no query, and what to do about it.
pub(super) fn nothing_to_ask(config: &BenchConfig) -> anyhow::Error {
    match &config.source {
        Source::File(path) => {
            UserError::hinted(format!("{}: no queries", path.display()), "write one query a line")
        }
        Source::Log(path, _) => UserError::hinted(
            format!("{}: no queries", path.display()),
            "write a time, a tab and a query a line",
        ),
        Source::Mix => UserError::hinted(
            "the index holds too little to draw queries from",
            "write queries to a file, one a line, and give it with --queries",
        ),
    }
}
