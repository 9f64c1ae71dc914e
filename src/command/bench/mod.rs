//! `presscut bench`: how long queries take.

mod answers;
mod classes;
mod client;
mod cold;
mod index;
mod load;
mod measure;
mod mix;
mod page;
mod parts;
mod print;
mod programs;
mod queries;
mod quiet;
mod versus;

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use presscut_index::Stats;
use xxhash_rust::xxh3::xxh3_64;

use self::classes::Classes;
use self::load::Loaded;
use self::measure::{Measured, measure};
use self::page::{Page, Timed, Watch};
use self::parts::{slowest, watch_all};
use self::queries::{leave_out, nothing_to_ask, queries};
use super::open;
use crate::bench::{
    Baseline, IndexFacts, Origin, QueryFacts, Report, Sample, breaches, write_queries,
};
use crate::cli::config::{BenchConfig, BenchIndexConfig, Source, Subject, With};
use crate::cli::{Output, Status};

/// Measures what indexing costs.
pub(super) fn index(
    config: &BenchIndexConfig,
    dir: &Path,
    output: &mut Output,
) -> anyhow::Result<Status> {
    index::run(config, dir, output)
}

/// Draws or reads the queries, answers each once, times them and prints the report.
pub(super) fn run(
    config: &BenchConfig,
    index: &Path,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let turns = matches!(&config.compare.with, Some(With::Other(other, _)) if !other.is_dir());
    let mut quiet = quiet::keep(config.pin.as_ref(), turns, config.undisturbed)?;
    let searcher = open(index)?.searcher()?;
    let stats = searcher.stats()?;
    if config.compare.answers {
        let timed = Timed::of(config);
        let (facts, mut asked) = (facts_of(index, &stats), std::io::stdin().lock());
        answers::run(&searcher, facts, timed, &mut asked, output.out())?;
        return Ok(Status::Done);
    }
    print::check(config)?;
    let baseline = baseline(config)?;
    let (mut queries, logged) = queries(config, &searcher, &stats)?;
    let mut remarks = leave_out(config, &mut queries);
    if stats.articles == 0 {
        remarks.push("the index holds no article".to_owned());
    }
    if queries.is_empty() {
        return Err(nothing_to_ask(config));
    }
    let written = write_queries(&queries);
    if let Some(path) = &config.save_queries {
        fs::write(path, &written).with_context(|| path.display().to_string())?;
    }
    let mut origin = Origin::look();
    let facts = QueryFacts {
        source: match &config.source {
            Source::File(path) | Source::Log(path, _) => path.display().to_string(),
            Source::Mix => "built-in mix".to_owned(),
        },
        count: queries.len(),
        digest: format!("{:016x}", xxh3_64(written.as_bytes())),
        seed: config.seed,
    };
    let classes = Classes::answer(queries, &searcher)?;
    let timed = Timed::of(config);
    let (searcher, measured) =
        measure(config, index, searcher, &classes, logged.as_deref(), output)?;
    let Measured { warmup, start, loaded, cold, versus, remarks: more } = measured;
    let Loaded { facts: load, samples, seconds, tried, rest } = loaded;
    remarks.extend(more);
    quiet.rounds = rest;
    origin.machine.look_again();
    let watch = Watch::new();
    let mut page = Page::new(&searcher, timed);
    let processes = matches!(config.compare.with, Some(With::Command(_)));
    if config.subject == Subject::Inside && !processes {
        watch_all(&classes, &mut page, &watch, config.seed)?;
    }
    let slowest = slowest(config.slowest, &classes, &samples, &mut page, &searcher)?;
    let open = load.kind == "open";
    // In turns, the other side answers meanwhile.
    let answering = match load.kind {
        "turns" => samples.iter().map(Sample::service).sum::<u64>() as f64 / 1e9,
        _ => seconds,
    };
    let (rows, all) = cold.unwrap_or_else(|| classes.rows(&samples, answering, open, config.seed));
    let mut report = Report {
        origin,
        index: facts_of(index, &stats),
        queries: facts,
        load,
        warmup,
        seconds,
        timed: match (config.subject, config.whole) {
            (Subject::Cold, _) => "cold",
            (Subject::Process, _) => "process",
            _ if processes => "process",
            (Subject::Inside, true) => "page",
            (Subject::Inside, false) => "search",
        },
        snippets: config.snippets && config.whole,
        quiet,
        remarks,
        classes: rows,
        all,
        stages: watch.shares(),
        slowest,
        answers: classes.answers.clone(),
        promise: config.slo.map(|slo| slo.to_string()),
        tried,
        versus,
        breaches: Vec::new(),
    };
    if let Some((name, baseline)) = &baseline {
        report.versus = Some(baseline.compare(&report, name));
    }
    report.breaches = breaches(&config.compare.bounds, &report);
    let latencies = classes.latencies(&samples, Sample::response);
    print::files(&report, config, start, &latencies)?;
    print::print(&report, config, &latencies, output)?;
    let good = classes.refused() == 0 && report.load.kept;
    Ok(match (good, report.breaches.is_empty()) {
        (false, _) => Status::Failed,
        (true, false) => Status::Broken,
        (true, true) => Status::Done,
    })
}

/// Says what an index holds.
fn facts_of(index: &Path, stats: &Stats) -> IndexFacts {
    IndexFacts {
        directory: index.display().to_string(),
        articles: stats.articles,
        segments: stats.segments,
        bytes: stats.bytes,
    }
}

/// Reads the report to compare with, if there is one.
fn baseline(config: &BenchConfig) -> anyhow::Result<Option<(String, Baseline)>> {
    let Some(With::Baseline(path)) = &config.compare.with else { return Ok(None) };
    let name = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| name.clone())?;
    let baseline = Baseline::read(&text).with_context(|| name.clone())?;
    Ok(Some((name, baseline)))
}
