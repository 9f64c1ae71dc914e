//! Damaged and hostile inputs: what is sound in them is kept, what is not is named.

use presscut::read::Content;
use presscut::segment::segment;

use super::label::Label;
use super::{Outcome, below, presscut, sources};

/// What is known of a broken file.
struct Case {
    file: &'static str,
    /// Ids of the records that must come out of it, no others.
    sound: &'static [&'static str],
    /// Places that its errors must name, in order, no others.
    bad: &'static [&'static str],
}

/// Files of records, of which some can be read.
const RECORDS: &[Case] = &[
    Case {
        file: "bad-lines.ndjson",
        sound: &["ok-1", "ok-3", "ok-6", "mended-7", "mended-8", "ok-11"],
        bad: &["line 2", "line 4", "line 5", "line 9", "line 12"],
    },
    Case { file: "truncated.ndjson.gz", sound: &["ok-1", "ok-2", "ok-3"], bad: &["gzip"] },
    Case {
        file: "checksum.ndjson.gz",
        sound: &["ok-1", "ok-2", "ok-3", "ok-4", "ok-5", "ok-6"],
        bad: &["gzip"],
    },
    Case { file: "corrupt.ndjson.zst", sound: &["ok-1", "ok-2"], bad: &["zstd"] },
];

#[test]
fn sound_records_are_kept_and_broken_ones_named_with_their_place() {
    for case in RECORDS {
        let outcome = read(case.file).unwrap();
        let ids: Vec<_> = records(&outcome).filter_map(|(id, _)| id).collect();
        assert_eq!(ids, case.sound, "{}", case.file);
        let errors: Vec<_> = outcome.bad.iter().map(|bad| bad.error.to_string()).collect();
        assert_eq!(errors.len(), case.bad.len(), "{}: {errors:#?}", case.file);
        for (error, place) in errors.iter().zip(case.bad) {
            assert!(error.contains(case.file) && error.contains(place), "{error}");
        }
    }
}

#[test]
fn records_and_errors_cover_the_stream() {
    for outcome in sources("tests/broken").iter().filter_map(|source| Outcome::new(source).ok()) {
        let documents = outcome.documents.iter().map(|d| (d.record, d.bytes));
        let bad = outcome.bad.iter().map(|bad| (bad.record, bad.bytes));
        let mut spans: Vec<_> = documents.chain(bad).collect();
        spans.sort_unstable();
        let mut at = 0;
        for (start, bytes) in spans {
            assert_eq!(start, at, "{}", outcome.name);
            at = start + bytes;
        }
    }
}

#[test]
fn records_with_nothing_in_them_are_valid() {
    let outcome = read("empty-fields.ndjson").unwrap();
    assert!(outcome.bad.is_empty(), "{}", outcome.bad[0].error);
    let empty: Vec<bool> =
        records(&outcome).map(|(_, record)| record.body.trim().is_empty()).collect();
    assert_eq!(empty, [false, false, true, true, true, true, false]);
    let headlines = records(&outcome).filter(|(_, record)| record.headline.is_some());
    assert_eq!(headlines.count(), 3);
    assert!(records(&outcome).all(|(_, record)| record.authors.is_empty()));
}

#[test]
fn dates_that_are_none_leave_the_article_dateless_and_keep_what_was_printed() {
    let outcome = read("odd-dates.ndjson").unwrap();
    assert!(outcome.bad.is_empty(), "{}", outcome.bad[0].error);
    let dated: Vec<_> = records(&outcome)
        .filter(|(_, record)| record.date.is_some())
        .filter_map(|(id, _)| id)
        .collect();
    assert_eq!(dated, ["ok-1", "ok-2"]);
    let printed = |wanted: &str| {
        let found = records(&outcome).find(|(id, _)| id.as_deref() == Some(wanted));
        found.unwrap().1.date_text.clone()
    };
    assert_eq!(printed("date-0").as_deref(), Some("2026-02-30"));
    assert_eq!(printed("date-3").as_deref(), Some("soon"));
    assert_eq!(printed("date-4"), None);
}

#[test]
fn fields_of_odd_types_break_no_neighbour() {
    let outcome = read("odd-types.ndjson").unwrap();
    let ids: Vec<_> = records(&outcome).filter_map(|(id, _)| id).collect();
    for id in ["ok-1", "type-4", "ok-7"] {
        assert!(ids.iter().any(|known| known == id), "{id} in {ids:?}");
    }
    assert_eq!(outcome.documents.len() + outcome.bad.len(), 7);
}

#[test]
fn deep_nesting_breaks_no_neighbour() {
    let outcome = read("deep.ndjson").unwrap();
    let ids: Vec<_> = records(&outcome).filter_map(|(id, _)| id).collect();
    for id in ["ok-1", "deep-extra", "ok-4"] {
        assert!(ids.iter().any(|known| known == id), "{id} in {ids:?}");
    }
    assert_eq!(outcome.documents.len() + outcome.bad.len(), 4);
}

#[test]
fn streams_that_cannot_be_begun_are_errors_that_name_the_file() {
    for file in ["header-only.gz", "huge-claim.zst"] {
        let message = match read(file) {
            Err(error) => error.to_string(),
            Ok(outcome) => {
                assert!(outcome.documents.is_empty(), "{file}");
                assert_eq!(outcome.bad.len(), 1, "{file}");
                outcome.bad[0].error.to_string()
            }
        };
        assert!(message.contains(file), "{message}");
    }
}

#[test]
fn bytes_behind_the_last_gzip_member_do_not_take_what_came_before() {
    let outcome = read("trailing-garbage.ndjson.gz").unwrap();
    let ids: Vec<_> = records(&outcome).filter_map(|(id, _)| id).collect();
    assert_eq!(ids, ["ok-1", "ok-2"]);
}

#[test]
fn every_broken_document_is_cut_without_panic_into_disjoint_articles() {
    for outcome in sources("tests/broken").iter().filter_map(|source| Outcome::new(source).ok()) {
        for document in &outcome.documents {
            let text = document.content.text();
            let mut last = 0;
            for article in segment(document).articles {
                assert!(last <= article.span.start, "{}", outcome.name);
                assert!(article.span.of(text).is_some(), "{}", outcome.name);
                last = article.span.end;
            }
        }
    }
}

#[test]
fn a_run_over_broken_files_goes_on_and_says_so_in_its_exit_status() {
    let run = presscut(&["segment", "-v", "tests/broken"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    for case in RECORDS {
        for place in case.bad {
            let named = |line: &str| line.contains(case.file) && line.contains(place);
            assert!(run.stderr.lines().any(named), "{} {place} in {}", case.file, run.stderr);
        }
    }
    let articles = Label::parse(&run.stdout);
    let from = |file: &str| articles.iter().filter(|a| a.source.ends_with(file)).count();
    assert_eq!(from("bad-lines.ndjson"), 6);
    assert_eq!(from("truncated.ndjson.gz"), 3);
    assert_eq!(from("unclosed.html"), 1);
}

#[test]
fn empty_files_hold_no_article() {
    for file in ["empty.txt", "blank.txt"] {
        let outcome = read(file).unwrap();
        assert!(outcome.bad.is_empty(), "{file}");
        assert!(outcome.documents.iter().all(|document| segment(document).articles.is_empty()));
    }
}

#[test]
fn text_behind_damage_is_still_found() {
    for (file, headline) in [
        ("not-utf8.txt", "Pier reopens after eleven months of repairs"),
        ("odd-utf16.txt", "Pier is open again, and so is the tea room"),
        ("carriage-returns.txt", "Old pier shines again after long repairs"),
        ("deep.html", "Down in the well"),
        ("unclosed.html", "Nothing closes here"),
        ("json-ld.html", "Bad metadata"),
    ] {
        let outcome = read(file).unwrap();
        assert_eq!(outcome.documents.len(), 1, "{file}");
        let articles = segment(&outcome.documents[0]).articles;
        let [article] = articles.as_slice() else { panic!("{file}: {articles:#?}") };
        assert_eq!(article.headline.as_deref(), Some(headline), "{file}");
        assert!(article.body.split_whitespace().count() >= 30, "{file}: {}", article.body);
    }
}

#[test]
fn what_expands_a_thousandfold_is_read_to_its_end() {
    let outcome = read("expands.txt.gz").unwrap();
    let bytes: usize = outcome.documents.iter().map(|d| d.content.text().len()).sum();
    assert!(bytes > 1 << 20, "{bytes}");
    let last = outcome.documents.last().unwrap().content.text();
    assert!(last.trim_start().starts_with("Pier found behind"), "{}", last.trim_start());
}

#[test]
fn printed_dates_that_are_none_are_not_read_in_part() {
    let outcome = read("odd-dates.txt").unwrap();
    for article in segment(&outcome.documents[0]).articles {
        assert_eq!(article.date, None, "{:?}", article.headline);
    }
}

#[test]
fn metadata_that_is_none_invents_nothing() {
    let outcome = read("json-ld.html").unwrap();
    let articles = segment(&outcome.documents[0]).articles;
    assert_eq!(articles[0].authors, Vec::<String>::new());
    assert_eq!(articles[0].date, None);
}

fn read(file: &str) -> Result<Outcome, presscut::read::Error> {
    let sources = sources(&format!("tests/broken/{file}"));
    assert_eq!(sources.len(), 1, "{file}");
    assert_eq!(below(&sources[0].name, "tests/broken"), file);
    Outcome::new(&sources[0])
}

/// Returns the articles that stood as records, with their ids.
fn records(outcome: &Outcome) -> impl Iterator<Item = (Option<String>, &presscut::read::Record)> {
    outcome.documents.iter().filter_map(|document| match &document.content {
        Content::Article(record) => Some((record.id.clone(), record.as_ref())),
        _ => None,
    })
}
