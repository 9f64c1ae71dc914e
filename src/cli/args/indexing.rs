//! Arguments of `presscut bench index`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::WalkArgs;
use crate::cli::config::Size;
use crate::system::Cpus;

/// What `presscut bench` measures besides queries.
#[derive(Debug, Subcommand)]
pub(crate) enum BenchCommand {
    /// Measure what indexing costs: time, memory, bytes, and the stages' shares
    Index(Box<BenchIndexArgs>),
}

/// Arguments of `presscut bench index`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut bench index pages/
  presscut bench index --threads 1,2,4 --repeat 5 --csv crawl.ndjson.gz
  presscut bench index --vs ./presscut-before crawl.ndjson.gz

Each run is a process of its own that indexes the paths into a temporary folder beside the index
(--index), which is removed. Runs with different numbers of threads take turns in an order drawn from
the seed; figures are medians. Stages are times on processors, summed over all threads. With --vs the
two programs take turns, and what they take is compared pair by pair: this program's over the other's.")]
pub(crate) struct BenchIndexArgs {
    /// Files and folders to index
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) walk: WalkArgs,

    /// Threads that cut and index [default: 1 and its doubles up to one per core; with --vs one per core]
    #[arg(long, value_name = "N,N", value_delimiter = ',',
          value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Vec<u16>,

    /// Memory to work in [default: that of `presscut index`]
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<Size>,

    /// Runs for each number of threads, with --vs pairs of them [default: 3; with --vs 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) repeat: Option<u16>,

    /// Compare with this presscut program; one that hangs is waited for until Ctrl-C
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) vs: Option<PathBuf>,

    /// Draws the order of the runs
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// Run on these processors only, such as 0 or 0,2-3
    #[arg(long, value_name = "CPUS")]
    pub(crate) pin: Option<Cpus>,

    /// Print the figures as comma-separated values
    #[arg(long, conflicts_with_all = ["markdown", "json"])]
    pub(crate) csv: bool,

    /// Print the report as Markdown
    #[arg(long, conflicts_with = "json")]
    pub(crate) markdown: bool,
}
