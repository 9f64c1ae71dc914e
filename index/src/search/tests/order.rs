//! The order of hits, and their scores: the same however the articles lie in segments.

use super::{Bench, article, articles, bench};
use crate::Article;
use crate::search::{SearchOptions, Sort, Total};

#[test]
fn headline_counts_more_than_body() {
    let bench = bench(&articles(), 2);
    assert_eq!(bench.ids("wolf", &SearchOptions::default())[0], "wolf");
    assert_eq!(bench.ids("harbour", &SearchOptions::default())[0], "harbour");
}

#[test]
fn dates_order_hits_with_the_undated_last() {
    let bench = bench(&articles(), 2);
    let order = |sort| {
        let ids = bench.ids("*", &SearchOptions { sort, ..SearchOptions::default() });
        let undated = ids.split_at(4).1.to_vec();
        assert!(undated.contains(&"zh".to_owned()) && undated.contains(&"bare".to_owned()));
        ids.split_at(4).0.join(" ")
    };
    assert_eq!(order(Sort::Newest), "elections wolf harbour steuer");
    assert_eq!(order(Sort::Oldest), "steuer harbour wolf elections");
}

#[test]
fn total_is_exact_where_it_is_known_or_asked_for() {
    let bench = bench(&articles(), 2);
    let total = |limit, count| {
        let options = SearchOptions { limit, count, ..SearchOptions::default() };
        bench.hits("*", &options).total
    };
    assert_eq!(total(10, false), Total::Exact(6));
    assert_eq!(total(6, false), Total::Exact(6));
    assert!(matches!(total(2, false), Total::AtLeast(3..=6)));
    assert_eq!(total(2, true), Total::Exact(6));
    assert_eq!(total(0, true), Total::Exact(6));
    assert!(matches!(total(0, false), Total::AtLeast(1..=6)));
    assert_eq!(bench.hits("", &SearchOptions::default()).total, Total::Exact(0));
    let far = SearchOptions { offset: usize::MAX, limit: usize::MAX, ..SearchOptions::default() };
    assert!(bench.hits("*", &far).hits.is_empty());
}

/// Many articles that tie, and some that do not; the begins of their ids tell all apart, some, or none.
fn tied() -> Vec<Article> {
    let id = |n: usize| match n % 3 {
        0 => format!("{:08x}", n * 7919 % 65_536),
        _ => format!("https://{}.example/{n}", n % 2),
    };
    let text = |n: usize| if n.is_multiple_of(10) { "sea sea storm" } else { "sea calm today" };
    (0..300).map(|n| article(&id(n), "", text(n))).collect()
}

#[test]
fn pages_and_segments_do_not_change_the_order() {
    let one = bench(&tied(), 300);
    let mut shuffled = tied();
    shuffled.reverse();
    let many = bench(&shuffled, 17);
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        for query in ["sea", "sea OR storm", "*", "source:invented/*", "s*"] {
            let options = SearchOptions { limit: 300, sort, ..SearchOptions::default() };
            let all = one.ids(query, &options);
            assert_eq!(all.len(), 300);
            assert_eq!(many.ids(query, &options), all, "{query}");
            for (offset, limit) in [(0, 1), (0, 10), (25, 10), (29, 2), (30, 100), (295, 10)] {
                let options = SearchOptions { limit, offset, sort, ..SearchOptions::default() };
                let page = &all[offset..(offset + limit).min(300)];
                let hits = many.hits(query, &options).hits;
                let ids: Vec<_> = hits.iter().map(|hit| hit.article.id.clone()).collect();
                assert_eq!(ids, page, "{query} {offset} {limit}");
                assert_eq!(hits.first().map(|hit| hit.rank), Some(offset as u64 + 1));
            }
        }
    }
}

#[test]
fn which_are_looked_at_for_nearness_does_not_depend_on_segments() {
    // All are worth the same but for the nearness of the two words.
    let far = |n: usize| ["calm "; 20].map(|_| if n.is_multiple_of(7) { "low " } else { "calm " });
    let text = |n: usize| match n {
        150.. => "harbour".to_owned(),
        _ if n.is_multiple_of(3) => format!("{}sea storm", far(n).concat()),
        _ => format!("sea {}storm", far(n).concat()),
    };
    let articles: Vec<_> = (0..200).map(|n| article(&format!("n{n}"), "", &text(n))).collect();
    let shuffled: Vec<_> = (0..200).map(|n| articles[n * 77 % 200].clone()).collect();
    let options = SearchOptions { limit: 200, ..SearchOptions::default() };
    let (one, many) = (bench(&articles, 200), bench(&shuffled, 31));
    assert_eq!(one.ids("sea storm", &options).len(), 150);
    assert_eq!(many.ids("sea storm", &options), one.ids("sea storm", &options));
}

#[test]
fn what_is_worth_the_same_stands_by_id_then_by_source() {
    let mut articles = Vec::new();
    for (id, source) in
        [("b", "2.txt"), ("B", "1.txt"), ("10", "9.txt"), ("b", "1.txt"), ("9", "1.txt"), ("c", "")]
    {
        articles.push(Article { source: source.into(), ..article(id, "", "sea calm today") });
    }
    let expected = ["10 9.txt", "9 1.txt", "b 1.txt", "b 2.txt", "B 1.txt", "c "];
    for size in [6, 2, 1] {
        let bench = bench(&articles, size);
        for query in ["sea", "*"] {
            for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Id] {
                let options = SearchOptions { sort, ..SearchOptions::default() };
                let hits = bench.hits(query, &options).hits;
                let found: Vec<String> = hits
                    .iter()
                    .map(|hit| format!("{} {}", hit.article.id, hit.article.source))
                    .collect();
                assert_eq!(found, expected, "{query} {sort:?} {size}");
            }
        }
    }
}

#[test]
fn scores_are_the_same_bits_however_articles_lie_in_segments() {
    const WORDS: [&str; 12] = [
        "tide", "pier", "mast", "sail", "rope", "gull", "crab", "buoy", "dock", "reef", "wave",
        "sand",
    ];
    let text = |n: usize| -> String {
        let word = |at: usize| WORDS[(n * 7 + at * at * (n % 5 + 1)) % WORDS.len()];
        (0..n % 23 + 3).map(word).collect::<Vec<_>>().join(" ")
    };
    let articles: Vec<_> =
        (0..400).map(|n| article(&format!("w{n}"), WORDS[n % 11], &text(n))).collect();
    let one = bench(&articles, 400);
    let shuffled: Vec<_> = (0..400).map(|n| articles[n * 171 % 400].clone()).collect();
    let many = bench(&shuffled, 23);
    for query in
        [WORDS.join(" OR "), "(tide OR pier) sail OR (mast rope gull)".into(), "*a*".into()]
    {
        for limit in [10, 399] {
            let options = SearchOptions { limit, any: true, ..SearchOptions::default() };
            let scored = |bench: &Bench| -> Vec<(String, u32)> {
                let hits = bench.hits(&query, &options).hits;
                hits.into_iter().map(|hit| (hit.article.id, hit.score.to_bits())).collect()
            };
            assert_eq!(scored(&many), scored(&one), "{query} {limit}");
        }
    }
}
