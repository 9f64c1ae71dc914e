//! Arguments of `presscut saved`.

use clap::{Args, Subcommand};

use super::SearchFlags;

/// Arguments of `presscut saved`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut saved add storms 'storm OR gale -headline:\"brain storm\"'
  presscut saved run storms --sort newest
  presscut index --alert pages/ | jq -r '.saved + \": \" + .headline'

Saved searches are kept in the folder of the index.")]
pub(crate) struct SavedArgs {
    #[command(subcommand)]
    pub(crate) command: SavedCommand,
}

/// What to do with saved searches.
#[derive(Debug, Subcommand)]
pub(crate) enum SavedCommand {
    /// Save a query under a name
    Add {
        /// The name
        name: String,
        /// The query
        query: String,
        /// Any of the words will do
        #[arg(long)]
        any: bool,
        /// Replace the search of that name
        #[arg(long)]
        replace: bool,
    },
    /// List the saved searches
    List,
    /// Remove saved searches
    Remove {
        /// Their names
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Search the index for a saved query
    Run {
        /// The name
        name: String,
        #[command(flatten)]
        flags: Box<SearchFlags>,
    },
}
