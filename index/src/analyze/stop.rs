//! Stop words: what no stemmer may touch.
//!
//! They stay in the index, since a quoted phrase may hold them. But a stemmer takes `its` to `it`
//! and `does` to `doe`, which joins words that have nothing in common. The engine's lists are used
//! where it has one; its English list is Lucene's of 33 words, so ours adds the other words of the
//! closed classes that the English stemmer would change.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use tantivy::tokenizer::{Language, RawTokenizer, StopWordFilter, TextAnalyzer};

/// English function words that the stemmer would change, beyond the engine's list.
const ENGLISH: &[&str] = &[
    "its",
    "does",
    "doing",
    "being",
    "having",
    "ours",
    "yours",
    "hers",
    "theirs",
    "during",
    "above",
    "because",
    "before",
    "once",
    "ourselves",
    "yourselves",
    "themselves",
    "very",
    "any",
    "many",
    "some",
    "same",
    "these",
    "those",
    "whose",
    "where",
    "were",
    "there",
    "here",
    "have",
    "else",
    "otherwise",
    "therefore",
    "hence",
    "since",
    "always",
    "perhaps",
    "thus",
    "towards",
    "besides",
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
    "every",
    "only",
    "sometimes",
    "elsewhere",
    "why",
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
        let engine = engine_list(language)
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

/// Returns the engine's list of a language, which is made once: every query asks for it.
fn engine_list(language: Language) -> Option<StopWordFilter> {
    static MADE: Mutex<Vec<(Language, Option<StopWordFilter>)>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, list)) = made.iter().find(|(known, _)| *known == language) {
        return list.clone();
    }
    let list = StopWordFilter::new(language);
    made.push((language, list.clone()));
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_the_languages_own() {
        let mut english = StopWords::new(Language::English);
        let mut german = StopWords::new(Language::German);
        assert!(english.contains("the") && english.contains("its") && !english.contains("talks"));
        assert!(german.contains("der") && !german.contains("its"));
    }
}
