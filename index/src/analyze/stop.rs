//! Stop words: what no stemmer may touch.
//!
//! They stay in the index, since a quoted phrase may hold them. But a stemmer takes `its` to `it`
//! and `does` to `doe`, which joins words that have nothing in common. The engine's lists are used
//! where it has one; its English list is Lucene's of 33 words, so ours adds the other words of the
//! closed classes that the English stemmer would change.

use std::collections::HashSet;
use std::sync::LazyLock;

use tantivy::tokenizer::{Language, RawTokenizer, StopWordFilter, TextAnalyzer};

/// English function words that the stemmer would change, beyond the engine's list.
const ENGLISH: &[&str] = &[
    "its",
    "ours",
    "yours",
    "hers",
    "theirs",
    "his",
    "does",
    "doing",
    "being",
    "having",
    "during",
    "above",
    "because",
    "before",
    "once",
    "ourselves",
    "yourselves",
    "themselves",
    "himself",
    "herself",
    "itself",
    "myself",
    "yourself",
    "very",
    "only",
    "every",
    "any",
    "many",
    "more",
    "some",
    "same",
    "those",
    "these",
    "whose",
    "where",
    "were",
    "here",
    "there",
    "have",
    "else",
    "otherwise",
    "therefore",
    "hence",
    "since",
    "whence",
    "according",
    "always",
    "perhaps",
    "us",
    "was",
    "has",
    "thus",
    "towards",
    "besides",
    "always",
    "lets",
    "others",
    "ones",
    "anyone",
    "everyone",
    "someone",
    "none",
    "anybody",
    "everybody",
    "nobody",
    "somebody",
    "anything",
    "everything",
    "nothing",
    "something",
    "already",
    "already",
    "quite",
    "are",
];

/// Tells the stop words of one language.
pub(super) struct StopWords {
    engine: Option<TextAnalyzer>,
    more: Option<&'static HashSet<&'static str>>,
}

static MORE_ENGLISH: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| ENGLISH.iter().copied().collect());

impl StopWords {
    pub(super) fn new(language: Language) -> Self {
        let engine = StopWordFilter::new(language)
            .map(|filter| TextAnalyzer::builder(RawTokenizer::default()).filter(filter).build());
        let more = (language == Language::English).then(|| &*MORE_ENGLISH);
        Self { engine, more }
    }

    /// Tells whether a lower-case word is on the list.
    pub(super) fn contains(&mut self, word: &str) -> bool {
        self.more.is_some_and(|more| more.contains(word))
            || self.engine.as_mut().is_some_and(|engine| !engine.token_stream(word).advance())
    }
}
