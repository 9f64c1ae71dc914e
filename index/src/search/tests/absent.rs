//! What a query that finds nothing is told.

use super::{articles, bench};
use crate::{ParseOptions, Query};

fn absent(text: &str) -> Vec<String> {
    let bench = bench(&articles(), 2);
    let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
    let told = bench.index.searcher().unwrap().absent(&query).unwrap();
    told.into_iter().map(|absent| format!("{}: {}", absent.clause, absent.near.join(" "))).collect()
}

#[test]
fn words_without_an_article_are_told_with_what_looks_like_them() {
    assert_eq!(absent("wolf harbuor"), ["harbuor: harbour"]);
    assert_eq!(absent("wolf zeppelin"), ["zeppelin: "]);
    assert_eq!(absent("Quil headline:harbur"), ["Quil: quill", "headline:harbur: harbour"]);
    assert_eq!(absent("wolf harbour elections"), [""; 0], "each of them has an article");
}

#[test]
fn the_missing_words_of_phrases_and_neighbours_are_told() {
    assert_eq!(absent("\"big wulf\""), ["\"big wulf\": ", "wulf: wolf"]);
    assert_eq!(
        absent("headline:(big NEAR/2 harbuor)"),
        ["headline:(big NEAR/2 harbuor): ", "headline:harbuor: harbour"]
    );
    assert_eq!(absent("big-wulf"), ["big-wulf: ", "wulf: wolf"]);
}

#[test]
fn nonsense_has_no_near_spellings() {
    for text in ["$5", "x7", "qq", "999", "author:x"] {
        let told = absent(text);
        assert!(told.iter().all(|told| told.ends_with(": ")), "{told:?}");
    }
}

#[test]
fn other_clauses_are_told_and_excluded_ones_are_not() {
    assert_eq!(
        absent("(\"wolf big harbour\" OR zep*) -airship date:1999 +wolf^2"),
        ["\"wolf big harbour\": ", "zep*: ", "date:1999: "]
    );
    assert_eq!(absent("zeppelin zeppelin").len(), 1, "once each");
}
