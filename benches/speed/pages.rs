//! What is measured: articles of our own invention, or those of a file, and pages made of them.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};

use presscut::bench::Random;
use presscut_index::{Article, Date, Lang};
use serde::Deserialize;
use serde_json::json;

/// Articles that are made up.
const ARTICLES: usize = 1500;
/// Bytes that are read of a file.
const MOST: u64 = 20_000_000;
/// Articles that pages to be cut are made of.
const CUT: usize = 400;

/// Articles in all the shapes that they come in.
pub(crate) struct Corpus {
    pub(crate) articles: Vec<Article>,
    /// One article a line.
    pub(crate) ndjson: String,
    /// One page of many articles without markup.
    pub(crate) text: String,
    /// One page an article.
    pub(crate) html: Vec<String>,
    /// Two words that are worth looking for.
    pub(crate) words: [String; 2],
}

impl Corpus {
    /// The bytes of headlines and bodies.
    pub(crate) fn bytes(&self) -> usize {
        let bytes = |article: &Article| {
            article.headline.as_ref().map_or(0, String::len) + article.body.len()
        };
        self.articles.iter().map(bytes).sum()
    }
}

/// Makes the corpus, out of the file that `PRESSCUT_BENCH` names if it is set.
pub(crate) fn corpus() -> Result<Corpus, Box<dyn std::error::Error>> {
    let articles = match std::env::var_os("PRESSCUT_BENCH") {
        Some(path) => read(File::open(path)?)?,
        None => invent(),
    };
    let line = |article: &Article| {
        let date = article.date.as_ref().map(Date::iso);
        let Article { id, headline, authors, body, .. } = article;
        json!({"id": id, "headline": headline, "authors": authors, "date": date, "body": body})
    };
    let ndjson = articles.iter().map(|article| line(article).to_string() + "\n").collect();
    let cut = articles.get(..CUT).unwrap_or(&articles);
    let text = cut.iter().map(plain).collect();
    let html = cut.iter().map(marked_up).collect();
    let middle = articles.get(articles.len() / 2).ok_or("no articles")?;
    let mut long = middle.body.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 6);
    let mut word = || long.next().map(str::to_lowercase).ok_or("no long words");
    let words = [word()?, word()?];
    Ok(Corpus { articles, ndjson, text, html, words })
}

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    headline: String,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    date: String,
    #[serde(default)]
    body: String,
}

fn read(file: File) -> Result<Vec<Article>, Box<dyn std::error::Error>> {
    let mut articles = Vec::new();
    let mut lines = BufReader::new(file.take(MOST));
    let mut text = String::new();
    while lines.read_line(&mut text)? > 0 && text.ends_with('\n') {
        let line: Line = serde_json::from_str(&text)?;
        articles.push(Article {
            id: line.id,
            headline: Some(line.headline),
            body: line.body,
            authors: line.authors,
            date: Date::parse(&line.date),
            language: Lang::parse("en"),
            source: "corpus".to_owned(),
            ..Article::default()
        });
        text.clear();
    }
    Ok(articles)
}

/// Syllables that words are made of.
const SYLLABLES: [&str; 24] = [
    "al", "ber", "con", "dor", "el", "fen", "gar", "hol", "in", "jun", "ka", "lim", "mor", "nes",
    "or", "pel", "qui", "ran", "sta", "tor", "ul", "ver", "win", "zen",
];

/// Words of Zipf's frequencies in sentences and paragraphs, the same every time.
fn invent() -> Vec<Article> {
    let mut random = Random::new(20);
    let mut word = || -> String {
        let syllables = 1 + random.below(4);
        (0..syllables).filter_map(|_| random.pick(&SYLLABLES)).copied().collect()
    };
    let words: Vec<String> = (0..20_000).map(|_| word()).collect();
    let mut random = Random::new(21);
    let mut sentence = |least: usize| {
        let length = least + random.below(18);
        let mut text = String::new();
        for at in 0..length {
            // The product of two even draws is near to what Zipf found: few words, very often.
            let rank = random.below(words.len()) * random.below(words.len()) / words.len();
            let word = words.get(rank * random.below(100) / 100).map_or("a", String::as_str);
            text.push_str(if at == 0 { "" } else { " " });
            match at {
                0 => text.extend(
                    word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)),
                ),
                _ => text.push_str(word),
            }
        }
        text
    };
    let mut article = |at: usize| {
        let mut body = String::new();
        for _ in 0..6 + at % 7 {
            for _ in 0..=at % 4 {
                body.push_str(&sentence(6));
                body.push_str(". ");
            }
            body.push_str("It’s said.\n");
        }
        Article {
            id: format!("invented-{at}"),
            headline: Some(sentence(4)),
            body,
            authors: vec![format!("Ada {}", sentence(1))],
            date: Date::parse(&format!("20{:02}-{:02}-{:02}", at % 20, 1 + at % 12, 1 + at % 28)),
            language: Lang::parse("en"),
            source: "invented".to_owned(),
            ordinal: u32::try_from(at).unwrap_or_default(),
            ..Article::default()
        }
    };
    (0..ARTICLES).map(&mut article).collect()
}

fn plain(article: &Article) -> String {
    let date = article.date.as_ref().map_or("", Date::iso);
    let headline = article.headline.as_deref().unwrap_or_default();
    let by = article.authors.first().map_or("", String::as_str);
    format!("Share\n{headline}\nBy {by}\n{date}\n{}\nRead more\n\n", article.body)
}

fn marked_up(article: &Article) -> String {
    let date = article.date.as_ref().map_or("", Date::iso);
    let headline = article.headline.as_deref().unwrap_or_default();
    let by = article.authors.first().map_or("", String::as_str);
    let body: String = article.body.lines().flat_map(|line| ["<p>", line, "</p>\n"]).collect();
    format!(
        "<!doctype html><html lang=en><head><title>{headline}</title>\
         <meta property=\"og:title\" content=\"{headline}\">\
         <meta name=author content=\"{by}\"></head><body><nav><ul><li><a href=/>Home</a>\
         <li><a href=/a>More</a></ul></nav><main><article><h1>{headline}</h1>\
         <p class=byline>By {by}</p><time datetime=\"{date}\">{date}</time>{body}</article></main>\
         <footer><p>All rights reserved</p></footer></body></html>"
    )
}
