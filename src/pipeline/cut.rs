//! Cuts a document of any kind into articles that know where they come from.

use presscut_index::{Article, Evidence, Mark, Span};

use crate::read::{Content, Document, Record};
use crate::segment::{Line, Role, Segmentation, segment};

/// Cuts a document; a record that is an article already stands as it is.
///
/// Every article comes back with its id, source, record offset, url and capture time.
pub(crate) fn cut(document: &Document) -> Segmentation {
    let mut cut = match &document.content {
        Content::Text(_) | Content::Html(_) => segment(document),
        Content::Article(record) => stand(record),
    };
    for article in &mut cut.articles {
        article.source = document.source.to_string();
        article.record = document.record;
        article.url = article.url.take().or_else(|| document.url.clone());
        article.captured = article.captured.take().or_else(|| document.captured.clone());
        if article.id.is_empty() {
            article.id = article.make_id();
        }
    }
    cut
}

/// Takes a record's fields as they are: all of its text is the body.
fn stand(record: &Record) -> Segmentation {
    let span = Span::new(0, record.body.len());
    let mark = |field: &'static str, present: bool| present.then(|| Mark::field(field));
    let article = Article {
        id: record.id.clone().unwrap_or_default(),
        headline: record.headline.clone(),
        body: record.body.clone(),
        authors: record.authors.clone(),
        date: record.date.clone(),
        date_text: record.date_text.clone(),
        modified: record.modified.clone(),
        section: record.section.clone(),
        span,
        evidence: Evidence {
            article: mark("record", true),
            headline: mark("record.headline", record.headline.is_some()),
            authors: record.authors.iter().map(|_| Mark::field("record.author")).collect(),
            date: mark("record.date", record.date.is_some() || record.date_text.is_some()),
            modified: mark("record.modified", record.modified.is_some()),
            section: mark("record.section", record.section.is_some()),
            body: if span.is_empty() { Vec::new() } else { vec![span] },
        },
        ..Article::default()
    };
    let lines = record.body.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end().len()))
    });
    let lines = lines
        .filter(|(_, length)| *length > 0)
        .map(|(start, length)| Line {
            span: Span::new(start, start + length),
            role: Role::Body,
            article: Some(0),
        })
        .collect();
    Segmentation { articles: vec![article], lines }
}

#[cfg(test)]
mod tests {
    use presscut_index::Date;

    use super::*;

    #[test]
    fn a_record_stands_as_it_is_with_its_own_id() {
        let record = Record {
            id: Some("doc-7".into()),
            headline: Some("Tide turns".into()),
            body: "One.\n\nTwo.\n".into(),
            date: Date::parse("2021-03"),
            ..Record::default()
        };
        let document = Document {
            record: 40,
            url: Some("https://example.org/7".into()),
            ..Document::new("a.ndjson", Content::Article(Box::new(record)))
        };
        let cut = cut(&document);
        let [article] = cut.articles.as_slice() else { panic!("{cut:?}") };
        assert_eq!((article.id.as_str(), article.record), ("doc-7", 40));
        assert_eq!(article.span, Span::new(0, 11));
        assert_eq!(article.url.as_deref(), Some("https://example.org/7"));
        assert_eq!(article.body, "One.\n\nTwo.\n");
        let texts: Vec<_> =
            cut.lines.iter().map(|l| l.span.of(document.content.text()).unwrap()).collect();
        assert_eq!(texts, ["One.", "Two."]);
    }

    #[test]
    fn a_record_without_an_id_gets_one_from_its_place_and_text() {
        let document = |record| Document {
            record,
            ..Document::new("a.ndjson", Content::Article(Box::default()))
        };
        let id = |record| cut(&document(record)).articles[0].id.clone();
        assert_eq!(id(0), id(0));
        assert_ne!(id(0), id(1));
        assert_eq!(id(0).len(), 16);
    }
}
