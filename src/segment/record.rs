//! Records that are articles already.

use std::collections::HashSet;

use presscut_index::{Article, Mark, Span};

use super::names::{has_given_name, is_agency};
use super::{Line, Role, Segmentation, html, nobody};
use crate::read::{Document, Record};

/// Takes a record for one article as it stands.
pub(super) fn segment(document: &Document, record: &Record) -> Segmentation {
    let span = Span::new(0, record.body.len());
    let mut article = Article {
        headline: record.headline.clone(),
        body: record.body.clone(),
        authors: authors(&record.authors),
        date: record.date.clone(),
        date_text: record.date_text.clone(),
        modified: record.modified.clone(),
        section: record.section.clone(),
        language: document.language,
        url: document.url.clone(),
        captured: document.captured.clone(),
        source: document.source.to_string(),
        record: document.record,
        span,
        ..Article::default()
    };
    let mark = |there: bool, rule: &'static str| there.then(|| Mark::field(rule));
    let evidence = &mut article.evidence;
    evidence.article = Some(Mark::field("record"));
    evidence.headline = mark(record.headline.is_some(), "record.headline");
    evidence.authors = article.authors.iter().map(|_| Mark::field("record.author")).collect();
    evidence.date = mark(record.date.is_some() || record.date_text.is_some(), "record.date");
    evidence.modified = mark(record.modified.is_some(), "record.modified");
    evidence.section = mark(record.section.is_some(), "record.section");
    let mut lines = Vec::new();
    if !span.is_empty() {
        evidence.body.push(span);
        lines.push(Line { span, role: Role::Body, article: Some(0) });
    }
    article.id = record.id.clone().unwrap_or_else(|| article.make_id());
    Segmentation { articles: vec![article], lines }
}

/// Splits what a record gives as authors into names, as the same text in a page's metadata is.
fn authors(given: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in given.iter().map(|text| without_address(text)) {
        if nobody::others(text).is_some() {
            continue;
        }
        if has_initials(text) {
            let parts = text.split(" and ").flat_map(|part| part.split(" & "));
            names.extend(parts.map(|name| name.trim().to_owned()));
            continue;
        }
        let found = html::names_of(text);
        names.extend(if is_one(text, &found) { vec![text.to_owned()] } else { found });
    }
    let mut known = HashSet::new();
    names.retain(|name| !nobody::is_nobody(name) && known.insert(name.clone()));
    names
}

/// Returns the name of "ada@post.example (Ada Low)", as feeds have it, else the text.
fn without_address(text: &str) -> &str {
    let text = text.trim();
    let named = text
        .split_once(" (")
        .filter(|(address, _)| address.contains('@') && !address.contains(char::is_whitespace));
    named.and_then(|(_, name)| name.strip_suffix(')')).unwrap_or(text)
}

/// Tells whether initials follow a comma, as in catalogues: "Low, A. B.". There a comma parts no authors.
fn has_initials(text: &str) -> bool {
    text.split(',').skip(1).any(|part| {
        let mut chars = part.trim_start().chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next() == Some('.')
    })
}

/// Tells whether two words with an "and" or a comma are one name: "Tide and Moor", "Low, Ada".
fn is_one(text: &str, found: &[String]) -> bool {
    let whole = |name: &String| name.contains(' ') || has_given_name(name) || is_agency(name);
    found.len() == 2
        && !found.iter().any(whole)
        && text.split_whitespace().count() <= 3
        && !text.contains([';', '/', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_authors_are_split_into_names() {
        let names =
            |given: &[&str]| authors(&given.iter().map(|&s| s.to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["By Ada Low and Bo Hill", "Bo Hill"]), ["Ada Low", "Bo Hill"]);
        assert_eq!(names(&["Low, Ada", "Tide and Moor"]), ["Low, Ada", "Tide and Moor"]);
        assert_eq!(names(&["Byron Moor"]), ["Byron Moor"]);
        assert_eq!(
            names(&["low,a.b. and hill,c.", "Hill, B."]),
            ["low,a.b.", "hill,c.", "Hill, B."]
        );
        for text in [
            "Ada Low, Bo Hill",
            "Ada Low and Bo Hill",
            "Ada Low & Bo Hill",
            "Ada Low | Bo Hill",
            "Ada Low/Bo Hill",
            "Ada Low; Bo Hill; ada@post.example",
            "By Ada Low, Science Editor, and Bo Hill",
        ] {
            assert_eq!(names(&[text]), ["Ada Low", "Bo Hill"], "{text}");
        }
        assert_eq!(names(&["Ada Low, Science Editor"]), ["Ada Low"]);
        assert_eq!(
            names(&["ada@post.example (Ada Low)", "Anna and Bo"]),
            ["Ada Low", "Anna", "Bo"]
        );
    }

    #[test]
    fn what_names_nobody_is_no_author() {
        for text in [
            "https://post.example/ada",
            "www.post.example",
            "ada@post.example",
            "admin",
            "null",
            "Science Editor",
            "Edited by Ada Low",
            "",
        ] {
            assert!(authors(&[text.to_owned()]).is_empty(), "{text}");
        }
    }
}
