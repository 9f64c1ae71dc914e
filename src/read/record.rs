//! From one JSON record to a page or an article.
//!
//! **The rule.** A record is an *article*, and stands as it is, if it has a key that only an article
//! has, whatever its value: one of a headline (`headline`, `title`), of an article's text (`body`,
//! `articleBody`, `maintext`), of authors (`author`, `authors`, `byline`, `creator`) or of the day of
//! publication (`datePublished`, `publish_date`, `publishedAt`, `pubDate` and other forms of these words);
//! except that `raw_content` and `html` hold whole pages by definition, so that a record with one of them
//! and without an article's text is a page whatever else it says. Every other record is a *page*, to be
//! cut. (`text`, `content`, `date`, `created_at`, `url`, `id` and `language` are used for both.)
//! [`ReadOptions::shape`](super::ReadOptions::shape) overrides the rule.
//!
//! An article's `date` is when it was published, a page's is when it was fetched.

use std::collections::HashSet;

use presscut_index::{Date, Lang};

use super::fields::{EXPECTED, Fields, Slot};
use super::words::Words;
use super::{Content, Record, Shape, sniff, when};

/// A record, understood.
#[derive(Debug, PartialEq)]
pub(super) struct Parsed {
    pub(super) content: Content,
    pub(super) url: Option<String>,
    pub(super) captured: Option<Date>,
    pub(super) language: Option<Lang>,
}

/// Why a record cannot be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// It does not begin as an object does.
    NoObject,
    /// It is no JSON.
    Json(serde_json::Error),
    /// It has none of the keys that hold a text or a headline.
    NoText,
    /// This program fails on it: what the panic said.
    Bug(String),
}

impl Fault {
    /// Says what is wrong; `line` is the one that the record begins on.
    pub(super) fn reason(&self, line: u64) -> String {
        match self {
            Self::Json(error) => {
                // serde_json ends its messages with the place, counted from the record's first line.
                let message = error.to_string();
                let end = format!(" at line {} column {}", error.line(), error.column());
                let message = message.strip_suffix(&end).unwrap_or(&message);
                let last = line + (error.line() as u64).saturating_sub(1);
                match (error.line(), error.column()) {
                    (0, _) => message.to_owned(),
                    (1, column) => format!("{message} at column {column}"),
                    // Behind a line break.
                    (_, 0) => format!("{message} at the end of line {}", last - 1),
                    (_, column) => format!("{message} at line {last}, column {column}"),
                }
            }
            Self::NoObject => "expected a JSON object, which begins with `{`".to_owned(),
            Self::Bug(what) => format!("not read: {what}"),
            Self::NoText => format!("no text: the record has none of the keys {EXPECTED}"),
        }
    }

    /// Says what to do about it.
    pub(super) fn advice(&self) -> &'static str {
        match self {
            Self::NoObject | Self::Json(_) => "fix or remove the record",
            Self::NoText => "rename its key or remove the record",
            Self::Bug(_) => "this is a bug in presscut, please report it",
        }
    }
}

/// Reads one record.
pub(super) fn parse(json: &str, shape: Option<Shape>) -> Result<Parsed, Fault> {
    if !json.trim_start().starts_with('{') {
        return Err(Fault::NoObject);
    }
    let mut fields: Fields<'_> = serde_json::from_str(json).map_err(Fault::Json)?;
    fields.id.words = verbatim(std::mem::take(&mut fields.id.words), json);
    let texts = [&fields.body, &fields.text, &fields.page, &fields.html, &fields.headline];
    if !texts.into_iter().any(Slot::is_present) {
        return Err(Fault::NoText);
    }
    let language = fields.language.words.first().and_then(Lang::parse);
    let url = fields.url.words.first().map(str::to_owned);
    let shape = shape.unwrap_or_else(|| shape_of(&fields));
    let mut captured = fields.captured.words.first();
    if shape == Shape::Pages {
        captured = captured.or(fields.date.words.first());
    }
    let captured = captured.and_then(|text| when::read(text, language, None));
    let content = match shape {
        Shape::Pages => page(fields),
        Shape::Articles => Content::Article(Box::new(article(fields, language, captured.as_ref()))),
    };
    Ok(Parsed { content, url, captured, language })
}

fn shape_of(fields: &Fields<'_>) -> Shape {
    let any = |slots: &[&Slot<'_>]| slots.iter().any(|slot| slot.is_present());
    let article = if any(&[&fields.page, &fields.html]) {
        any(&[&fields.body])
    } else {
        any(&[&fields.headline, &fields.body, &fields.authors, &fields.published])
    };
    if article { Shape::Articles } else { Shape::Pages }
}

fn page(fields: Fields<'_>) -> Content {
    let text = first_text([fields.page, fields.text, fields.html, fields.body]);
    let (text, markup) = match text {
        Some((text, at)) => (text, at == 2),
        None => (String::new(), false),
    };
    if markup || sniff::is_html(text.as_bytes()) {
        Content::Html(text)
    } else {
        Content::Text(text)
    }
}

fn article(fields: Fields<'_>, language: Option<Lang>, captured: Option<&Date>) -> Record {
    let date = |slot: &Slot<'_>| {
        let text = slot.words.first()?;
        Some((text.to_owned(), when::read(text, language, captured)))
    };
    let (date_text, published) = date(&fields.published).or_else(|| date(&fields.date)).unzip();
    let published = published.flatten();
    Record {
        id: fields.id.words.first().map(str::to_owned),
        headline: fields.headline.words.first().map(str::to_owned),
        authors: authors(&fields.authors.words),
        date_text: date_text.filter(|_| published.is_none()),
        date: published,
        modified: date(&fields.modified).and_then(|(_, date)| date),
        section: fields.section.words.first().map(str::to_owned),
        body: first_text([fields.body, fields.text, fields.page, fields.html])
            .map_or_else(String::new, |(text, _)| text),
    }
}

/// Returns the first text that is not blank, with its place.
fn first_text(slots: [Slot<'_>; 4]) -> Option<(String, usize)> {
    slots
        .into_iter()
        .enumerate()
        .map(|(at, slot)| (slot.words.into_text(), at))
        .find(|(text, _)| !text.trim().is_empty())
}

/// Reads authors: one an element, and one a part between semicolons.
fn authors(words: &Words<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut known = HashSet::new();
    for name in words.all().iter().flat_map(|word| word.split(';')) {
        let name = name.trim();
        if !name.is_empty() && known.insert(name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Returns an id that is a number as its digits stand in the record: larger ones than fit in 64 bits
/// and fractions lose digits on the way through serde.
fn verbatim<'a>(id: Words<'a>, json: &'a str) -> Words<'a> {
    let value = match &id {
        Words::One(digits) if digits.parse::<u64>().is_ok() || digits.parse::<i64>().is_ok() => {
            return id;
        }
        Words::One(digits) => match digits.parse::<f64>() {
            Ok(value) => value,
            Err(_) => return id,
        },
        _ => return id,
    };
    let number = json.match_indices("\"id\"").find_map(|(at, key)| {
        let rest = json.get(at + key.len()..)?.trim_start().strip_prefix(':')?.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_digit() && !"+-.eE".contains(c))?;
        let token = rest.get(..end)?;
        (token.parse() == Ok(value)).then_some(token)
    });
    number.map_or(id, |token| Words::One(token.into()))
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
