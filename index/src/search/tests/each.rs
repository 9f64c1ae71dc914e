//! Every match, in order and without a limit.

use std::ops::ControlFlow;

use super::{article, articles, bench};
use crate::{Article, Date, ParseOptions, Query, SearchOptions, Sort};

fn each(bench: &super::Bench, text: &str, sort: Sort, most: usize) -> Vec<String> {
    let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
    let options = SearchOptions { sort, ..SearchOptions::default() };
    let mut ids = Vec::new();
    let searcher = bench.index.searcher().unwrap();
    let notes = searcher.each(&query, &options, &mut |hit| {
        assert_eq!(hit.rank, ids.len() as u64 + 1);
        ids.push(hit.article.id);
        if ids.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(notes.unwrap().is_empty());
    ids
}

#[test]
fn every_match_comes_once_in_the_order_of_ids() {
    for segments in [1, 2, 6] {
        let bench = bench(&articles(), segments);
        assert_eq!(
            each(&bench, "*", Sort::Id, 99),
            ["bare", "elections", "harbour", "steuer", "wolf", "zh"]
        );
        assert_eq!(each(&bench, "wolf", Sort::Id, 99), ["harbour", "steuer", "wolf"]);
        assert_eq!(each(&bench, "-wolf", Sort::Id, 2), ["bare", "elections"], "stops when told");
        assert_eq!(each(&bench, "zeppelin", Sort::Id, 99), [""; 0]);
        assert_eq!(each(&bench, "", Sort::Id, 99), [""; 0]);
    }
}

#[test]
fn excluded_spans_of_time_may_begin_behind_the_first_article() {
    let many: Vec<Article> = (0..120)
        .map(|at| Article {
            date: Date::parse(&format!("20{:02}", at % 20)),
            ..article(&format!("{at:03}"), "", "wolf")
        })
        .collect();
    let bench = bench(&many, 120);
    for (text, count) in [
        ("wolf -date:2003", 114),
        ("wolf -date:2003 -date:2005", 108),
        ("-date:2003..2019", 18),
        ("wolf -(wolf date:2007)", 114),
        ("wolf -(date:2003 OR date:2004)", 108),
        ("wolf -(date:2003 OR (wolf -date:2004))", 6),
    ] {
        assert_eq!(each(&bench, text, Sort::Id, 999).len(), count, "{text}");
    }
}

#[test]
fn excluded_phrases_may_begin_behind_the_first_article() {
    let body = |at: usize| if at % 4 == 3 { "a grey wolf howled" } else { "wolf grey and howled" };
    let many: Vec<Article> =
        (0..120).map(|at| article(&format!("{at:03}"), "", body(at))).collect();
    for segments in [1, 7] {
        let bench = bench(&many, segments);
        for (text, count) in [
            ("wolf -\"grey wolf\"", 90),
            ("wolf -grey-wol*", 90),
            ("wolf -(howled \"grey wolf\")", 90),
            ("wolf -(\"grey wolf\" OR \"wolf grey\")", 0),
            ("wolf -(wolf -\"grey wolf\")", 30),
            ("wolf -(grey NEAR/0 wolf)", 90),
            ("wolf -\"grey wolf\"^2 -\"wolf grey\"", 0),
        ] {
            assert_eq!(each(&bench, text, Sort::Id, 999).len(), count, "{text}");
        }
    }
}

#[test]
fn more_than_a_page_comes_in_every_order() {
    let many: Vec<Article> = (0..250)
        .map(|at| article(&format!("{:03}", (at * 7) % 250), "", &"wolf ".repeat(1 + at % 3)))
        .collect();
    let bench = bench(&many, 3);
    let ids = each(&bench, "wolf", Sort::Id, 999);
    assert_eq!(ids.len(), 250);
    assert!(ids.is_sorted());
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let mut ranked = each(&bench, "wolf", sort, 999);
        let page = SearchOptions { sort, limit: 40, offset: 20, ..SearchOptions::default() };
        assert_eq!(
            ranked[20..60],
            bench.ids("wolf", &page),
            "{sort:?}: pages are of the same order"
        );
        ranked.sort();
        assert_eq!(ranked, ids, "{sort:?}");
    }
    let page = SearchOptions { sort: Sort::Id, limit: 3, offset: 2, ..SearchOptions::default() };
    assert_eq!(bench.ids("wolf", &page), ["002", "003", "004"]);
}
