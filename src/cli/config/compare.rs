//! What a benchmark is compared with.

use std::path::PathBuf;

use crate::bench::Bound;
use crate::cli::UserError;
use crate::cli::args::CompareArgs;

/// What a benchmark is compared with, and what of that is a failure.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The other side.
    pub with: Option<With>,
    /// Bounds whose breach is a failure.
    pub bounds: Vec<Bound>,
    /// Whether to answer another presscut's queries instead.
    pub answers: bool,
}

/// The other side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum With {
    /// Another index or another presscut, and the index of that.
    Other(PathBuf, Option<PathBuf>),
    /// Another program; `{query}` and `{k}` are put into its words.
    Command(Vec<String>),
    /// An earlier report.
    Baseline(PathBuf),
}

impl Compare {
    pub(super) fn resolve(args: CompareArgs) -> anyhow::Result<Self> {
        let CompareArgs { vs, vs_index, command, baseline, fail_if: bounds, answers } = args;
        let with = match (vs, baseline) {
            (Some(path), _) => Some(With::Other(path, vs_index)),
            (None, Some(path)) => Some(With::Baseline(path)),
            (None, None) if command.is_empty() => None,
            (None, None) => Some(With::Command(command)),
        };
        if let Some(With::Command(words)) = &with
            && !words.iter().any(|word| word.contains("{query}"))
        {
            return Err(UserError::hinted(
                "no {query} in the command behind `--`",
                "say where the query goes: `presscut bench -- grep -c -- '{query}' pages.txt`",
            ));
        }
        if let (None, Some(bound)) = (&with, bounds.iter().find(|bound| bound.is_ratio())) {
            return Err(UserError::hinted(
                format!("--fail-if '{bound}' is about another side, and there is none"),
                "name one with --vs OTHER, -- COMMAND or --baseline FILE, or bound a time: 'p99 > 5ms'",
            ));
        }
        Ok(Self { with, bounds, answers })
    }

    /// Tells whether both sides are measured in turns.
    pub fn in_turns(&self) -> bool {
        matches!(self.with, Some(With::Other(..) | With::Command(_)))
    }
}
