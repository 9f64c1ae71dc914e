use super::*;
use crate::query::{self, Lowered};
use crate::rank::{Best, Exact, Scored};
use crate::{Article, Date, Index, ParseOptions, Query, WriterOptions};

/// An index in several segments, some of whose articles were removed.
fn index(dir: &std::path::Path) -> Index {
    let index = whole_index(dir);
    let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
    for n in (0..9000).step_by(13) {
        writer.forget_article(&format!("s{}", n % 3), &n.to_string()).unwrap();
    }
    writer.commit().unwrap();
    writer.finish().unwrap();
    index
}

/// Its articles; words are the rarer the longer they are.
fn whole_index(dir: &std::path::Path) -> Index {
    let words = ["sea", "port", "ferry", "harbour", "lighthouse", "breakwaters", "hydrography"];
    let index = Index::create_or_open(dir).unwrap();
    let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
    let mut state = 7_u64;
    let mut random = move |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for n in 0..9000_u64 {
        let mut body = String::new();
        for _ in 0..=random(24) {
            let rank = random(1 << words.len()).leading_zeros() as usize + words.len();
            body.push_str(words.get(rank.saturating_sub(64)).copied().unwrap_or("quay"));
            body.push(' ');
        }
        if n.is_multiple_of(997) {
            body.push_str(&"foghorn ".repeat(usize::try_from(1 + random(4)).unwrap()));
        }
        if n.is_multiple_of(499) {
            body.push_str("capstan");
        }
        let date = format!("20{:02}-0{}-11", random(20), 1 + random(9));
        writer
            .add(&Article {
                id: n.to_string(),
                headline: Some(body.split(' ').rev().take(4).collect::<Vec<_>>().join(" ")),
                authors: vec![["Ada Quill", "Bo Nib"][usize::from(n.is_multiple_of(3))].to_owned()],
                body,
                date: Date::parse(&date).filter(|_| !n.is_multiple_of(11)),
                source: format!("s{}", n % 3),
                ..Article::default()
            })
            .unwrap();
        if n == 900 || n == 4000 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    writer.finish().unwrap();
    index
}

#[test]
fn unions_are_counted_as_the_engine_counts_them() {
    let dir = tempfile::tempdir().unwrap();
    let lowered = |searcher: &Searcher, text| {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        query::lower(searcher, &query, false, false).unwrap().query.unwrap()
    };
    let removed = tempfile::tempdir().unwrap();
    for index in [whole_index(dir.path()), index(removed.path())] {
        let searcher = index.searcher().unwrap();
        assert!(searcher.inner.segment_readers().len() > 1);
        for text in
            ["sea", "sea OR hydrography", "sea OR port OR ferry OR quay", "nowhere OR ferry"]
        {
            let query = lowered(&searcher, text);
            let counted = searcher.inner.search(&*query, &tantivy::collector::Count).unwrap();
            assert_eq!(searcher.count_union(&*query).unwrap(), Some(counted as u64), "{text}");
            assert!(counted > 1000, "{text}: {counted}");
        }
        assert_eq!(searcher.count_union(&*lowered(&searcher, "sea -port")).unwrap(), None);
    }
}

#[test]
fn what_is_drawn_is_what_the_engine_finds() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    let searcher = index.searcher().unwrap();
    assert!(searcher.inner.segment_readers().len() > 1);
    let mut drawn = 0;
    let queries = [
        "sea",
        "hydrography",
        "port hydrography",
        "sea ferry quay",
        "sea OR hydrography",
        "sea OR port OR ferry OR quay",
        "lighthouse OR breakwaters OR hydrography OR sea",
        "sea port source:s*",
        "port hydrography -quay",
        "breakwaters hydrography lighthouse date:2001..",
        "sea (port OR hydrography)",
        "sea -port",
        "(sea OR lighthouse) date:2004..2007",
        "harbour date:>2018 -ferry source:s1",
        "(sea OR port) date:2004-03-11",
        "sea date:2004-03-11",
        "(sea OR quay) (port OR ferry) date:2011-02",
        "port breakwaters date:2007 date:2006-12..2007-04",
        "(lighthouse OR sea) date:<2000-03 -quay source:s2",
        "sea date:1999",
        "port^3 OR sea^0.2 OR harbour",
        "foghorn OR sea",
        "sea OR foghorn OR hydrography OR lighthouse",
        "(foghorn OR quay OR port) date:2003..2008 -ferry",
        "foghorn",
        "foghorn OR capstan",
        "(capstan OR foghorn^2 OR nowhere) -port",
        "nowhere OR ferry",
        "nowhere ferry -sea",
        "(ferry OR harbour) -\"sea port\"",
        "\"sea port\"",
        "\"port sea port\"",
        "\"sea sea\"",
        "\"ferry lighthouse\"",
        "\"hydrography breakwaters\"^2",
        "\"quay nowhere\"",
        "\"sea quay\" date:2003..2011 -harbour",
        "\"sea port\" OR \"quay sea\"",
        "\"sea quay\" \"port ferry\"",
        "\"lighthouse quay\" port",
        "\"ferry port\" (sea OR port) source:s1",
        "body:\"ferry quay\"",
        "headline:sea",
        "headline:sea headline:port",
        "headline:(ferry OR quay) headline:port",
        "headline:(sea OR port OR ferry OR quay OR harbour) -port",
        "headline:sea OR headline:ferry^2",
        "author:quill",
        "author:nib author:quill",
        "author:quill headline:sea port",
        "headline:port sea",
        "headline:(sea OR port) (ferry OR hydrography) date:2003..",
        "sea OR headline:port OR author:nib",
        "headline:\"sea port\" headline:sea",
        "body:\"lighthouse\" port",
        "\"lighthouse\" hydrography",
        "\"lighthouse\"",
        "p*",
        "h* date:..2009 -port",
        "/.*[rt]/ source:s2",
        "*a*^3",
        "porc~2",
    ];
    for text in queries {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        let Lowered { query, .. } = query::lower(&searcher, &query, false, true).unwrap();
        let query = query.unwrap();
        let exact = Exact::of_matches(&searcher, &*query).unwrap();
        let drawn_exactly = Draw::of(&searcher, &*query).unwrap().expect(text).has_exact_sums();
        for wanted in [1, 10, 300, 20_000] {
            let in_order = |found| {
                let found = exact.score(&searcher, found).unwrap();
                let found = searcher.by_falling(found, 0..wanted, |scored| scored.first).unwrap();
                let hits = found.into_iter().take(wanted);
                hits.map(|hit| (hit.at, hit.first)).collect::<Vec<_>>()
            };
            let draw = Draw::of(&searcher, &*query).unwrap().expect(text);
            let found = draw.best(&searcher, wanted).unwrap();
            if drawn_exactly {
                let scored = exact.score(&searcher, found.clone()).unwrap();
                let drawn = Scored::all(&searcher, found.clone()).unwrap();
                let firsts = |scored: &[Scored]| {
                    scored.iter().map(|scored| (scored.at, scored.first)).collect::<Vec<_>>()
                };
                assert_eq!(firsts(&drawn), firsts(&scored), "{text}");
            }
            let found = in_order(found);
            let best = Best::new(&searcher, &*query, wanted).unwrap();
            let collected =
                searcher.inner.search_with_statistics_provider(&*query, &best, &searcher).unwrap();
            assert_eq!(found, in_order(collected), "{text}, {wanted} wanted");
            drawn += found.len();
        }
    }
    assert!(drawn > 40_000, "{drawn}");
}

#[test]
fn what_is_skipped_by_the_lengths_of_a_segment_is_none_of_the_best() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
    // Whoever holds a word more often is longer for it: too long in a segment of short articles, and not in all.
    for (segment, longer) in [(0, 1), (1, 20)] {
        for n in 0..3000_usize {
            let held = 1 + n * 7919 % 13 + n / 128 % 7;
            let length = 1 + longer * held * held / 3;
            let body = "sea ".repeat(held) + &"port ".repeat(length);
            let id = format!("{segment} {n}");
            let headline = Some(body.clone());
            writer.add(&Article { id, headline, body, ..Article::default() }).unwrap();
        }
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    let searcher = index.searcher().unwrap();
    assert_eq!(searcher.inner.segment_readers().len(), 2);
    for text in ["sea", "sea port", "\"sea\"", "headline:sea", "headline:sea headline:port"] {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        let query = query::lower(&searcher, &query, false, true).unwrap().query.unwrap();
        let draw = Draw::of(&searcher, &*query).unwrap().expect(text);
        let drawn = |wanted| draw.best(&searcher, wanted).unwrap();
        let collected = |wanted| {
            let best = Best::new(&searcher, &*query, wanted).unwrap();
            searcher.inner.search_with_statistics_provider(&*query, &best, &searcher).unwrap()
        };
        let best: [&dyn Fn(usize) -> Vec<(Score, DocAddress)>; 2] = [&drawn, &collected];
        for best in best {
            let scores = |wanted| {
                let found = best(wanted).into_iter();
                let mut scores: Vec<Score> = found.map(|(score, _)| score).collect();
                scores.sort_unstable_by(|a, b| b.total_cmp(a));
                scores
            };
            let all = scores(6000);
            for wanted in 1..400 {
                assert_eq!(scores(wanted)[..wanted], all[..wanted], "{text}, {wanted} wanted");
            }
        }
    }
}

#[test]
fn other_queries_are_the_engines() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path()).searcher().unwrap();
    for text in [
        "hydrography \"port ferry\"",
        "sea OR (port ferry)",
        "sea OR \"port ferry\"",
        "\"sea ferry\"~2",
        "/.*r.*/ sea",
        "/.*r.*/^0",
    ] {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        let query = query::lower(&searcher, &query, false, true).unwrap().query.unwrap();
        assert!(Draw::of(&searcher, &*query).unwrap().is_none(), "{text}");
    }
}
