//! From what was typed to a query; mistakes are shown where they are.

use presscut_index::{Field, ParseOptions, Query, QueryError, caret};

use crate::cli::Output;
use crate::cli::config::{Filter, SearchConfig};

/// Reads the query and its filters; on a mistake says so and returns `None`.
pub(super) fn parse(search: &SearchConfig, output: &mut Output) -> Option<Query> {
    let options = ParseOptions { now: Some(search.now), faults: search.faults };
    let parsed = match Query::parse(&search.query, &options) {
        Ok(parsed) => parsed,
        Err(error) => {
            refuse(&error, &search.query, None, output);
            return None;
        }
    };
    for note in &parsed.notes {
        output.note(&format!("{note}\n{}", caret(&search.query, &note.span)));
    }
    let mut query = parsed.query;
    for (filter, value) in &search.filters {
        let narrowed = match filter {
            Filter::Author => query.and_field(Field::Author, value, &options),
            Filter::Source => query.and_field(Field::Source, value, &options),
            Filter::Site => query.and_field(Field::Site, value, &options),
            Filter::After => query.and_after(value, &options),
            Filter::Before => query.and_before(value, &options),
        };
        query = match narrowed {
            Ok(query) => query,
            Err(error) => {
                refuse(&error, value, Some(filter.flag()), output);
                return None;
            }
        };
    }
    Some(query)
}

/// Shows a mistake with a caret under its place.
fn refuse(error: &QueryError, text: &str, flag: Option<&str>, output: &mut Output) {
    let place = flag.map_or_else(String::new, |flag| format!("{flag}: "));
    output.error(&format!("{place}{}\n{}", error.message, caret(text, &error.span)));
    if let Some(hint) = &error.hint {
        output.hint(hint);
    }
}
