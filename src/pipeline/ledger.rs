//! The account of a document: what became of each of its bytes.

use presscut_index::{Article, DocumentEntry, Part, PartKind, Span, content_hash};

use crate::read::{Bad, Document};

/// Accounts for a document: the articles' spans, and boilerplate between them.
///
/// `articles` are those that were cut from it, in order. The parts are disjoint and cover the text
/// whatever the spans are: one that overlaps an earlier one begins where that ends.
pub(crate) fn entry(document: &Document, articles: &[Article]) -> DocumentEntry {
    let text = document.content.text();
    let total = text.len() as u64;
    let mut parts = Vec::with_capacity(articles.len() * 2 + 1);
    let mut push = |kind, start: u64, end: u64| {
        let span = Span { start, end };
        if let Some(bytes) = bytes_of(text, span).filter(|bytes| !bytes.is_empty()) {
            parts.push(Part { kind, span, hash: content_hash(bytes) });
        }
    };
    let mut at = 0;
    for article in articles {
        let (start, end) = (article.span.start.clamp(at, total), article.span.end.min(total));
        if start < end {
            push(PartKind::Boilerplate, at, start);
            push(PartKind::Article(article.ordinal), start, end);
            at = end;
        }
    }
    push(PartKind::Boilerplate, at, total);
    DocumentEntry { record: document.record, bytes: document.bytes, text_bytes: total, parts }
}

/// Accounts for a document that could not be cut.
pub(crate) fn uncut_entry(document: &Document) -> DocumentEntry {
    let text = document.content.text();
    let span = Span::new(0, text.len());
    let part = Part { kind: PartKind::Error, span, hash: content_hash(text.as_bytes()) };
    let parts = if span.is_empty() { Vec::new() } else { vec![part] };
    DocumentEntry { record: document.record, bytes: document.bytes, text_bytes: span.len(), parts }
}

/// Accounts for bytes that could not be read.
pub(crate) fn bad_entry(bad: &Bad) -> DocumentEntry {
    let span = Span { start: 0, end: bad.bytes };
    let part = Part { kind: PartKind::Error, span, hash: bad.hash };
    let parts = if span.is_empty() { Vec::new() } else { vec![part] };
    DocumentEntry { record: bad.record, bytes: bad.bytes, text_bytes: bad.bytes, parts }
}

/// Returns the bytes of a span, which need not lie on borders of characters.
pub(crate) fn bytes_of(text: &str, span: Span) -> Option<&[u8]> {
    text.as_bytes().get(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Content;

    fn parts(text: &str, spans: &[(usize, usize)]) -> Vec<(PartKind, u64, u64)> {
        let document = Document::new("a", Content::Text(text.into()));
        let articles: Vec<_> = (0..)
            .zip(spans)
            .map(|(ordinal, &(start, end))| Article {
                ordinal,
                span: Span::new(start, end),
                ..Article::default()
            })
            .collect();
        let entry = entry(&document, &articles);
        assert_eq!(entry.text_bytes, text.len() as u64);
        entry.parts.iter().map(|p| (p.kind, p.span.start, p.span.end)).collect()
    }

    #[test]
    fn boilerplate_is_what_lies_between() {
        use PartKind::{Article, Boilerplate};
        assert_eq!(
            parts("menu one two foot", &[(5, 8), (9, 12)]),
            [
                (Boilerplate, 0, 5),
                (Article(0), 5, 8),
                (Boilerplate, 8, 9),
                (Article(1), 9, 12),
                (Boilerplate, 12, 17),
            ]
        );
        assert_eq!(parts("one", &[(0, 3)]), [(Article(0), 0, 3)]);
        assert_eq!(parts("menu", &[]), [(Boilerplate, 0, 4)]);
        assert_eq!(parts("", &[]), []);
    }

    #[test]
    fn parts_cover_the_text_whatever_the_spans_are() {
        for spans in [[(2, 6), (4, 9)], [(4, 9), (2, 6)], [(3, 3), (8, 99)], [(9, 2), (0, 10)]] {
            let mut at = 0;
            for (_, start, end) in parts("0123456789", &spans) {
                assert_eq!(start, at, "{spans:?}");
                assert!(end > start, "{spans:?}");
                at = end;
            }
            assert_eq!(at, 10, "{spans:?}");
        }
    }
}
