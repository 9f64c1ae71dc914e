//! `presscut bench`: how long queries take.

mod answers;
mod classes;
mod client;
mod cold;
mod index;
mod load;
mod mix;
mod page;
mod print;
mod programs;
mod quiet;
mod versus;

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::Context as _;
use presscut_index::{ParseOptions, Searcher, Sort, Stats};
use xxhash_rust::xxh3::xxh3_64;

use self::classes::{Classes, shown};
use self::client::{Answers, Client};
use self::load::Loaded;
use self::page::{Page, Timed, Watch};
use super::open;
use crate::bench::{
    Arrival, Baseline, BenchQuery, IndexFacts, Monotonic, Origin, QueryFacts, Report, Rounds, Row,
    Sample, Slow, Versus, Warmup, arrivals_of, breaches, nanos, read_log, read_queries, warm_up,
    write_queries,
};
use crate::cli::config::{BenchConfig, BenchIndexConfig, Source, Subject, With};
use crate::cli::{Output, Status, UserError};

/// How long parts are measured apart, at most.
const WATCHED: std::time::Duration = std::time::Duration::from_secs(3);

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
    let mut quiet = quiet::keep(config.pin.as_ref(), config.undisturbed)?;
    let searcher = open(index)?.searcher()?;
    let stats = searcher.stats()?;
    if config.compare.answers {
        let timed = Timed::of(config);
        let (facts, mut asked) = (facts_of(index, &stats), std::io::stdin().lock());
        answers::run(&searcher, facts, timed, &mut asked, output.out())?;
        return Ok(Status::Done);
    }
    let baseline = baseline(config)?;
    let (mut queries, logged) = queries(config, &searcher, &stats)?;
    let mut remarks = leave_out(config, &mut queries);
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
    let (rows, all) = cold.unwrap_or_else(|| classes.rows(&samples, seconds, open, config.seed));
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

/// What a load has measured, and what went before it.
struct Measured {
    warmup: Option<Warmup>,
    start: SystemTime,
    loaded: Loaded,
    /// The rows of a cold start.
    cold: Option<(Vec<Row>, Row)>,
    /// What it was measured in turns with.
    versus: Option<Versus>,
    remarks: Vec<String>,
}

/// Warms up and runs the load. A cold one needs the index closed, so that it is opened again behind it.
fn measure(
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

/// Leaves out the queries that no command line can ask, and says so. Of another program it is not known how it would be
/// asked for an order or for a number alone.
fn leave_out(config: &BenchConfig, queries: &mut Vec<BenchQuery>) -> Vec<String> {
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
        vec![format!("{less} queries are more than a text and are left out")]
    }
}

/// Reads or draws the queries; those of a log with when they are due.
fn queries(
    config: &BenchConfig,
    searcher: &Searcher,
    stats: &Stats,
) -> anyhow::Result<(Vec<BenchQuery>, Option<Vec<Arrival>>)> {
    let parse = ParseOptions::default();
    let read = |path: &Path| fs::read_to_string(path).with_context(|| path.display().to_string());
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

fn nothing_to_ask(config: &BenchConfig) -> anyhow::Error {
    match &config.source {
        Source::File(path) | Source::Log(path, _) => {
            UserError::hinted(format!("{}: no queries", path.display()), "write one query a line")
        }
        Source::Mix => UserError::hinted(
            "the index holds too little to draw queries from",
            "write queries to a file, one a line, and give it with --queries",
        ),
    }
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

/// Asks every query once more, as far as time allows, and notes what the parts take: apart from the timing, which
/// looking at a clock so often would disturb.
fn watch_all(classes: &Classes, page: &mut Page, watch: &Watch, seed: u64) -> anyhow::Result<()> {
    let begin = std::time::Instant::now();
    let mut rounds = Rounds::new(classes.queries.len(), seed);
    for _ in 0..classes.queries.len() {
        if begin.elapsed() > WATCHED {
            break;
        }
        if let Some((_, query)) = classes.queries.get(rounds.draw()) {
            page.watch(query, watch)?;
        }
    }
    Ok(())
}

/// Finds the queries whose median is highest, and what their parts take.
fn slowest(
    most: usize,
    classes: &Classes,
    samples: &[Sample],
    page: &mut Page,
    searcher: &Searcher,
) -> anyhow::Result<Vec<Slow>> {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); classes.queries.len()];
    for sample in samples {
        if let Some(times) = times.get_mut(sample.query) {
            times.push(sample.service() as f64 / 1e3);
        }
    }
    let mut order: Vec<(f64, f64, usize)> = Vec::new();
    for (at, times) in times.iter_mut().enumerate() {
        times.sort_unstable_by(f64::total_cmp);
        if let (Some(median), Some(max)) = (crate::bench::quantile(times, 0.5), times.last()) {
            order.push((median, *max, at));
        }
    }
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
    let mut found = Vec::new();
    for (median, max, at) in order.into_iter().take(most) {
        let (Some((_, query)), Some(answer)) = (classes.queries.get(at), classes.answers.get(at))
        else {
            continue;
        };
        let watch = Watch::new();
        (0..3).try_for_each(|_| page.watch(query, &watch))?;
        found.push(Slow {
            query: shown(&query.ask),
            class: query.class.clone(),
            median,
            max,
            matches: answer.matches,
            plan: searcher.plan(&query.ask.query(&ParseOptions::default())?)?,
            stages: watch.shares(),
        });
    }
    Ok(found)
}
