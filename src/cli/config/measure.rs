//! What to measure, and how.

use std::path::PathBuf;
use std::time::Duration;

use crate::bench::{Limit, Plan};
use crate::cli::args::{BenchArgs, EvalArgs};

/// What `presscut bench` is to do.
#[derive(Clone, Debug)]
pub struct BenchConfig {
    /// The file of queries; `None` for the built-in mix.
    pub queries: Option<PathBuf>,
    /// The hits of a query that does not say.
    pub hits: usize,
    /// Whether hits have snippets.
    pub snippets: bool,
    /// How to ask.
    pub plan: Plan,
}

impl BenchConfig {
    pub(super) fn resolve(args: BenchArgs) -> Self {
        let limit = match args.repeat {
            Some(rounds) => Limit::Rounds(rounds),
            None => Limit::Time(Duration::from_secs_f64(args.duration)),
        };
        Self {
            queries: args.queries,
            hits: args.hits,
            snippets: !args.no_snippets,
            plan: Plan { warmup: args.warmup, limit, seed: args.seed },
        }
    }
}

/// What `presscut eval` is to do.
#[derive(Clone, Debug)]
pub struct EvalConfig {
    /// Where the rankings come from.
    pub rankings: Rankings,
    /// The file of judgements.
    pub qrels: PathBuf,
    /// Whether every topic is printed.
    pub per_topic: bool,
}

/// Where rankings come from.
#[derive(Clone, Debug)]
pub enum Rankings {
    /// The index is searched.
    Search {
        /// The file of topics.
        topics: PathBuf,
        /// The hits of a topic.
        hits: usize,
        /// Where to write the run.
        run: Option<PathBuf>,
    },
    /// A run that was written before.
    File(PathBuf),
}

impl EvalConfig {
    pub(super) fn resolve(args: EvalArgs) -> anyhow::Result<Self> {
        let rankings = match (args.from_run, args.topics) {
            (Some(run), _) => Rankings::File(run),
            (None, Some(topics)) => Rankings::Search { topics, hits: args.hits, run: args.run },
            (None, None) => anyhow::bail!("neither --topics nor --from-run is given"),
        };
        Ok(Self { rankings, qrels: args.qrels, per_topic: args.per_topic })
    }
}
