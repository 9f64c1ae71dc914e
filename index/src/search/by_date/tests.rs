use tantivy::Order;

use super::*;
use crate::calendar::tests::{files, index, lowered};
use crate::search::first::First;
use crate::{Hits, Index, ParseOptions, Query, SearchOptions, Sort, Total};

const QUERIES: [&str; 22] = [
    "sea",
    "port OR gale",
    "port gale",
    "gale",
    "ferry",
    "nowhere",
    "ferry gale -port",
    "sea (port OR ferry)",
    "*",
    "-port",
    "source:s1",
    "port source:s2",
    "\"sea port\"",
    "headline:sea OR body:port",
    "sea NEAR/2 gale",
    "date:2009-09-09",
    "port date:2009-09-09",
    "(gale OR ferry) date:2003..2005",
    "sea date:>2012 date:<2014",
    "gale OR date:2004-02",
    "sea -gale -\"sea port\"",
    "date:* port",
];

/// All that are found, in order.
fn sorted(mut found: Vec<Placed>) -> Vec<Placed> {
    found.sort_unstable();
    found
}

#[test]
fn what_is_taken_is_what_visiting_all_finds() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path()).searcher().unwrap();
    let (mut by_date, mut in_time) = (0, 0);
    for text in QUERIES {
        let query = lowered(&searcher, text).query.unwrap();
        let clauses = Clauses::of(&searcher, &*query).unwrap().expect(text);
        for order in [Order::Asc, Order::Desc] {
            for wanted in [1, 2, 11, 200, 5000] {
                let first = First::new(wanted, Some(order));
                let expected = sorted(searcher.inner.search(&*query, &first).unwrap());
                for effort in [
                    Effort { first: 1, most: usize::MAX },
                    Effort { first: 100, most: usize::MAX },
                    Effort { first: 10_000, most: usize::MAX },
                    Effort { first: 30, most: 400 },
                ] {
                    let matchers = searcher.matchers(&clauses).unwrap();
                    let found = searcher.taken(&clauses, matchers, wanted, order, effort).unwrap();
                    if let Some(found) = found {
                        by_date += 1;
                        assert_eq!(sorted(found), expected, "{text} {order:?} {wanted} {effort:?}");
                    }
                }
                if let Some(found) = searcher.first_by_date(&*query, wanted, order).unwrap() {
                    in_time += 1;
                    assert_eq!(sorted(found), expected, "{text} {order:?} {wanted}");
                }
            }
        }
    }
    assert!(by_date > 500 && in_time > 30, "{by_date} and {in_time}");
}

#[test]
fn what_is_dear_to_open_is_not_asked_about_articles() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path()).searcher().unwrap();
    for text in ["source:*1", "port source:s*", "sea OR (port -section:a*)", "sea -date:2009"] {
        let query = lowered(&searcher, text).query.unwrap();
        assert!(Clauses::of(&searcher, &*query).unwrap().is_none(), "{text}");
    }
}

#[test]
fn answers_are_the_same_with_calendars_damaged_ones_and_none() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    let whole = answers(&index);
    for path in files(dir.path()).iter().skip(1) {
        let mut bytes = std::fs::read(path).unwrap();
        for byte in bytes.iter_mut().skip(200).step_by(500) {
            *byte ^= 1;
        }
        std::fs::write(path, bytes).unwrap();
    }
    assert!(answers(&index) == whole, "damaged");
    for path in files(dir.path()) {
        std::fs::remove_file(path).unwrap();
    }
    assert!(answers(&index) == whole, "missing");
    let cut = whole.iter().filter(|hits| matches!(hits.total, Total::AtLeast(_)));
    assert!(cut.count() > 20 && whole.iter().any(|hits| matches!(hits.total, Total::Exact(1..))));
}

/// Pages in the order of dates and ranked ones within dates.
fn answers(index: &Index) -> Vec<Hits> {
    let searcher = index.searcher().unwrap();
    let mut answers = Vec::new();
    for text in QUERIES {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        for sort in [Sort::Newest, Sort::Oldest, Sort::Relevance] {
            for (offset, count) in [(0, false), (3, true), (90, false)] {
                let mut options =
                    SearchOptions { limit: 7, offset, count, sort, ..SearchOptions::default() };
                for _ in 0..2 {
                    let hits = searcher.search(&query, &options).unwrap();
                    (options.after, options.offset) = (hits.next.clone(), 0);
                    answers.push(hits);
                }
            }
        }
    }
    answers
}
