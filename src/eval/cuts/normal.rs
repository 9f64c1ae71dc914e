//! Texts made comparable: one form of letters, quotes and dashes; words; names; days.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;

/// How often each word stands in a text.
pub(super) type Bag = HashMap<String, u64>;

/// A word, or one Chinese or Japanese character.
static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let cjk = r"\x{3040}-\x{30ff}\x{3400}-\x{4dbf}\x{4e00}-\x{9fff}\x{f900}-\x{faff}";
    Regex::new(&format!(r"[{cjk}]|[\p{{L}}\p{{N}}_&&[^{cjk}]]+")).ok()
});

/// What may stand before a name without being of it.
const TITLES: [&str; 8] = ["by", "von", "par", "por", "di", "dr", "prof", "sen"];

/// Returns the text in NFKC, with one kind of quotes and dashes, without invisible characters, and with
/// single spaces.
pub(super) fn plain(text: &str) -> String {
    let visible = text
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    let same: String = visible.nfkc().map(same).collect();
    same.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    }
}

/// Counts the words of a text, in small letters.
pub(super) fn words(text: &str) -> Bag {
    let text = plain(text).to_lowercase();
    let mut bag = Bag::new();
    for word in WORD.iter().flat_map(|word| word.find_iter(&text)) {
        *bag.entry(word.as_str().to_owned()).or_default() += 1;
    }
    bag
}

/// Returns names as a set: case, marks, a leading "By" and titles do not count.
pub(super) fn names(names: &[String]) -> BTreeSet<String> {
    let bare = |name: &String| {
        let name: String = plain(name)
            .to_lowercase()
            .chars()
            .map(|c| if c.is_alphanumeric() || c == '_' { c } else { ' ' })
            .collect();
        let mut words: Vec<&str> = name.split_whitespace().collect();
        while words.len() > 1 && words.first().is_some_and(|word| TITLES.contains(word)) {
            words.remove(0);
        }
        words.join(" ")
    };
    names.iter().map(bare).filter(|name| !name.is_empty()).collect()
}

/// Returns the day of an ISO date or date-time; none of a month or year.
pub(super) fn day(date: Option<&str>) -> Option<&str> {
    let day = date?.get(..10)?;
    let form =
        |(at, c): (usize, u8)| if matches!(at, 4 | 7) { c == b'-' } else { c.is_ascii_digit() };
    day.bytes().enumerate().all(form).then_some(day)
}

/// Counts what two bags have in common.
pub(super) fn common(one: &Bag, other: &Bag) -> u64 {
    one.iter().map(|(word, count)| other.get(word).map_or(0, |there| *count.min(there))).sum()
}

/// Returns a bag less another.
pub(super) fn without(one: &Bag, other: &Bag) -> Bag {
    let rest = one.iter().map(|(word, count)| {
        (word.clone(), count.saturating_sub(other.get(word).copied().unwrap_or_default()))
    });
    rest.filter(|(_, count)| *count > 0).collect()
}

/// Adds a bag to another.
pub(super) fn add(to: &mut Bag, other: Bag) {
    for (word, count) in other {
        *to.entry(word).or_default() += count;
    }
}

/// Counts the words of a bag.
pub(super) fn total(bag: &Bag) -> u64 {
    bag.values().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_alike_are_alike() {
        assert_eq!(plain("“Ferry”\u{a0}–  it\u{ad}self’s"), "\"Ferry\" - itself's");
        let bag = words("Ferry, ferry! 2 中国 snake_case");
        assert_eq!((bag["ferry"], bag["2"], bag["中"], bag["snake_case"]), (2, 1, 1, 1));
        assert_eq!(total(&bag), 6);
    }

    #[test]
    fn names_go_without_titles() {
        let set = names(&["By Dr. Ada Byron".to_owned(), "ADA BYRON".to_owned(), "–".to_owned()]);
        assert_eq!(set.into_iter().collect::<Vec<_>>(), ["ada byron"]);
    }

    #[test]
    fn only_whole_days_are_days() {
        assert_eq!(day(Some("2024-05-01T10:00:00Z")), Some("2024-05-01"));
        assert_eq!((day(Some("2024-05")), day(Some("May 1, 2024")), day(None)), (None, None, None));
    }

    #[test]
    fn bags_are_counted() {
        let (one, other) = (words("a a b"), words("a c"));
        assert_eq!(common(&one, &other), 1);
        assert_eq!(without(&one, &other), words("a b"));
    }
}
