//! How the words of a stem begin, so that most others need no stemming.

use crate::Lang;

/// Languages whose stemmers take off prefixes too.
pub(crate) const PREFIXED: &[&str] = &["ar", "nl", "ta"];

/// Languages whose stemmers change no more than two letters before the ending that they take off, *nobility* to *nobl*.
const ENDINGS: &[&str] = &["da", "en", "es", "fr", "it", "nb", "nn", "no", "pt", "ru", "sv"];

/// Returns how the words of a stem begin; `None` where nothing is certain, as in languages with prefixes and of a
/// letter in Turkish, where *buna* has *p*.
///
/// Without a language that is all of the stem. In German (*ueber* has *uber*) and Finnish (*XXIII* has *xiii*) only the
/// first letter is certain, and of short stems, as *dying* has *die*; of others in most languages the first two, since
/// endings are taken off in several steps.
pub(super) fn beginning(stem: &str, language: Option<Lang>) -> Option<&str> {
    let Some(language) = language else { return Some(stem) };
    let code = language.as_str();
    let letters = stem.chars().count();
    if PREFIXED.contains(&code) || code == "tr" && letters == 1 {
        return None;
    }
    let certain = if matches!(code, "de" | "fi") || letters < 3 {
        1
    } else if ENDINGS.contains(&code) && !stem.ends_with("ie") {
        letters.saturating_sub(2).max(2)
    } else if letters < 4 {
        1
    } else {
        2
    };
    let end = stem.char_indices().nth(certain).map_or(stem.len(), |(end, _)| end);
    stem.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::{Stemmer, query_words};

    /// Languages whose stemmers take off endings only.
    const LANGUAGES: [&str; 15] =
        ["da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "no", "pt", "ro", "ru", "sv", "tr"];

    #[test]
    fn nothing_is_certain_of_some_stems() {
        for (language, stem, begin) in [
            ("en", "harbour", Some("harbo")),
            ("en", "die", Some("d")),
            ("en", "oil", Some("oi")),
            ("de", "uber", Some("u")),
            ("fi", "xiii", Some("x")),
            ("tr", "kitap", Some("ki")),
            ("tr", "p", None),
            ("nl", "hav", None),
            ("vi", "cang", Some("ca")),
        ] {
            assert_eq!(beginning(stem, Lang::parse(language)), begin, "{language} {stem}");
        }
        assert_eq!(beginning("cang", None), Some("cang"));
    }

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
                for language in LANGUAGES.map(Lang::parse).into_iter().chain([None]) {
                    word.stems(&mut stemmer, language, &mut |stem| {
                        let begins = beginning(stem, language).is_none_or(|b| word.folded.starts_with(b));
                        assert!(begins, "{}: {stem}", word.folded);
                    });
                }
            }
        }
    }
}
