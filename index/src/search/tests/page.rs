//! Pages: by cursor, and with few hits of each source.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::*;
use crate::Facet;

/// Articles of three sources, many of them alike, so that scores and dates tie.
fn many(from: usize, to: usize) -> Vec<Article> {
    let one = |n: usize| Article {
        source: format!("news/{}.txt", n % 3),
        date: (!n.is_multiple_of(4))
            .then(|| Date::year(i16::try_from(2015 + n % 4).unwrap()).unwrap()),
        ..article(&format!("a{n:02}"), "", ["wolf", "wolf and a wolf", "a fox and a wolf"][n % 3])
    };
    (from..to).map(one).collect()
}

fn names(hits: &Hits) -> Vec<(u64, String)> {
    hits.hits.iter().map(|hit| (hit.rank, hit.article.id.clone())).collect()
}

/// Queries that score, of every kind.
const SCORED: [&str; 14] = [
    "wolf",
    "big wolf",
    "wolf OR talk",
    "wolf -tarn",
    "\"big wolf\"",
    "\"wolf calf\"~3",
    "\"wolf talk calf\"~9",
    "wolf NEAR/3 calf",
    "=wolf",
    "harb*",
    "wulf~1",
    "headline:wolf^3",
    "body:wolf",
    "author:quill wolf",
];

const SORTS: [Sort; 4] = [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Id];

#[test]
fn pages_by_cursor_are_the_whole_list() {
    let bench = bench(&many(0, 23), 4);
    for sort in SORTS {
        for per_source in [None, Some(1), Some(3), Some(100)] {
            for query in ["wolf", "fox OR wolf", "*", "date:2016..2018"] {
                let whole =
                    SearchOptions { limit: 100, sort, per_source, ..SearchOptions::default() };
                let all = names(&bench.hits(query, &whole));
                for limit in [1, 3, 7] {
                    let (mut paged, mut after) = (Vec::new(), None);
                    loop {
                        let options = SearchOptions { limit, after, ..whole.clone() };
                        let hits = bench.hits(query, &options);
                        paged.extend(names(&hits));
                        after = match hits.next {
                            Some(next) => Some(next.to_string().parse().unwrap()),
                            None => break,
                        };
                    }
                    assert_eq!(paged, all, "{query} {sort:?} {per_source:?} by {limit}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pages_by_id_are_the_whole_list_whatever_the_case(
        ids in prop::collection::vec(("[aAbBzZ1é_É-]{1,2}", 0..3_usize), 1..14),
        per_commit in 1..6_usize,
        limit in 1..5_usize,
    ) {
        let one = |(id, source): &(String, usize)| Article {
            source: format!("news/{source}.txt"),
            ..article(id, "", "wolf")
        };
        let bench = bench(&ids.iter().map(one).collect::<Vec<_>>(), per_commit);
        let whole = SearchOptions { limit: 100, sort: Sort::Id, ..SearchOptions::default() };
        let named = |hits: &Hits| -> Vec<(String, String)> {
            hits.hits.iter().map(|h| (h.article.id.clone(), h.article.source.clone())).collect()
        };
        let all = named(&bench.hits("wolf", &whole));
        prop_assert_eq!(all.len(), ids.len());
        let (mut paged, mut after) = (Vec::new(), None);
        for _ in 0..20 {
            let options = SearchOptions { limit, after, ..whole.clone() };
            let hits = bench.hits("wolf", &options);
            paged.extend(named(&hits));
            after = hits.next;
            if after.is_none() {
                break;
            }
        }
        prop_assert_eq!(paged, all);
    }
}

#[test]
fn a_cursor_holds_when_articles_are_added_before_it() {
    for sort in [Sort::Newest, Sort::Oldest, Sort::Id] {
        let before = bench(&many(8, 20), 4);
        let options = SearchOptions { limit: 5, sort, ..SearchOptions::default() };
        let first = before.hits("wolf", &options);
        let after = bench(&many(0, 20), 4);
        let rest = SearchOptions { limit: 100, after: first.next.clone(), ..options };
        let old = names(&before.hits("wolf", &rest));
        let new = names(&after.hits("wolf", &rest));
        let kept = new.iter().filter(|(_, id)| id.as_str() >= "a08").map(|(_, id)| id);
        assert!(kept.eq(old.iter().map(|(_, id)| id)), "{sort:?}: {old:?} {new:?}");
    }
}

#[test]
fn a_cursor_of_another_question_is_refused() {
    let bench = bench(&many(0, 9), 4);
    let options = SearchOptions { limit: 2, ..SearchOptions::default() };
    let after = bench.hits("wolf", &options).next;
    let searcher = bench.index.searcher().unwrap();
    let ask = |query: &str, options: SearchOptions| {
        let query = Query::parse(query, &ParseOptions::default()).unwrap().query;
        searcher.search(&query, &SearchOptions { after: after.clone(), ..options })
    };
    assert_eq!(ask("wolf", options.clone()).unwrap().hits.len(), 2);
    let sorted = SearchOptions { sort: Sort::Newest, ..options.clone() };
    for refused in [ask("fox", options.clone()), ask("wolf", sorted)] {
        assert!(refused.unwrap_err().to_string().contains("another query"));
    }
}

#[test]
fn few_of_each_source_are_its_first_and_the_rest_is_counted() {
    let bench = bench(&many(0, 23), 4);
    for sort in SORTS {
        let all = SearchOptions { limit: 100, sort, ..SearchOptions::default() };
        let whole = bench.hits("wolf", &all);
        for most in 1..=9 {
            let hits = bench.hits("wolf", &SearchOptions { per_source: Some(most), ..all.clone() });
            assert_eq!(hits.total, whole.total);
            let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
            let mut expected = Vec::new();
            for hit in &whole.hits {
                let count = seen.entry(&hit.article.source).or_default();
                *count += 1;
                if *count <= most {
                    expected.push(hit.article.id.as_str());
                }
            }
            let ids: Vec<&str> = hits.hits.iter().map(|hit| hit.article.id.as_str()).collect();
            assert_eq!(ids, expected, "{sort:?}, {most} of each");
            let mut counted: BTreeMap<&str, u64> = BTreeMap::new();
            for hit in &hits.hits {
                *counted.entry(&hit.article.source).or_default() += 1 + hit.rest;
            }
            assert!(counted.into_iter().eq(seen.into_iter().map(|(s, n)| (s, n as u64))));
        }
    }
}

#[test]
fn count_pages_stream_and_facets_agree() {
    let bench = bench(&articles(), 2);
    let searcher = bench.index.searcher().unwrap();
    let others = [
        "\"wolf calf\"~300",
        "*our",
        "w?lf",
        "/ha.*/",
        "headline:wolf",
        "author:quill",
        "source:Invented/Other.txt",
        "site:daily.example",
        "lang:en",
        "section:\"World News\"",
        "date:2019",
        "date:2019..2020",
        "before:2020",
        "after:2019",
        "*",
        "-wolf",
        "wolf^3 harbour",
        "(wolf OR sea) -calf",
        "nothinghere",
        "id:wolf",
    ];
    for text in SCORED.into_iter().chain(others) {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        for any in [false, true] {
            let count = searcher.count(&query, any).unwrap();
            for sort in SORTS {
                let options = SearchOptions {
                    limit: 100,
                    count: true,
                    sort,
                    any,
                    ..SearchOptions::default()
                };
                let hits = searcher.search(&query, &options).unwrap();
                assert_eq!(hits.total, Total::Exact(count), "{text} {sort:?}");
                let mut streamed = Vec::new();
                searcher
                    .each(&query, &options, &mut |hit| {
                        streamed.push((hit.rank, hit.article.id.clone()));
                        ControlFlow::Continue(())
                    })
                    .unwrap();
                assert_eq!(streamed, names(&hits), "{text} {sort:?}");
                assert_eq!(streamed.len() as u64, count, "{text} {sort:?}");
            }
            let facets = [Facet::Source, Facet::Language, Facet::Year];
            let counted = searcher.facets(&query, any, &facets, 100).unwrap();
            for (facet, counted) in facets.iter().zip(counted) {
                let values: u64 = counted.values.iter().map(|value| value.articles).sum();
                assert_eq!(values + counted.without, count, "{text} by {facet:?}");
            }
        }
    }
}

#[test]
fn the_parts_of_a_score_add_up_to_it() {
    let bench = bench(&articles(), 2);
    for text in SCORED.into_iter().chain(["wolf date:2020", "+(big OR sea) wolf"]) {
        let options = SearchOptions { explain: Explain::Full, ..SearchOptions::default() };
        for hit in bench.hits(text, &options).hits {
            let sum: f32 = hit.score_parts.iter().map(|part| part.score).sum();
            assert!((sum - hit.score).abs() <= hit.score * 1e-5, "{text}: {sum} {}", hit.score);
            assert!(hit.score_parts.iter().all(|part| !part.detail.is_empty()), "{text}");
        }
    }
}

#[test]
fn the_parts_add_up_for_words_near_each_other_and_behind_the_second_stage() {
    let text = |n: usize| match n {
        0..5 => "the sea wolf came".to_owned(),
        5..20 => format!("a wolf {} sea", "and ".repeat(n)),
        20..320 => format!("sea {}", "calm ".repeat(n)),
        _ => "calm".to_owned(),
    };
    let articles: Vec<_> = (0..420).map(|n| article(&format!("{n:03}"), "", &text(n))).collect();
    let bench = bench(&articles, 90);
    let options =
        SearchOptions { any: true, limit: 320, explain: Explain::Full, ..SearchOptions::default() };
    let hits = bench.hits("sea wolf", &options).hits;
    assert_eq!(hits.len(), 320);
    let near = |hit: &Hit| hit.score_parts.iter().any(|part| part.clause.contains("near"));
    assert_eq!(hits.iter().filter(|hit| near(hit)).count(), 16);
    assert!(hits[0].article.body.contains("sea wolf"));
    assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
    for hit in hits {
        let sum: f32 = hit.score_parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() <= hit.score * 1e-4, "{}: {sum} {}", hit.rank, hit.score);
    }
}

#[test]
fn reasons_are_the_words_and_where_they_are() {
    let bench = bench(&articles(), 2);
    let options = SearchOptions { explain: Explain::Words, ..SearchOptions::default() };
    let hits = bench.hits("wolf OR harbour OR zebra", &options).hits;
    let hit = hits.iter().find(|hit| hit.article.id == "wolf").unwrap();
    let [wolf, harbour] = hit.reasons.as_slice() else { panic!("{:?}", hit.reasons) };
    assert_eq!((wolf.words.join(" "), wolf.headline, wolf.body), ("wolf".into(), 1, 1));
    let having = bench.hits("wolf", &options).total.number();
    assert_eq!((wolf.articles, wolf.of), (Some(having), 6));
    assert_eq!((harbour.words.join(" "), harbour.headline, harbour.body), ("harbour".into(), 0, 1));
    let none = bench.hits("wolf -zebra", &SearchOptions::default());
    assert!(none.hits[0].reasons.is_empty(), "not asked for");
}

#[test]
fn words_among_the_authors_are_reasons_and_all_forms_are_counted() {
    let mut articles = articles();
    articles.push(Article { language: None, ..article("none", "", "wolf and wolves") });
    let bench = bench(&articles, 2);
    let options = SearchOptions { explain: Explain::Words, ..SearchOptions::default() };
    let hit = &bench.hits("quill", &options).hits[0];
    let [quill] = hit.reasons.as_slice() else { panic!("{:?}", hit.reasons) };
    assert_eq!(
        (quill.words.join(" "), quill.authors, quill.articles),
        ("quill".into(), 1, Some(1))
    );
    for text in ["wolf", "headline:wolf", "body:wolf", "\"ada quill\" wolf"] {
        let hits = bench.hits(text, &options).hits;
        let having = bench.hits(text.trim_start_matches("\"ada quill\" "), &options).hits.len();
        for hit in &hits {
            let wolf = hit.reasons.last().unwrap();
            assert_eq!(wolf.articles, Some(having as u64), "{text} {}", hit.article.id);
        }
    }
    let hit = &bench.hits("\"ada quill\"", &options).hits[0];
    assert_eq!((hit.reasons[0].authors, hit.reasons[0].words[0].as_str()), (1, "ada quill"));
}

#[test]
fn what_is_asked_of_other_fields_is_told_where_it_holds() {
    let bench = bench(&articles(), 2);
    for sort in SORTS {
        let options = SearchOptions { explain: Explain::Words, sort, ..SearchOptions::default() };
        let told = |text: &str, id: &str| -> Vec<String> {
            let hits = bench.hits(text, &options).hits;
            let hit = hits.into_iter().find(|hit| hit.article.id == id).unwrap();
            hit.facts.into_iter().map(|fact| fact.clause).collect()
        };
        let query = "date:2020 OR author:fenn OR section:\"World News\" OR lang:de";
        assert_eq!(told(query, "wolf"), ["date:2020", "section:World\\ News"], "{sort:?}");
        assert_eq!(told(query, "harbour"), ["author:fenn"], "{sort:?}");
        assert_eq!(told(query, "steuer"), ["lang:de"], "{sort:?}");
        let query = "wolf -date:2019 headline:wolf";
        assert!(told(query, "wolf").is_empty(), "excluded, or marked: {sort:?}");
    }
}

#[test]
fn marks_are_of_the_field_that_was_asked_and_of_nothing_excluded() {
    let bench = bench(&articles(), 2);
    let options = SearchOptions { snippet: Some(300), ..SearchOptions::default() };
    for (text, headline, body) in [
        ("wolf", 1, 1),
        ("headline:wolf", 1, 0),
        ("body:wolf", 0, 1),
        ("headline:wolf body:harbour", 1, 1),
        ("author:quill", 0, 0),
        ("author:quill wolf", 1, 1),
        ("tarn -calf", 1, 1),
        ("NOT (calf OR talk) tarn", 1, 1),
        ("date:2020 -calf lang:en", 0, 0),
        ("headline:\"big wolf\"", 1, 0),
        ("body:\"big wolf\" -headline:calf", 0, 1),
        ("headline:wo*", 1, 0),
        ("body:wulf~1", 0, 1),
        ("headline:/w.lf/", 1, 0),
        ("body:(big NEAR/2 wolf)", 0, 2),
        ("headline:(wolf OR tarn) -body:calf", 2, 0),
    ] {
        let hits = bench.hits(text, &options).hits;
        let hit =
            hits.iter().find(|hit| hit.article.id == "wolf").unwrap_or_else(|| panic!("{text}"));
        let marked = hit.snippet.as_ref().map_or(0, |snippet| snippet.marks.len());
        assert_eq!((hit.headline_marks.len(), marked), (headline, body), "{text}");
    }
}
