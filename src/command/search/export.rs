//! Hits for programs, tables and documents.

use std::io::{self, Write};

use presscut_index::{Date, Hit};
use serde::Serializer as _;
use serde::ser::SerializeMap as _;
use serde_json::{Value, json};

use super::HitObject;
use crate::cli::config::{Column, Format};
use crate::cli::text::one_line;

/// Writes hits one after the other in a format other than that for people.
pub(super) struct Export<'a> {
    format: Format,
    columns: &'a [Column],
    written: u64,
}

impl<'a> Export<'a> {
    /// Prepares to write these columns; none stand for what the format has by itself.
    pub(super) fn new(format: Format, columns: &'a [Column]) -> Self {
        let table = matches!(format, Format::Csv | Format::Tsv) && columns.is_empty();
        Self { format, columns: if table { &Column::TABLE } else { columns }, written: 0 }
    }

    /// Writes what stands before the first hit.
    pub(super) fn begin(&self, out: &mut impl Write) -> io::Result<()> {
        let names = || self.columns.iter().map(|column| column.name().to_owned());
        match self.format {
            Format::Json => out.write_all(b"["),
            Format::Csv => row(names(), b',', out),
            Format::Tsv => row(names(), b'\t', out),
            _ => Ok(()),
        }
    }

    /// Writes a hit.
    pub(super) fn hit(&mut self, hit: &Hit, out: &mut impl Write) -> io::Result<()> {
        self.written += 1;
        match self.format {
            Format::Json => {
                out.write_all(if self.written > 1 { b",\n" } else { b"\n" })?;
                self.object(hit, out)
            }
            Format::Jsonl => {
                self.object(hit, out)?;
                out.write_all(b"\n")
            }
            Format::Csv => row(self.columns.iter().map(|column| cell(*column, hit)), b',', out),
            Format::Tsv => {
                let cells = self.columns.iter().map(|column| one_line(&cell(*column, hit)));
                row(cells, b'\t', out)
            }
            Format::Markdown => markdown(hit, out),
            Format::Trec => {
                // A run is columns of words; its ids have no spaces.
                let id = hit.article.id.split_whitespace().collect::<Vec<_>>().join("_");
                writeln!(out, "1 Q0 {id} {} {} presscut", hit.rank, hit.score)
            }
            Format::Ids | Format::Text => writeln!(out, "{}", one_line(&hit.article.id)),
        }
    }

    /// Writes what stands behind the last hit.
    pub(super) fn end(&self, out: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Json => out.write_all(b"\n]\n"),
            _ => Ok(()),
        }
    }

    fn object(&self, hit: &Hit, out: &mut impl Write) -> io::Result<()> {
        if self.columns.is_empty() {
            return Ok(serde_json::to_writer(out, &HitObject::new(hit))?);
        }
        let mut object = serde_json::Serializer::new(out);
        let mut map = object.serialize_map(Some(self.columns.len()))?;
        for column in self.columns {
            map.serialize_entry(column.name(), &value(*column, hit))?;
        }
        Ok(map.end()?)
    }
}

/// Returns a column of a hit as JSON.
fn value(column: Column, hit: &Hit) -> Value {
    let article = &hit.article;
    match column {
        Column::Rank => json!(hit.rank),
        Column::Score => json!(hit.score),
        Column::Id => json!(article.id),
        Column::Source => json!(article.source),
        Column::Headline => json!(article.headline),
        Column::Author => json!(article.authors),
        Column::DatePublished => json!(article.date.as_ref().map(Date::iso)),
        Column::DateModified => json!(article.modified.as_ref().map(Date::iso)),
        Column::ArticleSection => json!(article.section),
        Column::InLanguage => json!(article.language),
        Column::Url => json!(article.url),
        Column::TeaserOf => json!(article.teaser_of),
        Column::Snippet => json!(hit.snippet.as_ref().map(super::shown_snippet)),
        Column::ArticleBody => json!(article.body),
    }
}

/// Returns a column of a hit as the text of a cell; what is absent is empty.
fn cell(column: Column, hit: &Hit) -> String {
    match value(column, hit) {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(values) => {
            let texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            texts.join("; ")
        }
        other => other.to_string(),
    }
}

/// Writes a row of a table (RFC 4180).
fn row(cells: impl Iterator<Item = String>, delimiter: u8, out: &mut impl Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    writer.write_record(cells)?;
    writer.flush()
}

fn markdown(hit: &Hit, out: &mut impl Write) -> io::Result<()> {
    let article = &hit.article;
    let headline = article.headline.as_deref().unwrap_or("(no headline)");
    let headline = escaped(headline);
    match &article.url {
        Some(url) => {
            let url = one_line(url).replace('>', "%3E");
            write!(out, "{}. [{headline}](<{url}>)", hit.rank)?;
        }
        None => write!(out, "{}. **{headline}**", hit.rank)?,
    }
    let date =
        article.date.as_ref().map(|date| date.iso().get(..10).unwrap_or(date.iso()).to_owned());
    let authors = (!article.authors.is_empty()).then(|| article.authors.join(", "));
    for part in authors.into_iter().chain(date).chain([article.source.clone()]) {
        write!(out, " · {}", escaped(&part))?;
    }
    writeln!(out)?;
    if let Some(snippet) = hit.snippet.as_ref().filter(|snippet| !snippet.text.trim().is_empty()) {
        writeln!(out, "   > {}", escaped(&super::shown_snippet(snippet)))?;
    }
    Ok(())
}

/// Writes a text on one line, with what Markdown would take for markup behind backslashes.
fn escaped(text: &str) -> String {
    let mut line = String::new();
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            line.push('\\');
        }
        line.push(c);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use presscut_index::{Article, Snippet};

    fn written(format: Format, columns: &[Column]) -> String {
        let article = Article {
            id: "a 1".into(),
            source: "p.txt".into(),
            headline: Some("Tide, \"high\"\n*again*".into()),
            authors: vec!["Ada Quill".into(), "Bo Fenn".into()],
            date: Date::parse("2020-08-13T10:00:00"),
            ..Article::default()
        };
        let snippet = Snippet { text: "A\ttide".into(), cut_after: true, ..Snippet::default() };
        let hit = |rank| Hit {
            rank,
            score: 1.5,
            article: article.clone(),
            headline_marks: vec![],
            snippet: Some(snippet.clone()),
        };
        let (mut export, mut out) = (Export::new(format, columns), Vec::new());
        export.begin(&mut out).unwrap();
        for rank in 1..=2 {
            export.hit(&hit(rank), &mut out).unwrap();
        }
        export.end(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn tables_quote_what_needs_it() {
        let columns = [Column::Rank, Column::Headline, Column::Author, Column::Url];
        let csv = written(Format::Csv, &columns);
        assert!(csv.starts_with(
            "rank,headline,author,url\n1,\"Tide, \"\"high\"\"\n*again*\",Ada Quill; Bo Fenn,\n2,"
        ), "{csv}");
        let tsv = written(Format::Tsv, &[Column::Snippet, Column::DatePublished]);
        assert!(tsv.starts_with("snippet\tdatePublished\nA tide…\t2020-08-13T10:00:00\n"), "{tsv}");
        assert_eq!(written(Format::Csv, &[]).lines().next().unwrap().split(',').count(), 9);
    }

    #[test]
    fn json_has_the_fields_asked_for_in_their_order() {
        let lines = written(Format::Jsonl, &[Column::Score, Column::Url, Column::Id]);
        assert_eq!(lines.lines().next(), Some("{\"score\":1.5,\"url\":null,\"id\":\"a 1\"}"));
        let array: Vec<Value> = serde_json::from_str(&written(Format::Json, &[])).unwrap();
        assert_eq!((array.len(), &array[1]["rank"]), (2, &json!(2)));
    }

    #[test]
    fn lists_and_runs_are_one_line_a_hit() {
        let list = written(Format::Markdown, &[]);
        assert!(list.starts_with(
            "1. **Tide, \"high\" \\*again\\*** · Ada Quill, Bo Fenn · 2020-08-13 · p.txt\n   > A tide…\n"
        ), "{list}");
        assert_eq!(written(Format::Trec, &[]).lines().next(), Some("1 Q0 a_1 1 1.5 presscut"));
        assert_eq!(written(Format::Ids, &[]), "a 1\na 1\n");
    }
}
