//! What one line shows by itself: length, letters, cues, dates, names.

use xxhash_rust::xxh3::xxh3_64;

use super::lines::{Bullet, RawLine};
use super::{byline, cues, names, ordinals, stops};
use crate::date::{self, Printed};

/// Names of the measures of one line, in the order of [`Line::own`]; the cues follow.
pub(super) const NAMES: [&str; OWN] = [
    "words",
    "chars",
    "terminal",
    "colon",
    "ellipsis",
    "question",
    "bullet",
    "indent",
    "upper_start",
    "lower_start",
    "digit_start",
    "quote_start",
    "title_share",
    "caps_share",
    "digit_share",
    "mark_share",
    "comma_share",
    "stop_share",
    "lower_share",
    "bars",
    "date",
    "date_share",
    "clock",
    "byline",
    "person",
    "agency",
    "link",
    "blanks_before",
    "blanks_after",
    "repeats",
    "doubled",
    "glued",
    "sentences",
    "wide",
    "dateline",
    "word_length",
    "promo",
    "legal",
    "sharing",
    "more",
    "advert",
    "credit",
    "comment",
    "reading",
    "media",
    "menu",
    "publish",
    "bio",
    "desk",
];

/// The number of measures of one line.
pub(super) const OWN: usize = 36 + cues::KINDS;

/// The longest line that is searched for dates, bylines and names, in bytes.
const SHORT: usize = 240;

/// The most vocabulary that a line contributes.
const VOCABULARY: usize = 48;

/// Words are known by so many of their first letters.
const STEM: usize = 5;

/// A measured line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Where it stands.
    pub(super) raw: RawLine,
    /// Words; every two Chinese or Japanese characters count as one.
    pub(super) words: u32,
    /// The measures.
    pub(super) own: [f32; OWN],
    /// Hash of its text in lower case.
    pub(super) text_hash: u64,
    /// The number that it begins with, 0 for none.
    pub(super) number: u8,
    /// Its letters and digits in lower case; nothing for a long line.
    pub(super) letters: String,
    /// Its words that carry meaning, by their first letters, each once, ascending: hashes, and once all lines
    /// are measured their ranks among the hashes of all ([`super::vocabulary::number`]).
    pub(super) vocabulary: Vec<u16>,
}

/// The share of a line that its date has at least where the line is there for its date.
const DATE_SHARE: f32 = 0.35;

impl Line {
    /// Tells whether much of the line is a date.
    pub(super) fn is_mostly_date(&self) -> bool {
        self.own(Own::DateShare) >= DATE_SHARE
    }

    /// Returns a measure by its place in [`NAMES`].
    pub(super) fn own(&self, measure: Own) -> f32 {
        self.own.get(measure as usize).copied().unwrap_or_default()
    }

    /// Tells whether it may be a sentence of an article rather than a label.
    pub(super) fn is_sentence(&self) -> bool {
        self.words >= 8 && self.own(Own::Terminal) > 0.0
    }

    /// Tells whether it is long enough to be prose and ends like it.
    pub(super) fn is_long(&self) -> bool {
        self.words >= 18 && (self.own(Own::Terminal) > 0.0 || self.own(Own::Sentences) > 0.0)
    }
}

/// Measures that other parts ask for by name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Own {
    Words = 0,
    Terminal = 2,
    Bullet = 6,
    UpperStart = 8,
    LowerStart = 9,
    DigitStart = 10,
    QuoteStart = 11,
    TitleShare = 12,
    CapsShare = 13,
    Date = 20,
    DateShare = 21,
    Clock = 22,
    Byline = 23,
    Person = 24,
    BlanksBefore = 27,
    BlanksAfter = 28,
    Repeats = 29,
    Sentences = 32,
    Promo = 36,
    More = 39,
    Credit = 41,
    Bio = 47,
}

/// Measures a line; what needs its neighbours is filled in later.
pub(super) fn measure(text: &str, raw: RawLine) -> Line {
    let line = text.get(raw.range.clone()).unwrap_or_default();
    let lower = line.to_lowercase();
    let kinds = Letters::count(line);
    let words = Words::count(line);
    let mut vocabulary = Vec::new();
    let mut stop = 0_u32;
    let mut all = 0_u32;
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        all += 1;
        if word.len() <= 9 && stops::is_stop(word) {
            stop += 1;
        } else if vocabulary.len() < VOCABULARY && word.len() >= 4 {
            vocabulary.extend(content(word));
        }
    }
    let total = words.total + kinds.wide / 2;
    let mut own = [0.0; OWN];
    let short = line.len() <= SHORT;
    let found = if short { date::find(line, None) } else { None };
    let unread = if short && found.is_none() { date::find_unread(line) } else { None };
    let dated = found.as_ref().map(|found| &found.range).or(unread.as_ref());
    let end = line.trim_end_matches(['"', '”', '“', '’', '\'', '»', ')', ']', '」']);
    let ends = |marks: &[char]| f32::from(u8::from(end.ends_with(marks)));
    let starts = |test: fn(char) -> bool| {
        f32::from(u8::from(
            line.trim_start_matches(['"', '“', '„', '«', '»', '‘', '\'']).starts_with(test),
        ))
    };
    let values = [
        log(total),
        log(kinds.chars),
        ends(&['.', '?', '!', '…', '。', '！', '？', '।', '؟']),
        ends(&[':', '：']),
        f32::from(u8::from(end.ends_with('…') || end.ends_with("..."))),
        ends(&['?', '？']),
        match raw.bullet {
            Bullet::None => 0.0,
            Bullet::Mark => 1.0,
            Bullet::Number => 2.0,
        },
        f32::from(raw.indent.min(12)),
        starts(char::is_uppercase),
        starts(char::is_lowercase),
        starts(|c| c.is_ascii_digit()),
        f32::from(u8::from(line.starts_with(['"', '“', '„', '«', '»', '‘', '\'', '「']))),
        share(words.titled, words.big),
        share(kinds.upper, kinds.alphabetic),
        share(kinds.digits, kinds.chars),
        share(kinds.marks, kinds.chars),
        share(kinds.commas, total),
        share(stop, all),
        share(words.lower, words.total),
        log(kinds.bars),
        match found.as_ref().map(|found| &found.printed) {
            Some(Printed::Relative(_)) => 1.0,
            Some(Printed::Yearless { .. }) => 2.0,
            Some(Printed::Absolute(_)) => 3.0,
            None => f32::from(u8::from(unread.is_some())) * 3.0,
        },
        dated.map_or(0.0, |range| range.len() as f32 / line.len() as f32),
        f32::from(u8::from(dated.is_none() && short && has_clock(line))),
        f32::from(u8::from(short && byline::begins(line))),
        f32::from(u8::from(short && names::is_person(line))),
        f32::from(u8::from(short && names::is_agency(line))),
        f32::from(u8::from(short && has_link(&lower))),
        f32::from(raw.blanks.min(4)),
        0.0,
        0.0,
        f32::from(u8::from(is_doubled(line))),
        share(kinds.glued, total),
        log(words.sentences),
        share(kinds.wide, kinds.chars),
        f32::from(u8::from(is_dateline(line))),
        share(kinds.alphabetic, words.total),
    ];
    let cues = cues::count(&lower).map(|count| f32::from(count.min(3)));
    for (slot, value) in own.iter_mut().zip(values.into_iter().chain(cues)) {
        *slot = value;
    }
    vocabulary.sort_unstable();
    vocabulary.dedup();
    let number = ordinals::leading(text.get(raw.start..raw.range.end).unwrap_or_default());
    let text_hash = xxh3_64(lower.as_bytes());
    let mut letters = String::new();
    if short {
        letters.extend(lower.chars().filter(|c| c.is_alphanumeric()));
    }
    Line { raw, words: total, own, text_hash, number, letters, vocabulary }
}

/// Hashes a word, or each character pair of a run without spaces.
fn content(word: &str) -> impl Iterator<Item = u16> + '_ {
    let wide = word.chars().next().is_some_and(is_wide);
    let stem = word.char_indices().nth(STEM).map_or(word, |(at, _)| word.get(..at).unwrap_or(word));
    let whole = (!wide).then(|| fold(xxh3_64(stem.as_bytes())));
    let starts = word.char_indices().map(|(at, _)| at).take(if wide { VOCABULARY } else { 0 });
    let pairs = starts.filter_map(|at| {
        let end = word.get(at..)?.char_indices().nth(2).map_or(word.len(), |(n, _)| at + n);
        Some(fold(xxh3_64(word.get(at..end)?.as_bytes())))
    });
    whole.into_iter().chain(pairs)
}

fn fold(hash: u64) -> u16 {
    u16::try_from(hash & 0xffff).unwrap_or_default()
}

/// Characters of a line by kind.
#[derive(Default)]
struct Letters {
    chars: u32,
    alphabetic: u32,
    upper: u32,
    digits: u32,
    marks: u32,
    commas: u32,
    bars: u32,
    wide: u32,
    glued: u32,
}

impl Letters {
    fn count(line: &str) -> Self {
        let mut n = Self::default();
        let mut before = ' ';
        for c in line.chars() {
            n.chars = n.chars.saturating_add(1);
            if c.is_alphabetic() {
                n.alphabetic += 1;
                n.upper += u32::from(c.is_uppercase());
                n.wide += u32::from(is_wide(c));
                n.glued += u32::from(c.is_uppercase() && before.is_lowercase());
            } else if c.is_numeric() {
                n.digits += 1;
            } else if !c.is_whitespace() {
                n.marks += 1;
                n.commas += u32::from(matches!(c, ',' | '،' | '、'));
                n.bars += u32::from(matches!(c, '|' | '•' | '/' | '»' | '·' | '>' | '›'));
            }
            before = c;
        }
        n
    }
}

/// Words of a line by kind.
#[derive(Default)]
struct Words {
    total: u32,
    /// Of four letters or more.
    big: u32,
    /// Of these, capitalised.
    titled: u32,
    lower: u32,
    /// Sentence ends inside the line.
    sentences: u32,
}

impl Words {
    fn count(line: &str) -> Self {
        let mut n = Self::default();
        let mut ended = false;
        for word in line.split_whitespace() {
            let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
            n.total = n.total.saturating_add(1);
            n.lower += u32::from(first.is_lowercase());
            n.sentences += u32::from(ended && !first.is_lowercase());
            if word.len() >= 4 {
                n.big += 1;
                n.titled += u32::from(first.is_uppercase());
            }
            let end = word.trim_end_matches(['"', '”', '“', '’', '\'', '»', ')']);
            ended = end.len() > 3 && end.ends_with(['.', '?', '!', '…']);
        }
        n.sentences += u32::try_from(line.matches(['。', '！', '？']).count()).unwrap_or(u32::MAX);
        n
    }
}

/// Characters of scripts that are written without spaces.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{e00}'..='\u{e7f}')
}

/// Tells whether a time of day such as `14:30` stands in the line.
fn has_clock(line: &str) -> bool {
    line.as_bytes().windows(5).any(|window| {
        matches!(window, [a, b, b':' | b'h', c, d] if [a, b, c, d].iter().all(|c| c.is_ascii_digit()))
    })
}

fn has_link(lower: &str) -> bool {
    ["http", "www.", "@", ".com", ".org"].iter().any(|part| lower.contains(part))
}

/// Tells whether the line is one text written twice.
fn is_doubled(line: &str) -> bool {
    let half = line.len() / 2;
    line.len() >= 20
        && match (line.get(..half), line.get(line.len() - half..)) {
            (Some(first), Some(second)) => first.trim() == second.trim(),
            _ => false,
        }
}

/// Tells whether the line begins with a place, perhaps an agency, and a dash or colon.
fn is_dateline(line: &str) -> bool {
    let head = line.get(..line.floor_char_boundary(60)).unwrap_or(line);
    let Some((place, rest)) = ["—", " – ", " - ", "(", ": "]
        .iter()
        .filter_map(|mark| head.split_once(mark))
        .min_by_key(|(place, _)| place.len())
    else {
        return false;
    };
    let place = place.trim();
    let words = place.split_whitespace().count();
    let capital = place
        .split_whitespace()
        .all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
    let all_caps = place.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (1..=4).contains(&words)
        && line.len() > 80
        && place.len() >= 3
        && capital
        && (all_caps
            || names::is_agency(rest.split([')', '-', '–', '—']).next().unwrap_or_default()))
}

fn log(count: u32) -> f32 {
    (1.0 + count as f32).log2()
}

fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
