//! The command line: what was typed, what it means, and how things are said.
//!
//! Arguments take two steps. `args` is what was typed, in clap's words; `config` is what it
//! means: globs compiled, sizes read, defaults filled in. Commands see only the second.

mod args;
mod complaints;
pub mod config;
mod error;
pub(crate) mod generate;
mod interrupt;
pub mod link;
mod output;
pub mod paragraph;
mod progress;
mod signed;
pub(crate) mod table;
pub mod text;

use std::process::ExitCode;

use clap::Parser as _;

use crate::command;
pub use complaints::Complaints;
pub use error::UserError;
pub use interrupt::watch;
pub use output::{Output, Theme};
pub use progress::Progress;

/// How a command ended, as the shell sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Found, or done: 0.
    Done,
    /// Nothing found: 1.
    Nothing,
    /// A bound that was set does not hold: 1.
    Broken,
    /// An error, be it only one bad record: 2.
    Failed,
    /// Stopped by Ctrl-C after a last commit: 130.
    Interrupted,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::Nothing | Status::Broken => 1,
            Status::Failed => 2,
            Status::Interrupted => 130,
        })
    }
}

/// Runs the program on the process's arguments.
pub fn main() -> ExitCode {
    let typed = match signed::protected(std::env::args_os()) {
        Ok(typed) => typed,
        Err(error) => {
            let mut output = Output::new(anstream::ColorChoice::Auto, false);
            error::print(&error.into(), &mut output);
            return Status::Failed.into();
        }
    };
    let args = match args::Args::try_parse_from(typed) {
        Ok(args) => args,
        // `--help` and `--version` arrive here too and are no errors.
        Err(error) => {
            let failed = error.use_stderr();
            let printed = error.print();
            return match (failed, printed) {
                (false, _) => Status::Done.into(),
                (true, _) => Status::Failed.into(),
            };
        }
    };
    let mut output = Output::new(args.color.into(), args.json);
    let result = config::Config::resolve(args)
        .and_then(|config| command::run(&config, &mut output))
        .and_then(|status| output.flush().map(|()| status).map_err(Into::into));
    match result {
        Ok(status) => status.into(),
        Err(error) if error::is_broken_pipe(&error) => Status::Done.into(),
        Err(error) => {
            error::print(&error, &mut output);
            Status::Failed.into()
        }
    }
}
