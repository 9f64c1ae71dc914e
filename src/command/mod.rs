//! The subcommands, one file each.

mod article;
mod ask;
mod audit;
mod bench;
mod cache;
mod eval;
mod forget;
mod index;
mod saved;
mod search;
mod segment;
mod show;
mod stats;

use std::path::Path;

use anyhow::Context as _;
use presscut_index::{Error, Index};

use crate::cli::config::{Command, Config};
use crate::cli::{Output, Status, UserError, generate};

/// Runs a command.
pub(crate) fn run(config: &Config, output: &mut Output) -> anyhow::Result<Status> {
    match &config.command {
        Command::Index(index) => index::run(&config.index, index, output),
        Command::Bench(bench) => bench::run(bench, &config.index, output),
        Command::BenchIndex(bench) => bench::index(bench, &config.index, output),
        Command::Eval(eval) => eval::run(eval, &config.index, output),
        Command::Segment(segment) => segment::run(segment, output),
        Command::SegmentEval(eval) => segment::eval::run(eval, output),
        Command::Search(search) => search::run(config, search, output),
        Command::Similar(similar) => search::similar(&config.index, similar, output),
        Command::Saved(command) => saved::run(config, command, output),
        Command::Show { id, paths, what } => show::run(config, id, paths, *what, output),
        Command::Stats => stats::run(&config.index, output),
        Command::Audit { paths, verbose } => audit::run(&config.index, paths, *verbose, output),
        Command::Forget { what } => forget::run(&config.index, what, output),
        Command::CacheList => cache::list(output),
        Command::CacheClear => cache::clear(output),
        Command::Completions(shell) => {
            generate::completions(*shell, output.out())?;
            Ok(Status::Done)
        }
        Command::Man(dir) => man(dir.as_deref(), output),
    }
}

/// Prints the man page, or writes those of all commands into a folder.
fn man(dir: Option<&Path>, output: &mut Output) -> anyhow::Result<Status> {
    match dir {
        Some(dir) => {
            generate::man_pages(dir).with_context(|| dir.display().to_string())?;
            output
                .say(&format!("wrote presscut.1 and a page for each command to {}", dir.display()));
        }
        None => generate::man_page(output.out())?,
    }
    Ok(Status::Done)
}

/// Opens the index in a directory, which must be there.
fn open(dir: &Path) -> anyhow::Result<Index> {
    there(Index::open(dir))
}

/// Opens the index in a directory, which must be there, to read little of it.
fn open_for_little(dir: &Path) -> anyhow::Result<Index> {
    there(Index::open_for_little(dir))
}

fn there(opened: presscut_index::Result<Index>) -> anyhow::Result<Index> {
    match opened {
        Err(error @ Error::Missing { .. }) => Err(UserError::hinted(
            error.to_string(),
            "make one with `presscut index PATH...`, name another with --index DIR, \
             or search files without one: `presscut search QUERY PATH...`",
        )),
        other => Ok(other?),
    }
}
