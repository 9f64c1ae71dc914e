//! What to measure, and how.

use std::path::PathBuf;
use std::time::Duration;

use crate::bench::Limit;
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
    /// Rounds over all queries that are asked before and not counted.
    pub warmup: u32,
    /// How long to go on; `None` until every class has samples for all its percentiles.
    pub limit: Option<Limit>,
    /// Draws the built-in mix and the order of the queries.
    pub seed: u64,
}

impl BenchConfig {
    pub(super) fn resolve(args: BenchArgs) -> Self {
        let limit = match (args.repeat, args.duration) {
            (Some(rounds), _) => Some(Limit { rounds, time: Duration::MAX }),
            (None, Some(seconds)) => {
                Some(Limit { rounds: u32::MAX, time: Duration::from_secs_f64(seconds) })
            }
            (None, None) => None,
        };
        Self {
            queries: args.queries,
            hits: args.hits,
            snippets: !args.no_snippets,
            warmup: args.warmup,
            limit,
            seed: args.seed,
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
