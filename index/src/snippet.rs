//! The part of a body that shows best why it matches.
//!
//! Of all windows that fit, the one with the most different things asked for is taken, then the one
//! with the most of them, then the first. It begins with the sentence where that leaves room, else
//! with a word, and ends likewise.

use std::collections::HashMap;
use std::ops::Range;

use crate::hit::Snippet;
use crate::marker::{Mark, joined};

/// Cuts a snippet of at most `length` characters; without marks, the first words of the body.
pub(crate) fn snippet(body: &str, marks: &[Mark], length: usize) -> Snippet {
    let window = best_window(body, marks, length).unwrap_or(0..0);
    let start = begin(body, &window, length);
    let end = end(body, start, window.end, length);
    let piece = body.get(start..end).unwrap_or_default();
    let start = start + (piece.len() - piece.trim_start().len());
    let piece = piece.trim();
    let end = start + piece.len();
    let inside = marks.iter().filter(|mark| start <= mark.span.start && mark.span.end <= end);
    let shifted = inside.map(|mark| mark.span.start - start..mark.span.end - start);
    Snippet {
        text: piece.replace(['\n', '\r', '\t'], " "),
        marks: joined(shifted),
        cut_before: !body.get(..start).unwrap_or_default().trim().is_empty(),
        cut_after: !body.get(end..).unwrap_or_default().trim().is_empty(),
    }
}

/// Finds the run of marks within `length` characters that shows the most.
fn best_window(body: &str, marks: &[Mark], length: usize) -> Option<Range<usize>> {
    let columns = columns(body, marks);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let mut best: Option<((usize, usize), Range<usize>)> = None;
    let mut first = 0;
    for (last, mark) in marks.iter().enumerate() {
        *counts.entry(mark.id).or_default() += 1;
        let end = columns.get(last)?.end;
        while first < last && end - columns.get(first)?.start > length {
            let id = marks.get(first)?.id;
            if let Some(count) = counts.get_mut(&id) {
                *count -= 1;
                if *count == 0 {
                    counts.remove(&id);
                }
            }
            first += 1;
        }
        let worth = (counts.len(), last + 1 - first);
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, marks.get(first)?.span.start..mark.span.end));
        }
    }
    best.map(|(_, window)| window)
}

/// Returns the marks' places in characters.
fn columns(body: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    let (mut at, mut column) = (0, 0);
    let mut columns = Vec::with_capacity(marks.len());
    for mark in marks {
        let span = &mark.span;
        column += body.get(at..span.start).map_or(0, |text| text.chars().count());
        at = span.start;
        let length = body.get(span.clone()).map_or(0, |text| text.chars().count());
        columns.push(column..column + length);
    }
    columns
}

/// Finds where a snippet begins that shows the window.
fn begin(body: &str, window: &Range<usize>, length: usize) -> usize {
    let shown = body.get(window.clone()).map_or(0, |text| text.chars().count());
    let spare = length.saturating_sub(shown);
    let before = body.get(..window.start).unwrap_or_default();
    let mut word = window.start;
    for (back, (at, _)) in before.char_indices().rev().enumerate() {
        if back >= spare {
            return word;
        }
        if is_sentence_start(body, at) {
            return at;
        }
        // A third of the room for what stands before is enough of a sentence that began long ago.
        if back < spare / 3 && is_word_start(body, at) {
            word = at;
        }
    }
    if window.start <= spare { 0 } else { word }
}

/// Finds where a snippet ends that begins at `start` and shows everything up to `shown`.
fn end(body: &str, start: usize, shown: usize, length: usize) -> usize {
    let rest = body.get(start..).unwrap_or_default();
    let Some((limit, _)) = rest.char_indices().nth(length) else { return body.len() };
    let limit = start + limit;
    let shown = shown.min(limit);
    // A sentence end is worth up to two fifths of the length.
    let least = shown.max(start + (limit - start) * 3 / 5);
    let mut word = None;
    let piece = body.get(shown..limit).unwrap_or_default();
    for (at, c) in piece.char_indices().rev() {
        let after = shown + at + c.len_utf8();
        if after >= least && is_sentence_start(body, after) {
            return after;
        }
        if word.is_none() && c.is_whitespace() {
            word = Some(shown + at);
        }
        if after < least && word.is_some() {
            break;
        }
    }
    word.unwrap_or(limit)
}

fn is_word_start(body: &str, at: usize) -> bool {
    let before = body.get(..at).and_then(|text| text.chars().next_back());
    let here = body.get(at..).and_then(|text| text.chars().next());
    before.is_none_or(char::is_whitespace) && here.is_some_and(|c| !c.is_whitespace())
}

/// Tells whether a sentence or line begins here: behind a line break, a full stop of a script that
/// sets no spaces, or a full stop and a space with no small letter after it. A stop behind one or
/// two letters ends an abbreviation.
fn is_sentence_start(body: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (body.get(..at), body.get(at..)) else { return false };
    let Some(last) = before.chars().next_back() else { return true };
    if matches!(last, '\n' | '。' | '！' | '？') {
        return true;
    }
    if !last.is_whitespace() || after.chars().next().is_none_or(|c| c.is_lowercase() || c == ' ') {
        return false;
    }
    let quotes = ['"', '\'', '”', '’', '»', ')', ']'];
    let ended = before.trim_end().trim_end_matches(quotes);
    match ended.chars().next_back() {
        Some('!' | '?' | '…') => true,
        Some('.') => {
            let word =
                ended.trim_end_matches('.').chars().rev().take_while(|c| c.is_alphanumeric());
            word.take(3).count() > 2 || quotes.iter().any(|q| before.trim_end().ends_with(*q))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(body: &str, words: &[&str], length: usize) -> Snippet {
        let mut marks = Vec::new();
        for (id, word) in words.iter().enumerate() {
            marks.extend(
                body.match_indices(word).map(|(at, w)| Mark { span: at..at + w.len(), id }),
            );
        }
        marks.sort_by_key(|mark| mark.span.start);
        snippet(body, &marks, length)
    }

    fn marked(snippet: &Snippet) -> Vec<&str> {
        snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect()
    }

    const BODY: &str = "The council met on Monday. It was a long evening.\nMr. Fenn spoke of the \
                        harbour for an hour, and nobody left. The harbour plan was then put to a \
                        vote, which it won. Everyone went home.";

    #[test]
    fn snippet_begins_and_ends_with_a_sentence() {
        let snippet = cut(BODY, &["plan", "vote"], 60);
        assert_eq!(snippet.text, "The harbour plan was then put to a vote, which it won.");
        assert_eq!(marked(&snippet), ["plan", "vote"]);
        assert!(snippet.cut_before && snippet.cut_after);
    }

    #[test]
    fn abbreviation_and_line_break_are_told_apart() {
        let snippet = cut(BODY, &["Fenn"], 60);
        assert_eq!(snippet.text, "Mr. Fenn spoke of the harbour for an hour, and nobody left.");
        assert_eq!(marked(&snippet), ["Fenn"]);
    }

    #[test]
    fn most_different_words_win() {
        let snippet = cut(BODY, &["harbour", "plan"], 40);
        assert!(snippet.text.contains("harbour plan"), "{}", snippet.text);
    }

    #[test]
    fn body_without_marks_shows_its_first_words() {
        let snippet = cut(BODY, &[], 60);
        assert_eq!(snippet.text, "The council met on Monday. It was a long evening.");
        assert_eq!(cut(BODY, &[], 12).text, "The council");
        assert!(!snippet.cut_before && snippet.cut_after && snippet.marks.is_empty());
        assert_eq!(cut("", &[], 60), Snippet::default());
        assert_eq!(cut("short", &[], 60).text, "short");
    }

    #[test]
    fn long_sentences_are_cut_at_words() {
        let body = "word ".repeat(50) + "needle " + &"word ".repeat(50);
        let snippet = cut(&body, &["needle"], 40);
        assert!(snippet.text.contains("needle") && snippet.text.chars().count() <= 40);
        assert!(snippet.text.split(' ').all(|word| word == "word" || word == "needle"));
    }

    #[test]
    fn scripts_without_spaces_are_cut_anywhere() {
        let body = "市议会将在抗议活动的夏天之后就新的港口计划进行投票".repeat(10);
        let snippet = cut(&body, &["港口"], 20);
        assert_eq!(snippet.text.chars().count(), 20);
        assert!(!snippet.marks.is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_body_is_cut_within_its_length(body in "[a-z.é。 \n]{0,80}", length in 0..40usize) {
            let marks: Vec<Mark> = body
                .match_indices('a')
                .map(|(at, _)| Mark { span: at..at + 1, id: at % 3 })
                .collect();
            let snippet = snippet(&body, &marks, length);
            proptest::prop_assert!(snippet.text.chars().count() <= length.max(1));
            for mark in &snippet.marks {
                proptest::prop_assert!(snippet.text.get(mark.clone()).is_some());
            }
            let whole = body.replace('\n', " ");
            proptest::prop_assert!(whole.contains(&snippet.text));
        }
    }
}
