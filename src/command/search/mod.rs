//! `presscut search`: ranked articles, for people and for pipes.

mod counts;
mod export;
mod human;
mod nothing;
mod query;
mod svg;

use std::ops::ControlFlow;

use presscut_index::{Hit, Index, SearchOptions, Searcher, Snippet, Sort};
use serde::Serialize;

use self::export::Export;
use super::article::ArticleObject;
use super::{cache, open};
use crate::cli::config::{Config, Format, Order, SearchConfig};
use crate::cli::text::count;
use crate::cli::{Output, Status, UserError};

/// Characters of a snippet.
const SNIPPET: usize = 240;

/// Searches the index, or the cached one of the paths given.
pub(super) fn run(
    config: &Config,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let counted = !search.facets.is_empty() || search.timeline.is_some();
    if counted && !matches!(search.format, Format::Text | Format::Jsonl) {
        return Err(UserError::hinted(
            "facets and timelines are printed as text or as lines of JSON".to_owned(),
            "leave --format out, or write --json",
        ));
    }
    // A query that cannot be is refused before anything is read.
    let Some(query) = query::parse(search, output) else { return Ok(Status::Failed) };
    let (index, soft) = match &search.corpus {
        Some(corpus) => cache::bring_up_to_date(corpus, search.cache_size, output)?,
        None => (open(&config.index)?, Status::Done),
    };
    if soft == Status::Interrupted {
        return Ok(soft);
    }
    let found = answer(&index, &query, search, output)?;
    // As with grep, an unreadable file counts for more than what the others held.
    Ok(if soft == Status::Failed { soft } else { found })
}

fn answer(
    index: &Index,
    query: &presscut_index::Query,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let searcher = index.searcher()?;
    if search.count {
        let number = searcher.count(query, search.any)?;
        return print_count(number, output);
    }
    let options = SearchOptions {
        limit: search.limit,
        offset: search.offset,
        sort: match search.order {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
            Order::Id => Sort::Id,
        },
        any: search.any,
        // People want to know how many there are; programs ask with `--count`.
        count: search.format == Format::Text,
        snippet: Some(SNIPPET),
    };
    let found = if search.all {
        every(&searcher, query, &options, search, output)?
    } else {
        page(&searcher, query, &options, search, output)?
    };
    counts::write(&searcher, query, search, output)?;
    if found == 0 {
        nothing::tell(&searcher, query, search, output)?;
        return Ok(Status::Nothing);
    }
    Ok(Status::Done)
}

/// Prints a page of hits; returns how many articles match, at least.
fn page(
    searcher: &Searcher,
    query: &presscut_index::Query,
    options: &SearchOptions,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<u64> {
    let hits = searcher.search(query, options)?;
    for note in &hits.notes {
        output.note(note);
    }
    if search.format == Format::Text {
        human::write(&hits, search, output)?;
    } else {
        let mut export = Export::new(search.format, &search.columns);
        export.begin(output.out())?;
        for hit in &hits.hits {
            export.hit(hit, output.out())?;
        }
        export.end(output.out())?;
    }
    Ok(hits.total.number())
}

/// Prints every match as it is found; returns how many there are.
fn every(
    searcher: &Searcher,
    query: &presscut_index::Query,
    options: &SearchOptions,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<u64> {
    let mut export = Export::new(search.format, &search.columns);
    export.begin(output.out())?;
    let (mut found, mut written) = (0, Ok(()));
    let notes = searcher.each(query, options, &mut |hit| {
        found = hit.rank;
        written = match search.format {
            Format::Text => human::write_one(&hit, output),
            _ => export.hit(&hit, output.out()),
        };
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    export.end(output.out())?;
    for note in &notes {
        output.note(note);
    }
    if search.format == Format::Text && found > 0 {
        output.flush()?;
        output.say(&format!("\n{}", count(found, "article")));
    }
    Ok(found)
}

fn print_count(number: u64, output: &mut Output) -> anyhow::Result<Status> {
    use std::io::Write as _;

    if output.json() {
        output.object(&serde_json::json!({ "count": number }))?;
    } else {
        writeln!(output.out(), "{number}")?;
    }
    Ok(if number == 0 { Status::Nothing } else { Status::Done })
}

/// Writes a snippet with dots where text was left out.
fn shown_snippet(snippet: &Snippet) -> String {
    let dots = |cut| if cut { "…" } else { "" };
    format!("{}{}{}", dots(snippet.cut_before), snippet.text, dots(snippet.cut_after))
}

/// A hit as JSON.
#[derive(Serialize)]
pub(super) struct HitObject<'a> {
    rank: u64,
    score: f32,
    snippet: Option<String>,
    #[serde(flatten)]
    article: ArticleObject<'a>,
}

impl<'a> HitObject<'a> {
    pub(super) fn new(hit: &'a Hit) -> Self {
        Self {
            rank: hit.rank,
            score: hit.score,
            snippet: hit.snippet.as_ref().map(shown_snippet),
            article: ArticleObject::new(&hit.article),
        }
    }
}
