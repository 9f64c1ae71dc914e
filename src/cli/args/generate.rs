//! Arguments of the commands that print what is made from the arguments.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// Arguments of `presscut completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut completions bash > ~/.local/share/bash-completion/completions/presscut
  presscut completions zsh > ~/.zfunc/_presscut
  presscut completions fish > ~/.config/fish/completions/presscut.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

/// Arguments of `presscut man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut man | man -l -
  presscut man ~/.local/share/man/man1")]
pub(crate) struct ManArgs {
    /// Write presscut.1 and a page for each command here
    pub(crate) dir: Option<PathBuf>,
}
