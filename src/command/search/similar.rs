//! `presscut similar`: the articles most like another one.

use std::path::Path;

use presscut_index::{Article, Searcher};

use super::{Asked, listing, query};
use crate::cli::config::SimilarConfig;
use crate::cli::text::{count, one_line};
use crate::cli::{Output, Status, UserError};
use crate::command::{cache, open};

/// Most sources that are named.
const SOURCES: usize = 5;

/// Finds the article and lists those like it.
pub(in crate::command) fn run(
    index: &Path,
    similar: &SimilarConfig,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let search = &similar.search;
    listing::check(search)?;
    query::tell_of_no_effect(search, output);
    let (index, soft) = match &search.corpus {
        Some(corpus) => cache::bring_up_to_date(corpus, search.cache_size, output)?,
        None => (open(index)?, Status::Done),
    };
    if soft == Status::Interrupted {
        return Ok(soft);
    }
    let searcher = index.searcher()?;
    let article = find(&searcher, similar)?;
    let like = searcher.similar(&article)?;
    let Some(query) = query::narrow(like, search, output) else { return Ok(Status::Failed) };
    let found = Asked::new(searcher, &query, search)?.list(output)?;
    if found == Status::Nothing && !search.count {
        output.note("nothing found");
        output.hint("no other article that passes the filters holds a telling word of this one");
    }
    // As with `search`, an unreadable file counts for more than what the others held.
    Ok(if soft == Status::Failed { soft } else { found })
}

/// Finds the article that others are to be like.
fn find(searcher: &Searcher, similar: &SimilarConfig) -> anyhow::Result<Article> {
    let SimilarConfig { id, source, .. } = similar;
    let mut articles = searcher.articles(id)?;
    if articles.is_empty() {
        let near = searcher.near_ids(id)?;
        let hint = match near.as_slice() {
            [] => "`presscut search` prints the ids of what it finds".to_owned(),
            near => format!("near ids are {}", near.join(", ")),
        };
        return Err(UserError::hinted(format!("no article has the id {}", one_line(id)), hint));
    }
    let sources: Vec<String> = articles.iter().map(|article| one_line(&article.source)).collect();
    let mut named = sources.iter().take(SOURCES).cloned().collect::<Vec<_>>().join(", ");
    if let Some(more) = sources.len().checked_sub(SOURCES).filter(|more| *more > 0) {
        named = format!("{named} and {more} more");
    }
    if let Some(source) = source {
        articles.retain(|article| article.source == *source);
    }
    match (articles.pop(), articles.len()) {
        (Some(article), 0) => Ok(article),
        (Some(_), others) => Err(UserError::hinted(
            format!("{} have the id {}", count(others as u64 + 1, "article"), one_line(id)),
            format!("say which one with --source; they are from {named}"),
        )),
        (None, _) => Err(UserError::hinted(
            format!("no article of that source has the id {}", one_line(id)),
            format!("there is one of {named}"),
        )),
    }
}
