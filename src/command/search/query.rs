//! From what was typed to a query; mistakes are shown where they are.

use presscut_index::{Explain, Field, ParseOptions, Query, QueryError, Sort, caret};

use crate::cli::Output;
use crate::cli::config::{Filter, Format, SearchConfig};
use crate::cli::text::grouped;

/// Most notes on a query that are shown: a pasted text can have thousands.
const NOTES: usize = 8;

/// Reads a query, which stands at `place`, and the filters; on a mistake says so and returns `None`.
pub(super) fn read(
    text: &str,
    search: &SearchConfig,
    place: &str,
    output: &mut Output,
) -> Option<Query> {
    let options = ParseOptions { now: Some(search.now), faults: search.faults };
    narrow(parse(text, &options, place, output)?, search, output)
}

/// Reads a query, which stands at `place`; on a mistake says so and returns `None`.
pub(in crate::command) fn parse(
    text: &str,
    options: &ParseOptions,
    place: &str,
    output: &mut Output,
) -> Option<Query> {
    let parsed = match Query::parse(text, options) {
        Ok(parsed) => parsed,
        Err(error) => {
            refuse(&error, text, place, output);
            return None;
        }
    };
    for note in parsed.notes.iter().take(NOTES) {
        output.note(&format!("{place}{note}\n{}", caret(text, &note.span)));
    }
    if let Some(more) = parsed.notes.len().checked_sub(NOTES).filter(|more| *more > 0) {
        output.note(&format!("{place}and {} more of that kind", grouped(more as u64)));
    }
    Some(parsed.query)
}

/// Narrows a query by the filters; on a mistake says so and returns `None`.
pub(super) fn narrow(
    mut query: Query,
    search: &SearchConfig,
    output: &mut Output,
) -> Option<Query> {
    let options = ParseOptions { now: Some(search.now), faults: search.faults };
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
                refuse(&error, value, &format!("{}: ", filter.flag()), output);
                return None;
            }
        };
    }
    Some(query)
}

/// Says which flags the order or the format has no room for.
pub(super) fn tell_of_no_effect(search: &SearchConfig, output: &mut Output) {
    let ranked = search.sort == Sort::Relevance && !search.count;
    for (flag, given) in [("--expand", search.expand), ("--recency", search.recency.is_some())] {
        if given && !ranked {
            output.note(&format!("{flag} changes nothing where hits are not ranked"));
        }
    }
    let format = match search.format {
        Format::Csv => "csv",
        Format::Tsv => "tsv",
        Format::Markdown => "markdown",
        Format::Trec => "trec",
        Format::Ids => "ids",
        Format::Text | Format::Json | Format::Jsonl => return,
    };
    for (flag, given) in [
        ("--explain", search.explain != Explain::Nothing),
        ("--fragments", search.fragments.is_some()),
        ("--context", search.context),
    ] {
        if given {
            output.note(&format!("{flag} shows nothing with --format {format}"));
        }
    }
}

/// Shows a mistake with a caret under its place.
fn refuse(error: &QueryError, text: &str, place: &str, output: &mut Output) {
    output.error(&format!("{place}{}\n{}", error.message, caret(text, &error.span)));
    if let Some(hint) = &error.hint {
        output.hint(hint);
    }
}
