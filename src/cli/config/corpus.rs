//! What to read, and how.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use presscut_index::Lang;

use crate::cli::args::{IndexArgs, RecordsArg, SegmentArgs, SegmentEvalArgs, WalkArgs};
use crate::read::{ReadOptions, Shape, WalkOptions};

/// What to read below the paths, and how.
#[derive(Clone, Debug)]
pub struct WalkConfig {
    /// Globs of files to read; all where there is none.
    pub include: Vec<String>,
    /// Globs of files to leave out.
    pub exclude: Vec<String>,
    /// What NDJSON records are; `None` to judge each.
    pub shape: Option<Shape>,
    /// The longest document held whole, in bytes.
    pub max_document: u64,
}

impl Default for WalkConfig {
    fn default() -> Self {
        let read = ReadOptions::default();
        Self {
            include: Vec::new(),
            exclude: Vec::new(),
            shape: read.shape,
            max_document: read.max_document,
        }
    }
}

impl WalkConfig {
    pub(super) fn resolve(args: WalkArgs) -> Self {
        Self {
            include: args.include,
            exclude: args.exclude,
            shape: match args.records {
                RecordsArg::Auto => None,
                RecordsArg::Pages => Some(Shape::Pages),
                RecordsArg::Articles => Some(Shape::Articles),
            },
            max_document: args.max_document.0,
        }
    }

    /// Says how sources are read.
    pub fn read_options(&self) -> ReadOptions {
        ReadOptions { max_document: self.max_document, shape: self.shape }
    }

    /// Says which files are read; those below the folders `skip` are not.
    pub fn walk_options(&self, skip: Vec<PathBuf>) -> WalkOptions {
        WalkOptions { include: self.include.clone(), exclude: self.exclude.clone(), skip }
    }
}

/// What `presscut index` is to do.
#[derive(Clone, Debug)]
pub struct IndexConfig {
    /// What to read.
    pub paths: Vec<PathBuf>,
    /// How to read it.
    pub walk: WalkConfig,
    /// The language of every article; `None` to detect it.
    pub lang: Option<Lang>,
    /// Memory to work in, in bytes.
    pub memory: u64,
    /// Threads that cut and index.
    pub threads: usize,
    /// Whether to drop sources under the paths that are gone.
    pub prune: bool,
    /// Whether to learn first what pages have in common.
    pub across: bool,
    /// Whether to tell which saved searches the new articles match.
    pub alert: bool,
    /// Whether to list what is not read, and every error.
    pub verbose: bool,
    /// Whether to say what the stages took.
    pub times: bool,
}

impl IndexConfig {
    pub(super) fn resolve(args: IndexArgs) -> Self {
        Self {
            paths: args.paths,
            walk: WalkConfig::resolve(args.walk),
            lang: args.lang,
            memory: args.memory.0,
            threads: args.threads.map_or_else(cores, usize::from),
            prune: args.prune,
            across: args.across,
            alert: args.alert,
            verbose: args.verbose,
            times: args.times,
        }
    }
}

/// What `presscut segment` is to do.
#[derive(Clone, Debug)]
pub struct SegmentConfig {
    /// What to read.
    pub paths: Vec<PathBuf>,
    /// How to read it.
    pub walk: WalkConfig,
    /// Threads that cut.
    pub threads: usize,
    /// Whether a person reads it.
    pub pretty: bool,
    /// Whether to give the reasons for each line.
    pub explain: bool,
    /// Whether to learn first what pages have in common.
    pub across: bool,
    /// Whether to list what is not read, and every error.
    pub verbose: bool,
}

impl SegmentConfig {
    pub(super) fn resolve(args: SegmentArgs) -> Self {
        Self {
            paths: args.paths,
            walk: WalkConfig::resolve(args.walk),
            threads: cores(),
            pretty: args.pretty,
            explain: args.explain,
            across: args.across,
            verbose: args.verbose,
        }
    }
}

/// What `presscut segment eval` is to do.
#[derive(Clone, Debug)]
pub struct SegmentEvalConfig {
    /// Where the single articles are.
    pub paths: Vec<PathBuf>,
    /// How to read them.
    pub walk: WalkConfig,
    /// Threads that read.
    pub threads: usize,
    /// What the pages are drawn from.
    pub seed: u64,
    /// How many pages to make.
    pub documents: u32,
    /// Where to keep the pages and their truth.
    pub keep: Option<PathBuf>,
    /// How many of the worst pages to show.
    pub show_worst: usize,
}

impl SegmentEvalConfig {
    pub(super) fn resolve(args: SegmentEvalArgs) -> Self {
        Self {
            paths: args.paths,
            walk: WalkConfig::resolve(args.walk),
            threads: cores(),
            seed: args.seed,
            documents: args.documents,
            keep: args.keep,
            show_worst: args.show_worst,
        }
    }
}

/// Returns the number of threads that run at once here.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}
