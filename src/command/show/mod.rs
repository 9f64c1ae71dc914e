//! `presscut show`: an article and where it came from.

mod browse;
mod place;

use std::io::{self, Write as _};
use std::path::PathBuf;

use presscut_index::{Article, Mark};
use serde::Serialize;

use super::article::{ArticleObject, OriginObject};
use super::{cache, open_for_little};
use crate::cli::config::{Config, Shown, corpus_of};
use crate::cli::paragraph::{Setting, paragraph};
use crate::cli::text::{count, one_line};
use crate::cli::{Output, Status};

/// Shows every article with the id, or opens the first.
pub(super) fn run(
    config: &Config,
    id: &str,
    paths: &[PathBuf],
    what: Shown,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let index = if paths.is_empty() {
        open_for_little(&config.index)?
    } else {
        cache::bring_up_to_date(&corpus_of(paths.to_vec()), u64::MAX, output)?.0
    };
    let searcher = index.searcher()?;
    let articles = searcher.articles(id)?;
    if articles.is_empty() {
        output.note(&format!("no article has the id {id}"));
        return Ok(Status::Nothing);
    }
    if let (Shown::Page | Shown::Url | Shown::File, Some(first)) = (what, articles.first()) {
        if articles.len() > 1 {
            output.note(&format!(
                "{} have this id; the one of {} is opened",
                count(articles.len() as u64, "article"),
                first.source
            ));
        }
        return browse::open(first, what, output);
    }
    for (at, article) in articles.iter().enumerate() {
        if what == Shown::Source {
            place::write(article, at > 0, &searcher, output)?;
        } else if output.json() {
            output.object(&ShowObject {
                article: ArticleObject::new(article),
                origin: OriginObject::new(article),
            })?;
        } else {
            if at > 0 {
                writeln!(output.out())?;
            }
            write(article, output)?;
        }
    }
    Ok(Status::Done)
}

/// An article as JSON, with where it came from.
#[derive(Serialize)]
struct ShowObject<'a> {
    #[serde(flatten)]
    article: ArticleObject<'a>,
    #[serde(flatten)]
    origin: OriginObject<'a>,
}

fn write(article: &Article, output: &mut Output) -> io::Result<()> {
    let (theme, width) = (output.theme(), output.width());
    let (bold, dim) = (theme.bold, theme.dim);
    let setting = Setting { indent: 0, width, mark: theme.hit };
    let out = output.out();
    if let Some(headline) = &article.headline {
        writeln!(out, "{bold}{}{bold:#}", paragraph(headline, &[], &setting))?;
    }
    let line = by_and_on(article);
    if !line.is_empty() {
        writeln!(out, "{line}")?;
    }
    for text in article.body.lines().filter(|line| !line.trim().is_empty()) {
        writeln!(out, "\n{}", paragraph(text, &[], &setting))?;
    }
    writeln!(out)?;
    for (label, text) in origin(article) {
        writeln!(out, "{dim}{label:<9}{dim:#} {text}")?;
    }
    Ok(())
}

/// The line under the headline: author, date, section.
fn by_and_on(article: &Article) -> String {
    let mut parts = Vec::new();
    if !article.authors.is_empty() {
        parts.push(one_line(&article.authors.join(", ")));
    }
    parts.extend(article.date.as_ref().map(|date| date.iso().to_owned()));
    parts.extend(article.section.as_deref().map(one_line));
    parts.join(" · ")
}

/// Where the article and each of its fields came from, a label and a text each.
fn origin(article: &Article) -> Vec<(&'static str, String)> {
    let evidence = &article.evidence;
    let mut lines = vec![("id", one_line(&article.id)), ("source", one_line(&article.source))];
    let mut place = format!("bytes {}–{} of the document", article.span.start, article.span.end);
    if article.record > 0 {
        place = format!("{place}, which is the record at byte {}", article.record);
    }
    if let Some(mark) = &evidence.article {
        place = format!("{place}, by {}", mark.rule);
    }
    lines.push(("cut", place));
    let mut field = |label, mark: Option<&Mark>| lines.extend(mark.map(|m| (label, told(m))));
    field("headline", evidence.headline.as_ref());
    field("other", evidence.other_headline.as_ref().map(|other| &other.mark));
    for mark in &evidence.authors {
        field("author", Some(mark));
    }
    field("date", evidence.date.as_ref());
    field("modified", evidence.modified.as_ref());
    field("section", evidence.section.as_ref());
    let mut fact = |label, text: Option<String>| lines.extend(text.map(|text| (label, text)));
    let other = evidence.other_headline.as_ref();
    fact("headlined", other.map(|other| one_line(&other.text)));
    fact("printed", article.date_text.as_deref().map(one_line));
    fact("changed", article.modified.as_ref().map(|date| date.iso().to_owned()));
    fact("captured", article.captured.as_ref().map(|date| date.iso().to_owned()));
    fact("language", article.language.map(|language| language.to_string()));
    fact("url", article.url.as_deref().map(one_line));
    fact("teaser of", article.teaser_of.as_deref().map(one_line));
    lines
}

fn told(mark: &Mark) -> String {
    match mark.span {
        Some(span) => format!("bytes {}–{}, by {}", span.start, span.end, mark.rule),
        None => format!("by {}", mark.rule),
    }
}
