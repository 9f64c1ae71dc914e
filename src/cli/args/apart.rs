//! Arguments of `presscut bench` on processes of their own and on other load.

use clap::Args;

use crate::system::Cpus;

/// Which processes answer, and how they are kept from other load.
#[derive(Debug, Args)]
#[command(next_help_heading = "Processes and other load")]
pub(crate) struct ApartArgs {
    /// Time whole processes: `presscut search --json` for each query, from its start to its last byte
    #[arg(long, conflicts_with_all = ["no_snippets", "stage"])]
    pub(crate) process: bool,

    /// The same, with the index's files put out of the system's memory before each query: what opening
    /// takes, what the first query takes, and the whole
    #[arg(long, conflicts_with_all = ["process", "no_snippets", "stage", "clients", "rate", "log", "slo"])]
    pub(crate) cold: bool,

    /// Run on these processors only, such as 0 or 0,2-3
    #[arg(long, value_name = "CPUS")]
    pub(crate) pin: Option<Cpus>,

    /// Raise the priority where that is allowed, and leave out the rounds of a closed loop in which other
    /// load kept a client off its processor for more than 5 % of the time
    #[arg(long, conflicts_with_all = ["cold", "rate", "log", "slo"])]
    pub(crate) undisturbed: bool,
}
