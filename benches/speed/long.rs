//! How the time of cutting grows with the length of a text, and what hostile texts cost.
//!
//! Cutting is linear if the rates stay where they are: each text is ten or a hundred times the one above
//! it. The hostile ones have nothing to cut, or everything in one line.

use std::time::Instant;

use presscut::read::{Content, Document};
use presscut::segment::segment;

use super::mega;

/// Times each text once; long ones are their own average.
pub(crate) fn print(page: &str) {
    println!("\n{:32} {:>10} {:>10} {:>8}", "text", "MB", "MB/s", "articles");
    let pages = |bytes: usize| page.repeat(bytes / page.len().max(1) + 1);
    let page_of = |bytes: usize| {
        let text = pages(bytes);
        text.get(..text.floor_char_boundary(bytes)).unwrap_or(&text).to_owned()
    };
    for (name, text) in [
        ("page of 10 kB", page_of(10_000)),
        ("page of 1 MB", page_of(1_000_000)),
        ("page of 100 MB", page_of(100_000_000)),
        ("one endless line", "The quick brown fox is 12 today. ".repeat(500_000)),
        ("one line without spaces", "x".repeat(16_000_000)),
        ("a million one-word lines", "word\n".repeat(1_000_000)),
        ("a million blank lines", "\n".repeat(1_000_000)),
    ] {
        let document = Document::new("page", Content::Text(text));
        let begin = Instant::now();
        // A short text is cut again and again, so that there is something to time.
        let turns = (1_000_000 / document.content.text().len().max(1)).max(1);
        let mut articles = 0;
        for _ in 0..turns {
            articles = segment(&document).articles.len();
        }
        let bytes = document.content.text().len();
        let rate = mega(bytes * turns) / begin.elapsed().as_secs_f64();
        println!("{name:32} {:>10.2} {rate:>10.1} {articles:>8}", mega(bytes));
    }
}
