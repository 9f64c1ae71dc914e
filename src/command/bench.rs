//! `presscut bench`: how long queries take.

use std::fs;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use presscut_index::{Article, ErrorKind, ParseOptions, Query, SearchOptions, Searcher, Stats};

use super::open;
use super::search::{Extra, HitObject};
use crate::bench::{
    BenchQuery, IndexFacts, Latencies, Limit, Plan, Report, Row, Vocabulary, ask, draw,
    read_queries,
};
use crate::cli::config::BenchConfig;
use crate::cli::{Output, Status, UserError, table};

/// Words drawn from each band of frequency, of twice that of the one before.
const WORDS: usize = 5000;
/// Samples of a class by which all its percentiles are known.
const SAMPLES: usize = 1000;
/// How long to wait for them.
const LONGEST: Duration = Duration::from_mins(1);
/// Articles that phrases, pairs of words, authors and dates of the mix are taken from.
const ARTICLES: usize = 300;

/// Draws or reads the queries, counts their matches, times them and prints the report.
pub(super) fn run(
    config: &BenchConfig,
    index: &Path,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let searcher = open(index)?.searcher()?;
    let stats = searcher.stats()?;
    // No query here depends on the day it is asked.
    let parse = ParseOptions::default();
    let queries = match &config.queries {
        Some(path) => {
            let name = || path.display().to_string();
            let text = fs::read_to_string(path).with_context(name)?;
            read_queries(&text, config.hits, &parse).with_context(name)?
        }
        None => mix(&searcher, &stats, config)?,
    };
    if queries.is_empty() {
        return Err(nothing_to_ask(config));
    }
    let mut classes = Classes::new(&queries);
    let answerable = classes.count_matches(&queries, &searcher, &parse)?;

    let limit = config.limit.unwrap_or_else(|| classes.limit());
    let plan = Plan { warmup: config.warmup, limit, seed: config.seed };
    let mut page = Page { searcher: &searcher, parse, snippets: config.snippets, text: Vec::new() };
    let mut record = |at: usize, latency| {
        if let Some((class, _)) = answerable.get(at) {
            classes.record(*class, latency);
        }
    };
    let asked = ask(&answerable, &plan, |(_, query)| page.answer(query), &mut record)?;

    let (classes, all) = classes.rows();
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        build: if cfg!(debug_assertions) { "debug" } else { "release" },
        index: IndexFacts {
            directory: index.display().to_string(),
            articles: stats.articles,
            segments: stats.segments,
            bytes: stats.bytes,
        },
        queries: match &config.queries {
            Some(path) => path.display().to_string(),
            None => "built-in mix".to_owned(),
        },
        seed: config.seed,
        warmup_rounds: config.warmup,
        rounds: asked.rounds,
        seconds: asked.wall.as_secs_f64(),
        snippets: config.snippets,
        classes,
        all,
    };
    print(&report, output)?;
    Ok(if report.all.refused > 0 { Status::Failed } else { Status::Done })
}

fn nothing_to_ask(config: &BenchConfig) -> anyhow::Error {
    match &config.queries {
        Some(path) => {
            UserError::hinted(format!("{}: no queries", path.display()), "write one query a line")
        }
        None => UserError::hinted(
            "the index holds too little to draw queries from",
            "write queries to a file, one a line, and give it with --queries",
        ),
    }
}

/// Draws the built-in mix.
fn mix(
    searcher: &Searcher,
    stats: &Stats,
    config: &BenchConfig,
) -> anyhow::Result<Vec<BenchQuery>> {
    let seed = config.seed;
    let sample = searcher.sample_terms(WORDS, seed)?;
    let words = sample.words.into_iter().map(|word| (word.text, word.articles));
    let vocabulary = Vocabulary::new(words, stats.articles);
    // The best article for each of some words: drawn by the index's own means, and so the same for
    // the same seed.
    let best = SearchOptions { limit: 1, snippet: None, ..SearchOptions::default() };
    let mut articles: Vec<Article> = Vec::new();
    for word in vocabulary.some(ARTICLES, seed) {
        let hits = searcher.search(&Query::word(word), &best)?.hits;
        articles.extend(hits.into_iter().map(|hit| hit.article));
    }
    articles.sort_by(|a, b| (&a.source, &a.id).cmp(&(&b.source, &b.id)));
    articles.dedup_by(|a, b| (&a.source, &a.id) == (&b.source, &b.id));
    Ok(draw(&vocabulary, &articles, config.hits, seed))
}

/// From a query to the page of hits as printed, through the code of `presscut search --json`.
struct Page<'a> {
    searcher: &'a Searcher,
    parse: ParseOptions,
    snippets: bool,
    text: Vec<u8>,
}

impl Page<'_> {
    fn answer(&mut self, query: &BenchQuery) -> anyhow::Result<()> {
        let asked = query.ask.query(&self.parse)?;
        if query.limit == 0 {
            black_box(self.searcher.count(&asked, false)?);
            return Ok(());
        }
        let options = SearchOptions {
            limit: query.limit,
            sort: query.sort,
            snippet: SearchOptions::default().snippet.filter(|_| self.snippets),
            ..SearchOptions::default()
        };
        let hits = self.searcher.search(&asked, &options)?;
        self.text.clear();
        for hit in &hits.hits {
            serde_json::to_writer(&mut self.text, &HitObject::new(hit, Extra::default()))?;
        }
        black_box(&self.text);
        Ok(())
    }
}

/// What is known of each class while the queries are asked.
struct Classes {
    names: Vec<String>,
    rows: Vec<Class>,
}

#[derive(Default)]
struct Class {
    queries: usize,
    refused: usize,
    matches: u64,
    latencies: Latencies,
}

impl Classes {
    /// Finds the classes, in the order of the queries.
    fn new(queries: &[BenchQuery]) -> Self {
        let mut names: Vec<String> = Vec::new();
        for query in queries {
            if !names.contains(&query.class) {
                names.push(query.class.clone());
            }
        }
        let rows = names.iter().map(|_| Class::default()).collect();
        Self { names, rows }
    }

    /// Counts the matches of every query, and returns those that can be answered with the places of
    /// their classes. Apart from the timing, since counting takes longer than the best ten.
    fn count_matches<'q>(
        &mut self,
        queries: &'q [BenchQuery],
        searcher: &Searcher,
        parse: &ParseOptions,
    ) -> anyhow::Result<Vec<(usize, &'q BenchQuery)>> {
        let mut answerable = Vec::with_capacity(queries.len());
        for query in queries {
            let Some(at) = self.names.iter().position(|name| *name == query.class) else {
                continue;
            };
            let Some(class) = self.rows.get_mut(at) else { continue };
            match searcher.count(&query.ask.query(parse)?, false) {
                Ok(matches) => {
                    class.queries += 1;
                    class.matches += matches;
                    answerable.push((at, query));
                }
                Err(error) if error.kind() == ErrorKind::User => class.refused += 1,
                Err(error) => return Err(error).context(format!("{:?}", query.ask)),
            }
        }
        Ok(answerable)
    }

    /// Returns the rounds after which every class has the samples that its percentiles ask for, and
    /// the time after which nobody wants to wait for them.
    fn limit(&self) -> Limit {
        let fewest =
            self.rows.iter().map(|class| class.queries).filter(|queries| *queries > 0).min();
        let rounds = SAMPLES.div_ceil(fewest.unwrap_or(1));
        Limit { rounds: u32::try_from(rounds).unwrap_or(u32::MAX), time: LONGEST }
    }

    fn record(&mut self, class: usize, latency: Duration) {
        if let Some(class) = self.rows.get_mut(class) {
            class.latencies.record(latency);
        }
    }

    /// Returns a row a class, and one for all together.
    fn rows(self) -> (Vec<Row>, Row) {
        let mut all = Class::default();
        let mut rows = Vec::with_capacity(self.names.len());
        for (name, class) in self.names.into_iter().zip(self.rows) {
            all.queries += class.queries;
            all.refused += class.refused;
            all.matches += class.matches;
            all.latencies.add(&class.latencies);
            rows.push(class.row(name));
        }
        (rows, all.row("all".to_owned()))
    }
}

impl Class {
    fn row(self, class: String) -> Row {
        let Self { queries, refused, matches, latencies } = self;
        let matches = (queries > 0).then(|| matches as f64 / queries as f64);
        Row { class, queries, refused, matches, summary: latencies.summary() }
    }
}

fn print(report: &Report, output: &mut Output) -> anyhow::Result<()> {
    if report.build == "debug" {
        output.note("this is a debug build: the figures say nothing about a release build");
    }
    if output.json() {
        return Ok(output.object(report)?);
    }
    let (bold, dim) = (output.theme().bold, output.theme().dim);
    let out = output.out();
    for line in report.heading() {
        writeln!(out, "{dim}{line}{dim:#}")?;
    }
    for (at, line) in table::columns(&report.table()).lines().enumerate() {
        match at {
            0 => writeln!(out, "{bold}{line}{bold:#}")?,
            _ => writeln!(out, "{line}")?,
        }
    }
    for note in report.footnotes() {
        writeln!(out, "{dim}{note}{dim:#}")?;
    }
    Ok(())
}
