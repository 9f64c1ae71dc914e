//! Stems, remembered.
//!
//! A Snowball stemmer is slower than all the rest of indexing, and news repeats its words, so every
//! stem is kept in a table of fixed size: a slot a hash, the newest word of a slot stays.
//!
//! A stemmer sees the word with its diacritics, since Spanish or Finnish suffixes are spelled with
//! them; the stem is folded afterwards. Who types `educacion` must find `educación` all the same,
//! whose stem comes out shorter. So a word whose folded form stems otherwise has two stems.

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer as Snowball, TextAnalyzer};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::fold::fold_into;
use super::stop::StopWords;
use crate::Lang;

/// Slots for indexing; a slot holds about 100 bytes.
const MANY: usize = 1 << 14;
/// Slots for a query or a snippet.
const FEW: usize = 1 << 7;

/// Stems words of many languages.
pub(crate) struct Stemmer {
    languages: Vec<(Lang, Option<Algorithm>)>,
    slots: Vec<Slot>,
    size: usize,
}

/// Copies share nothing: a copy begins with an empty table.
impl Clone for Stemmer {
    fn clone(&self) -> Self {
        Self::with(self.size)
    }
}

struct Algorithm {
    /// Tells the words of one language from those of another in the table.
    seed: u64,
    stop: StopWords,
    snowball: TextAnalyzer,
}

#[derive(Clone, Default)]
struct Slot {
    language: Option<Lang>,
    lower: String,
    stem: String,
    second: Option<String>,
}

impl Stemmer {
    /// Makes a stemmer that remembers as many words as indexing repays.
    pub(crate) fn for_indexing() -> Self {
        Self::with(MANY)
    }

    /// Makes a stemmer for a few words.
    pub(crate) fn for_query() -> Self {
        Self::with(FEW)
    }

    pub(super) fn with(size: usize) -> Self {
        Self { languages: Vec::new(), slots: Vec::new(), size }
    }

    /// Returns the stem of a word in a language, and a second one where its folded form stems
    /// otherwise. Without a language, or in one without a stemmer, that is the folded word.
    ///
    /// `lower` and `folded` are the word with and without its diacritics.
    pub(crate) fn stems<'s>(
        &'s mut self,
        language: Option<Lang>,
        lower: &str,
        folded: &'s str,
    ) -> (&'s str, Option<&'s str>) {
        let Some((index, held)) = language.and_then(|language| self.place(language, lower)) else {
            return (folded, None);
        };
        if !held {
            self.fill(index, language, lower, folded);
        }
        self.held(index).unwrap_or((folded, None))
    }

    /// Returns the slot where the stems of a word are or belong, and whether they are there; `None`
    /// in a language without a stemmer.
    pub(super) fn place(&mut self, language: Lang, lower: &str) -> Option<(usize, bool)> {
        let algorithm = algorithm(&mut self.languages, language)?;
        if self.slots.is_empty() {
            self.slots.resize_with(self.size, Slot::default);
        }
        let hash = xxh3_64_with_seed(lower.as_bytes(), algorithm.seed);
        let index = usize::try_from(hash % self.size as u64).ok()?;
        let slot = self.slots.get(index)?;
        Some((index, slot.lower == lower && slot.language == Some(language)))
    }

    /// Puts the stems of a word in its slot.
    pub(super) fn fill(&mut self, index: usize, language: Option<Lang>, lower: &str, folded: &str) {
        let Some(slot) = self.slots.get_mut(index) else { return };
        let Some(algorithm) = language.and_then(|l| algorithm(&mut self.languages, l)) else {
            return;
        };
        slot.language = language;
        lower.clone_into(&mut slot.lower);
        algorithm.stem(lower, &mut slot.stem);
        slot.second = None;
        if lower != folded {
            let mut second = String::new();
            algorithm.stem(folded, &mut second);
            slot.second = (second != slot.stem).then_some(second);
        }
    }

    /// Returns the stems in a slot.
    pub(super) fn held(&self, index: usize) -> Option<(&str, Option<&str>)> {
        self.slots.get(index).map(|slot| (slot.stem.as_str(), slot.second.as_deref()))
    }

    /// Returns the number of slots.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Tells whether a lower-case word is on a language's stop list.
    pub(crate) fn is_stop(&mut self, language: Lang, word: &str) -> bool {
        algorithm(&mut self.languages, language).is_some_and(|known| known.stop.contains(word))
    }
}

/// Finds a language's algorithm, making it the first time; `None` where there is none.
fn algorithm(known: &mut Vec<(Lang, Option<Algorithm>)>, language: Lang) -> Option<&mut Algorithm> {
    let index = known.iter().position(|(l, _)| *l == language).unwrap_or_else(|| {
        known.push((language, Algorithm::new(language)));
        known.len() - 1
    });
    known.get_mut(index)?.1.as_mut()
}

impl Algorithm {
    fn new(language: Lang) -> Option<Self> {
        let seed = xxh3_64(language.as_str().as_bytes());
        let language = snowball(language)?;
        let snowball =
            TextAnalyzer::builder(RawTokenizer::default()).filter(Snowball::new(language)).build();
        Some(Self { seed, stop: StopWords::new(language), snowball })
    }

    /// Writes the folded stem of a word; a stop word stays whole.
    fn stem(&mut self, word: &str, out: &mut String) {
        out.clear();
        if self.stop.contains(word) {
            fold_into(word, out);
            return;
        }
        let mut stream = self.snowball.token_stream(word);
        if stream.advance() {
            fold_into(&stream.token().text, out);
        }
        if out.is_empty() {
            fold_into(word, out);
        }
    }
}

/// Returns the stemmer of a language.
fn snowball(language: Lang) -> Option<Language> {
    Some(match language.as_str() {
        "ar" => Language::Arabic,
        "da" => Language::Danish,
        "de" => Language::German,
        "el" => Language::Greek,
        "en" => Language::English,
        "es" => Language::Spanish,
        "fi" => Language::Finnish,
        "fr" => Language::French,
        "hu" => Language::Hungarian,
        "it" => Language::Italian,
        "nl" => Language::Dutch,
        "no" | "nb" | "nn" => Language::Norwegian,
        "pt" => Language::Portuguese,
        "ro" => Language::Romanian,
        "ru" => Language::Russian,
        "sv" => Language::Swedish,
        "ta" => Language::Tamil,
        "tr" => Language::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(language: &str, word: &str) -> (String, Option<String>) {
        let mut folded = String::new();
        fold_into(word, &mut folded);
        let mut stemmer = Stemmer::for_query();
        let (first, second) = stemmer.stems(Lang::parse(language), word, &folded);
        (first.to_owned(), second.map(str::to_owned))
    }

    #[test]
    fn inflections_meet() {
        for (language, one, other) in [
            ("en", "talk", "talks"),
            ("en", "election", "elections"),
            ("de", "haus", "häuser"),
            ("fr", "président", "présidents"),
            ("es", "educación", "educaciones"),
            ("ru", "выборы", "выборов"),
            ("it", "elezione", "elezioni"),
            ("pt", "governo", "governos"),
        ] {
            assert_eq!(stems(language, one).0, stems(language, other).0, "{language} {one}");
        }
    }

    #[test]
    fn stop_words_stay_whole() {
        for (language, word) in [
            ("en", "its"),
            ("en", "does"),
            ("en", "this"),
            ("en", "us"),
            ("de", "eine"),
            ("fr", "été"),
        ] {
            let mut folded = String::new();
            fold_into(word, &mut folded);
            assert_eq!(stems(language, word).0, folded, "{language}");
        }
    }

    #[test]
    fn a_word_typed_without_diacritics_meets_its_second_stem() {
        let (first, second) = stems("es", "educación");
        let typed = stems("es", "educacion").0;
        assert!(first == typed || second == Some(typed));
    }

    #[test]
    fn a_word_that_lost_its_slot_is_stemmed_again() {
        let mut stemmer = Stemmer::with(2);
        for language in ["en", "de", "en", "fr"] {
            for word in ["talks", "nouvelles", "häuser", "elections", "kinder", "talks"] {
                let mut folded = String::new();
                fold_into(word, &mut folded);
                let got = stemmer.stems(Lang::parse(language), word, &folded).0.to_owned();
                assert_eq!(got, stems(language, word).0, "{language} {word}");
            }
        }
    }

    #[test]
    fn no_language_means_no_stem() {
        assert_eq!(stems("--", "talks"), ("talks".to_owned(), None));
        assert_eq!(stems("vi", "talks"), ("talks".to_owned(), None));
    }
}
