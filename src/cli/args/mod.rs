//! What was typed, in clap's words. clap's types do not leave `cli`.

mod apart;
mod compare;
mod corpus;
mod generate;
mod indexing;
mod list;
mod manage;
mod measure;
mod saved;
mod search;
mod similar;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil;

pub(crate) use apart::ApartArgs;
pub(crate) use compare::CompareArgs;
pub(crate) use corpus::{
    IndexArgs, RecordsArg, SegmentArgs, SegmentCommand, SegmentEvalArgs, WalkArgs,
};
pub(crate) use generate::{CompletionsArgs, ManArgs};
pub(crate) use indexing::{BenchCommand, BenchIndexArgs};
pub(crate) use list::{ExplainArg, ListFlags, SortArg};
pub(crate) use manage::{AuditArgs, CacheArgs, CacheCommand, ForgetArgs, OpenArg, ShowArgs};
pub(crate) use measure::{Arrivals, BenchArgs, EvalArgs, Timed};
pub(crate) use saved::{SavedArgs, SavedCommand};
pub(crate) use search::{SearchArgs, SearchFlags};
pub(crate) use similar::SimilarArgs;

/// Cuts scraped pages into news articles, indexes them and searches them.
#[derive(Debug, Parser)]
#[command(
    name = "presscut",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = "\
Examples:
  presscut search '\"climate summit\" author:slavin' pages/     search files, no index needed
  presscut index pages/ crawl.ndjson.gz                       build or update .presscut
  presscut search -n 20 --after 2020-08 'harris vice-president'
  presscut segment --pretty page.txt                          see how a page is cut

Exit status: 0 found or done, 1 nothing found or a bound broken, 2 an error."
)]
pub(crate) struct Args {
    /// Where the index lives
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "PRESSCUT_INDEX",
        default_value = ".presscut"
    )]
    pub(crate) index: PathBuf,

    /// Print for machines: one JSON object a line
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) color: ColorArg,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One variant a subcommand; `command` holds one file for each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Index files, folders and standard input
    Index(IndexArgs),
    /// Print the articles of pages, without an index
    Segment(SegmentArgs),
    /// Search the index, or the paths given
    Search(Box<SearchArgs>),
    /// Find the articles most like another one
    Similar(Box<SimilarArgs>),
    /// Keep searches under a name, and run them
    Saved(SavedArgs),
    /// Print an article and where it came from
    Show(ShowArgs),
    /// Say what the index holds
    Stats,
    /// Read the sources again and prove that no byte was lost
    Audit(AuditArgs),
    /// Take sources or articles out of the index
    Forget(ForgetArgs),
    /// Measure how long queries take
    Bench(BenchArgs),
    /// Measure how well the index ranks, on a test collection
    Eval(EvalArgs),
    /// List or clear the indexes kept for `search QUERY PATH`
    Cache(CacheArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// Print the man page, or write those of all commands into a folder
    Man(ManArgs),
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<ColorArg> for anstream::ColorChoice {
    fn from(arg: ColorArg) -> Self {
        match arg {
            ColorArg::Auto => Self::Auto,
            ColorArg::Always => Self::Always,
            ColorArg::Never => Self::Never,
        }
    }
}

/// Reads a day.
fn day(text: &str) -> Result<civil::Date, String> {
    text.parse().map_err(|_| "write a day, such as 2020-08-13".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }
}
