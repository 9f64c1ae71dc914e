//! What the arguments mean: plain values, ready to use.

mod column;
mod corpus;
mod measure;
mod search;
mod size;

use std::path::PathBuf;

pub use column::{Column, Format};
pub use corpus::{IndexConfig, SegmentConfig, SegmentEvalConfig, WalkConfig};
pub use measure::{BenchConfig, EvalConfig, Rankings};
pub use search::{Filter, SearchConfig, corpus_of};
pub use size::Size;

use super::args::{self, Args};

/// What to do, and on which index.
#[derive(Debug)]
pub struct Config {
    /// The index directory.
    pub index: PathBuf,
    /// What to do.
    pub command: Command,
}

/// What to do; one variant a subcommand.
#[derive(Debug)]
pub enum Command {
    /// `presscut index`
    Index(IndexConfig),
    /// `presscut segment`
    Segment(SegmentConfig),
    /// `presscut segment eval`
    SegmentEval(SegmentEvalConfig),
    /// `presscut search`
    Search(SearchConfig),
    /// `presscut show`
    Show {
        /// The article's id.
        id: String,
        /// Paths whose cached index to look in; none for the index directory.
        paths: Vec<PathBuf>,
    },
    /// `presscut stats`
    Stats,
    /// `presscut audit`
    Audit {
        /// Only sources at or under these; all where there is none.
        paths: Vec<PathBuf>,
        /// Whether to list the good sources too.
        verbose: bool,
    },
    /// `presscut forget`
    Forget {
        /// Sources, folders or article ids.
        what: Vec<String>,
    },
    /// `presscut bench`
    Bench(BenchConfig),
    /// `presscut eval`
    Eval(EvalConfig),
    /// `presscut cache list`
    CacheList,
    /// `presscut cache clear`
    CacheClear,
}

impl Config {
    /// Works out what the arguments mean.
    pub(super) fn resolve(args: Args) -> anyhow::Result<Self> {
        let json = args.json;
        let command = match args.command {
            args::Command::Index(args) => Command::Index(IndexConfig::resolve(args)),
            args::Command::Segment(args) => match args.command {
                Some(args::SegmentCommand::Eval(args)) => {
                    Command::SegmentEval(SegmentEvalConfig::resolve(args))
                }
                None => Command::Segment(SegmentConfig::resolve(args)),
            },
            args::Command::Search(args) => Command::Search(SearchConfig::resolve(args, json)),
            args::Command::Show(args) => Command::Show { id: args.id, paths: args.paths },
            args::Command::Stats => Command::Stats,
            args::Command::Audit(args) => {
                Command::Audit { paths: args.paths, verbose: args.verbose }
            }
            args::Command::Forget(args) => Command::Forget { what: args.what },
            args::Command::Bench(args) => Command::Bench(BenchConfig::resolve(args)),
            args::Command::Eval(args) => Command::Eval(EvalConfig::resolve(args)?),
            args::Command::Cache(args) => match args.command {
                args::CacheCommand::List => Command::CacheList,
                args::CacheCommand::Clear => Command::CacheClear,
            },
        };
        Ok(Self { index: args.index, command })
    }
}
