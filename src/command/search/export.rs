//! Hits for programs, tables and documents.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

use presscut_index::{Date, Explain, Hit, Lang};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer as _};

use super::fragments::Extra;
use super::{HitObject, human};
use crate::cli::Theme;
use crate::cli::config::{Column, Format};
use crate::cli::text::{one_line, printable};

/// Writes hits one after the other.
pub(super) struct Export<'a> {
    format: Format,
    columns: &'a [Column],
    theme: Theme,
    width: usize,
    /// The question that hits are found for, if there are several.
    topic: Option<&'a str>,
    extra: Extra,
    /// Whether a terminal shows what is written, which control characters could tell to do something.
    on_terminal: bool,
    written: u64,
}

impl<'a> Export<'a> {
    /// Prepares to write these columns; none stand for what the format has by itself. People see hits in this
    /// theme and so many columns of a terminal.
    pub(super) fn new(format: Format, columns: &'a [Column], theme: Theme, width: usize) -> Self {
        let table = matches!(format, Format::Csv | Format::Tsv) && columns.is_empty();
        let columns = if table { &Column::TABLE } else { columns };
        Self {
            format,
            columns,
            theme,
            width,
            topic: None,
            extra: Extra::default(),
            on_terminal: false,
            written: 0,
        }
    }

    /// Says whether a terminal shows what is written.
    pub(super) fn shown(self, on_terminal: bool) -> Self {
        Self { on_terminal, ..self }
    }

    /// Names the question in every object.
    pub(super) fn of(self, topic: &'a str) -> Self {
        Self { topic: Some(topic), ..self }
    }

    /// Writes more of each hit in JSON.
    pub(super) fn with(self, extra: Extra) -> Self {
        Self { extra, ..self }
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
            Format::Text => {
                let explained = self.extra.reasons != Explain::Nothing;
                human::write_one(out, hit, self.width, &self.theme, explained)
            }
            Format::Json => {
                out.write_all(if self.written > 1 { b",\n" } else { b"\n" })?;
                self.object(hit, out)
            }
            Format::Jsonl => {
                self.object(hit, out)?;
                out.write_all(b"\n")
            }
            Format::Csv if self.on_terminal => row(
                self.cells(hit).map(|cell| printable(&cell.to_string()).into_owned()),
                b',',
                out,
            ),
            Format::Csv => row(self.cells(hit).map(|cell| cell.to_string()), b',', out),
            Format::Tsv => row(self.cells(hit).map(|cell| one_line(&cell.to_string())), b'\t', out),
            Format::Markdown => markdown(hit, out),
            Format::Trec => {
                // A run is columns of words; its ids have no spaces.
                let id = hit.article.id.split_whitespace().collect::<Vec<_>>().join("_");
                writeln!(out, "1 Q0 {id} {} {} presscut", hit.rank, hit.score)
            }
            Format::Ids => writeln!(out, "{}", one_line(&hit.article.id)),
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
            let object = Answer { topic: self.topic, hit: HitObject::new(hit, self.extra) };
            return Ok(serde_json::to_writer(out, &object)?);
        }
        let mut object = serde_json::Serializer::new(out);
        let mut map = object.serialize_map(None)?;
        if let Some(topic) = self.topic {
            map.serialize_entry("topic", topic)?;
        }
        for (column, cell) in self.columns.iter().zip(self.cells(hit)) {
            map.serialize_entry(column.name(), &cell)?;
        }
        Ok(map.end()?)
    }

    fn cells<'h>(&self, hit: &'h Hit) -> impl Iterator<Item = Cell<'h>> {
        self.columns.iter().map(|column| Cell::of(*column, hit))
    }
}

/// A hit as JSON, under the question that it answers.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'a str>,
    #[serde(flatten)]
    hit: HitObject<'a>,
}

/// A column of a hit, as JSON and, by its display, as the text of a table.
#[derive(Serialize)]
#[serde(untagged)]
enum Cell<'a> {
    Number(u64),
    Score(f32),
    Text(Option<Cow<'a, str>>),
    Names(&'a [String]),
}

impl<'a> Cell<'a> {
    fn of(column: Column, hit: &'a Hit) -> Self {
        let article = &hit.article;
        let date = |date: &'a Option<Date>| date.as_ref().map(Date::iso);
        let text = match column {
            Column::Rank => return Self::Number(hit.rank),
            Column::Score => return Self::Score(hit.score),
            Column::Author => return Self::Names(&article.authors),
            Column::Snippet => {
                let text = hit.snippet.as_ref().map(|snippet| human::with_dots(snippet).0);
                return Self::Text(text.map(Cow::Owned));
            }
            Column::Id => Some(article.id.as_str()),
            Column::Source => Some(article.source.as_str()),
            Column::Headline => article.headline.as_deref(),
            Column::DatePublished => date(&article.date),
            Column::DateModified => date(&article.modified),
            Column::ArticleSection => article.section.as_deref(),
            Column::InLanguage => article.language.as_ref().map(Lang::as_str),
            Column::Url => article.url.as_deref(),
            Column::TeaserOf => article.teaser_of.as_deref(),
            Column::ArticleBody => Some(article.body.as_str()),
        };
        Self::Text(text.map(Cow::Borrowed))
    }
}

impl fmt::Display for Cell<'_> {
    /// Writes the value; what is absent is empty.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Score(score) => score.fmt(f),
            Self::Text(text) => f.write_str(text.as_deref().unwrap_or_default()),
            Self::Names(names) => f.write_str(&names.join("; ")),
        }
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
        writeln!(out, "   > {}", escaped(&human::with_dots(snippet).0))?;
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
    use serde_json::{Value, json};

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
            score: 2.7,
            article: article.clone(),
            headline_marks: vec![],
            snippet: Some(snippet.clone()),
            rest: 0,
            reasons: Vec::new(),
            facts: Vec::new(),
            score_parts: Vec::new(),
        };
        let (mut export, mut out) =
            (Export::new(format, columns, Theme::default(), 80), Vec::new());
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
    fn tables_on_a_terminal_have_no_control_characters() {
        let hit = Hit {
            rank: 1,
            score: 1.0,
            article: Article { headline: Some("a\u{1b}[31m\nb".into()), ..Article::default() },
            headline_marks: vec![],
            snippet: None,
            rest: 0,
            reasons: Vec::new(),
            facts: Vec::new(),
            score_parts: Vec::new(),
        };
        for (on_terminal, cell) in
            [(true, "\"a\u{fffd}[31m\nb\"\n"), (false, "\"a\u{1b}[31m\nb\"\n")]
        {
            let mut out = Vec::new();
            let export = Export::new(Format::Csv, &[Column::Headline], Theme::default(), 80);
            export.shown(on_terminal).hit(&hit, &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), cell);
        }
    }

    #[test]
    fn json_has_the_fields_asked_for_in_their_order() {
        let lines = written(Format::Jsonl, &[Column::Score, Column::Url, Column::Id]);
        assert_eq!(lines.lines().next(), Some("{\"score\":2.7,\"url\":null,\"id\":\"a 1\"}"));
        let array: Vec<Value> = serde_json::from_str(&written(Format::Json, &[])).unwrap();
        assert_eq!((array.len(), &array[1]["rank"]), (2, &json!(2)));
    }

    #[test]
    fn lists_and_runs_are_one_line_a_hit() {
        let list = written(Format::Markdown, &[]);
        assert!(list.starts_with(
            "1. **Tide, \"high\" \\*again\\*** · Ada Quill, Bo Fenn · 2020-08-13 · p.txt\n   > A tide…\n"
        ), "{list}");
        assert_eq!(written(Format::Trec, &[]).lines().next(), Some("1 Q0 a_1 1 2.7 presscut"));
        assert_eq!(written(Format::Ids, &[]), "a 1\na 1\n");
    }
}
