//! Searches under a name.

use super::SearchConfig;
use crate::cli::args;

/// What to do with saved searches.
#[derive(Debug)]
pub enum SavedCommand {
    /// `presscut saved add`
    Add {
        /// The name.
        name: String,
        /// The query as typed.
        query: String,
        /// Whether any of its words will do.
        any: bool,
        /// Whether one of that name is replaced.
        replace: bool,
    },
    /// `presscut saved list`
    List,
    /// `presscut saved remove`
    Remove {
        /// The names.
        names: Vec<String>,
    },
    /// `presscut saved run`
    Run {
        /// The name.
        name: String,
        /// How to search; the query is not in it.
        search: Box<SearchConfig>,
    },
}

impl SavedCommand {
    pub(super) fn resolve(command: args::SavedCommand, json: bool) -> Self {
        match command {
            args::SavedCommand::Add { name, query, any, replace } => {
                Self::Add { name, query: query.trim_start().to_owned(), any, replace }
            }
            args::SavedCommand::List => Self::List,
            args::SavedCommand::Remove { names } => Self::Remove { names },
            args::SavedCommand::Run { name, flags } => {
                Self::Run { name, search: Box::new(SearchConfig::of_flags(*flags, json)) }
            }
        }
    }
}
