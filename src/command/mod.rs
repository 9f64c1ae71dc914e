//! The subcommands, one file each.

use crate::cli::config::{Command, Config};
use crate::cli::{Output, Status, UserError};

/// Runs a command.
pub(crate) fn run(config: &Config, output: &mut Output) -> anyhow::Result<Status> {
    let _ = output;
    match &config.command {
        Command::Index(_)
        | Command::Segment(_)
        | Command::Search(_)
        | Command::Show { .. }
        | Command::Stats
        | Command::Audit { .. }
        | Command::Forget { .. }
        | Command::CacheList
        | Command::CacheClear => Err(UserError::hinted("not built yet", "wait a little")),
    }
}
