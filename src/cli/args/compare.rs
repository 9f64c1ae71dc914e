//! Arguments of `presscut bench` on what to compare with.

use std::path::PathBuf;

use clap::Args;

use crate::bench::Bound;

/// What a run is compared with, and when that is a failure.
#[derive(Debug, Args)]
#[command(next_help_heading = "Comparisons")]
pub(crate) struct CompareArgs {
    /// Measure in turns with this: another index (a directory), or another presscut (a program), for 10
    /// seconds and 20 rounds at the least; one that hangs is waited for until Ctrl-C
    #[arg(long, value_name = "OTHER",
          conflicts_with_all = ["rate", "log", "slo", "clients", "hlog", "svg", "baseline",
                                "process", "cold", "undisturbed"])]
    pub(crate) vs: Option<PathBuf>,

    /// The index that the other presscut is to search, where it cannot read this one
    #[arg(long, value_name = "DIR", requires = "vs")]
    pub(crate) vs_index: Option<PathBuf>,

    /// Measure whole processes in turns with those of another program, after `--`: `{query}` and `{k}`
    /// stand for the query and its number of hits; one that hangs is waited for until Ctrl-C
    #[arg(last = true, value_name = "COMMAND",
          conflicts_with_all = ["vs", "rate", "log", "slo", "clients", "hlog", "svg", "baseline",
                                "stage", "no_snippets", "process", "cold", "undisturbed"])]
    pub(crate) command: Vec<String>,

    /// Compare with an earlier report of --json
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// End with status 1 if a figure of any class is larger, such as 'p99 > 1.05x' or 'p50 > 5ms'; may
    /// be given several times
    #[arg(long, value_name = "BOUND")]
    pub(crate) fail_if: Vec<Bound>,

    /// Answer the queries of another presscut on standard input
    #[arg(long, hide = true)]
    pub(crate) answers: bool,
}
