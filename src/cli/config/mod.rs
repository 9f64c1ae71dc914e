//! What the arguments mean: plain values, ready to use.

mod column;
mod compare;
mod corpus;
mod half_life;
mod indexing;
mod measure;
mod saved;
mod search;
mod similar;
mod size;

use std::path::PathBuf;

pub use column::{Column, Format};
pub use compare::{Compare, With};
pub use corpus::{IndexConfig, SegmentConfig, SegmentEvalConfig, WalkConfig};
pub use half_life::HalfLife;
pub use indexing::BenchIndexConfig;
pub use measure::{BenchConfig, EvalConfig, Form, Load, Rankings, Source, Subject, TopicSearch};
pub use saved::SavedCommand;
pub use search::{Filter, Place, SearchConfig, corpus_of, today};
pub use similar::SimilarConfig;
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
    Search(Box<SearchConfig>),
    /// `presscut similar`
    Similar(Box<SimilarConfig>),
    /// `presscut saved`
    Saved(SavedCommand),
    /// `presscut show`
    Show {
        /// The article's id.
        id: String,
        /// Paths whose cached index to look in; none for the index directory.
        paths: Vec<PathBuf>,
        /// What is shown.
        what: Shown,
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
    Bench(Box<BenchConfig>),
    /// `presscut bench index`
    BenchIndex(BenchIndexConfig),
    /// `presscut eval`
    Eval(EvalConfig),
    /// `presscut cache list`
    CacheList,
    /// `presscut cache clear`
    CacheClear,
    /// `presscut completions`
    Completions(clap_complete::Shell),
    /// `presscut man`, into a folder if one is given
    Man(Option<PathBuf>),
}

/// What `presscut show` shows of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The article and where each of its fields came from.
    Article,
    /// The text of its source that it was cut from.
    Source,
    /// Its address in another program, or its file where it has none.
    Page,
    /// Its address in another program.
    Url,
    /// Its file in another program.
    File,
}

impl Shown {
    fn resolve(args: &args::ShowArgs) -> Self {
        match args.open {
            Some(args::OpenArg::Page) => Self::Page,
            Some(args::OpenArg::Url) => Self::Url,
            Some(args::OpenArg::File) => Self::File,
            None if args.at => Self::Source,
            None => Self::Article,
        }
    }
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
            args::Command::Search(args) => {
                Command::Search(Box::new(SearchConfig::resolve(*args, json)))
            }
            args::Command::Similar(args) => {
                Command::Similar(Box::new(SimilarConfig::resolve(*args, json)))
            }
            args::Command::Saved(args) => Command::Saved(SavedCommand::resolve(args.command, json)),
            args::Command::Show(args) => {
                let what = Shown::resolve(&args);
                Command::Show { id: args.id, paths: args.paths, what }
            }
            args::Command::Stats => Command::Stats,
            args::Command::Audit(args) => {
                Command::Audit { paths: args.paths, verbose: args.verbose }
            }
            args::Command::Forget(args) => Command::Forget { what: args.what },
            args::Command::Bench(args) => match args.what {
                Some(args::BenchCommand::Index(args)) => {
                    Command::BenchIndex(BenchIndexConfig::resolve(*args))
                }
                None => Command::Bench(Box::new(BenchConfig::resolve(args)?)),
            },
            args::Command::Eval(args) => Command::Eval(EvalConfig::resolve(args)?),
            args::Command::Cache(args) => match args.command {
                args::CacheCommand::List => Command::CacheList,
                args::CacheCommand::Clear => Command::CacheClear,
            },
            args::Command::Completions(args) => Command::Completions(args.shell),
            args::Command::Man(args) => Command::Man(args.dir),
        };
        Ok(Self { index: args.index, command })
    }
}
