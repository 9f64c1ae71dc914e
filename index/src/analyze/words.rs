//! Words of a text, by UAX #29.
//!
//! `unicode_word_indices` is exact and slow as soon as a text holds one curly quote. Words never
//! span white space, so the text is cut there first, and a piece of ASCII letters and digits, most
//! of any Western text, is a word as it stands. A property test holds both to the same words.
//!
//! UAX #29 leaves scripts without spaces to dictionaries. Here a run of Han, Kana or Hangul gives
//! every character and every pair of neighbours, whatever the language: one character is found,
//! two or more are found side by side, and no dictionary goes out of date. Hangul does have
//! spaces, but its particles cling to the nouns, and pairs see through them.

use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation as _, UnicodeWordIndices};

/// What a raw word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// ASCII letters and digits only.
    Plain,
    /// Any other word of UAX #29.
    Word,
    /// One character of Han, Kana or Hangul that has a neighbour.
    Single,
    /// One character of Han, Kana or Hangul without a neighbour.
    Lone,
    /// Two neighbouring characters of Han, Kana or Hangul.
    Pair,
}

/// A word as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Raw<'a> {
    pub(crate) text: &'a str,
    pub(crate) start: usize,
    pub(crate) shape: Shape,
    pub(crate) position: u32,
}

/// Iterates over the words of a text, in linear time and constant memory.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    /// Where the next part begins.
    at: usize,
    /// Where the white space after the current piece begins.
    piece_end: usize,
    position: u32,
    inside: Inside<'a>,
}

/// The part being taken apart.
#[expect(clippy::large_enum_variant, reason = "one a scanner, and a box would be one a part")]
enum Inside<'a> {
    Nothing,
    Words { start: usize, words: UnicodeWordIndices<'a> },
    Run(Run<'a>),
}

/// ASCII white space; letters and digits are 0.
const SPACE: u8 = 1;
const SIGN: u8 = 2;
const NOT_ASCII: u8 = 4;

/// What each byte is, looked up faster than told.
#[expect(clippy::indexing_slicing, reason = "reckoned when the program is made")]
const KINDS: [u8; 256] = {
    let mut kinds = [NOT_ASCII; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = if byte.is_ascii_whitespace() {
            SPACE
        } else if byte.is_ascii_alphanumeric() {
            0
        } else {
            SIGN
        };
        byte += 1;
    }
    kinds
};

fn kind(byte: u8) -> u8 {
    KINDS.get(usize::from(byte)).copied().unwrap_or(NOT_ASCII)
}

/// What was opened.
enum Opened<'a> {
    Word(Raw<'a>),
    Part,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, piece_end: 0, position: 0, inside: Inside::Nothing }
    }

    /// Opens the next part: the rest of a piece up to where runs begin or end; a plain word is given
    /// out at once. Returns `None` at the end of the text.
    fn open(&mut self) -> Option<Opened<'a>> {
        if self.at >= self.piece_end {
            let bytes = self.text.as_bytes();
            let skipped = bytes.get(self.at..)?.iter().position(|byte| kind(*byte) != SPACE)?;
            let start = self.at + skipped;
            let mut kinds = 0;
            let mut end = start;
            for &byte in bytes.get(start..)? {
                let kind = kind(byte);
                if kind == SPACE {
                    break;
                }
                kinds |= kind;
                end += 1;
            }
            self.piece_end = end;
            self.at = start;
            if kinds & NOT_ASCII == 0 {
                self.at = end;
                let piece = self.text.get(start..end)?;
                if kinds == 0 {
                    return Some(Opened::Word(self.word(piece, start, Shape::Plain)));
                }
                // What stands around a word joins nothing to it, but for a low line.
                let around = |c: char| c.is_ascii_punctuation() && c != '_';
                let word = piece.trim_matches(around);
                if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                    let before = piece.len() - piece.trim_start_matches(around).len();
                    return Some(Opened::Word(self.word(word, start + before, Shape::Plain)));
                }
                self.inside = Inside::Words { start, words: piece.unicode_word_indices() };
                return Some(Opened::Part);
            }
        }
        let start = self.at;
        let rest = self.text.get(start..self.piece_end)?;
        let mut chars = rest.char_indices();
        let is_run = chars.next().is_some_and(|(_, c)| is_cjk(c));
        let length = chars.find(|&(_, c)| is_cjk(c) != is_run).map_or(rest.len(), |(i, _)| i);
        let part = rest.get(..length)?;
        self.at = start + length;
        self.inside = match Run::new(part, start) {
            Some(run) if is_run => Inside::Run(run),
            _ => Inside::Words { start, words: part.unicode_word_indices() },
        };
        Some(Opened::Part)
    }

    fn word(&mut self, text: &'a str, start: usize, shape: Shape) -> Raw<'a> {
        let position = self.position;
        self.position = self.position.saturating_add(1);
        Raw { text, start, shape, position }
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Raw<'a>;

    fn next(&mut self) -> Option<Raw<'a>> {
        loop {
            match &mut self.inside {
                Inside::Nothing => {}
                Inside::Words { start, words } => {
                    if let Some((offset, text)) = words.next() {
                        let start = *start + offset;
                        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric());
                        let shape = if plain { Shape::Plain } else { Shape::Word };
                        return Some(self.word(text, start, shape));
                    }
                }
                Inside::Run(run) => {
                    if let Some((text, start, shape, last)) = run.next() {
                        let raw = Raw { text, start, shape, position: self.position };
                        self.position = self.position.saturating_add(u32::from(last));
                        return Some(raw);
                    }
                }
            }
            self.inside = Inside::Nothing;
            if let Opened::Word(word) = self.open()? {
                return Some(word);
            }
        }
    }
}

/// A run of Han, Kana or Hangul: at each character that, and the pair that begins with it.
struct Run<'a> {
    text: &'a str,
    start: usize,
    rest: GraphemeIndices<'a>,
    here: Option<(usize, usize)>,
    after: Option<(usize, usize)>,
    pair_due: bool,
    single: Shape,
}

impl<'a> Run<'a> {
    fn new(text: &'a str, start: usize) -> Option<Self> {
        let mut rest = text.grapheme_indices(true);
        let here = rest.next().map(bounds);
        let after = rest.next().map(bounds);
        let single = if after.is_some() { Shape::Single } else { Shape::Lone };
        here.map(|_| Self { text, start, rest, here, after, pair_due: false, single })
    }

    /// Returns a word, its place, its shape, and whether it is the last at its position.
    fn next(&mut self) -> Option<(&'a str, usize, Shape, bool)> {
        let (from, to) = self.here?;
        if !self.pair_due {
            self.pair_due = self.after.is_some();
            if self.after.is_none() {
                self.here = None;
            }
            let text = self.text.get(from..to)?;
            return Some((text, self.start + from, self.single, !self.pair_due));
        }
        let (_, after_to) = self.after?;
        self.here = self.after;
        self.after = self.rest.next().map(bounds);
        self.pair_due = false;
        Some((self.text.get(from..after_to)?, self.start + from, Shape::Pair, true))
    }
}

fn bounds((start, text): (usize, &str)) -> (usize, usize) {
    (start, start + text.len())
}

/// Tells whether a character belongs to Han, Kana or Hangul, the marks that bind to them included.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11FF}'     // Hangul Jamo
        | '\u{3005}' | '\u{3007}'   // 々 〇
        | '\u{3041}'..='\u{309F}'   // Hiragana
        | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' // Katakana without the middle dot
        | '\u{3131}'..='\u{318E}'   // Hangul compatibility Jamo
        | '\u{31F0}'..='\u{31FF}'   // Katakana phonetic extensions
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Han
        | '\u{A960}'..='\u{A97C}'   // Hangul Jamo extended A
        | '\u{AC00}'..='\u{D7A3}' | '\u{D7B0}'..='\u{D7FB}' // Hangul
        | '\u{FF66}'..='\u{FF9F}'   // half-width Katakana
        | '\u{FFA0}'..='\u{FFDC}'   // half-width Hangul
        | '\u{20000}'..='\u{323AF}') // Han extensions B to H
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<(&str, u32)> {
        Scanner::new(text).map(|raw| (raw.text, raw.position)).collect()
    }

    fn texts(text: &str) -> Vec<&str> {
        Scanner::new(text).map(|raw| raw.text).collect()
    }

    #[test]
    fn western_words_are_those_of_the_standard() {
        let text = "Iran\u{2019}s U.S. envoy, (27) can't e-mail 20,755,406 caf\u{e9}s\u{2014}or snake_case.";
        let expected: Vec<&str> = text.unicode_words().collect();
        assert_eq!(texts(text), expected);
    }

    #[test]
    fn a_run_gives_characters_and_pairs_at_one_position() {
        let expected =
            [("北", 0), ("北京", 0), ("京", 1), ("京市", 1), ("市", 2), ("abc", 3), ("東", 4)];
        assert_eq!(words("北京市abc 東"), expected);
    }

    #[test]
    fn a_voiced_mark_stays_with_its_kana() {
        assert_eq!(texts("ｶﾞﾑ"), ["ｶﾞ", "ｶﾞﾑ", "ﾑ"]);
    }

    #[test]
    fn shapes_tell_lone_characters_from_those_in_runs() {
        let shapes = |text| Scanner::new(text).map(|raw| raw.shape).collect::<Vec<_>>();
        assert_eq!(shapes("東"), [Shape::Lone]);
        assert_eq!(shapes("東京"), [Shape::Single, Shape::Pair, Shape::Single]);
        assert_eq!(shapes("plain w\u{f6}rd"), [Shape::Plain, Shape::Word]);
    }

    #[test]
    fn a_long_run_without_spaces_takes_linear_time() {
        let text = "東京、".repeat(200_000);
        assert_eq!(Scanner::new(&text).count(), 600_000);
    }

    /// Characters that take part in the rules of UAX #29, and plain letters between.
    fn any_text() -> impl Strategy<Value = String> {
        let character = prop_oneof![
            6 => prop::char::range('a', 'd'),
            2 => prop::sample::select(vec![' ', '\n', '\t', '\u{b}', '\u{c}', '\r', '\u{a0}', '\u{3000}']),
            4 => prop::sample::select(vec![
                '.', ',', ':', ';', '\'', '\u{2019}', '"', '_', '-', '1', '2', '\u{301}', '\u{ad}',
                '\u{200d}', '\u{200b}', '\u{feff}', 'é', 'ё', 'ש', 'ב', 'ع', '\u{64b}', '☺', '👩', '🇦', 'ก', 'क', '\u{94d}',
                '\u{2024}', '\u{ff0e}', '\u{661}', 'º', '²',
            ]),
            1 => any::<char>(),
        ];
        prop::collection::vec(character, 0..40).prop_map(|chars| chars.into_iter().collect())
    }

    /// Cuts the space off a vowel sign that is printed on one: UAX #29 makes a word of both, here the
    /// sign stands alone.
    fn bare((start, word): (usize, &str)) -> (usize, &str) {
        let bare = word.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or(word);
        (start + word.len() - bare.len(), bare)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn agrees_with_the_standard_outside_han_kana_and_hangul(text in any_text()) {
            let text: String = text.chars().filter(|c| !is_cjk(*c)).collect();
            let expected: Vec<(usize, &str)> = text.unicode_word_indices().map(bare).collect();
            let found: Vec<(usize, &str)> =
                Scanner::new(&text).map(|raw| (raw.start, raw.text)).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn every_character_of_a_run_is_found_alone(text in "[あ-ん一-十가-각a-c ,。]{0,30}") {
            let singles: String = Scanner::new(&text)
                .filter(|raw| matches!(raw.shape, Shape::Single | Shape::Lone))
                .map(|raw| raw.text)
                .collect();
            let expected: String = text.chars().filter(|c| is_cjk(*c)).collect();
            prop_assert_eq!(singles, expected);
        }

        #[test]
        fn positions_never_fall(text in any::<String>()) {
            let positions: Vec<u32> = Scanner::new(&text).map(|raw| raw.position).collect();
            prop_assert!(positions.is_sorted());
        }
    }
}
