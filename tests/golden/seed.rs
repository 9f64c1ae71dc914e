//! The page that everything began with, cut as its label says.

use std::fs;

use presscut::read::{Content, Document};
use presscut::segment::segment;
use serde::Deserialize;

use super::shared;

/// The page's name among the labelled texts.
const SEED: &str = "seed-000_9b11db41d800324a";

/// Labels that point at lines, counted from 1.
#[derive(Deserialize)]
struct Page {
    id: String,
    articles: Vec<Lines>,
}

#[derive(Deserialize)]
struct Lines {
    start: usize,
    end: usize,
    headline: Option<usize>,
    authors: Vec<String>,
    body: Vec<(usize, usize)>,
}

#[test]
fn seed_page_is_cut_as_its_label_says() {
    let (Some(seeds), Some(gold)) = (shared("seeds"), shared("gold")) else { return };
    let labels = fs::read_to_string(gold.join("labels.jsonl")).unwrap();
    let page = labels
        .lines()
        .map(|line| serde_json::from_str::<Page>(line).unwrap())
        .find(|page| page.id == SEED)
        .expect("the seed is labelled");
    let text = fs::read_to_string(seeds.join("000_9b11db41d800324a.txt")).unwrap();
    let lines = line_spans(&text);

    let cut = segment(&Document::new("seed.txt", Content::Text(text.clone())));
    let headlines: Vec<_> = cut.articles.iter().map(|article| &article.headline).collect();
    assert_eq!(cut.articles.len(), page.articles.len(), "{headlines:?}");
    assert_eq!(cut.articles.len(), 4);
    assert_eq!(cut.articles[0].headline, None);
    assert_eq!(cut.articles[0].authors, ["Barbara Slavin"]);
    for (article, label) in cut.articles.iter().zip(&page.articles) {
        let line = |number: usize| &text[lines[number - 1].0..lines[number - 1].1];
        let body: Vec<&str> = label
            .body
            .iter()
            .flat_map(|&(first, last)| first..=last)
            .map(|number| line(number).trim())
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(article.headline.as_deref(), label.headline.map(line));
        assert_eq!(article.authors, label.authors);
        assert_eq!(article.date, None, "only a relative time is printed");
        assert_eq!(article.body.lines().collect::<Vec<_>>(), body);
        let (start, end) = (lines[label.start - 1].0 as u64, lines[label.end - 1].1 as u64);
        assert_eq!((article.span.start, article.span.end), (start, end));
    }
}

/// Returns first byte and end of every line, without its line feed.
fn line_spans(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    text.split('\n')
        .map(|line| {
            let span = (at, at + line.len());
            at += line.len() + 1;
            span
        })
        .collect()
}
