//! What can be wrong with a query, and what was merely odd about it.
//!
//! Two kinds of fault are told apart. A clause that asks for what cannot be (a field that does not
//! exist, an impossible date, an open range) is a [`QueryError`]: nothing is searched. Punctuation
//! that asks for nothing is read as words, and a [`Note`] says so.

use std::borrow::Cow;
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

/// The most columns of a query that are shown around a place.
const COLUMNS: usize = 76;
/// Of a longer line, so many columns stand before the place.
const BEFORE: usize = 30;
/// The most characters of a query that a message repeats.
const QUOTED: usize = 60;

/// Returns the line of `query` that holds the start of `span`, indented by two, and below it a line
/// of `^` under the span. Of a long line only what stands around the place is shown.
///
/// Columns are counted as a terminal shows them; control characters are shown as spaces. A span at
/// or past the end gets one caret behind the text.
pub fn caret(query: &str, span: &Range<usize>) -> String {
    let start = floor_boundary(query, span.start);
    let end = floor_boundary(query, span.end).max(start);
    let (before, rest) = query.split_at(start);
    let (room, ahead) =
        if fits(query, start) { (COLUMNS, COLUMNS) } else { (BEFORE, COLUMNS - BEFORE) };
    let shown = fitting(before.chars().rev(), room);
    let (far, before) = before.split_at(before.len() - shown);
    let (rest, far_behind) = rest.split_at(fitting(rest.chars(), ahead));
    let marked = rest.get(..(end - start).min(rest.len())).unwrap_or_default();
    let cut_before = !far.is_empty() && !far.ends_with('\n');
    let cut_behind = !far_behind.is_empty() && !far_behind.starts_with('\n');
    let dots = |cut: bool| if cut { "…" } else { "" };
    let line: String =
        before.chars().chain(rest.chars()).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let indent = width(before) + usize::from(cut_before);
    format!(
        "  {}{line}{}\n  {}{}",
        dots(cut_before),
        dots(cut_behind),
        " ".repeat(indent),
        "^".repeat(width(marked).max(1))
    )
}

/// Tells whether the line around a place fits into the columns that are shown.
fn fits(query: &str, at: usize) -> bool {
    let (before, rest) = query.split_at(at);
    let line = before.chars().rev().take_while(|c| *c != '\n');
    let line = line.chain(rest.chars().take_while(|c| *c != '\n'));
    let (mut used, mut seen) = (0, 0);
    for c in line {
        (used, seen) = (used + columns(c), seen + 1);
        // Marks have no columns, but a line of them has an end, too.
        if used > COLUMNS || seen > 2 * COLUMNS {
            return false;
        }
    }
    true
}

/// Counts the bytes of the characters that fit into so many columns of a line.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let (mut bytes, mut used) = (0, 0);
    for c in chars.take_while(|c| *c != '\n').take(2 * COLUMNS) {
        used += columns(c);
        if used > room {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}

/// Returns a part of a query as a message repeats it.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
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
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    if c.is_control() { 1 } else { c.width().unwrap_or(0) }
}
