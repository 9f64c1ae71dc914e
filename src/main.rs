//! The presscut binary: parse, run, exit status. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    presscut::cli::main()
}
