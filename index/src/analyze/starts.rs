//! How words begin that are sought, and the pieces of a text that may hold one of them.
//!
//! Of a text few words begin as those that a query asked for. The bytes are gone through once for the first letters of
//! words, far quicker than words are cut and folded; only the pieces between white space where one fits are cut. A
//! piece too many costs time alone; that none is missing, whatever folding takes off, a property test holds against
//! all words.

use std::ops::Range;

/// A letter or digit of ASCII, which no word begins behind, unless it begins with one of another script.
const WORD: u8 = 1;
/// A byte that may begin a sought word where no word goes on.
const OPENING: u8 = 2;
/// A byte that may begin a sought word anywhere.
const ALWAYS: u8 = 4;

/// Beginnings of words: two bytes, of which the second is 0 where any will do.
pub(crate) struct Starts {
    /// What each byte may be to a sought word.
    kinds: [u8; 256],
    /// A bit for each two bytes; none at all if nothing is sought.
    fitting: Vec<u64>,
}

/// Returns the first two bytes of a word in lower case, 0 for one that is missing.
pub(crate) fn start(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes().map(|byte| byte.to_ascii_lowercase());
    [(); 2].map(|()| bytes.next().unwrap_or_default())
}

impl Starts {
    pub(crate) fn new(starts: &[[u8; 2]]) -> Self {
        let mut begins = [false; 256];
        let mut fitting = vec![0; if starts.is_empty() { 0 } else { (1 << 16) / 64 }];
        for [first, second] in starts {
            if let Some(begins) = begins.get_mut(usize::from(*first)) {
                *begins = true;
            }
            let seconds = if *second == 0 { 0..=u8::MAX } else { *second..=*second };
            for second in seconds {
                let (word, bit) = place(*first, second);
                if let Some(bits) = fitting.get_mut(word) {
                    *bits |= bit;
                }
            }
        }
        let kind = |byte: u8| {
            let begins = begins.get(usize::from(byte.to_ascii_lowercase())) == Some(&true);
            match byte {
                _ if byte.is_ascii() => {
                    u8::from(byte.is_ascii_alphanumeric()) * WORD + u8::from(begins) * OPENING
                }
                // Those that go on with a character.
                0x80..0xc0 => 0,
                // Latin letters, which go on with a word as those of ASCII do.
                0xc3..=0xc9 => OPENING,
                _ => ALWAYS,
            }
        };
        let mut kinds = [0; 256];
        for (byte, slot) in (0..=u8::MAX).zip(&mut kinds) {
            *slot = kind(byte);
        }
        Self { kinds, fitting }
    }

    /// Tells whether nothing is sought.
    pub(crate) fn is_empty(&self) -> bool {
        self.fitting.is_empty()
    }

    /// Tells whether a word that begins so may be meant.
    pub(crate) fn fit(&self, [first, second]: [u8; 2]) -> bool {
        let (word, bit) = place(first, second);
        self.fitting.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Returns the pieces of a text between white space that may hold a word that fits once it is folded.
    pub(crate) fn pieces<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let bytes = text.as_bytes();
        let mut end = 0;
        std::iter::from_fn(move || {
            let found = self.next(bytes, end)?;
            let is_space = |byte: &u8| byte.is_ascii_whitespace();
            let (before, behind) = bytes.split_at_checked(found)?;
            let start = before.iter().rposition(is_space).map_or(0, |at| at + 1);
            end = behind.iter().position(is_space).map_or(bytes.len(), |at| found + at);
            Some(start..end)
        })
    }

    /// Returns where the next word may begin, from the end of a piece on.
    fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        // What a byte has to be to begin a word; behind a letter few do.
        let mut begins = OPENING | ALWAYS;
        for (at, byte) in (from..).zip(bytes.get(from..)?) {
            let kind = self.kinds.get(usize::from(*byte)).copied().unwrap_or_default();
            if kind & begins != 0 && self.may_begin(bytes.get(at..)?) {
                return Some(at);
            }
            // Reckoned, not asked: which bytes are letters a processor cannot guess.
            begins = ALWAYS | (OPENING * (1 - kind % 2));
        }
        None
    }

    /// Tells whether a sought word may begin with the first of these bytes.
    fn may_begin(&self, bytes: &[u8]) -> bool {
        match *bytes {
            // A letter before a full stop may be the first of an acronym, whose stops are taken off; what is not ASCII
            // may fold to any letter, or to nothing.
            [first, b'.' | 0x80..=0xff, ..] if first.is_ascii() => true,
            [first, ref rest @ ..] if first.is_ascii() => {
                let second = rest.first().copied().unwrap_or_default();
                self.fit([first, second].map(|byte| byte.to_ascii_lowercase()))
            }
            // Dashes, quotation marks and bullets; no-break spaces and angled quotation marks.
            [] | [0xe2, 0x80, 0x90..0xa8, ..] | [0xc2, 0xa0 | 0xab | 0xbb, ..] => false,
            _ => true,
        }
    }
}

/// Returns where the bit of two bytes is.
fn place(first: u8, second: u8) -> (usize, u64) {
    let bit = usize::from(first) << 8 | usize::from(second);
    (bit / 64, 1 << (bit % 64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analyze::{Word, begun_words, text_words};

    #[test]
    fn one_letter_stands_for_all_that_begin_with_it() {
        let starts = Starts::new(&[start("harbour"), start("x"), start("ha")]);
        for (word, fits) in
            [("harp", true), ("h", false), ("hb", false), ("xylem", true), ("x", true), ("", false)]
        {
            assert_eq!(starts.fit(start(word)), fits, "{word}");
        }
    }

    fn pieces<'a>(text: &'a str, words: &[&str]) -> Vec<&'a str> {
        let starts = Starts::new(&words.iter().map(|word| start(word)).collect::<Vec<_>>());
        starts.pieces(text).map(|piece| &text[piece]).collect()
    }

    #[test]
    fn pieces_are_those_where_a_word_may_begin_so() {
        let text = "The harbour, once “Half-full”, has\na U.S. hull: l'hasard.";
        assert_eq!(pieces(text, &["harbour"]), ["harbour,", "“Half-full”,", "has", "l'hasard."]);
        assert_eq!(pieces(text, &["us"]), ["U.S."]);
        assert_eq!(pieces(text, &["x", "ab"]), [""; 0]);
        assert_eq!(pieces("Für über", &["furious"]), ["Für", "über"]);
        assert_eq!(pieces("", &["a"]), [""; 0]);
    }

    fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
        prop::sample::select(texts).prop_map(str::to_owned)
    }

    /// Texts whose words begin alike, within what folding and the borders of words have rules for.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[abcAB]{1,3}",
            2 => one_of(&[" ", "\n", "\r", "\u{b}", "\u{c}", "\u{a0}", "\u{3000}"]),
            3 => one_of(&[
                "'", "\u{2019}", ".", ",", "-", "_", ":", "1", "2.", "“", "—", "…", "l'", "qu\u{2019}", "'s",
                "\u{2024}", "\u{203f}",
            ]),
            3 => one_of(&[
                "\u{301}", "\u{ad}", "\u{200b}", "\u{200d}", "\u{feff}", "\u{345}", "ä", "Á", "æ", "ﬀ", "²", "º", "½",
                "Ａ", "ｂ", "ａ", "а", "б", "ש", "ب", "ก", "क", "北", "か", "가", "ᵃ", "K", "№", "𝐚", "🇦", "ˈ", "ʻ",
            ]),
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn no_word_that_fits_is_passed_over(
            text in any_text(),
            sought in prop::collection::vec("[ab2_]{1,2}|ſ|а|б|北|ก|é|l'", 1..4),
        ) {
            let starts = Starts::new(&sought.iter().map(|word| start(word)).collect::<Vec<_>>());
            let fits = |word: &Word| starts.fit(start(&word.folded));
            let (mut all, mut found) = (Vec::new(), Vec::new());
            text_words(&text, |_| true, &mut |word| all.extend(fits(word).then(|| word.clone())));
            begun_words(&text, &starts, &mut |word| found.extend(fits(word).then(|| word.clone())));
            for word in all.iter_mut().chain(&mut found) {
                word.position = 0;
            }
            prop_assert_eq!(found, all);
        }
    }
}
