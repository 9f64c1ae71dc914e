//! Counts over several segments.

use super::*;
use crate::{Article, Date, Index, Lang, ParseOptions, SearchOptions, WriterOptions};

/// Ten articles in several segments; the last one is removed again.
fn searcher() -> (tempfile::TempDir, Searcher) {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&WriterOptions { memory: 0, threads: 1 }).unwrap();
    let dates =
        ["2020-08-13", "2020-08-16T10:00:00Z", "2020-10-01", "2020", "2021-01", "", "2020-08-17"];
    for (id, date) in (0..10_usize).zip(dates.iter().cycle()) {
        let article = Article {
            id: id.to_string(),
            body: if id % 2 == 0 { "the ferry left" } else { "the tram left" }.into(),
            authors: match id {
                0 => vec!["Ana Oduya".into(), "Ana Oduya".into(), "Jo Peters".into()],
                2 => vec!["Jo Peters".into()],
                _ => Vec::new(),
            },
            date: Date::parse(date),
            section: (id < 4).then(|| "Local".into()),
            language: Lang::parse("en"),
            source: format!("source-{}", id % 3),
            ..Article::default()
        };
        writer.add(&article).unwrap();
        if id % 3 == 0 {
            writer.commit().unwrap();
        }
    }
    writer.forget_article("source-0", "9").unwrap();
    writer.commit().unwrap();
    writer.finish().unwrap();
    let searcher = index.searcher().unwrap();
    (dir, searcher)
}

fn query(text: &str) -> Query {
    Query::parse(text, &ParseOptions::default()).unwrap().query
}

fn shown(counts: &FacetCounts) -> String {
    let values: Vec<String> =
        counts.values.iter().map(|c| format!("{} {}", c.value, c.articles)).collect();
    format!("{}; {} others, {} without", values.join(", "), counts.others, counts.without)
}

#[test]
fn values_are_counted_among_the_matches_alone() {
    let (_dir, searcher) = searcher();
    let facets = [Facet::Author, Facet::Source, Facet::Section, Facet::Language, Facet::Year];
    let counts = searcher.facets(&query("ferry"), false, &facets, 2).unwrap();
    let shown: Vec<String> = counts.iter().map(shown).collect();
    assert_eq!(
        shown,
        [
            "Jo Peters 2, Ana Oduya 1; 0 others, 3 without",
            "source-0 2, source-2 2; 1 others, 0 without",
            "Local 2; 0 others, 3 without",
            "en 5; 0 others, 0 without",
            "2020 4, 2021 1; 0 others, 0 without",
        ]
    );
    let none = searcher.facets(&query("zeppelin"), false, &facets[..1], 2).unwrap();
    assert_eq!(none, [FacetCounts { values: vec![], others: 0, without: 0 }]);
}

#[test]
fn facets_and_count_and_hits_agree() {
    let (_dir, searcher) = searcher();
    for text in ["*", "ferry", "tram -date:2020", "ferry OR tram", "section:local", ""] {
        let query = query(text);
        let count = searcher.count(&query, false).unwrap();
        let hits =
            searcher.search(&query, &SearchOptions { limit: 100, ..SearchOptions::default() });
        assert_eq!(hits.unwrap().hits.len() as u64, count, "{text}");
        let facets = searcher.facets(&query, false, &[Facet::Source, Facet::Year], 100).unwrap();
        for counts in facets {
            let sum: u64 = counts.values.iter().map(|value| value.articles).sum();
            assert_eq!(sum + counts.without, count, "{text}");
        }
        for period in [Period::Day, Period::Week, Period::Month, Period::Year] {
            let line = searcher.timeline(&query, false, period).unwrap();
            let sum: u64 = line.bars.iter().map(|bar| bar.articles).sum();
            assert_eq!(sum + line.coarser + line.undated, count, "{text} {period:?}");
        }
    }
}

#[test]
fn timelines_have_no_gaps_and_invent_no_month() {
    let (_dir, searcher) = searcher();
    let bars = |text: &str, period| {
        let line = searcher.timeline(&query(text), false, period).unwrap();
        let bars = line.bars.iter().map(|bar| format!("{} {}/{}", bar.first, bar.articles, bar.of));
        (bars.collect::<Vec<_>>().join(", "), line.coarser, line.undated)
    };
    let (months, coarser, undated) = bars("*", Period::Month);
    assert_eq!(
        months,
        "2020-08-01 5/5, 2020-09-01 0/0, 2020-10-01 1/1, 2020-11-01 0/0, 2020-12-01 0/0, 2021-01-01 1/1"
    );
    assert_eq!((coarser, undated), (1, 1), "a year is in no month");
    assert_eq!(bars("tram", Period::Year), ("2020-01-01 3/7".into(), 0, 1));
    assert_eq!(bars("ferry", Period::Week).0.split(", ").next(), Some("2020-08-10 2/4"));
    assert_eq!(bars("zeppelin", Period::Day), (String::new(), 0, 0));
}
