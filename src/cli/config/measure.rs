//! What to measure, and how.

use std::path::PathBuf;
use std::time::Duration;

use presscut_index::Recency;

use super::compare::Compare;
use super::corpus::cores;
use super::search::{recency, today};
use crate::bench::{Slo, Spacing};
use crate::cli::UserError;
use crate::cli::args::{Arrivals, BenchArgs, EvalArgs, Timed};
use crate::eval::Measure;
use crate::system::Cpus;

/// What `presscut bench` is to do.
#[derive(Clone, Debug)]
pub struct BenchConfig {
    /// Where the queries come from.
    pub source: Source,
    /// Where to keep them.
    pub save_queries: Option<PathBuf>,
    /// The hits of a query that does not say.
    pub hits: usize,
    /// Whether hits have snippets.
    pub snippets: bool,
    /// Whether hits are brought back and printed, or only ranked.
    pub whole: bool,
    /// How long to warm up at most.
    pub warmup: Duration,
    /// How long to go on.
    pub duration: Option<Duration>,
    /// Rounds over all queries instead.
    pub repeat: Option<usize>,
    /// The kind of load.
    pub load: Load,
    /// Clients that ask at the same time, or workers that answer.
    pub clients: Option<usize>,
    /// A promise whose highest rate is looked for.
    pub slo: Option<Slo>,
    /// Which processes answer.
    pub subject: Subject,
    /// The processors to run on.
    pub pin: Option<Cpus>,
    /// Whether to raise the priority and to leave out disturbed rounds.
    pub undisturbed: bool,
    /// What it is compared with.
    pub compare: Compare,
    /// Draws the built-in mix, the order of the queries, the arrivals and the resamples.
    pub seed: u64,
    /// How many of the slowest queries are named.
    pub slowest: usize,
    /// The form of the report.
    pub form: Form,
    /// Where the histograms go.
    pub hlog: Option<PathBuf>,
    /// Where the curves go.
    pub svg: Option<PathBuf>,
}

/// Where the queries of a benchmark come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// They are drawn from the index.
    Mix,
    /// A file of them.
    File(PathBuf),
    /// A log with the times they were asked at, and how many times as fast to replay it.
    Log(PathBuf, f64),
}

/// Which processes answer the queries of a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// This one.
    Inside,
    /// One of its own for each query.
    Process,
    /// One of its own for each query, which finds nothing of the index in memory.
    Cold,
}

/// The kind of load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Load {
    /// Clients that wait for their answers.
    Closed,
    /// Requests a second that come when they come.
    Open {
        /// How many a second.
        rate: f64,
        /// How they follow each other.
        spacing: Spacing,
    },
}

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// For people.
    #[default]
    Table,
    /// Comma-separated values.
    Csv,
    /// Markdown.
    Markdown,
}

impl Form {
    /// Returns the form that was asked for.
    pub(super) fn of(csv: bool, markdown: bool) -> Self {
        match (csv, markdown) {
            (true, _) => Self::Csv,
            (_, true) => Self::Markdown,
            _ => Self::Table,
        }
    }
}

impl BenchConfig {
    pub(super) fn resolve(args: BenchArgs) -> anyhow::Result<Self> {
        let source = match (args.queries, args.log) {
            (Some(path), _) => Source::File(path),
            (None, Some(path)) => Source::Log(path, args.speed),
            (None, None) => Source::Mix,
        };
        let load = match args.rate {
            Some(rate) => Load::Open { rate, spacing: args.arrivals.into() },
            // Of a promise the rate is what is looked for.
            None if args.slo.is_some() => Load::Open { rate: 0.0, spacing: args.arrivals.into() },
            None => Load::Closed,
        };
        let subject = match (args.apart.cold, args.apart.process) {
            (true, _) => Subject::Cold,
            (_, true) => Subject::Process,
            _ => Subject::Inside,
        };
        let form = Form::of(args.csv, args.markdown);
        Ok(Self {
            source,
            save_queries: args.save_queries,
            hits: args.hits,
            snippets: !args.no_snippets,
            whole: args.stage == Timed::Page,
            warmup: Duration::from_secs_f64(args.warmup),
            duration: args.duration.map(Duration::from_secs_f64),
            repeat: args.repeat.and_then(|rounds| usize::try_from(rounds).ok()),
            load,
            clients: args.clients.map(Into::into),
            slo: args.slo,
            subject,
            pin: args.apart.pin,
            undisturbed: args.apart.undisturbed,
            compare: Compare::resolve(args.compare)?,
            seed: args.seed,
            slowest: args.slowest,
            form,
            hlog: args.hlog,
            svg: args.svg,
        })
    }
}

impl From<Arrivals> for Spacing {
    fn from(arrivals: Arrivals) -> Self {
        match arrivals {
            Arrivals::Poisson => Self::Poisson,
            Arrivals::Even => Self::Even,
        }
    }
}

/// What `presscut eval` is to do.
#[derive(Clone, Debug)]
pub struct EvalConfig {
    /// Where the rankings come from.
    pub rankings: Rankings,
    /// The run that they are compared with.
    pub baseline: Option<PathBuf>,
    /// The file of judgements.
    pub qrels: PathBuf,
    /// What is measured.
    pub measures: Vec<Measure>,
    /// Threads that search.
    pub threads: usize,
    /// Decides what is drawn for a comparison.
    pub seed: u64,
    /// The form of the report.
    pub form: Form,
    /// Whether every topic is printed.
    pub per_topic: bool,
}

/// Where rankings come from.
#[derive(Clone, Debug)]
pub enum Rankings {
    /// The index is searched.
    Search(TopicSearch),
    /// A run that was written before.
    File(PathBuf),
}

/// How the topics of a collection are searched for.
#[derive(Clone, Debug)]
pub struct TopicSearch {
    /// The file of topics.
    pub topics: PathBuf,
    /// The hits of a topic.
    pub hits: usize,
    /// Whether words that the first hits have in common are added.
    pub expand: bool,
    /// How scores fade with age, if they do.
    pub recency: Option<Recency>,
    /// Where to write the run.
    pub run: Option<PathBuf>,
}

impl EvalConfig {
    pub(super) fn resolve(args: EvalArgs) -> anyhow::Result<Self> {
        let mut compared = args.compare.into_iter();
        let (baseline, second) = (compared.next(), compared.next());
        let rankings = match (args.from_run.or(second), args.topics) {
            (Some(_), Some(_)) => {
                return Err(UserError::hinted(
                    "two runs to compare leave nothing to search for",
                    "leave out --topics, or the second run",
                ));
            }
            (Some(run), None) => Rankings::File(run),
            (None, Some(topics)) => Rankings::Search(TopicSearch {
                topics,
                hits: args.hits,
                expand: args.expand,
                recency: recency(args.recency, args.now.unwrap_or_else(today)),
                run: args.run,
            }),
            (None, None) => {
                return Err(UserError::hinted(
                    "nothing to compare the run with",
                    "give a second run, or --topics to search this index",
                ));
            }
        };
        Ok(Self {
            rankings,
            baseline,
            qrels: args.qrels,
            measures: args.measures,
            threads: args.threads.map_or_else(cores, usize::from),
            seed: args.seed,
            form: Form::of(args.csv, args.markdown),
            per_topic: args.per_topic,
        })
    }
}
