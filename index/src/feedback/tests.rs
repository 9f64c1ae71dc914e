//! Queries made of articles, on invented ones.

use crate::search::tests::{Bench, article, bench};
use crate::{Article, Explain, ParseOptions, Query, SearchOptions};

/// News of a flood, in which the dyke that broke is named mostly, and much else.
fn floods() -> Vec<Article> {
    let mut articles = vec![
        article("f0", "Flood in Halver", "The flood came when the dyke broke. Two dykes held."),
        article("f1", "", "A flood and a broken dyke: Merrow was under water in 1953 and now."),
        article("f2", "", "Of flood and dyke at Merrow little."),
        article("a3", "", "A flood of letters reached the editor."),
        article("f4", "Dyke at Merrow", "The flood broke the dyke at Merrow."),
        article("dyke", "", "A dyke is being built at Merrow."),
    ];
    articles.extend((0..80).map(|n| article(&format!("calm{n}"), "", "A calm day for the town.")));
    articles
}

fn ids(bench: &Bench, query: &Query, options: &SearchOptions) -> Vec<String> {
    let hits = bench.index.searcher().unwrap().search(query, options).unwrap().hits;
    hits.into_iter().map(|hit| hit.article.id).collect()
}

fn parsed(text: &str) -> Query {
    Query::parse(text, &ParseOptions::default()).unwrap().query
}

#[test]
fn a_query_is_expanded_by_what_its_first_hits_have_in_common() {
    let bench = bench(&floods(), 100);
    let expansion = bench.index.searcher().unwrap().expand(&parsed("floods"), false).unwrap();
    let words: Vec<(&str, &str)> =
        expansion.words.iter().map(|added| (&*added.word, &*added.stem)).collect();
    // Neither the word itself in another form nor stop words, numbers and what one hit alone holds.
    assert_eq!(words, [("dyke", "dyke"), ("merrow", "merrow"), ("broke", "broke")]);
    let weights: Vec<f32> = expansion.words.iter().map(|added| added.weight).collect();
    assert!(weights.is_sorted_by(|a, b| a >= b) && weights.iter().all(|w| *w > 0.0 && *w <= 0.1));
    assert!(weights[0] > weights[2], "{weights:?}");
}

#[test]
fn an_expanded_query_matches_what_it_did_in_another_order() {
    let bench = bench(&floods(), 100);
    let searcher = bench.index.searcher().unwrap();
    let options = SearchOptions { limit: 100, ..SearchOptions::default() };
    for text in ["flood", "flood AND water", "flood -letters", "flood OR letters", "\"a flood\""] {
        let query = parsed(text);
        let expanded = searcher.expand(&query, false).unwrap().query;
        let sorted = |query: &Query| {
            let mut ids = ids(&bench, query, &options);
            ids.sort_unstable();
            ids
        };
        assert_eq!(sorted(&expanded), sorted(&query), "{text}");
        let count = |query: &Query| searcher.count(query, false).unwrap();
        assert_eq!(count(&expanded), count(&query), "{text}");
    }
    let query = parsed("flood");
    let expanded = searcher.expand(&query, false).unwrap().query;
    let before = |query: &Query| {
        let ids = ids(&bench, query, &options);
        ids.iter().position(|id| id == "f2") < ids.iter().position(|id| id == "a3")
    };
    // Both hold the word alike.
    assert!(!before(&query) && before(&expanded));
}

#[test]
fn nothing_is_added_where_nothing_is_known() {
    let bench = bench(&floods(), 100);
    let searcher = bench.index.searcher().unwrap();
    for text in ["letters", "zebra", "", "source:invented/news.txt", "*", "flood -dyke"] {
        let query = parsed(text);
        let expansion = searcher.expand(&query, false).unwrap();
        assert!(expansion.words.is_empty(), "{text}: {:?}", expansion.words);
        assert_eq!(expansion.query, query, "{text}");
    }
}

#[test]
fn expansion_does_not_depend_on_how_articles_lie_in_segments() {
    const WORDS: [&str; 14] = [
        "tide", "pier", "mast", "sail", "rope", "gull", "crab", "buoy", "dock", "reef", "wave",
        "sand", "kelp", "foam",
    ];
    let text = |n: usize| -> String {
        let word = |at: usize| WORDS[(n * 7 + at * at * (n % 5 + 1)) % WORDS.len()];
        (0..n % 3 + 4).map(word).collect::<Vec<_>>().join(" ")
    };
    let one = |n: usize| match n % 8 {
        0 => article(&format!("w{n}"), WORDS[n % 11], &text(n)),
        _ => article(&format!("w{n}"), "", "calm"),
    };
    let articles: Vec<_> = (0..400).map(one).collect();
    let shuffled: Vec<_> = (0..400).map(|n| articles[n * 171 % 400].clone()).collect();
    let answers = |bench: &Bench| {
        let searcher = bench.index.searcher().unwrap();
        let answer = |text: &str| {
            let expansion = searcher.expand(&parsed(text), false).unwrap();
            assert!(!expansion.words.is_empty(), "{text}");
            let options = SearchOptions { limit: 300, ..SearchOptions::default() };
            let hits = searcher.search(&expansion.query, &options).unwrap().hits;
            let hits: Vec<_> =
                hits.into_iter().map(|hit| (hit.article.id, hit.score.to_bits())).collect();
            (expansion.words, hits)
        };
        ["crab", "kelp OR foam", "tide gull"].map(answer)
    };
    assert_eq!(answers(&bench(&shuffled, 23)), answers(&bench(&articles, 400)));
}

#[test]
fn the_parts_of_a_score_add_up_with_added_words() {
    let bench = bench(&floods(), 30);
    let searcher = bench.index.searcher().unwrap();
    let expanded = searcher.expand(&parsed("flood came"), true).unwrap().query;
    let options = SearchOptions { any: true, explain: Explain::Full, ..SearchOptions::default() };
    let hits = searcher.search(&expanded, &options).unwrap().hits;
    assert!(hits[0].score_parts.iter().any(|part| part.clause == "text:dyke"));
    for hit in hits {
        let sum: f32 = hit.score_parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() <= hit.score * 1e-5, "{sum} {}", hit.score);
    }
}

#[test]
fn pages_of_an_expanded_query_follow_each_other() {
    let bench = bench(&floods(), 30);
    let searcher = bench.index.searcher().unwrap();
    let query = parsed("flood");
    let expanded = searcher.expand(&query, false).unwrap().query;
    let all = ids(&bench, &expanded, &SearchOptions::default());
    let mut options = SearchOptions { limit: 2, ..SearchOptions::default() };
    let mut paged = Vec::new();
    loop {
        let page = searcher.search(&expanded, &options).unwrap();
        paged.extend(page.hits.into_iter().map(|hit| hit.article.id));
        options.after = page.next;
        if options.after.is_none() {
            break;
        }
        assert!(searcher.search(&query, &options).is_err(), "a cursor of another order");
    }
    assert_eq!(paged, all);
}

#[test]
fn articles_like_another_share_its_telling_words_and_it_is_not_among_them() {
    let articles = floods();
    let orders = [100, 7].map(|size| {
        let bench = bench(&articles, size);
        let searcher = bench.index.searcher().unwrap();
        let like = searcher.similar(&articles[4]).unwrap();
        let hits = searcher.search(&like, &SearchOptions::default()).unwrap().hits;
        assert!(hits[0].snippet.as_ref().unwrap().marks.len() > 1, "its words are marked");
        hits.into_iter().map(|hit| (hit.article.id, hit.score.to_bits())).collect::<Vec<_>>()
    });
    let ids: Vec<&str> = orders[0].iter().map(|(id, _)| id.as_str()).collect();
    assert!(ids.len() == 5 && !ids.contains(&"f4"), "{ids:?}");
    assert_eq!(ids.last(), Some(&"a3"), "{ids:?}");
    assert_eq!(orders[0], orders[1]);
}

#[test]
fn an_article_of_the_same_id_in_another_source_may_be_like_it() {
    let twin = |source: &str| Article { source: source.into(), ..article("n", "", "A dyke broke") };
    let bench = bench(&[twin("a.txt"), twin("b.txt"), article("N", "", "The dyke held")], 3);
    let searcher = bench.index.searcher().unwrap();
    let like = searcher.similar(&twin("a.txt")).unwrap();
    let hits = searcher.search(&like, &SearchOptions::default()).unwrap().hits;
    let found: Vec<String> =
        hits.iter().map(|hit| format!("{} {}", hit.article.source, hit.article.id)).collect();
    assert_eq!(found, ["b.txt n", "invented/news.txt N"]);
}

#[test]
fn like_an_article_that_tells_nothing_is_none() {
    let bench =
        bench(&[article("a", "", "It was not so."), article("b", "", "Was it so? 1953")], 2);
    let searcher = bench.index.searcher().unwrap();
    let like = searcher.similar(&searcher.articles("a").unwrap()[0]).unwrap();
    assert_eq!(searcher.count(&like, false).unwrap(), 0);
    let narrowed = like.and_after("1950", &ParseOptions::default()).unwrap();
    assert_eq!(ids(&bench, &narrowed, &SearchOptions::default()), [""; 0]);
}

#[test]
fn the_parts_of_a_score_add_up_for_what_is_like() {
    let bench = bench(&floods(), 30);
    let searcher = bench.index.searcher().unwrap();
    let like = searcher.similar(&floods()[0]).unwrap();
    let options = SearchOptions { explain: Explain::Full, ..SearchOptions::default() };
    for hit in searcher.search(&like, &options).unwrap().hits {
        assert!(!hit.reasons.is_empty());
        let sum: f32 = hit.score_parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() <= hit.score * 1e-5, "{sum} {}", hit.score);
    }
}
