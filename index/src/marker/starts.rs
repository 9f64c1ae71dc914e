//! How words begin that a query may mean, so that all others are passed over.

use crate::Lang;
use crate::analyze::start;

/// Beginnings of words: two bytes, of which the second is 0 where any will do.
pub(super) struct Starts {
    firsts: [bool; 256],
    /// In order.
    both: Vec<[u8; 2]>,
}

impl Starts {
    pub(super) fn new(mut both: Vec<[u8; 2]>) -> Self {
        both.sort_unstable();
        both.dedup();
        let mut firsts = [false; 256];
        for [first, _] in &both {
            if let Some(known) = firsts.get_mut(usize::from(*first)) {
                *known = true;
            }
        }
        Self { firsts, both }
    }

    /// Tells whether a word that begins so may be meant.
    pub(super) fn fit(&self, [first, second]: [u8; 2]) -> bool {
        let known = |both: [u8; 2]| self.both.binary_search(&both).is_ok();
        self.firsts.get(usize::from(first)) == Some(&true)
            && (known([first, second]) || known([first, 0]))
    }
}

/// Returns how the words of a stem begin. Of a short stem only the first letter is certain (*dying* has *die*), as in
/// German, where *ueber* has *uber*.
pub(super) fn stem_start(stem: &str, language: Option<Lang>) -> [u8; 2] {
    let german = language.is_some_and(|language| language.as_str() == "de");
    let [first, second] = start(stem);
    [first, if german || stem.len() < 4 { 0 } else { second }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::{Stemmer, query_words};

    /// Languages whose stemmers take off endings only.
    const LANGUAGES: [&str; 15] =
        ["da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "no", "pt", "ro", "ru", "sv", "tr"];

    #[test]
    fn one_letter_stands_for_all_that_begin_with_it() {
        let starts = Starts::new(vec![start("harbour"), start("x"), start("ha")]);
        for (word, fits) in
            [("harp", true), ("h", false), ("hb", false), ("xylem", true), ("x", true), ("", false)]
        {
            assert_eq!(starts.fit(start(word)), fits, "{word}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(1000))]

        #[test]
        fn words_begin_as_their_stems_do(
            word in "([bcdfghjklmnpqrstvwxyz]?[aeiouyäéñøışąά]){0,3}[a-zßçğșőаийтсяενσ]{1,5}\
                     (s|es|ed|ing|ung|en|er|ies|ying|ait|ção|ként|lar)?",
        ) {
            let mut stemmer = Stemmer::for_query();
            for word in query_words(&word) {
                for language in LANGUAGES.map(Lang::parse) {
                    word.stems(&mut stemmer, language, &mut |stem| {
                        let starts = Starts::new(vec![stem_start(stem, language)]);
                        assert!(starts.fit(start(&word.folded)), "{}: {stem}", word.folded);
                    });
                }
            }
        }
    }
}
