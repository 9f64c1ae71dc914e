//! Articles as labelled and as printed, and how near one comes to the other.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use serde::Deserialize;

/// From which token F1 of the bodies an article counts as found, as in the scorer of the dev data.
const FOUND_AT: f64 = 0.8;

/// One article, as a person labelled it or as `presscut segment` prints it.
#[derive(Debug, Deserialize)]
pub(super) struct Label {
    pub(super) source: String,
    pub(super) ordinal: u32,
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<String>,
    pub(super) body: String,
    pub(super) start: Option<u64>,
    pub(super) end: Option<u64>,
}

/// What of a label an article has right.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Right {
    pub(super) found: bool,
    pub(super) headline: bool,
    pub(super) authors: bool,
    pub(super) date: bool,
    pub(super) body: bool,
    pub(super) span: bool,
}

impl Right {
    /// Tells whether the article is found with headline, authors and date.
    pub(super) fn complete(self) -> bool {
        self.found && self.headline && self.authors && self.date
    }

    /// Tells whether nothing differs at all.
    pub(super) fn exact(self) -> bool {
        self.complete() && self.body && self.span
    }
}

impl Label {
    /// Reads the labels of a file of the corpus.
    pub(super) fn of(path: &str) -> Vec<Self> {
        let path = format!("tests/expected/{path}.ndjson");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self::parse(&text)
    }

    /// Reads articles, one a line.
    pub(super) fn parse(text: &str) -> Vec<Self> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Compares an article with the label.
    pub(super) fn compare(&self, article: &Self) -> Right {
        Right {
            found: token_f1(&self.body, &article.body) >= FOUND_AT,
            headline: self.headline == article.headline,
            authors: self.authors == article.authors,
            date: self.date.as_deref() == article.day(),
            body: self.body == article.body,
            span: self.start.is_none() || (self.start, self.end) == (article.start, article.end),
        }
    }

    /// Pairs labels with the articles whose bodies are nearest, one to one.
    pub(super) fn pair<'a>(labels: &[Self], articles: &'a [Self]) -> Vec<Option<&'a Self>> {
        let mut nearest: Vec<(f64, usize, usize)> = labels
            .iter()
            .enumerate()
            .flat_map(|(l, label)| {
                articles.iter().enumerate().map(move |(a, article)| {
                    let same = f64::from(u8::from(label.headline == article.headline));
                    // Of two equal bodies the one under the same headline.
                    (token_f1(&label.body, &article.body) + same * 1e-6, l, a)
                })
            })
            .filter(|(f1, _, _)| *f1 >= 0.1)
            .collect();
        nearest.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut pairs = vec![None; labels.len()];
        let mut taken = vec![false; articles.len()];
        for (_, l, a) in nearest {
            if pairs[l].is_none() && !taken[a] {
                pairs[l] = Some(&articles[a]);
                taken[a] = true;
            }
        }
        pairs
    }

    /// Returns the date as labels have it: the day, or what is known of it.
    fn day(&self) -> Option<&str> {
        let date = self.date.as_deref()?;
        Some(date.get(..10).unwrap_or(date))
    }

    /// Says in words how an article differs from the label.
    pub(super) fn differences(&self, article: Option<&Self>) -> String {
        let mut text = format!("  expected {:?}\n", self.headline.as_deref().unwrap_or("(none)"));
        let Some(article) = article else {
            return text + "    not found\n";
        };
        let right = self.compare(article);
        if !right.headline {
            writeln!(text, "    headline {:?}", article.headline).unwrap();
        }
        if !right.authors {
            writeln!(text, "    authors {:?}, not {:?}", article.authors, self.authors).unwrap();
        }
        if !right.date {
            writeln!(text, "    date {:?}, not {:?}", article.day(), self.date).unwrap();
        }
        if !right.body {
            let (mine, theirs): (Vec<_>, Vec<_>) =
                (self.body.lines().collect(), article.body.lines().collect());
            for line in mine.iter().filter(|line| !theirs.contains(line)) {
                writeln!(text, "    body lacks {line:?}").unwrap();
            }
            for line in theirs.iter().filter(|line| !mine.contains(line)) {
                writeln!(text, "    body has {line:?}").unwrap();
            }
        }
        if !right.span {
            let (is, should) = ((article.start, article.end), (self.start, self.end));
            writeln!(text, "    span {is:?}, not {should:?}").unwrap();
        }
        text
    }
}

/// Compares bags of words; ideographs and kana are words of their own.
///
/// F1 as `SQuAD` has it (Rajpurkar et al. 2016).
fn token_f1(a: &str, b: &str) -> f64 {
    let (a, b) = (tokens(a), tokens(b));
    let (all_a, all_b): (usize, usize) = (a.values().sum(), b.values().sum());
    let hit: usize = a.iter().map(|(token, n)| *n.min(b.get(token).unwrap_or(&0))).sum();
    if all_a + all_b == 0 {
        return 1.0;
    }
    2.0 * hit as f64 / (all_a + all_b) as f64
}

fn tokens(text: &str) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase).chain([' ']) {
        let ideograph = ('\u{3040}'..='\u{9fff}').contains(&c);
        if c.is_alphanumeric() && !ideograph {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            *bag.entry(std::mem::take(&mut word)).or_default() += 1;
        }
        if ideograph {
            *bag.entry(c.to_string()).or_default() += 1;
        }
    }
    bag
}

#[test]
fn token_f1_is_that_of_bags() {
    for (a, b, f1) in [
        ("", "", 1.0),
        ("a b", "", 0.0),
        ("a b c d", "D. C! b", 6.0 / 7.0),
        ("a a", "a", 2.0 / 3.0),
        ("港湾", "湾港", 1.0),
    ] {
        assert!((token_f1(a, b) - f1).abs() < 1e-9, "{a:?} {b:?}");
    }
}
