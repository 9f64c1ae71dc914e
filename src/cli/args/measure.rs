//! Arguments of the commands that measure: `bench` and `eval`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil;

use super::{ApartArgs, BenchCommand, CompareArgs};
use crate::bench::Slo;
use crate::cli::config::HalfLife;
use crate::eval::Measure;

/// Arguments of `presscut bench`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut bench                                   a mix drawn from the index's own words
  presscut bench --queries log.txt --duration 30 --clients 4
  presscut bench --rate 500/s --svg curves.svg     requests that come when they come
  presscut bench --slo 'p99<5ms'                   the highest rate at which that holds
  presscut bench --cold --queries log.txt          opening and first query, nothing in memory
  presscut bench --vs other.idx                    which index is faster, measured in turns
  presscut bench --vs old/presscut --fail-if 'p99 > 1.05x'
  presscut bench -- other-search -n {k} {query}    another program, process against process
  presscut bench index pages/                      what indexing costs
  presscut bench --json --repeat 100 | jq '.classes[] | {class, p50_us}'

A file of queries holds one of the query language a line, or JSON lines such as
  {\"class\": \"pairs\", \"op\": \"and\", \"terms\": [\"eel\", \"weir\"], \"k\": 10}
with `op` one of or, and, phrase, prefix, fuzzy, not (or `query` instead of both), and where wanted
`field`, `date_from`, `date_to`, `sort` (newest, oldest, id) and `k` (0 counts only). A log holds a
time, a tab and a query a line.

Without --rate, each client asks its next query when the last one is answered. With it, latency
counts from when a query was due, whoever was busy. A query goes from its text to the page of hits;
nothing is remembered between queries. A percentile is told if at least 10 samples lie above it.

Of two sides, this one is called faster or slower in a class if the difference is surely more than
1 % and less likely than 2 % to be chance, over all classes together. A time breaks a bound of
--fail-if if it lies above it; a ratio if it surely does: the lower end of its interval, made wider
for the number of classes, lies above the bound. A bound on what is known of no class is broken.")]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct BenchArgs {
    #[command(subcommand)]
    pub(crate) what: Option<BenchCommand>,

    /// Ask these queries instead of the built-in mix
    #[arg(long, value_name = "FILE")]
    pub(crate) queries: Option<PathBuf>,

    /// Replay this log of queries at its own pace
    #[arg(long, value_name = "FILE", conflicts_with_all = ["queries", "rate", "repeat", "slo"])]
    pub(crate) log: Option<PathBuf>,

    /// Replay the log so many times as fast
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, requires = "log", value_parser = factor)]
    pub(crate) speed: f64,

    /// Write the queries to this file, which --queries reads
    #[arg(long, value_name = "FILE")]
    pub(crate) save_queries: Option<PathBuf>,

    /// Hits to bring back for a query that does not say
    #[arg(short = 'k', long, value_name = "N", default_value_t = 10)]
    pub(crate) hits: usize,

    /// Leave out the snippets
    #[arg(long)]
    pub(crate) no_snippets: bool,

    /// Where timing ends: at the page of hits, or at the ranked hits
    #[arg(long, value_enum, value_name = "STAGE", default_value_t = Timed::Page)]
    pub(crate) stage: Timed,

    /// Draws the built-in mix, the order of the queries, the arrivals and the resamples
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Clients that ask at the same time; with --rate, threads that answer [default: 1; with --rate
    /// one a core]
    #[arg(long, value_name = "N", value_parser = clients)]
    pub(crate) clients: Option<u16>,

    /// Requests a second, such as 500/s, whether or not the ones before are answered
    #[arg(long, value_name = "RATE", value_parser = rate, allow_negative_numbers = true,
          conflicts_with_all = ["repeat", "slo"])]
    pub(crate) rate: Option<f64>,

    /// How the requests follow each other
    #[arg(long, value_enum, value_name = "KIND", default_value_t = Arrivals::Poisson)]
    pub(crate) arrivals: Arrivals,

    /// Find the highest rate at which this holds, such as 'p99<5ms'
    #[arg(long, value_name = "PROMISE", conflicts_with = "repeat")]
    pub(crate) slo: Option<Slo>,

    /// Longest warm-up; it ends when rounds over all queries take the same time (0 for none)
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds,
          allow_negative_numbers = true)]
    pub(crate) warmup: f64,

    /// How long to go on; the last round over all queries is finished [default: until every class
    /// has 1,000 samples, at most 30 seconds; with --rate 20 seconds, with --slo 4 a
    /// rate, or as long as its percentile needs, at most 30]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) duration: Option<f64>,

    /// Go on for so many rounds over all queries instead
    #[arg(long, value_name = "ROUNDS", conflicts_with = "duration",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) repeat: Option<u32>,

    /// Name the N slowest queries, with what the engine ran and what their parts take
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) slowest: usize,

    /// Print the figures as comma-separated values
    #[arg(long, conflicts_with_all = ["markdown", "json"])]
    pub(crate) csv: bool,

    /// Print the report as Markdown
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,

    /// Write the latencies to this file in the interval log form of hdrhistogram, one tag a class
    #[arg(long, value_name = "FILE")]
    pub(crate) hlog: Option<PathBuf>,

    /// Draw the latencies of each class towards the tail
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) apart: ApartArgs,

    #[command(flatten)]
    pub(crate) compare: CompareArgs,
}

/// Where timing ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Timed {
    /// At the page of hits as it is printed
    Page,
    /// At the ranked hits, before they are fetched
    Search,
}

/// How requests follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Arrivals {
    /// By chance, as those of many people do
    Poisson,
    /// At equal distances
    Even,
}

/// Arguments of `presscut eval`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut index --as articles docs.jsonl.gz
  presscut eval --topics topics.tsv --qrels qrels.txt --run presscut.run
  presscut eval --qrels qrels.txt --from-run other.run -v
  presscut eval --qrels qrels.txt --compare old.run new.run
  presscut eval --topics topics.tsv --qrels qrels.txt --compare bm25.run --measures ndcg@10,map

Topics are `id<TAB>query` lines or TREC's <top> blocks; their text is searched as words, any of which
may match. nDCG@10 and the others are what trec_eval prints with -c, over the topics that have a
relevant article. Runs are the same bytes with any number of threads.

--compare prints for each measure what B has more than A, between which bounds that lies if topics
are drawn anew (95 %), how likely such a difference is where both are equally good (p of a paired
randomisation test to both sides: exact where 20 topics or fewer differ, 100,000 exchanges drawn
otherwise), and on how many topics B is better, worse and the same.")]
pub(crate) struct EvalArgs {
    /// What to search for
    #[arg(long, value_name = "FILE", required_unless_present_any = ["from_run", "compare"])]
    pub(crate) topics: Option<PathBuf>,

    /// Which articles are relevant: `topic 0 docid relevance` lines
    #[arg(long, value_name = "FILE")]
    pub(crate) qrels: PathBuf,

    /// Write the rankings here, in TREC's form
    #[arg(long, value_name = "FILE", requires = "topics")]
    pub(crate) run: Option<PathBuf>,

    /// Score these rankings instead of searching
    #[arg(long, value_name = "FILE", conflicts_with = "topics")]
    pub(crate) from_run: Option<PathBuf>,

    /// Compare with run A: run B, or what this index finds for the topics
    #[arg(long, value_names = ["A", "B"], num_args = 1..=2, conflicts_with = "from_run")]
    pub(crate) compare: Vec<PathBuf>,

    /// What to measure: ndcg@K, map, mrr, p@K, r@K, bpref
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_values_t = Measure::DEFAULT)]
    pub(crate) measures: Vec<Measure>,

    /// Expand each topic by words that its first hits have in common
    #[arg(long, requires = "topics")]
    pub(crate) expand: bool,

    /// Let scores fade with age: by half in this time, such as 30d, 8w, 6m or 1y
    #[arg(long, value_name = "HALF-LIFE", requires = "topics")]
    pub(crate) recency: Option<HalfLife>,

    /// The day that --recency counts from [default: today]
    #[arg(long, value_name = "DATE", value_parser = super::day, requires = "recency")]
    pub(crate) now: Option<civil::Date>,

    /// Hits for each topic
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) hits: usize,

    /// Threads that search [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,

    /// Draws the exchanges and the topics behind what --compare tells
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Print every topic too
    #[arg(short = 'v', long)]
    pub(crate) per_topic: bool,

    /// Print comma-separated values, figures in full
    #[arg(long, conflicts_with_all = ["markdown", "json"])]
    pub(crate) csv: bool,

    /// Print Markdown
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
}

fn clients(text: &str) -> Result<u16, String> {
    match text.parse() {
        Ok(clients @ 1..=1024) => Ok(clients),
        _ => Err("1 to 1024".to_owned()),
    }
}

fn factor(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('x').parse() {
        Ok(factor) if (1e-6..=1e6).contains(&factor) => Ok(factor),
        _ => Err("a factor such as 10".to_owned()),
    }
}

/// Requests a second that a rate is at most: more than any machine has answers for.
const MOST: f64 = 1e7;

fn rate(text: &str) -> Result<f64, String> {
    let (number, span) = match text.split_once('/') {
        None | Some((_, "s")) => (text.trim_end_matches("/s"), 1.0),
        Some((number, "min")) => (number, 60.0),
        Some(_) => return Err("a rate is such as 500/s or 30/min".to_owned()),
    };
    match number.trim().parse::<f64>().map(|rate| rate / span) {
        Ok(rate) if rate > 0.0 && rate <= MOST => Ok(rate),
        Ok(_) => Err(format!("a rate is above 0 and at most {MOST} a second")),
        Err(_) => Err("a rate is such as 500/s or 30/min".to_owned()),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    // A day is more than anyone waits for, and fits every clock.
    if (0.0..=86_400.0).contains(&seconds) {
        Ok(seconds)
    } else {
        Err("seconds from 0 to 86400".to_owned())
    }
}
