//! Patterns that stand for more words than are searched for a ranked page.

use super::*;
use crate::{Facet, Period};

/// Articles each of which has a word of its own that begins with `wa`; the even ones have `common`, too.
fn many_words() -> Vec<Article> {
    let one = |n: usize| {
        let common = if n.is_multiple_of(2) { "common" } else { "rare" };
        article(&format!("p{n:03}"), "", &format!("{common} wa{n:03}b"))
    };
    let mut articles: Vec<Article> = (0..200).map(one).collect();
    articles.push(article("none", "", "common word"));
    articles.push(article("printed", "", "common wáx"));
    articles
}

fn query(text: &str) -> Query {
    Query::parse(text, &ParseOptions::default()).unwrap().query
}

#[test]
fn a_pattern_counts_with_all_its_words() {
    let bench = bench(&many_words(), 60);
    let searcher = bench.index.searcher().unwrap();
    for (text, count) in [
        ("wa*", 201),
        ("w?*b", 200),
        ("/wa[0-9]*b/", 200),
        ("common wa*", 101),
        ("wa* OR word", 202),
        ("headline:wa*", 0),
    ] {
        let query = query(text);
        assert_eq!(searcher.count(&query, false).unwrap(), count, "{text}");
        let facet = &searcher.facets(&query, false, &[Facet::Source], 9).unwrap()[0];
        assert_eq!(facet.values.iter().map(|v| v.articles).sum::<u64>(), count, "{text}");
        assert_eq!(searcher.timeline(&query, false, Period::Year).unwrap().undated, count);
        for sort in [Sort::Newest, Sort::Oldest, Sort::Id] {
            let options = SearchOptions { limit: 300, sort, ..SearchOptions::default() };
            let hits = bench.hits(text, &options);
            assert_eq!((hits.hits.len() as u64, hits.total), (count, Total::Exact(count)));
            assert!(hits.notes.is_empty(), "{text}: nothing was cut");
        }
    }
}

#[test]
fn an_excluded_pattern_excludes_all_its_words() {
    let bench = bench(&many_words(), 60);
    for (text, ids) in [
        ("common -wa*", "none"),
        ("common -w?*b", "none printed"),
        ("common NOT /wa.*/", "none"),
        ("common -(rare OR wa*)", "none"),
        ("common -body:wa*", "none"),
        ("NOT wa*", "none"),
        ("common -common-wa*", "none"),
    ] {
        assert_eq!(bench.found(text, false), ids, "{text}");
        assert!(bench.hits(text, &SearchOptions::default()).notes.is_empty(), "{text}");
    }
}

#[test]
fn a_ranked_page_says_what_was_cut_and_how_many_there_are() {
    let bench = bench(&many_words(), 60);
    for (limit, count, total) in [
        (300, true, Total::Exact(201)),
        (300, false, Total::AtLeast(128)),
        (5, true, Total::Exact(201)),
    ] {
        let options = SearchOptions { limit, count, ..SearchOptions::default() };
        let hits = bench.hits("wa*", &options);
        assert_eq!(hits.notes, ["wa* stands for 201 words; the 128 most frequent were searched"]);
        assert_eq!(hits.total, total);
    }
}

#[test]
fn the_patterns_of_a_query_share_one_bound() {
    let bench = bench(&articles(), 2);
    let searcher = bench.index.searcher().unwrap();
    let many = |one: &str, n: usize| {
        (0..n).map(|n| one.replace('#', &n.to_string())).collect::<Vec<_>>().join(" OR ")
    };
    for (text, fits) in [
        (many("*o#*", 40), true),
        (many("wolf#~2", 40), true),
        (many("*o#*", 1200), false),
        (many("wolf#~2", 300), false),
    ] {
        let count = searcher.count(&query(&text), false);
        match count {
            Ok(_) => assert!(fits, "{}", &text[..30]),
            Err(error) => {
                assert!(!fits && error.to_string().contains("write fewer of them"), "{error}");
            }
        }
    }
}

#[test]
fn pattern_of_many_words_says_what_was_left_out() {
    let body: String = (0..400).map(|n| format!("w{n:03}")).collect::<Vec<_>>().join(" ");
    let bench = bench(&[article("a", "", &body), article("b", "", "w399")], 1);
    let hits = bench.hits("w*", &SearchOptions::default());
    assert_eq!(hits.notes, ["w* stands for 400 words; the 128 most frequent were searched"]);
    // The most frequent word is among them.
    assert_eq!(hits.hits.len(), 2);
}

#[test]
fn last_word_of_a_phrase_says_what_was_left_out_however_articles_lie() {
    let body = |n: usize| format!("covid w{n:04} and covid common");
    let articles: Vec<_> = (0..1100).map(|n| article(&format!("{n:04}"), "", &body(n))).collect();
    for batch in [1100, 300] {
        let bench = bench(&articles, batch);
        let hits = bench.hits("covid-w*", &SearchOptions { count: true, ..Default::default() });
        assert_eq!(
            hits.notes,
            [
                "the last word of covid-w* stands for 1100 words; the 1024 most frequent were searched"
            ]
        );
        assert_eq!(hits.total, Total::Exact(1100), "all are counted");
        assert_eq!(bench.hits("covid-c*", &SearchOptions::default()).notes, [""; 0]);
    }
}
