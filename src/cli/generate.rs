//! Shell completions and man pages, made from the arguments.

use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Args;

/// Writes the completions of a shell.
pub(crate) fn completions(shell: Shell, out: &mut impl Write) -> io::Result<()> {
    // The generator panics where it cannot write; a pipe may be closed.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "presscut", &mut script);
    out.write_all(&script)
}

/// Writes the man page of the program.
pub(crate) fn man_page(out: &mut impl Write) -> io::Result<()> {
    clap_mangen::Man::new(Args::command()).render(out)
}

/// Writes the man pages of the program and of every subcommand into a folder.
pub(crate) fn man_pages(dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(dir)?;
    clap_mangen::generate_to(Args::command(), dir)
}
