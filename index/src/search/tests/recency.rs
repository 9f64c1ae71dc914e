//! Newer articles first, as far as relevance lets them.

use jiff::civil;

use super::{article, bench};
use crate::rank::RANKING;
use crate::{Article, Date, Explain, Hit, Recency, SearchOptions};

fn dated(id: &str, date: &str, body: &str) -> Article {
    Article { date: Date::parse(date), ..article(id, "", body) }
}

fn recent(half_life: u32) -> SearchOptions {
    let recency = Some(Recency { half_life, now: civil::date(2020, 8, 13) });
    SearchOptions { recency, limit: 400, explain: Explain::Full, ..SearchOptions::default() }
}

#[test]
fn newer_articles_stand_above_older_ones_that_are_a_little_better() {
    let articles = [
        dated("old", "2010-01-01", "sea wolf and sea wolf"),
        dated("month", "2020-07-14", "sea wolf and sea wolf"),
        dated("new", "2020-08-12", "sea wolf and a calm day"),
        dated("soon", "2020-09-01", "calm sea on a calm day"),
        dated("undated", "", "sea wolf and sea wolf"),
    ];
    let bench = bench(&articles, 2);
    let plain = bench.ids("sea", &SearchOptions::default());
    assert_eq!(plain, ["month", "old", "undated", "new", "soon"]);
    assert_eq!(bench.ids("sea", &recent(30)), ["soon", "new", "month", "undated", "old"]);
    assert_eq!(bench.ids("sea", &recent(100_000)), ["month", "old", "soon", "new", "undated"]);
    // Of what the engine scores alone, too.
    assert_eq!(bench.ids("\"sea wolf\"", &recent(30)), ["new", "month", "undated", "old"]);
    assert_eq!(bench.ids("wol*", &recent(30)), ["new", "month", "undated", "old"]);
}

#[test]
fn the_parts_of_a_score_that_faded_add_up_and_the_order_is_that_of_the_articles() {
    let date = |n: usize| format!("{}-0{}-1{}", 2020 - n % 7, n % 8 + 1, n % 10);
    let text = |n: usize| match n {
        0..40 => format!("the sea wolf came {}", "and ".repeat(n % 7)),
        40..320 => format!("sea {}", "calm ".repeat(n)),
        _ => "calm".to_owned(),
    };
    let articles: Vec<_> = (0..400).map(|n| dated(&format!("n{n}"), &date(n), &text(n))).collect();
    let shuffled: Vec<_> = (0..400).map(|n| articles[n * 171 % 400].clone()).collect();
    let options = SearchOptions { any: true, ..recent(60) };
    let answer = |articles: &[Article], size| bench(articles, size).hits("sea wolf", &options).hits;
    let hits = answer(&articles, 400);
    let told = |hits: &[Hit]| -> Vec<_> {
        hits.iter().map(|hit| (hit.article.id.clone(), hit.score.to_bits())).collect()
    };
    assert_eq!(told(&answer(&shuffled, 23)), told(&hits));
    assert_eq!(hits.len(), 320);
    assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
    let aged = |hit: &Hit| hit.score_parts.iter().any(|part| part.clause.starts_with("age"));
    assert_eq!(hits.iter().filter(|hit| aged(hit)).count(), RANKING.candidates(options.recency));
    for hit in &hits {
        let sum: f64 = hit.score_parts.iter().map(|part| f64::from(part.score)).sum();
        let most = hit.score_parts.iter().map(|part| part.score).fold(0.0, f32::max);
        assert!((sum - f64::from(hit.score)).abs() <= f64::from(most) * 1e-5, "{hit:?}");
    }
}

#[test]
fn pages_follow_each_other_and_belong_to_one_day() {
    let articles: Vec<_> =
        (1..29).map(|n| dated(&format!("n{n}"), &format!("2020-07-{n:02}"), "sea")).collect();
    let bench = bench(&articles, 9);
    let all = bench.ids("sea", &recent(7));
    let mut options = SearchOptions { limit: 5, ..recent(7) };
    let mut paged = Vec::new();
    loop {
        let page = bench.hits("sea", &options);
        paged.extend(page.hits.into_iter().map(|hit| hit.article.id));
        options.after = page.next;
        if options.after.is_none() {
            break;
        }
        let later = Recency { half_life: 7, now: civil::date(2020, 8, 14) };
        let other = SearchOptions { recency: Some(later), ..options.clone() };
        let searcher = bench.index.searcher().unwrap();
        let query = crate::Query::parse("sea", &crate::ParseOptions::default()).unwrap().query;
        assert!(searcher.search(&query, &other).is_err(), "scores of another day");
    }
    assert_eq!(paged, all);
}
