//! Folding: what makes two printed words the same.
//!
//! Case, width and compatibility forms (NFKC), Latin and Greek diacritics, `ё`, Arabic and Hebrew
//! vowel points, soft hyphens and joiners. Besides these marks, three habits of print:
//!
//! - a possessive falls off: `Iran's`, `Iran’s` is `iran`;
//! - so does an elided article or preposition, or `Iran` would never find `l'Iran`;
//! - an acronym loses its dots: `U.S` is `us` and meets `US`.
//!
//! All are the same for every language, because a query has none. A letter that is one of its
//! alphabet and no accented other, `й` or `ñ`'s Cyrillic and Indic kin, stays.

use unicode_normalization::char::decompose_canonical;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

use super::printed_term;
use super::words::Shape;

/// Longest word kept, in bytes; the rest is cut off, in texts as in queries.
const MAX_BYTES: usize = 128;

/// A word folded, with buffers that are used again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded {
    lower: String,
    /// `lower` without its diacritics, where it has any.
    bare: String,
    /// Whether `bare` differs from `lower`.
    differs: bool,
    acronym: bool,
    scratch: String,
}

impl Folded {
    /// Folds one word as the scanner gave it.
    pub(crate) fn fold(&mut self, word: &str, shape: Shape) {
        self.lower.clear();
        self.bare.clear();
        self.differs = false;
        self.acronym = false;
        let word = kept(word);
        if shape == Shape::Plain {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
            return;
        }
        if is_nfkc_quick(word.chars()) == IsNormalized::Yes {
            lower_into(word.chars(), &mut self.lower);
        } else {
            lower_into(word.nfkc(), &mut self.lower);
        }
        self.trim();
        fold_into(&self.lower, &mut self.bare);
        self.differs = self.bare != self.lower;
        truncate(&mut self.lower);
        truncate(&mut self.bare);
    }

    /// Returns the word with its diacritics.
    pub(crate) fn lower(&self) -> &str {
        &self.lower
    }

    /// Returns the word without its diacritics; empty if nothing is left.
    pub(crate) fn folded(&self) -> &str {
        if self.differs { &self.bare } else { &self.lower }
    }

    /// Tells whether the word has diacritics to take off.
    pub(super) fn has_diacritics(&self) -> bool {
        self.differs
    }

    /// Returns the term of the word's form with its diacritics; `None` where it has none.
    pub(crate) fn printed(&self) -> Option<String> {
        self.differs.then(|| printed_term(&self.bare, &self.lower))
    }

    /// Tells whether the word is letters with dots between, which no stemmer should touch.
    pub(crate) fn is_acronym(&self) -> bool {
        self.acronym
    }

    /// Takes off possessive and elision, and an acronym's dots.
    fn trim(&mut self) {
        if self.lower.ends_with("'s") {
            self.lower.truncate(self.lower.len() - 2);
        }
        if let Some((head, tail)) = self.lower.split_once('\'')
            && ELIDED.contains(&head)
            && tail.chars().nth(1).is_some()
        {
            self.scratch.clear();
            self.scratch.push_str(tail);
            std::mem::swap(&mut self.lower, &mut self.scratch);
        }
        if self.lower.contains('.')
            && self.lower.split('.').all(|part| {
                let mut chars = part.chars();
                chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
            })
        {
            self.lower.retain(|c| c != '.');
            self.acronym = true;
        }
    }
}

/// What French, Italian, Catalan and Occitan print before an apostrophe in place of a whole word.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "dell", "all",
    "nell", "dall", "sull", "coll", "un", "quell", "quest",
];

/// Returns the part of a printed word that is kept: all of it, but for a few that are no words.
pub(crate) fn kept(word: &str) -> &str {
    word.get(..word.floor_char_boundary(MAX_BYTES)).unwrap_or(word)
}

fn truncate(word: &mut String) {
    word.truncate(word.floor_char_boundary(MAX_BYTES));
}

fn lower_into(chars: impl Iterator<Item = char>, out: &mut String) {
    for c in chars {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{FF07}' => out.push('\''),
            'ς' => out.push('σ'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if is_invisible(c) => {}
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Marks that a printer may set or leave out without changing the word.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// Writes a lower-case word without its diacritics.
pub(super) fn fold_into(lower: &str, out: &mut String) {
    for c in lower.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            '\u{300}'..='\u{36F}' => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ħ' => out.push('h'),
            'ŧ' => out.push('t'),
            'ı' => out.push('i'),
            'ё' => out.push('е'),
            '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}' => {
                decompose_canonical(c, |part| {
                    if !matches!(part, '\u{300}'..='\u{36F}') {
                        out.push(part);
                    }
                });
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analyze::query_words;

    fn folded(text: &str) -> Vec<String> {
        query_words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn possessives_and_elisions_fall_off() {
        assert_eq!(folded("Iran's Iran\u{2019}s IRAN\u{2019}S"), ["iran", "iran", "iran"]);
        assert_eq!(folded("l\u{2019}Iran qu'Iran dell'Iran"), ["iran", "iran", "iran"]);
        assert_eq!(folded("can't O\u{2019}Brien y'all"), ["can't", "o'brien", "y'all"]);
    }

    #[test]
    fn acronyms_lose_their_dots() {
        assert_eq!(folded("U.S. US u.s.a p.m. Ph.D"), ["us", "us", "usa", "pm", "ph.d"]);
        assert!(query_words("U.S.")[0].acronym);
        assert_eq!(folded("3.14 example.org"), ["3.14", "example.org"]);
    }

    #[test]
    fn case_width_and_diacritics_are_folded() {
        assert_eq!(
            folded("Élysée Straße Ærø Łódź İzmir"),
            ["elysee", "strasse", "aero", "lodz", "izmir"]
        );
        assert_eq!(folded("ＡＢＣ ﬁne e\u{301}t\u{e9}"), ["abc", "fine", "ete"]);
        assert_eq!(folded("soft\u{ad}hyphen"), ["softhyphen"]);
        assert_eq!(folded("ΑΘΉΝΑΣ Αθήνας"), ["αθηνασ", "αθηνασ"]);
    }

    #[test]
    fn other_alphabets_keep_their_letters() {
        assert_eq!(folded("Йод ёлка"), ["йод", "елка"]);
        assert_eq!(folded("и\u{306}од"), ["йод"]);
        assert_eq!(folded("كِتَابـــ كتاب"), ["كتاب", "كتاب"]);
        assert_eq!(folded("हिन्दी"), ["हिन्दी"]);
        assert_eq!(folded("שָׁלוֹם"), ["שלום"]);
    }

    #[test]
    fn pairs_are_what_a_query_asks_of_a_run() {
        assert_eq!(folded("北京市"), ["北京", "京市"]);
        assert_eq!(folded("北"), ["北"]);
        assert_eq!(folded("ﾄｳｷｮｳ"), ["トウ", "ウキ", "キョ", "ョウ"]);
    }

    #[test]
    fn overlong_words_are_cut_alike_in_text_and_query() {
        let long = "x".repeat(100_000);
        assert_eq!(folded(&long)[0].len(), MAX_BYTES);
        let wide = "é".repeat(100_000);
        assert!(folded(&wide)[0].len() <= MAX_BYTES);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[a-zA-Zéàüñçß'.\u{2019}йёА-Я]{1,20}") {
            for word in folded(&text) {
                let mut again = String::new();
                fold_into(&word, &mut again);
                prop_assert_eq!(&word, &again);
            }
        }

        #[test]
        fn any_text_is_folded_without_panic(text in any::<String>()) {
            for word in query_words(&text) {
                prop_assert!(!word.folded.is_empty());
                prop_assert!(word.folded.len() <= MAX_BYTES);
                prop_assert!(text.get(word.span).is_some());
            }
        }
    }
}
