//! Records that are articles already.

use std::collections::HashSet;

use presscut_index::{Article, Mark, Span};

use super::{Line, Role, Segmentation, html};
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

/// Splits what is a byline as printed; names that a record gives as such stay as they are.
fn authors(given: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in given {
        let by = text.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
        let found = if by { html::names_of(text) } else { vec![text.clone()] };
        names.extend(found);
    }
    let mut known = HashSet::new();
    names.retain(|name| known.insert(name.clone()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_gives_its_names_and_other_values_stay() {
        let names =
            |given: &[&str]| authors(&given.iter().map(|&s| s.to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["By Ada Low and Bo Hill", "Bo Hill"]), ["Ada Low", "Bo Hill"]);
        assert_eq!(names(&["Low, Ada", "Tide and Moor"]), ["Low, Ada", "Tide and Moor"]);
        assert_eq!(names(&["Byron Moor"]), ["Byron Moor"]);
    }
}
