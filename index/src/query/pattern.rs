//! Patterns of words and values as automata over a dictionary.

use std::ops::Range;

use tantivy::query::{DfaWrapper, RegexQuery};
use tantivy::schema::Field;
use tantivy_fst::{Automaton, Regex};

use super::error::QueryError;
use crate::analyze::query_words;

/// Checks that a regular expression can be run.
///
/// # Errors
///
/// A broken one, or one whose automaton would be too large.
pub(super) fn check_regex(pattern: &str, span: &Range<usize>) -> Result<(), QueryError> {
    regex(&folded(pattern)).map(drop).map_err(|error| {
        QueryError::new(span.clone(), format!("the regular expression cannot be run: {error}"))
            .hint("it is matched against whole words; a lone / is searched as \"/\"")
    })
}

/// Builds the automaton of a regular expression, whatever the case.
pub(super) fn regex(pattern: &str) -> Result<Regex, String> {
    Regex::new(&format!("(?is){pattern}")).map_err(|error| {
        // A syntax error draws the pattern over several lines and ends with the reason.
        let text = error.to_string();
        let reason = text.lines().last().unwrap_or_default();
        if reason.contains("match operators") {
            return "leave out ^, $ and \\b: it is matched against whole words".to_owned();
        }
        reason.trim_start_matches("error: ").trim_end_matches('.').to_owned()
    })
}

/// Makes a query for everything that has any value in a field.
pub(super) fn everything(field: Field) -> Result<RegexQuery, String> {
    Ok(RegexQuery::from_regex(regex(".+")?, field))
}

/// Takes the diacritics off the letters of a regular expression, as the index does.
pub(super) fn folded(pattern: &str) -> String {
    if pattern.is_ascii() {
        return pattern.to_owned();
    }
    pattern
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { fold(&c.to_string()) })
        .collect()
}

fn fold(text: &str) -> String {
    match query_words(text).as_slice() {
        [word] => word.folded.clone(),
        _ => text.to_lowercase(),
    }
}

/// Writes a wildcard over words as a regular expression.
pub(super) fn wildcard(shape: &str) -> String {
    let mut regex = String::new();
    let mut rest = shape;
    while let Some(at) = rest.find(['*', '?']) {
        let (letters, behind) = rest.split_at(at);
        quote(&fold(letters), &mut regex);
        regex.push_str(if behind.starts_with('*') { ".*" } else { "." });
        rest = behind.get(1..).unwrap_or_default();
    }
    quote(&fold(rest), &mut regex);
    regex
}

/// Writes a wildcard over whole values, where a backslash takes the next character as it is.
pub(super) fn wildcard_value(shape: &str) -> String {
    let mut regex = String::new();
    let mut chars = shape.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' => regex.push_str(".*"),
            '?' => regex.push('.'),
            '\\' => quote(&chars.next().map(String::from).unwrap_or_default(), &mut regex),
            c => quote(&c.to_string(), &mut regex),
        }
    }
    regex
}

/// Writes a regular expression for values that begin so.
pub(super) fn starting(start: &str) -> String {
    let mut regex = String::new();
    quote(start, &mut regex);
    regex.push_str(".*");
    regex
}

fn quote(text: &str, regex: &mut String) {
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            regex.push('\\');
        }
        regex.push(c);
    }
}

/// An automaton over the words of a dictionary.
pub(super) trait Words: Automaton {
    /// Returns a beginning, if it accepts all words that begin so and no others.
    fn beginning(&self) -> Option<&[u8]> {
        None
    }

    /// Returns itself, if it accepts a word with edits.
    fn edits(&self) -> Option<&DfaWrapper> {
        None
    }
}

impl Words for Regex {}

impl Words for DfaWrapper {
    fn edits(&self) -> Option<&DfaWrapper> {
        Some(self)
    }
}

/// Matches what begins with a word.
pub(super) struct Start(Vec<u8>);

impl Start {
    pub(super) fn new(start: &str) -> Self {
        Self(start.as_bytes().to_vec())
    }
}

impl Words for Start {
    fn beginning(&self) -> Option<&[u8]> {
        Some(&self.0)
    }
}

impl Automaton for Start {
    /// How many bytes have matched; `None` once one did not.
    type State = Option<usize>;

    fn start(&self) -> Self::State {
        Some(0)
    }

    fn is_match(&self, state: &Self::State) -> bool {
        *state == Some(self.0.len())
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some()
    }

    fn will_always_match(&self, state: &Self::State) -> bool {
        self.is_match(state)
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let at = (*state)?;
        match self.0.get(at) {
            None => Some(at),
            Some(&wanted) => (wanted == byte).then_some(at + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(automaton: &impl Automaton, word: &str) -> bool {
        let state = word.bytes().fold(automaton.start(), |state, b| automaton.accept(&state, b));
        automaton.is_match(&state)
    }

    #[test]
    fn start_matches_what_begins_so() {
        let start = Start::new("wol");
        for (word, yes) in [("wol", true), ("wolf", true), ("wo", false), ("awol", false)] {
            assert_eq!(matches(&start, word), yes, "{word}");
        }
    }

    #[test]
    fn wildcards_match_whole_folded_words() {
        for (shape, word, yes) in [
            ("te?t", "test", true),
            ("te?t", "tet", false),
            ("*tail", "detail", true),
            ("Mü*r", "muller", true),
            ("wo?*", "wo", false),
        ] {
            assert_eq!(matches(&regex(&wildcard(shape)).unwrap(), word), yes, "{shape} {word}");
        }
        let value = regex(&wildcard_value("*.org/\\?a=*")).unwrap();
        assert!(matches(&value, "x.org/?a=1") && !matches(&value, "x.org/ba=1"));
    }

    #[test]
    fn regular_expressions_see_folded_words() {
        assert!(matches(&regex(&folded("Mül+er")).unwrap(), "muller"));
        assert!(regex("(a{1000}){1000}").is_err());
    }
}
