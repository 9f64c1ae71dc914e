//! How the words of a stem begin, so that most others need no stemming.

use crate::Lang;

/// Languages whose stemmers take off prefixes too.
pub(crate) const PREFIXED: &[&str] = &["ar", "nl", "ta"];

/// Letters at the end of a stem that its words need not have: two in *nobl* of *nobility*, and one more to be sure.
const UNSURE: usize = 3;

/// Tells whether the stemmer of a language leaves the begin of a word alone.
pub(super) fn keeps_beginnings(language: Option<Lang>) -> bool {
    language.is_none_or(|language| !PREFIXED.contains(&language.as_str()))
}

/// Returns how the words of a stem begin.
///
/// Of a short stem only the first letter is certain (*dying* has *die*), as in German, where *ueber* has *uber*; in
/// Finnish, which makes one consonant of two before the last vowels, the first two are.
pub(super) fn beginning(stem: &str, language: Option<Lang>) -> &str {
    let letters = stem.chars().count();
    let certain = match language.as_ref().map(Lang::as_str) {
        Some("de") => 1,
        _ if letters < 4 => 1,
        Some("fi") => 2,
        _ => letters.saturating_sub(UNSURE).max(2),
    };
    stem.char_indices().nth(certain).and_then(|(end, _)| stem.get(..end)).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::{Stemmer, query_words};

    /// Languages whose stemmers take off endings only.
    const LANGUAGES: [&str; 15] =
        ["da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "no", "pt", "ro", "ru", "sv", "tr"];

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(2000))]

        #[test]
        fn words_begin_as_their_stems_do(
            word in "([bcdfghjklmnpqrstvwxyz]?[aeiouyäéñøışąά]){0,3}[a-zßçğșőаийтсяενσ]{1,5}\
                     (s|es|ed|ing|ung|en|er|ies|ying|ait|ção|ként|lar|bility|ational|ization|amment|logie|\
                     itate|itorul|ment|heten|ejiet|αγια|issement|euse|ivement)?",
        ) {
            let mut stemmer = Stemmer::for_query();
            for word in query_words(&word) {
                for language in LANGUAGES.map(Lang::parse) {
                    word.stems(&mut stemmer, language, &mut |stem| {
                        let begin = beginning(stem, language);
                        assert!(word.folded.starts_with(begin), "{}: {stem}", word.folded);
                    });
                }
            }
        }
    }
}
