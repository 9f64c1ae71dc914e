//! The built-in mix: queries drawn from the index's own words, so that any index can be measured
//! with nothing prepared.
//!
//! Words are drawn from bands of document frequency, and words that are asked together are taken
//! from one article, so that there is something to find. The queries are texts of the query language.

use std::collections::HashSet;

use presscut_index::{Article, Sort};
use unicode_segmentation::UnicodeSegmentation as _;

use super::vocabulary::{Band, Vocabulary, is_plain};
use super::{Ask, BenchQuery, Random};

/// Queries drawn for each class, where the index has as many.
const QUERIES: usize = 40;
/// How often a class is tried for each query it is to hold.
const TRIES: usize = 10;

/// Draws the mix. `articles` are what phrases, pairs of words, authors and dates are taken from.
///
/// A class that the index has no material for is left out. Equal arguments draw equal queries.
pub fn draw(
    vocabulary: &Vocabulary,
    articles: &[Article],
    limit: usize,
    seed: u64,
) -> Vec<BenchQuery> {
    let mut mix =
        Mix { vocabulary, articles, limit, random: Random::new(seed), queries: Vec::new() };
    mix.class("term-high", |mix| mix.random.pick(&mix.vocabulary.high).cloned());
    mix.class("term-mid", |mix| mix.random.pick(&mix.vocabulary.mid).cloned());
    mix.class("term-low", |mix| mix.random.pick(&mix.vocabulary.low).cloned());
    mix.class("or2", |mix| Some(mix.together(2, false)?.join(" OR ")));
    mix.class("or3", |mix| Some(mix.together(3, false)?.join(" OR ")));
    mix.class("or4", |mix| Some(mix.together(4, true)?.join(" OR ")));
    mix.class("or5", |mix| Some(mix.together(5, true)?.join(" OR ")));
    mix.class("and2", |mix| Some(mix.together(2, false)?.join(" ")));
    mix.class("and3", |mix| Some(mix.together(3, false)?.join(" ")));
    mix.class("phrase2", Mix::phrase);
    mix.class("prefix", Mix::prefix);
    mix.class("fuzzy1", Mix::fuzzy);
    mix.class("author", Mix::author);
    mix.class("date", |mix| {
        let month = mix.month()?;
        Some(format!("({}) date:{month}", mix.together(2, false)?.join(" OR ")))
    });
    mix.class("not", |mix| Some(mix.together(2, false)?.join(" -")));
    let or2 = mix.queries.iter().filter(|query| query.class == "or2");
    let newest = or2.clone().map(|query| BenchQuery {
        class: "newest".to_owned(),
        sort: Sort::Newest,
        ..query.clone()
    });
    let count =
        or2.map(|query| BenchQuery { class: "count".to_owned(), limit: 0, ..query.clone() });
    let more: Vec<BenchQuery> = newest.chain(count).collect();
    mix.queries.extend(more);
    mix.queries
}

struct Mix<'a> {
    vocabulary: &'a Vocabulary,
    articles: &'a [Article],
    limit: usize,
    random: Random,
    queries: Vec<BenchQuery>,
}

impl<'a> Mix<'a> {
    /// Draws the queries of a class, each once.
    fn class(&mut self, class: &str, mut draw: impl FnMut(&mut Self) -> Option<String>) {
        let mut seen = HashSet::new();
        for _ in 0..QUERIES * TRIES {
            if seen.len() == QUERIES {
                break;
            }
            let Some(text) = draw(self).filter(|text| seen.insert(text.clone())) else { continue };
            self.queries.push(BenchQuery {
                class: class.to_owned(),
                ask: Ask::Text(text),
                limit: self.limit,
                sort: Sort::Relevance,
            });
        }
    }

    /// Draws words that stand in one article; rare ones only if `low`.
    fn together(&mut self, count: usize, low: bool) -> Option<Vec<String>> {
        let article = self.random.pick(self.articles)?;
        let mut seen = HashSet::new();
        let mut words: Vec<String> = article.body.unicode_words().map(str::to_lowercase).collect();
        words.retain(|word| match self.vocabulary.band(word) {
            Some(Band::Low) => low && seen.insert(word.clone()),
            Some(_) => seen.insert(word.clone()),
            None => false,
        });
        self.random.shuffle(&mut words);
        words.truncate(count);
        (words.len() == count).then_some(words)
    }

    /// Draws two words that follow each other with nothing but a space between them, at least one
    /// of which says something.
    fn phrase(&mut self) -> Option<String> {
        let article = self.random.pick(self.articles)?;
        let words: Vec<(usize, &str)> = article.body.unicode_word_indices().collect();
        let at = self.random.below(words.len());
        let (&(start, first), &(next, second)) = (words.get(at)?, words.get(at + 1)?);
        let known = |word: &str| self.vocabulary.band(&word.to_lowercase()).is_some();
        let between = article.body.get(start + first.len()..next)?;
        let good = between == " " && is_plain(first) && is_plain(second);
        (good && (known(first) || known(second)))
            .then(|| format!("\"{} {}\"", first.to_lowercase(), second.to_lowercase()))
    }

    fn author(&mut self) -> Option<String> {
        let article = self.random.pick(self.articles)?;
        let author = self.random.pick(&article.authors)?;
        (!author.contains(['"', '\\'])).then(|| format!("author:\"{author}\""))
    }

    /// Draws the month of an article, or its year where no more is known.
    fn month(&mut self) -> Option<&'a str> {
        let iso = self.random.pick(self.articles)?.date.as_ref()?.iso();
        iso.get(..7).or(Some(iso))
    }

    /// Draws a word of five letters or more, as if one of them were not certain.
    fn fuzzy(&mut self) -> Option<String> {
        let band =
            if self.random.below(2) == 0 { &self.vocabulary.mid } else { &self.vocabulary.low };
        let word = self.random.pick(band)?;
        (word.chars().count() >= 5).then(|| format!("{word}~1"))
    }

    /// Draws the first three to five letters of a word.
    fn prefix(&mut self) -> Option<String> {
        let band =
            if self.random.below(2) == 0 { &self.vocabulary.mid } else { &self.vocabulary.low };
        let word = self.random.pick(band)?;
        let letters = word.chars().count().saturating_sub(2).clamp(3, 5);
        let prefix: String = word.chars().take(letters).collect();
        (prefix.len() < word.len()).then(|| prefix + "*")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use presscut_index::Date;

    use super::*;

    fn words(suffix: &str, count: usize, frequency: u64) -> Vec<(String, u64)> {
        let letters = |n: usize| -> String {
            [n / 26, n % 26].iter().map(|n| char::from(b'a' + u8::try_from(*n).unwrap())).collect()
        };
        (0..count).map(|n| (format!("{}{suffix}", letters(n)), frequency)).collect()
    }

    fn vocabulary() -> Vocabulary {
        let all = [words("high", 60, 300), words("middle", 60, 20), words("lower", 60, 4)].concat();
        Vocabulary::new(all, 1000)
    }

    fn articles() -> Vec<Article> {
        let text = |n: usize| {
            let pick = |suffix: &str, at: usize| words(suffix, 60, 0)[at % 60].0.clone();
            let pieces = (0..12).map(|at| match at % 3 {
                0 => pick("high", n + at),
                1 => pick("middle", n * 7 + at),
                _ => pick("lower", n * 5 + at),
            });
            pieces.collect::<Vec<_>>().join(" ")
        };
        let article = |n: usize| Article {
            body: text(n),
            authors: vec![format!("Ada Weir{n}")],
            date: Date::parse(&format!("20{:02}-03-04", n % 60)),
            ..Article::default()
        };
        (0..80).map(article).collect()
    }

    fn by_class(queries: &[BenchQuery]) -> BTreeMap<&str, Vec<&str>> {
        let mut classes = BTreeMap::<&str, Vec<&str>>::new();
        for query in queries {
            let Ask::Text(text) = &query.ask else { panic!("{query:?}") };
            classes.entry(&query.class).or_default().push(text);
        }
        classes
    }

    #[test]
    fn every_class_is_drawn_in_full_and_no_query_twice() {
        let queries = draw(&vocabulary(), &articles(), 10, 1);
        let classes = by_class(&queries);
        assert_eq!(classes.len(), 17);
        for (class, texts) in &classes {
            assert_eq!(texts.len(), QUERIES, "{class}");
            assert_eq!(texts.iter().collect::<HashSet<_>>().len(), QUERIES, "{class}");
        }
        assert!(classes["term-mid"].iter().all(|text| text.ends_with("middle")));
        assert!(classes["prefix"].iter().all(|text| text.ends_with('*')));
        assert!(classes["fuzzy1"].iter().all(|text| text.ends_with("~1")));
        assert_eq!(classes["or2"], classes["count"]);
        assert!(queries.iter().all(|query| (query.limit == 0) == (query.class == "count")));
    }

    #[test]
    fn what_is_asked_together_stands_together() {
        let (vocabulary, articles) = (vocabulary(), articles());
        let queries = draw(&vocabulary, &articles, 10, 1);
        let classes = by_class(&queries);
        for text in &classes["phrase2"] {
            let words = text.trim_matches('"');
            assert!(articles.iter().any(|article| article.body.contains(words)), "{text}");
        }
        for text in &classes["and3"] {
            let stands = |body: &str| text.split(' ').all(|word| body.contains(word));
            assert!(articles.iter().any(|article| stands(&article.body)), "{text}");
        }
        assert!(classes["and2"].iter().all(|text| !text.contains("lower")));
        assert!(classes["date"].iter().all(|text| text.contains(") date:20")));
    }

    #[test]
    fn a_seed_draws_the_same_and_another_one_others() {
        let drawn = |seed| draw(&vocabulary(), &articles(), 10, seed);
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
    }

    #[test]
    fn an_index_without_material_has_fewer_classes() {
        assert_eq!(draw(&Vocabulary::default(), &[], 10, 1), []);
        let vocabulary = Vocabulary::new([("dam".to_owned(), 30), ("eel".to_owned(), 1)], 100);
        let queries = draw(&vocabulary, &[], 10, 1);
        assert_eq!(by_class(&queries), BTreeMap::from([("term-high", vec!["dam"])]));
    }
}
