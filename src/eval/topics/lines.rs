//! Questions a line each.

use super::{Error, Numbered, Topic};

/// The form of a row.
pub(super) const ROW: &str = "id<TAB>query";

/// Reads `id<TAB>query` rows.
pub(super) fn rows(text: &str) -> Vec<Numbered> {
    let row = |line: usize, text: &str| {
        let parts = text.split_once('\t').map(|(id, query)| (id.trim(), query.trim()));
        let (id, query) =
            parts.filter(|(id, _)| !id.is_empty()).ok_or(Error::Shape { line, expected: ROW })?;
        Ok(Topic { id: id.to_owned(), query: query.to_owned() })
    };
    filled(text).map(|(line, text)| (line, row(line, text))).collect()
}

/// Reads a query a line, known by the line's number.
pub(super) fn plain(text: &str) -> Vec<Numbered> {
    let query =
        |line: usize, text: &str| Ok(Topic { id: line.to_string(), query: text.trim().to_owned() });
    filled(text).map(|(line, text)| (line, query(line, text))).collect()
}

/// Returns the lines that hold something, with their numbers.
pub(super) fn filled(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}
