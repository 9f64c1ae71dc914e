//! One byte or one span out of place must be found.

use presscut_index::Article;

use super::*;
use crate::pipeline::entry;
use crate::read::Document;

const PAGE: &str = "menu\nRain falls\nIt rained.\nfoot\n";

fn item() -> Item {
    let document = Document { record: 7, ..Document::new("a", Content::Text(PAGE.into())) };
    Item::Document(document)
}

fn account() -> DocumentEntry {
    let Item::Document(document) = item() else { unreachable!() };
    let article = Article { span: Span::new(5, 26), ..Article::default() };
    entry(&document, &[article])
}

/// Audits a source of one document that follows seven bytes.
fn audit(entry: &DocumentEntry, item: &Item) -> SourceAudit {
    let mut audit = SourceAudit { end: 7, ..SourceAudit::default() };
    audit.check(Some(entry), Some(item));
    audit
}

#[test]
fn a_true_account_adds_up() {
    let audit = audit(&account(), &item());
    assert_eq!(audit.mismatches(), []);
    let tally = audit.tally();
    assert_eq!((tally.article_bytes, tally.boilerplate_bytes), (21, 11));
    assert_eq!(tally.article_bytes + tally.boilerplate_bytes, PAGE.len() as u64);
}

#[test]
fn any_changed_byte_is_found() {
    for at in 0..PAGE.len() {
        let mut bytes = PAGE.as_bytes().to_vec();
        bytes[at] ^= 1;
        let text = String::from_utf8(bytes).unwrap();
        let Item::Document(document) = item() else { unreachable!() };
        let changed = Item::Document(Document { content: Content::Text(text), ..document });
        let audit = audit(&account(), &changed);
        assert!(matches!(audit.mismatches(), [Mismatch::Bytes { record: 7, .. }]), "byte {at}");
    }
}

#[test]
fn any_shifted_span_is_found() {
    for at in 0..account().parts.len() {
        for (start, end) in [(1, 0), (0, 1), (1, 1), (-1, 0), (0, -1), (-1, -1)] {
            let mut entry = account();
            let span = &mut entry.parts[at].span;
            let shift = |value: u64, by: i64| value.saturating_add_signed(by);
            let shifted = Span { start: shift(span.start, start), end: shift(span.end, end) };
            if *span == shifted {
                continue;
            }
            *span = shifted;
            assert_ne!(audit(&entry, &item()).mismatches(), [], "part {at} by {start},{end}");
        }
    }
}

#[test]
fn a_lost_or_doubled_part_is_found() {
    for at in 0..account().parts.len() {
        let mut lost = account();
        lost.parts.remove(at);
        assert_ne!(audit(&lost, &item()).mismatches(), [], "without part {at}");
        let mut doubled = account();
        doubled.parts.insert(at, doubled.parts[at]);
        assert_ne!(audit(&doubled, &item()).mismatches(), [], "part {at} twice");
    }
}

#[test]
fn a_document_elsewhere_or_of_another_length_is_found() {
    for change in 0..3 {
        let mut entry = account();
        match change {
            0 => entry.record += 1,
            1 => entry.bytes -= 1,
            _ => entry.text_bytes += 1,
        }
        assert_ne!(audit(&entry, &item()).mismatches(), [], "change {change}");
    }
}

#[test]
fn documents_that_only_one_side_has_are_found() {
    let mut missing = SourceAudit::default();
    missing.check(Some(&account()), None);
    assert_eq!(missing.mismatches(), [Mismatch::Missing { record: 7 }]);
    let mut unaccounted = SourceAudit::default();
    unaccounted.check(None, Some(&item()));
    assert_eq!(unaccounted.mismatches(), [Mismatch::Unaccounted { record: 7 }]);
}

#[test]
fn articles_that_nothing_accounts_for_are_found() {
    let mut sound = audit(&account(), &item());
    sound.check_articles(1);
    sound.check_articles(0);
    assert_eq!(sound.mismatches(), []);
    sound.check_articles(2);
    assert_eq!(sound.mismatches(), [Mismatch::Articles { accounted: 1, held: 2 }]);
}
