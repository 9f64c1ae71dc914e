//! Bylines of Chinese, Japanese and Korean, where "reporter" stands before or after the name.

use std::ops::Range;

use super::super::names;

/// Words before the name.
const BEFORE: &[&str] =
    &["记者", "記者", "作者", "撰文", "文／", "文/", "文：", "文丨", "执笔", "筆者"];

/// Words after the name.
const AFTER: &[&str] = &["기자", "특파원", "논설위원", "記者", "记者", "特派員"];

/// The longest part of a line that is read, in bytes.
const REACH: usize = 200;

/// Reads the names of a line or part of one, such as "윤가람 기자" or "本报记者 陆明漪".
pub(super) fn read(text: &str) -> Vec<Range<usize>> {
    let text = text.get(..text.floor_char_boundary(REACH)).unwrap_or_default();
    if text.is_ascii() {
        return Vec::new();
    }
    let followed = followed(text);
    if followed.is_empty() { preceded(text) } else { followed }
}

/// Reads names with a cue behind them.
fn followed(text: &str) -> Vec<Range<usize>> {
    let words = words(text, 0);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, range) in words.iter().enumerate() {
        let word = text.get(range.clone()).unwrap_or_default();
        let glued = AFTER.iter().find_map(|cue| word.strip_suffix(cue));
        match glued {
            Some("") => {
                let before = at.checked_sub(1).and_then(|at| words.get(at));
                found.extend(before.filter(|name| is_name(text, name)).cloned());
            }
            Some(name) if names::is_eastern_name(name) => {
                found.push(range.start..range.start + name.len());
            }
            _ => {}
        }
    }
    found
}

/// Reads names with a cue before them, near the beginning.
fn preceded(text: &str) -> Vec<Range<usize>> {
    let cue = |cue: &&str| {
        let at = text.find(*cue)?;
        let before = text.get(..at)?;
        (before.chars().count() <= 8).then_some(at + cue.len())
    };
    let Some(from) = BEFORE.iter().find_map(cue) else { return Vec::new() };
    words(text, from).into_iter().take_while(|range| is_name(text, range)).collect()
}

fn is_name(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(names::is_eastern_name)
}

/// Splits at spaces and marks from byte `from` on.
fn words(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(at, c)| *at >= from && c.is_alphabetic()) {
        match words.last_mut() {
            Some(word) if word.end == at => word.end += c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_before_or_after_the_cue() {
        for (line, names) in [
            ("윤가람 기자", vec!["윤가람"]),
            ("윤가람기자 yun@example.org", vec!["윤가람"]),
            ("윤가람 기자, 서은호 기자", vec!["윤가람", "서은호"]),
            ("本报记者 陆明漪 周子安", vec!["陆明漪", "周子安"]),
            ("记者：陆明漪", vec!["陆明漪"]),
            ("水沢千鶴 記者", vec!["水沢千鶴"]),
            ("기자 회견", vec![]),
            ("Ada Byron", vec![]),
        ] {
            let found: Vec<_> = read(line).into_iter().map(|range| &line[range]).collect();
            assert_eq!(found, names, "{line}");
        }
    }
}
