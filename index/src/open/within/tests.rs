//! Stems of languages that few articles are in, in small indexes of several.

use tantivy::SegmentReader;

use crate::query::lower;
use crate::rank::{Best, Draw, Exact};
use crate::{
    Article, Explain, Hit, Index, Lang, ParseOptions, Query, SearchOptions, Searcher, WriterOptions,
};

/// An index of two segments with articles in two languages and in none; the German stem of `offer` is `off`.
fn index(dir: &std::path::Path, german: &[&str], english: &[&str]) -> Searcher {
    let index = Index::create_or_open(dir).unwrap();
    let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
    for half in 0..2 {
        for (language, bodies) in [("de", german), ("en", english), ("--", &["offer off"])] {
            for (at, body) in bodies.iter().enumerate().filter(|(at, _)| at % 2 == half) {
                let article = Article {
                    id: format!("{language}{at}"),
                    headline: Some((*body).to_owned()),
                    body: (*body).to_owned(),
                    language: Lang::parse(language),
                    ..Article::default()
                };
                writer.add(&article).unwrap();
            }
        }
        writer.commit().unwrap();
    }
    writer.finish().unwrap();
    index.searcher().unwrap()
}

fn search(searcher: &Searcher, text: &str) -> Vec<Hit> {
    let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
    let options = SearchOptions { limit: 1000, explain: Explain::Full, ..Default::default() };
    let hits = searcher.search(&query, &options).unwrap().hits;
    assert_eq!(searcher.count(&query, false).unwrap(), hits.len() as u64, "{text}");
    hits
}

fn found(searcher: &Searcher, text: &str) -> String {
    let mut ids: Vec<_> = search(searcher, text).into_iter().map(|hit| hit.article.id).collect();
    ids.sort_unstable();
    ids.join(" ")
}

#[test]
fn a_stem_of_few_articles_finds_no_other_word_in_the_rest() {
    let english = ["ships offer help", "off the pier", "far off", "an offer, off the quay"];
    let many = [&english[..], &["off the coast"; 40]].concat();
    for english in [&english[..], &many] {
        let dir = tempfile::tempdir().unwrap();
        let searcher = index(dir.path(), &["ein offer Hafen", "der Hafen"], english);
        let all = "--0 de0 en0 en3";
        for (text, ids) in [
            ("offer", all),
            ("offers", all),
            ("headline:offer", all),
            ("body:offer", all),
            ("offer OR hafen", "--0 de0 de1 en0 en3"),
            ("offer (ships OR quay)", "en0 en3"),
            ("(offer ships) OR (offer quay) OR (offer hafen)", "de0 en0 en3"),
            ("offer NEAR/3 help", "en0"),
            ("offer NEAR/3 pier", ""),
            ("headline:(offer NEAR/3 pier)", ""),
            ("offer NEAR/3 hafen", "de0"),
            ("offers NEAR/3 (\"hafen\")", "de0"),
            ("far -offer", "en2"),
            ("offer date:..2020", ""),
        ] {
            assert_eq!(found(&searcher, text), ids, "{text}");
        }
        let hits = search(&searcher, "offer OR hafen");
        let hit = hits.iter().find(|hit| hit.article.id == "en3").unwrap();
        assert!(hit.headline_marks.iter().eq([&(3..8)]));
        let reason = &hit.reasons[0];
        assert_eq!((&reason.words[..], reason.articles), (&["offer".to_owned()][..], Some(4)));
        let sum: f32 = hit.score_parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() < 1e-4, "{hit:?}");
    }
}

#[test]
fn stems_in_headlines_of_few_articles_are_drawn_as_the_engine_finds_them() {
    let dir = tempfile::tempdir().unwrap();
    let german = ["ein offer Hafen", "der Hafen", "offer offer", "Boot", "das offer im Hafen"];
    let english = ["an offer, off the quay", "off the pier", "ships offer help at the pier"];
    let searcher = index(dir.path(), &german, &english.repeat(20));
    for (text, number) in [
        ("headline:offer", 44),
        ("headline:offer^2", 44),
        ("headline:(offer OR hafen)", 45),
        ("headline:offer headline:hafen", 2),
        ("headline:offer pier", 20),
        ("headline:offer -help", 24),
    ] {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        let query = lower(&searcher, &query, false, true).unwrap().query.unwrap();
        let exact = Exact::of_matches(&searcher, &*query).unwrap();
        let scored = |found| {
            let scored = exact.score(&searcher, found).unwrap().into_iter();
            scored.map(|scored| (scored.at, scored.first, scored.second)).collect::<Vec<_>>()
        };
        let draw = Draw::of(&searcher, &*query).unwrap().expect(text);
        let drawn = draw.best(&searcher, 1000).unwrap();
        let best = Best::new(&searcher, &*query, 1000).unwrap();
        let collected =
            searcher.inner.search_with_statistics_provider(&*query, &best, &searcher).unwrap();
        assert_eq!(drawn.len(), number, "{text}");
        if draw.has_exact_sums() {
            let mut drawn = drawn.clone();
            drawn.sort_unstable_by_key(|(_, at)| *at);
            let firsts = scored(collected.clone()).into_iter().map(|(at, first, _)| (first, at));
            assert!(firsts.eq(drawn), "{text}");
        }
        assert_eq!(scored(drawn), scored(collected), "{text}");
    }
}

#[test]
fn what_is_found_does_not_depend_on_what_was_removed() {
    let dir = tempfile::tempdir().unwrap();
    let (german, english) = (["ein offer Hafen"; 5], ["far off"; 5]);
    // Ten of eleven articles; without one of them, and of those in no language, five are half.
    let before = index(dir.path(), &german, &english);
    assert_eq!(found(&before, "offer"), "--0 de0 de1 de2 de3 de4");
    let mut writer = Index::open(dir.path()).unwrap().writer(&WriterOptions::default()).unwrap();
    writer.forget_article("", "en0").unwrap();
    writer.commit().unwrap();
    writer.finish().unwrap();
    let after = Index::open(dir.path()).unwrap().searcher().unwrap();
    assert!(after.inner.segment_readers().iter().any(SegmentReader::has_deletes));
    let all = "--0 de0 de1 de2 de3 de4 en1 en2 en3 en4";
    assert_eq!(found(&after, "offer"), all);
    let few = before.with_languages_of(&after);
    assert_eq!(found(&few, "offer"), "--0 de0 de1 de2 de3 de4 en0 en1 en2 en3 en4");
}

#[test]
fn what_is_near_is_what_an_article_holds() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path(), &["ein offer Hafen", "off Hafen"], &["offer at the pier"; 5]);
    for (near, both) in [
        ("off NEAR/5 pier", "+off +pier"),
        ("offer NEAR/5 pier", "offer pier"),
        ("offer NEAR/5 hafen", "offer hafen"),
        ("hafen NEAR/5 off", "+hafen +off"),
    ] {
        assert_eq!(found(&searcher, near), found(&searcher, both), "{near}");
    }
    assert_eq!(found(&searcher, "hafen NEAR/5 off"), "de0 de1");
    for hit in search(&searcher, "offer NEAR/5 hafen") {
        assert_eq!(hit.reasons.len(), 1, "{hit:?}");
    }
}

#[test]
fn a_language_without_articles_is_none() {
    let dir = tempfile::tempdir().unwrap();
    drop(index(dir.path(), &["ein offer Hafen"], &["off the pier"; 5]));
    let mut writer = Index::open(dir.path()).unwrap().writer(&WriterOptions::default()).unwrap();
    writer.forget_article("", "de0").unwrap();
    writer.commit().unwrap();
    writer.finish().unwrap();
    let searcher = Index::open(dir.path()).unwrap().searcher().unwrap();
    assert_eq!(searcher.languages(), [Lang::parse("en").unwrap()]);
    assert_eq!(searcher.main_language(), Lang::parse("en"));
}

#[test]
fn the_languages_of_another_index_are_those_of_its_words() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let whole = index(dir.path(), &["Hafen elect"], &["elections"; 5]);
    let fresh = index(other.path(), &["Hafen elect"], &[]);
    assert_eq!(found(&whole, "elections hafen"), "de0");
    assert_eq!(found(&fresh, "elections"), "");
    assert_eq!(found(&fresh.with_languages_of(&whole), "elections"), "de0");
}

#[test]
fn a_name_of_an_article_of_few_is_told_as_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&WriterOptions::default()).unwrap();
    for (id, language, author) in [("0", "de", "Peter Off"), ("1", "en", "Jo Off"), ("2", "en", "")]
    {
        let article = Article {
            id: id.into(),
            language: Lang::parse(language),
            authors: vec![author.into()],
            ..Article::default()
        };
        writer.add(&article).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.searcher().unwrap();
    let hits = search(&searcher, "offer");
    assert_eq!(hits.len(), 1);
    assert_eq!(
        (&hits[0].reasons[0].words[..], hits[0].reasons[0].authors),
        (&["off".to_owned()][..], 1)
    );
}

#[test]
fn any_number_of_languages_is_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&WriterOptions::default()).unwrap();
    let letters = || (b'a'..=b'z').map(char::from);
    for language in letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))) {
        let article = Article {
            body: if language == "tr" { "kitaplar" } else { "kitap" }.to_owned(),
            language: Lang::parse(&language),
            id: language,
            ..Article::default()
        };
        writer.add(&article).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.searcher().unwrap();
    assert_eq!(searcher.languages().len(), 676);
    assert_eq!(found(&searcher, "kitaplar"), "tr");
    assert_eq!(searcher.count(&Query::word("kitap"), false).unwrap(), 676);
}

#[test]
fn what_is_like_an_article_of_few_holds_no_other_word() {
    let dir = tempfile::tempdir().unwrap();
    let german = ["ein offer Hafen", "offer Boot", "offer Hafen Boot"];
    let searcher = index(dir.path(), &german, &["off the coast"; 30]);
    let article = search(&searcher, "boot -hafen").remove(0).article;
    let like = searcher.similar(&article).unwrap();
    let expanded = searcher.expand(&Query::word("hafen"), false).unwrap();
    let stems: Vec<_> = expanded.words.iter().map(|added| added.stem.as_str()).collect();
    assert_eq!((article.id.as_str(), &stems[..]), ("de1", &["off"][..]));
    for query in [like, expanded.query] {
        let hits = searcher.search(&query, &SearchOptions::default()).unwrap().hits;
        let mut ids: Vec<_> = hits.iter().map(|hit| hit.article.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["de0", "de2"]);
    }
}

#[test]
fn a_word_is_as_rare_as_where_it_is_meant() {
    let score = |german: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        let english = [&["an offer"][..], &["off the coast"; 30]].concat();
        let searcher = index(dir.path(), german, &english);
        search(&searcher, "offer").into_iter().find(|hit| hit.article.id == "en0").unwrap().score
    };
    let (with, without) = (score(&["ein Hafen"]), score(&[]));
    assert!((with / without - 1.0).abs() < 0.1, "{with} {without}");
}

#[test]
fn languages_of_half_of_the_articles_are_not_kept_apart() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path(), &["Angebote", "offer"], &["off"]);
    assert_eq!(found(&searcher, "offer"), "--0 de1 en0");
}
