//! `presscut search`: ranked articles, for people and for pipes.

mod counts;
mod human;
mod nothing;
mod query;
mod svg;

use presscut_index::{Hit, Index, SearchOptions, Sort};
use serde::Serialize;

use super::article::ArticleObject;
use super::{cache, open};
use crate::cli::config::{Config, Order, SearchConfig};
use crate::cli::{Output, Status};

/// Characters of a snippet.
const SNIPPET: usize = 240;

/// Searches the index, or the cached one of the paths given.
pub(super) fn run(
    config: &Config,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<Status> {
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
        },
        any: search.any,
        // People want to know how many there are; programs ask with `--count`.
        count: !output.json(),
        snippet: Some(SNIPPET),
    };
    let hits = searcher.search(query, &options)?;
    for note in &hits.notes {
        output.note(note);
    }
    if output.json() {
        for hit in &hits.hits {
            output.object(&HitObject::new(hit))?;
        }
    } else {
        human::write(&hits, search, output)?;
    }
    counts::write(&searcher, query, search, output)?;
    if hits.total.number() == 0 {
        nothing::tell(&searcher, query, search, output)?;
        return Ok(Status::Nothing);
    }
    Ok(Status::Done)
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
            snippet: hit.snippet.as_ref().map(|snippet| {
                let dots = |cut| if cut { "…" } else { "" };
                format!("{}{}{}", dots(snippet.cut_before), snippet.text, dots(snippet.cut_after))
            }),
            article: ArticleObject::new(&hit.article),
        }
    }
}
