//! `--expand`: what was added to a query, for people and for programs.

use std::io;

use presscut_index::{Added, Expansion, Query, Searcher, Sort};
use serde::Serialize;

use crate::cli::Output;
use crate::cli::config::{Format, SearchConfig};
use crate::cli::text::one_line;

/// Expands a query if that is wanted and its hits are ranked.
pub(super) fn of(
    query: &Query,
    searcher: &Searcher,
    search: &SearchConfig,
) -> presscut_index::Result<Option<Expansion>> {
    let wanted = search.expand && search.sort == Sort::Relevance && !search.count;
    wanted.then(|| searcher.expand(query, search.any)).transpose()
}

/// Says what was added to the query, which stands at `place` and belongs to a topic if there are several.
pub(super) fn tell(
    expansion: &Expansion,
    place: &str,
    topic: Option<&str>,
    search: &SearchConfig,
    output: &mut Output,
) -> io::Result<()> {
    let words: Vec<String> = expansion.words.iter().map(|added| one_line(&added.word)).collect();
    output.note(&match words.as_slice() {
        [] => {
            format!("{place}not expanded: no two of the first hits have a telling word in common")
        }
        words => format!("{place}expanded by {}", words.join(", ")),
    });
    if search.format != Format::Jsonl {
        return Ok(());
    }
    output.object(&Line { topic, expansion: expansion.words.iter().map(AddedObject::of).collect() })
}

/// The line of JSON behind the hits.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'a str>,
    expansion: Vec<AddedObject<'a>>,
}

#[derive(Serialize)]
struct AddedObject<'a> {
    word: &'a str,
    stem: &'a str,
    weight: f32,
}

impl<'a> AddedObject<'a> {
    fn of(added: &'a Added) -> Self {
        Self { word: &added.word, stem: &added.stem, weight: added.weight }
    }
}
