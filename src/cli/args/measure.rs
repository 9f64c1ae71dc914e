//! Arguments of the commands that measure: `bench` and `eval`.

use std::path::PathBuf;

use clap::Args;

/// Arguments of `presscut bench`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut bench                                   a mix drawn from the index's own words
  presscut bench --queries log.txt --duration 30
  presscut bench --json --repeat 100 | jq '.classes[] | {class, p50_us}'

A file of queries holds one of the query language a line, or JSON lines such as
  {\"class\": \"pairs\", \"op\": \"and\", \"terms\": [\"eel\", \"weir\"], \"k\": 10}
with `op` one of or, and, phrase, prefix, fuzzy, not, and where wanted `field`, `date_from`, `date_to`,
`sort` (newest, oldest) and `k` (0 counts only).

One client asks one query after the other, from the text to the page of hits; nothing is remembered
between queries. A percentile is printed if at least 10 samples lie above it.")]
pub(crate) struct BenchArgs {
    /// Ask these queries instead of the built-in mix
    #[arg(long, value_name = "FILE")]
    pub(crate) queries: Option<PathBuf>,

    /// Hits to bring back for a query that does not say
    #[arg(short = 'k', long, value_name = "N", default_value_t = 10)]
    pub(crate) hits: usize,

    /// Leave out the snippets
    #[arg(long)]
    pub(crate) no_snippets: bool,

    /// Draws the built-in mix and the order of the queries
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Rounds over all queries before the timing starts
    #[arg(long, value_name = "ROUNDS", default_value_t = 2)]
    pub(crate) warmup: u32,

    /// How long to go on; the last round over all queries is finished [default: until every class
    /// has 1,000 samples, at most 60 seconds]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) duration: Option<f64>,

    /// Go on for so many rounds over all queries instead
    #[arg(long, value_name = "ROUNDS", conflicts_with = "duration",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) repeat: Option<u32>,
}

/// Arguments of `presscut eval`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut index --as articles docs.jsonl.gz
  presscut eval --topics topics.tsv --qrels qrels.txt --run presscut.run
  presscut eval --qrels qrels.txt --from-run other.run -v

Topics are `id<TAB>query` lines or TREC's <top> blocks; their text is searched as words, any of which
may match. nDCG@10 and the others are what trec_eval prints with -c, over the topics that have a
relevant article.")]
pub(crate) struct EvalArgs {
    /// What to search for
    #[arg(long, value_name = "FILE", required_unless_present = "from_run")]
    pub(crate) topics: Option<PathBuf>,

    /// Which articles are relevant: `topic 0 docid relevance` lines
    #[arg(long, value_name = "FILE")]
    pub(crate) qrels: PathBuf,

    /// Write the rankings here, in TREC's form
    #[arg(long, value_name = "FILE", conflicts_with = "from_run")]
    pub(crate) run: Option<PathBuf>,

    /// Score these rankings instead of searching
    #[arg(long, value_name = "FILE", conflicts_with = "topics")]
    pub(crate) from_run: Option<PathBuf>,

    /// Hits for each topic
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) hits: usize,

    /// Print every topic too
    #[arg(short = 'v', long)]
    pub(crate) per_topic: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    // A day is more than anyone waits for, and fits every clock.
    if (0.0..=86_400.0).contains(&seconds) { Ok(seconds) } else { Err("0 to 86400".to_owned()) }
}
