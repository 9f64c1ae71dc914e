//! The words of articles by their stems.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::analyze::{Stemmer, Word, query_words};
use crate::marker::{Marker, Marking, Part, joined};
use crate::open::{Only, Searcher};
use crate::query::StopList;
use crate::rank::RANKING;
use crate::{Article, Lang};

/// So many bytes of a body are read; what comes after them tells no more of what it is about.
const BODY: usize = 64 * 1024;

/// A word of fewer letters tells nothing, and numbers have none. Han stand in pairs.
const LETTERS: usize = 2;

/// What articles hold of a stem.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    /// How often each of its words is printed, in lower case.
    words: BTreeMap<String, u32>,
    /// How often it stands in them, the headline counted more as in ranking.
    pub(super) times: f64,
    /// How many of the articles hold it.
    pub(super) articles: u32,
    /// The languages of those articles; none where it stands as printed, too, as in any language.
    languages: Vec<Option<Lang>>,
    /// The number of the last of them.
    last: u32,
}

impl Held {
    fn add(&mut self, word: String, language: Option<Lang>, part: Part, article: u32) {
        *self.words.entry(word).or_default() += 1;
        if !self.languages.contains(&language) {
            self.languages.push(language);
        }
        self.times += if part == Part::Headline { 1.0 + RANKING.headline } else { 1.0 };
        if self.last != article {
            self.last = article;
            self.articles += 1;
        }
    }

    /// Returns the languages in whose articles it is the stem of these words.
    pub(super) fn only(&self) -> Only {
        self.languages.iter().copied().collect()
    }

    /// Returns the word that is printed most often; of several the first by its letters.
    pub(super) fn into_word(self) -> String {
        let most = self.words.into_iter().rev().max_by_key(|(_, times)| *times);
        most.map(|(word, _)| word).unwrap_or_default()
    }
}

/// Collects the words of articles, without stop words and what was asked for.
pub(super) struct Words<'a> {
    asked: Marking<'a>,
    stops: StopList,
    stemmer: Stemmer,
    /// The stems of what was asked for.
    known: HashSet<String>,
    held: BTreeMap<String, Held>,
    articles: u32,
}

impl<'a> Words<'a> {
    pub(super) fn new(searcher: &Searcher, asked: &'a Marker) -> Self {
        Self {
            asked: Marking::new(asked),
            stops: StopList::new(searcher),
            stemmer: Stemmer::for_query(),
            known: HashSet::new(),
            held: BTreeMap::new(),
            articles: 0,
        }
    }

    /// Adds the words of headline and body.
    pub(super) fn add(&mut self, article: &Article) {
        self.articles += 1;
        let headline = article.headline.as_deref().unwrap_or_default();
        self.add_text(headline, Part::Headline, article);
        let end = article.body.floor_char_boundary(BODY);
        self.add_text(article.body.get(..end).unwrap_or_default(), Part::Body, article);
    }

    fn add_text(&mut self, text: &str, part: Part, article: &Article) {
        let marks = self.asked.marks(text, article.language, part);
        let marks = joined(marks.into_iter().map(|mark| mark.span));
        let is_asked = |span: &Range<usize>| {
            let next = marks.get(marks.partition_point(|mark| mark.end <= span.start));
            next.is_some_and(|mark| mark.start < span.end)
        };
        for word in query_words(text) {
            if !self.tells(&word, article) {
                continue;
            }
            // Where the folded word stems otherwise, its first stem is the word's own.
            let mut stem = None;
            word.stems(&mut self.stemmer, article.language, &mut |found| {
                stem.get_or_insert_with(|| found.to_owned());
            });
            let Some(stem) = stem else { continue };
            if is_asked(&word.span) {
                self.known.insert(stem);
            } else {
                // As printed it is the same in all languages.
                let language = article.language.filter(|_| stem != word.folded);
                let held = self.held.entry(stem).or_default();
                held.add(word.lower, language, part, self.articles);
            }
        }
    }

    fn tells(&mut self, word: &Word, article: &Article) -> bool {
        let letters = word.folded.chars().filter(|c| c.is_alphabetic()).count();
        let of_its_language = |language| self.stemmer.is_stop(language, &word.lower);
        letters >= LETTERS
            && !article.language.is_some_and(of_its_language)
            && !self.stops.contains(word, &mut self.stemmer)
    }

    /// Returns what the articles hold of each stem, in the order of the stems, and how many articles there are.
    pub(super) fn held(self) -> (impl Iterator<Item = (String, Held)>, u32) {
        let Self { known, held, articles, .. } = self;
        (held.into_iter().filter(move |(stem, _)| !known.contains(stem)), articles)
    }
}
