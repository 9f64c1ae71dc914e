//! The subcommands, one file each.

mod article;
mod ask;
mod audit;
mod bench;
mod cache;
mod eval;
mod forget;
mod index;
mod search;
mod segment;
mod show;
mod stats;

use std::path::Path;

use presscut_index::{Error, Index};

use crate::cli::config::{Command, Config};
use crate::cli::{Output, Status, UserError};

/// Runs a command.
pub(crate) fn run(config: &Config, output: &mut Output) -> anyhow::Result<Status> {
    match &config.command {
        Command::Index(index) => index::run(&config.index, index, output),
        Command::Bench(bench) => bench::run(bench, &config.index, output),
        Command::Eval(eval) => eval::run(eval, &config.index, output),
        Command::Segment(segment) => segment::run(segment, output),
        Command::SegmentEval(eval) => segment::eval::run(eval, output),
        Command::Search(search) => search::run(config, search, output),
        Command::Show { id, paths } => show::run(config, id, paths, output),
        Command::Stats => stats::run(&config.index, output),
        Command::Audit { paths, verbose } => audit::run(&config.index, paths, *verbose, output),
        Command::Forget { what } => forget::run(&config.index, what, output),
        Command::CacheList => cache::list(output),
        Command::CacheClear => cache::clear(output),
    }
}

/// Opens the index in a directory, which must be there.
fn open(dir: &Path) -> anyhow::Result<Index> {
    match Index::open(dir) {
        Err(error @ Error::Missing { .. }) => Err(UserError::hinted(
            error.to_string(),
            "make one with `presscut index PATH...`, name another with --index DIR, \
             or search files without one: `presscut search QUERY PATH...`",
        )),
        other => Ok(other?),
    }
}
