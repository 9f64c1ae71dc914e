//! How fast the parts are, each beside a plain program that does the least of the same work.
//!
//! ```text
//! cargo bench                                  on pages of our own, in seconds
//! PRESSCUT_BENCH=news.ndjson cargo bench       on the articles of a file (its first 20 MB)
//! ```
//!
//! Both are timed in turns in one run, one thread, warm; of each the fastest of several turns counts,
//! since noise only ever adds. The ratio is the figure to keep: it hardly depends on the machine. There
//! are no thresholds.

#![expect(clippy::print_stdout, reason = "a bench talks to whoever started it")]

mod baseline;
mod long;
mod pages;

use std::hint::black_box;
use std::time::{Duration, Instant};

use presscut::read::{Content, Document, Item, Opened, ReadOptions, Shape, open_stream};
use presscut::segment::segment;
use presscut_index::{Article, Index, ParseOptions, Query, SearchOptions, WriterOptions};

const TURNS: usize = 7;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = pages::corpus()?;
    println!("{} articles, {:.1} MB", corpus.articles.len(), mega(corpus.bytes()));
    println!("{:32} {:>10} {:>10} {:>8}  beside", "part", "MB/s", "plain", "times");

    let options = ReadOptions { shape: Some(Shape::Articles), ..ReadOptions::default() };
    row(
        "read NDJSON",
        "serde_json into a tree",
        corpus.ndjson.len(),
        || documents(&corpus.ndjson, &options),
        || baseline::json(&corpus.ndjson),
    );
    let text = Document::new("page", Content::Text(corpus.text.clone()));
    row(
        "cut text",
        "UAX #29 words of the text",
        corpus.text.len(),
        || segment(&text).articles.len(),
        || baseline::words(&corpus.text),
    );
    let cut = segment(&text).articles;
    row(
        "cut text",
        "index the articles of that text: at most a third",
        corpus.text.len(),
        || segment(&text).articles.len(),
        || index(&cut).map_or(0, |_| 1),
    );
    let html: Vec<Document> =
        corpus.html.iter().map(|page| Document::new("page", Content::Html(page.clone()))).collect();
    row(
        "cut HTML",
        "html5ever's tokens",
        corpus.html.iter().map(String::len).sum(),
        || html.iter().map(|page| segment(page).articles.len()).sum(),
        || corpus.html.iter().map(|page| baseline::html(page)).sum(),
    );
    row(
        "index articles, commit",
        "count UAX #29 words in a table",
        corpus.bytes(),
        || index(&corpus.articles).map_or(0, |_| 1),
        || baseline::count(&corpus.articles),
    );

    let dir = index(&corpus.articles)?;
    let searcher = Index::open(dir.path())?.searcher()?;
    let bodies: Vec<&str> = corpus.articles.iter().map(|article| article.body.as_str()).collect();
    let search = |text: &str| {
        let query = Query::parse(text, &ParseOptions::default()).map(|parsed| parsed.query);
        let hits = query.map(|query| searcher.search(&query, &SearchOptions::default()));
        hits.map_or(0, |hits| hits.map_or(0, |hits| hits.hits.len()))
    };
    println!("\n{:32} {:>10} {:>10} {:>8}  beside", "part", "µs", "plain", "times");
    for (part, text, word) in [
        ("search, one word", corpus.words[0].as_str(), corpus.words[0].as_str()),
        ("search, two words", &corpus.words.join(" "), corpus.words[1].as_str()),
    ] {
        let (ours, plain) = turns(&mut || search(text), &mut || {
            bodies.iter().filter(|body| body.contains(word)).count()
        });
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        let times = ours.as_secs_f64() / plain.as_secs_f64();
        println!(
            "{part:32} {:>10.1} {:>10.1} {times:>8.4}  look for a word in every body",
            micros(ours),
            micros(plain)
        );
    }
    let pages = corpus.html.len() as f64;
    let begin = Instant::now();
    black_box(html.iter().map(|page| segment(page).articles.len()).sum::<usize>());
    println!("\n{:.0} HTML pages a second", pages / begin.elapsed().as_secs_f64());
    long::print(&corpus.text);
    Ok(())
}

fn documents(ndjson: &str, options: &ReadOptions) -> usize {
    let stream = std::io::Cursor::new(ndjson.as_bytes().to_vec());
    match open_stream(&"corpus".into(), Box::new(stream), options) {
        Ok(Opened::Reader(reader)) => {
            reader.filter(|item| matches!(item, Item::Document(_))).count()
        }
        _ => 0,
    }
}

fn index(articles: &[Article]) -> Result<tempfile::TempDir, Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let options = WriterOptions { memory: 200_000_000, threads: 1 };
    let mut writer = Index::create_or_open(dir.path())?.writer(&options)?;
    for article in articles {
        writer.add(article)?;
    }
    writer.commit()?;
    writer.finish()?;
    Ok(dir)
}

/// Times both and prints their rates and the time of ours over that of the plain one.
fn row(
    part: &str,
    beside: &str,
    bytes: usize,
    mut ours: impl FnMut() -> usize,
    mut plain: impl FnMut() -> usize,
) {
    let (ours, plain) = turns(&mut ours, &mut plain);
    let rate = |time: Duration| mega(bytes) / time.as_secs_f64();
    let times = ours.as_secs_f64() / plain.as_secs_f64();
    println!("{part:32} {:>10.1} {:>10.1} {times:>8.2}  {beside}", rate(ours), rate(plain));
}

/// The fastest turn of each.
fn turns(
    ours: &mut dyn FnMut() -> usize,
    plain: &mut dyn FnMut() -> usize,
) -> (Duration, Duration) {
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        best = (best.0.min(time(ours)), best.1.min(time(plain)));
    }
    best
}

fn time(work: &mut dyn FnMut() -> usize) -> Duration {
    let begin = Instant::now();
    black_box(work());
    begin.elapsed()
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
