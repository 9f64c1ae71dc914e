//! `show --at`: the text that an article was cut from.

use std::io::Write as _;

use presscut_index::{Article, Searcher};
use serde_json::json;

use crate::cli::text::{one_line, printable};
use crate::cli::{Output, UserError};
use crate::pipeline::read_options;
use crate::read::{self, Document, Item, Opened, ReadOptions, Source, path_of};

/// Reads the source again and prints the span of the article, and where it is.
pub(super) fn write(
    article: &Article,
    again: bool,
    searcher: &Searcher,
    output: &mut Output,
) -> anyhow::Result<()> {
    let states = searcher.sources()?;
    let fingerprint =
        states.iter().find(|state| state.name == article.source).and_then(|s| s.fingerprint);
    let source = source(article)?;
    let same = fingerprint
        .is_some_and(|print| (print.size, print.modified) == (source.size, source.modified));
    if !same {
        output.note(&format!("{} has changed since it was indexed", article.source));
    }
    let options = fingerprint.map_or_else(ReadOptions::default, read_options);
    let document = document(article, &source, &options)?;
    let text = document.as_ref().and_then(|document| article.span.of(document.content.text()));
    let Some(text) = text else {
        return Err(UserError::hinted(
            format!(
                "{}: bytes {}–{} of the record at byte {} are not there",
                article.source, article.span.start, article.span.end, article.record
            ),
            "index it again",
        ));
    };
    if output.json() {
        return Ok(output.object(&json!({
            "id": article.id, "source": article.source, "record": article.record,
            "start": article.span.start, "end": article.span.end, "text": text,
        }))?);
    }
    let (dim, path) = (output.theme().dim, output.theme().path);
    let out = output.out();
    if again {
        writeln!(out)?;
    }
    write!(out, "{path}{}{path:#}{dim}, ", one_line(&article.source))?;
    if article.record > 0 {
        write!(out, "record at byte {}, ", article.record)?;
    }
    writeln!(out, "bytes {}–{}{dim:#}", article.span.start, article.span.end)?;
    writeln!(out, "{}", printable(text).trim_end_matches('\n'))?;
    Ok(())
}

/// Finds the source again.
fn source(article: &Article) -> anyhow::Result<Source> {
    if article.source == "-" {
        return Err(UserError::hinted(
            "the article came by standard input, which cannot be read again",
            "`presscut show` without --at prints it",
        ));
    }
    let path = path_of(&article.source);
    let found = read::walk(&[path], &read::WalkOptions::default())?.next();
    found.transpose()?.ok_or_else(|| {
        UserError::hinted(
            format!("{}: the source is gone", article.source),
            "`presscut show` without --at prints the article",
        )
    })
}

/// Reads up to the document of the article.
fn document(
    article: &Article,
    source: &Source,
    options: &ReadOptions,
) -> anyhow::Result<Option<Document>> {
    let Opened::Reader(reader) = read::open(source, options)? else { return Ok(None) };
    for item in reader {
        match item {
            Item::Document(document) if document.record == article.record => {
                return Ok(Some(document));
            }
            Item::Document(document) if document.record > article.record => break,
            _ => {}
        }
    }
    Ok(None)
}
