//! Patterns of words as automata over the dictionary.

use std::ops::Range;

use tantivy_fst::Regex;

use super::error::QueryError;

/// Checks that a regular expression can be run.
///
/// # Errors
///
/// A broken one, or one whose automaton would be too large.
pub(super) fn check_regex(pattern: &str, span: &Range<usize>) -> Result<(), QueryError> {
    regex(pattern).map(drop).map_err(|error| {
        QueryError::new(span.clone(), format!("the regular expression cannot be run: {error}"))
            .hint("it is matched against whole words; a lone / is searched as \"/\"")
    })
}

/// Builds the automaton of a regular expression over folded words.
pub(super) fn regex(pattern: &str) -> Result<Regex, String> {
    Regex::new(&format!("(?i){pattern}")).map_err(|error| {
        // A syntax error draws the pattern over several lines and ends with the reason.
        let text = error.to_string();
        let reason = text.lines().last().unwrap_or_default();
        reason.trim_start_matches("error: ").trim_end_matches('.').to_owned()
    })
}
