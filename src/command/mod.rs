//! The subcommands, one file each.

mod bench;
mod eval;
mod index;
mod segment;

use crate::cli::config::{Command, Config};
use crate::cli::{Output, Status, UserError};

/// Runs a command.
pub(crate) fn run(config: &Config, output: &mut Output) -> anyhow::Result<Status> {
    match &config.command {
        Command::Segment(config) => segment::run(config, output),
        Command::Index(index) => index::run(&config.index, index, output),
        Command::Bench(bench) => bench::run(bench, &config.index, output),
        Command::Eval(eval) => eval::run(eval, &config.index, output),
        Command::Search(_)
        | Command::Show { .. }
        | Command::Stats
        | Command::Audit { .. }
        | Command::Forget { .. }
        | Command::CacheList
        | Command::CacheClear => Err(UserError::hinted("not built yet", "wait a little")),
    }
}
