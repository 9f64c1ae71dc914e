//! What can be wrong with a query, and what was merely odd about it.
//!
//! Two kinds of fault are told apart. A clause that asks for what cannot be (a field that does not
//! exist, an impossible date, an open range) is a [`QueryError`]: nothing is searched. Punctuation
//! that asks for nothing is read as words, and a [`Note`] says so.

use std::fmt;
use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

/// A clause that asks for what cannot be.
///
/// Displays as its message alone; [`QueryError::render`] shows the place as well.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// The bytes of the query at fault.
    pub span: Range<usize>,
    /// What is wrong, lower case, without full stop.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl QueryError {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns message, query with a caret under the place, and hint, a line each.
    ///
    /// `query` is the text that was parsed.
    pub fn render(&self, query: &str) -> String {
        let mut text = format!("{}\n{}", self.message, caret(query, &self.span));
        if let Some(hint) = &self.hint {
            text.push('\n');
            text.push_str(hint);
        }
        text
    }
}

/// Something in a query that was read as plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The bytes of the query it is about.
    pub span: Range<usize>,
    /// What was made of them, lower case, without full stop.
    pub message: String,
}

impl Note {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Returns the line of `query` that holds the start of `span`, indented by two, and below it a line
/// of `^` under the span.
///
/// Columns are counted as a terminal shows them; control characters are shown as spaces. A span at
/// or past the end gets one caret behind the text.
pub fn caret(query: &str, span: &Range<usize>) -> String {
    let start = floor_boundary(query, span.start);
    let end = floor_boundary(query, span.end).max(start);
    let (before, rest) = query.split_at(start);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = rest.find('\n').map_or(query.len(), |at| start + at);
    let piece = |range: Range<usize>| query.get(range).unwrap_or_default();
    let indent = width(piece(line_start..start));
    let marks = width(piece(start..end.min(line_end))).max(1);
    let line: String =
        piece(line_start..line_end).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("  {line}\n  {}{}", " ".repeat(indent), "^".repeat(marks))
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The columns of `text` on a terminal: wide characters count two, combining marks none.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_control() { 1 } else { c.width().unwrap_or(0) }).sum()
}
