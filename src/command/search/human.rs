//! Hits as people read them.

use std::io::{self, Write as _};

use presscut_index::{Explain, Hit, Hits, Total};

use super::{explain, fragments};
use crate::cli::config::SearchConfig;
use crate::cli::link::{file_target, linked, web_target};
use crate::cli::paragraph::{Setting, paragraph};
use crate::cli::text::{count, first_words, grouped, one_line};
use crate::cli::{Output, Theme};
use crate::read::path_of;

/// Columns of the first words that stand for a missing headline.
const FIRST_WORDS: usize = 60;

/// Writes the page of hits, and how many there are besides.
pub(super) fn write(hits: &Hits, search: &SearchConfig, output: &mut Output) -> io::Result<()> {
    let (theme, width) = (output.theme(), output.width());
    let last = hits.hits.last().map_or(0, |hit| hit.rank);
    let number_width = last.to_string().len();
    for (at, hit) in hits.hits.iter().enumerate() {
        if at > 0 {
            writeln!(output.out())?;
        }
        let explained = search.explain != Explain::Nothing;
        write_hit(output.out(), hit, number_width, width, &theme, explained)?;
    }
    output.flush()?;
    tell_total(hits, last, search, output);
    Ok(())
}

/// Writes a hit of a list without end, with a blank line behind it.
pub(in crate::command) fn write_one(
    out: &mut impl io::Write,
    hit: &Hit,
    width: usize,
    theme: &Theme,
    explained: bool,
) -> io::Result<()> {
    write_hit(out, hit, hit.rank.to_string().len(), width, theme, explained)?;
    writeln!(out)
}

fn write_hit(
    out: &mut impl io::Write,
    hit: &Hit,
    number_width: usize,
    width: usize,
    theme: &Theme,
    explained: bool,
) -> io::Result<()> {
    let indent = number_width + 2;
    let (bold, dim, path) = (theme.bold, theme.dim, theme.path);
    let article = &hit.article;
    write!(out, "{dim}{:>number_width$}.{dim:#} ", hit.rank)?;
    let setting = Setting { indent, width, mark: theme.hit };
    match &article.headline {
        Some(headline) => {
            // The style of a mark ends all styles, so the headline's is set around every line piece.
            let text = paragraph(headline, &hit.headline_marks, &setting);
            let url = article.url.as_deref().filter(|_| theme.links).and_then(web_target);
            let text = linked(&text, url.as_deref());
            if hit.headline_marks.is_empty() || theme.is_plain() {
                writeln!(out, "{bold}{text}{bold:#}")?;
            } else {
                let resumed = format!("{:#}{bold}", theme.hit);
                writeln!(
                    out,
                    "{bold}{}{bold:#}",
                    text.replace(&format!("{:#}", theme.hit), &resumed)
                )?;
            }
        }
        None if article.body.trim().is_empty() => {
            writeln!(out, "{dim}(no headline, no text){dim:#}")?;
        }
        None => {
            let words = first_words(&article.body, FIRST_WORDS.min(width.saturating_sub(indent)));
            writeln!(out, "{dim}(no headline){dim:#} {words}")?;
        }
    }
    write!(out, "{:indent$}", "")?;
    if !article.authors.is_empty() {
        write!(out, "{} · ", one_line(&article.authors.join(", ")))?;
    }
    if let Some(date) = &article.date {
        // The hour is noise in a list; `show` has it.
        write!(out, "{} · ", date.iso().get(..10).unwrap_or(date.iso()))?;
    }
    let file = theme.links.then(|| file_of(&article.source)).flatten();
    write!(out, "{path}{}{path:#}", linked(&one_line(&article.source), file.as_deref()))?;
    if hit.score > 0.0 {
        write!(out, "{dim} · score {:.2}{dim:#}", hit.score)?;
    }
    writeln!(out, "{dim} · {}{dim:#}", one_line(&article.id))?;
    if let Some(whole) = &article.teaser_of {
        writeln!(out, "{:indent$}{dim}teaser of{dim:#} {path}{}{path:#}", "", one_line(whole))?;
    }
    if let Some(snippet) = hit.snippet.as_ref().filter(|snippet| !snippet.text.trim().is_empty()) {
        let (text, marks) = with_dots(snippet);
        for line in fragments::lines(&text) {
            let marks = fragments::inside(&marks, &line);
            let line = text.get(line).unwrap_or_default();
            writeln!(out, "{:indent$}{}", "", paragraph(line, &marks, &setting))?;
        }
    }
    if explained {
        let why = explain::sentence(hit);
        writeln!(out, "{:indent$}{dim}{}{dim:#}", "", paragraph(&why, &[], &setting))?;
    }
    for line in explain::sum(hit) {
        writeln!(out, "{:indent$}{dim}{line}{dim:#}", "")?;
    }
    if hit.rest > 0 {
        writeln!(out, "{:indent$}{dim}and {} more from this source{dim:#}", "", grouped(hit.rest))?;
    }
    Ok(())
}

/// Returns the target of a link to a source; what came by standard input has none.
fn file_of(source: &str) -> Option<String> {
    if source == "-" { None } else { file_target(&path_of(source)) }
}

/// Sets dots where text was left out, and moves the marks along.
pub(super) fn with_dots(
    snippet: &presscut_index::Snippet,
) -> (String, Vec<std::ops::Range<usize>>) {
    let before = if snippet.cut_before { "…" } else { "" };
    let after = if snippet.cut_after { "…" } else { "" };
    let moved = |mark: &std::ops::Range<usize>| mark.start + before.len()..mark.end + before.len();
    (format!("{before}{}{after}", snippet.text), snippet.marks.iter().map(moved).collect())
}

/// Says how many articles there are, and how to see more.
fn tell_total(hits: &Hits, last: u64, search: &SearchConfig, output: &mut Output) {
    let total = hits.total.number();
    if total == 0 {
        return;
    }
    let more = if matches!(hits.total, Total::AtLeast(_)) { " or more" } else { "" };
    if hits.hits.is_empty() {
        output.say(&format!("{}{more}, none on this page", count(total, "article")));
        return;
    }
    let first = hits.hits.first().map_or(1, |hit| hit.rank);
    let mut text = format!("{}{more}", count(total, "article"));
    if search.per_source.is_some() {
        let which = if first == last {
            grouped(last)
        } else {
            format!("{}–{}", grouped(first), grouped(last))
        };
        text = format!("{text}; hit {which} of those listed");
    } else if first > 1 || last < total {
        text = format!("{}–{} of {text}", grouped(first), grouped(last));
    }
    if let Some(next) = &hits.next {
        let how = match search.place {
            Some(_) => format!("--cursor {next}"),
            None => format!("--offset {last}"),
        };
        text = format!("{text}; {how} for the next");
    }
    output.say(&format!("\n{text}"));
}
