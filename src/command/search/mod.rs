//! `presscut search`: ranked articles, for people and for pipes.

mod counts;
mod expand;
mod explain;
mod export;
mod fragments;
pub(super) mod human;
mod list;
mod listing;
mod nothing;
mod query;
mod similar;
mod svg;

use std::io;
use std::mem::ManuallyDrop;
use std::ops::ControlFlow;
use std::time::Instant;

use presscut_index::{Expansion, Hit, Hits, Query, SearchOptions, Searcher, Sort};
use serde::Serialize;

use self::export::Export;
pub(super) use self::fragments::Extra;
use self::fragments::Fragment;
use self::list::List;
pub(super) use self::query::parse;
pub(super) use self::similar::run as similar;
use super::article::ArticleObject;
use super::{cache, open, open_for_little};
use crate::bench::{Times, nanos};
use crate::cli::config::{Column, Config, Format, Place, SearchConfig};
use crate::cli::text::count;
use crate::cli::{Output, Status};
use crate::system::bytes_from_disk;

/// Characters of a snippet.
const SNIPPET: usize = 240;

/// Searches the index, or the cached one of the paths given.
pub(super) fn run(
    config: &Config,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<Status> {
    listing::check(search)?;
    let begun = Instant::now();
    query::tell_of_no_effect(search, output);
    // A query that cannot be is refused before anything is read.
    let list = search.queries.as_deref().map(|path| List::read(path, search)).transpose()?;
    let asked = match &list {
        // Filters are the same for every question.
        Some(_) => query::narrow(Query::all(), search, output),
        None => query::read(&search.query, search, "", output),
    };
    let Some(query) = asked else { return Ok(Status::Failed) };
    let read = Instant::now();
    let (index, soft) = match &search.corpus {
        Some(corpus) => cache::bring_up_to_date(corpus, search.cache_size, output)?,
        None if reads_little(search, &query) => (open_for_little(&config.index)?, Status::Done),
        None => (open(&config.index)?, Status::Done),
    };
    if soft == Status::Interrupted {
        return Ok(soft);
    }
    // The program is about to end: the system frees at once what would be freed piece by piece here.
    let searcher = ManuallyDrop::new(index.searcher()?);
    let opened = Instant::now();
    let found = match list {
        Some(list) => list.answer(&searcher, search, output)?,
        None => Asked::new(Searcher::clone(&searcher), &query, search)?.answer(output)?,
    };
    if search.times {
        output.flush()?;
        let times = Times {
            open_ns: nanos(opened.duration_since(read)),
            query_ns: nanos(read.duration_since(begun) + opened.elapsed()),
            disk_bytes: bytes_from_disk(),
        };
        output.say(&serde_json::to_string(&times)?);
    }
    // As with grep, an unreadable file counts for more than what the others held.
    Ok(if soft == Status::Failed { soft } else { found })
}

/// A question and who is asked.
struct Asked<'a> {
    searcher: Searcher,
    query: &'a Query,
    /// What it became, if it was expanded.
    expansion: Option<Expansion>,
    search: &'a SearchConfig,
}

impl<'a> Asked<'a> {
    /// Expands the query, if that is wanted.
    fn new(
        searcher: Searcher,
        query: &'a Query,
        search: &'a SearchConfig,
    ) -> presscut_index::Result<Self> {
        let expansion = expand::of(query, &searcher, search)?;
        Ok(Self { searcher, query, expansion, search })
    }

    /// Prints what was found, and why nothing was; returns what to say at the end.
    fn answer(&self, output: &mut Output) -> anyhow::Result<Status> {
        let found = self.list(output)?;
        if found == Status::Nothing && !self.search.count {
            self.tell_of_nothing(output)?;
        }
        Ok(found)
    }

    /// Prints what was found.
    fn list(&self, output: &mut Output) -> anyhow::Result<Status> {
        let search = self.search;
        if search.count {
            return print_count(self.searcher.count(self.query, search.any)?, output);
        }
        let options = options(search);
        let found =
            if search.all { self.every(&options, output)? } else { self.page(&options, output)? };
        self.write_counts(output)?;
        Ok(if found == 0 { Status::Nothing } else { Status::Done })
    }

    /// Prints a page of hits; returns how many articles match, at least.
    fn page(&self, options: &SearchOptions, output: &mut Output) -> anyhow::Result<u64> {
        let hits = self.searcher.search(self.ranked(), options)?;
        for note in &hits.notes {
            output.note(note);
        }
        if self.search.format == Format::Text {
            human::write(&hits, self.search, output)?;
        } else {
            let mut export = self.export(output)?;
            for hit in &hits.hits {
                export.hit(hit, output.out())?;
            }
            export.end(output.out())?;
        }
        self.tell_expansion(hits.total.number(), output)?;
        if self.search.format != Format::Text {
            self.tell_next(&hits, output)?;
        }
        Ok(hits.total.number())
    }

    /// Prints every match as it is found; returns how many there are.
    fn every(&self, options: &SearchOptions, output: &mut Output) -> anyhow::Result<u64> {
        let mut export = self.export(output)?;
        let (mut found, mut written) = (0, Ok(()));
        let notes = self.searcher.each(self.ranked(), options, &mut |hit| {
            found = hit.rank;
            written = export.hit(&hit, output.out());
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        written?;
        export.end(output.out())?;
        for note in &notes {
            output.note(note);
        }
        if self.search.format == Format::Text && found > 0 {
            output.flush()?;
            output.say(&format!("\n{}", count(found, "article")));
        }
        self.tell_expansion(found, output)?;
        Ok(found)
    }

    /// Returns the query by which hits are ranked.
    fn ranked(&self) -> &Query {
        self.expansion.as_ref().map_or(self.query, |expansion| &expansion.query)
    }

    /// Says what the query was expanded by, where anything was found.
    fn tell_expansion(&self, found: u64, output: &mut Output) -> io::Result<()> {
        match self.expansion.as_ref().filter(|_| found > 0) {
            Some(expansion) => expand::tell(expansion, "", None, self.search, output),
            None => Ok(()),
        }
    }

    /// Tells programs where the next page begins: in a line of its own, or beside other formats.
    fn tell_next(&self, hits: &Hits, output: &mut Output) -> anyhow::Result<()> {
        if self.search.place.is_none() {
            return Ok(());
        }
        let next = hits.next.as_ref().map(ToString::to_string);
        if self.search.format == Format::Jsonl {
            output.object(&serde_json::json!({ "next": next }))?;
        } else if let Some(next) = next {
            output.say(&format!("--cursor {next} for the next"));
        }
        Ok(())
    }

    /// Begins to write hits.
    fn export(&self, output: &mut Output) -> anyhow::Result<Export<'_>> {
        let (theme, width) = (output.theme(), output.width());
        let export = Export::new(self.search.format, &self.search.columns, theme, width);
        let export = export.with(Extra::of(self.search)).shown(output.is_terminal());
        export.begin(output.out())?;
        Ok(export)
    }
}

/// The most hits of a page.
const PAGE: usize = 100;

/// Tells whether a search reads little of an index: a page of hits does, what looks at every match or word does not.
fn reads_little(search: &SearchConfig, query: &Query) -> bool {
    let page = search.limit <= PAGE && search.sort == Sort::Relevance;
    let counted = search.count || !search.facets.is_empty() || search.timeline.is_some();
    let listed = search.all || search.queries.is_some() || search.per_source.is_some();
    page && !counted && !listed && !query.compares_all_words()
}

/// Tells whether hits are printed with their snippet or body.
fn shows(search: &SearchConfig, column: Column) -> bool {
    match search.format {
        Format::Trec | Format::Ids => false,
        Format::Text | Format::Markdown => column == Column::Snippet,
        Format::Csv | Format::Tsv if search.columns.is_empty() => Column::TABLE.contains(&column),
        Format::Json | Format::Jsonl if search.columns.is_empty() => true,
        Format::Json | Format::Jsonl | Format::Csv | Format::Tsv => {
            search.columns.contains(&column)
        }
    }
}

/// How the index is to be searched.
fn options(search: &SearchConfig) -> SearchOptions {
    SearchOptions {
        limit: search.limit,
        offset: search.offset,
        sort: search.sort,
        any: search.any,
        recency: search.recency,
        // People want to know how many there are; programs ask with `--count`.
        count: search.format == Format::Text,
        snippet: shows(search, Column::Snippet).then_some(SNIPPET),
        fragments: search.fragments.unwrap_or(1),
        whole: search.context,
        per_source: search.per_source,
        explain: search.explain,
        bodies: shows(search, Column::ArticleBody),
        after: match &search.place {
            Some(Place::Behind(cursor)) => Some(cursor.clone()),
            Some(Place::Start) | None => None,
        },
    }
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
    #[serde(skip_serializing_if = "Option::is_none")]
    fragments: Option<Vec<Fragment<'a>>>,
    #[serde(rename = "headlineMarks", skip_serializing_if = "Option::is_none")]
    headline_marks: Option<Vec<[usize; 2]>>,
    #[serde(rename = "moreFromSource", skip_serializing_if = "Option::is_none")]
    rest: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<explain::Explained<'a>>,
    #[serde(flatten)]
    article: ArticleObject<'a>,
}

impl<'a> HitObject<'a> {
    pub(super) fn new(hit: &'a Hit, extra: Extra) -> Self {
        let snippet = hit.snippet.as_ref().filter(|_| extra.fragments);
        Self {
            rank: hit.rank,
            score: hit.score,
            snippet: hit.snippet.as_ref().map(|snippet| human::with_dots(snippet).0),
            fragments: snippet.map(fragments::of),
            headline_marks: extra.fragments.then(|| fragments::pairs(&hit.headline_marks, 0)),
            rest: extra.rest.then_some(hit.rest),
            explain: explain::object(hit, extra.reasons),
            article: ArticleObject::new(&hit.article),
        }
    }
}
