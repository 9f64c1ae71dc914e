//! The parts of a body that show best why it matches.
//!
//! Of all windows that fit, the one with the most different things asked for is taken, then the one
//! with the most of them, then the first. It begins with the sentence where that leaves room, else
//! with a word, and ends likewise. A further passage is found the same way in the text before and
//! behind those that are taken, where what was not shown yet counts before what was. Passages stand
//! in the order of the text.
//!
//! Each passage costs one look at the marks, so that time grows with the article and no faster.

use std::collections::HashSet;
use std::ops::Range;

use crate::hit::Snippet;
use crate::marker::{Mark, joined};

/// Cuts a snippet of at most `most` passages of `length` characters; without marks, the first words
/// of the body.
pub(crate) fn snippet(body: &str, marks: &[Mark], length: usize, most: usize) -> Snippet {
    let mut passages = vec![passage(
        body,
        0..body.len(),
        best_window(body, marks, length, &HashSet::new()),
        length,
    )];
    while passages.len() < most {
        let shown = shown(&passages, marks);
        let mut best: Option<(Window, Range<usize>)> = None;
        for gap in gaps(body, &passages) {
            let inside = within(marks, &gap);
            let Some(window) = best_window(body, inside, length, &shown) else { continue };
            if best.as_ref().is_none_or(|(most, _)| window.worth > most.worth) {
                best = Some((window, gap));
            }
        }
        let Some((window, gap)) = best else { break };
        let found = passage(body, gap, Some(window), length);
        let at = passages.partition_point(|passage| passage.start < found.start);
        passages.insert(at, found);
    }
    put_together(body, marks, &passages)
}

/// Returns the whole of a body as a snippet, as it stands.
pub(crate) fn whole(body: &str, marks: &[Mark]) -> Snippet {
    Snippet {
        text: body.to_owned(),
        passages: std::iter::once(0..body.len()).collect(),
        marks: joined(marks.iter().map(|mark| mark.span.clone())),
        ..Snippet::default()
    }
}

/// What is worth showing, and how much: new things asked for, different ones, all of them.
struct Window {
    worth: (usize, usize, usize),
    span: Range<usize>,
}

/// Extends a window within a stretch of the body to sentences or words.
fn passage(
    body: &str,
    stretch: Range<usize>,
    window: Option<Window>,
    length: usize,
) -> Range<usize> {
    let text = body.get(stretch.clone()).unwrap_or_default();
    let window = window
        .map_or(0..0, |window| window.span.start - stretch.start..window.span.end - stretch.start);
    let start = begin(text, &window, length);
    let end = end(text, start, window.end, length);
    let piece = text.get(start..end).unwrap_or_default();
    let start = start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    stretch.start + start..stretch.start + end
}

/// Returns which of the things asked for the passages show.
fn shown(passages: &[Range<usize>], marks: &[Mark]) -> HashSet<usize> {
    passages.iter().flat_map(|passage| within(marks, passage)).map(|mark| mark.id).collect()
}

/// Returns the stretches of a body between passages.
fn gaps(body: &str, passages: &[Range<usize>]) -> Vec<Range<usize>> {
    let starts = [0].into_iter().chain(passages.iter().map(|passage| passage.end));
    let ends = passages.iter().map(|passage| passage.start).chain([body.len()]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// Returns the marks that begin in a stretch, less those at its end that run out of it.
fn within<'m>(marks: &'m [Mark], stretch: &Range<usize>) -> &'m [Mark] {
    let first = marks.partition_point(|mark| mark.span.start < stretch.start);
    let marks = marks.get(first..).unwrap_or_default();
    let mut behind = marks.partition_point(|mark| mark.span.start < stretch.end);
    while behind > 0 && marks.get(behind - 1).is_some_and(|mark| mark.span.end > stretch.end) {
        behind -= 1;
    }
    let marks = marks.get(..behind).unwrap_or_default();
    // A mark that runs out may stand before shorter ones that do not.
    match marks.iter().position(|mark| mark.span.end > stretch.end) {
        Some(first) => marks.get(..first).unwrap_or_default(),
        None => marks,
    }
}

/// Joins passages, those beside each other without a gap.
fn put_together(body: &str, marks: &[Mark], passages: &[Range<usize>]) -> Snippet {
    let blank = |range: Range<usize>| body.get(range).unwrap_or_default().trim().is_empty();
    let mut merged: Vec<Range<usize>> = Vec::new();
    for passage in passages {
        match merged.last_mut() {
            Some(last) if blank(last.end..passage.start) => last.end = passage.end,
            _ => merged.push(passage.clone()),
        }
    }
    let mut snippet = Snippet {
        cut_before: merged.first().is_some_and(|first| !blank(0..first.start)),
        cut_after: merged.last().is_some_and(|last| !blank(last.end..body.len())),
        ..Snippet::default()
    };
    for passage in merged {
        if !snippet.text.is_empty() {
            snippet.text.push_str(Snippet::GAP);
        }
        let start = snippet.text.len();
        let moved = |at: usize| at - passage.start + start;
        let inside =
            marks.iter().filter(|m| passage.start <= m.span.start && m.span.end <= passage.end);
        let inside = inside.map(|mark| moved(mark.span.start)..moved(mark.span.end));
        snippet.marks.extend(joined(inside));
        let piece = body.get(passage.clone()).unwrap_or_default();
        snippet.text.push_str(&piece.replace(['\n', '\r', '\t'], " "));
        if !piece.is_empty() {
            snippet.passages.push(start..snippet.text.len());
        }
    }
    snippet
}

/// Finds the run of marks within `length` characters that shows the most.
fn best_window(
    body: &str,
    marks: &[Mark],
    length: usize,
    shown: &HashSet<usize>,
) -> Option<Window> {
    let columns = columns(body, marks);
    // How many marks of each thing asked for stand in the window, and of how many things there are any.
    let ids = marks.iter().map(|mark| mark.id + 1).max().unwrap_or_default();
    let (mut counts, mut different) = (vec![0_usize; ids], 0);
    let mut best: Option<Window> = None;
    let (mut first, mut fresh) = (0, 0);
    for (last, mark) in marks.iter().enumerate() {
        let is_fresh = |id: usize| usize::from(!shown.contains(&id));
        let count = counts.get_mut(mark.id)?;
        *count += 1;
        if *count == 1 {
            different += 1;
            fresh += is_fresh(mark.id);
        }
        let end = columns.get(last)?.end;
        while first < last && end - columns.get(first)?.start > length {
            let id = marks.get(first)?.id;
            let count = counts.get_mut(id)?;
            *count -= 1;
            if *count == 0 {
                different -= 1;
                fresh -= is_fresh(id);
            }
            first += 1;
        }
        let worth = (fresh, different, last + 1 - first);
        if best.as_ref().is_none_or(|most| worth > most.worth) {
            best = Some(Window { worth, span: marks.get(first)?.span.start..mark.span.end });
        }
    }
    best
}

/// Returns the marks' places in characters from the first one.
fn columns(body: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    let mut at = marks.first().map_or(0, |mark| mark.span.start);
    let mut column = 0;
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

/// Tells of most places, by the byte before them, that neither a word nor a sentence begins there.
fn is_within_word(body: &str, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| body.as_bytes().get(before));
    before.is_some_and(u8::is_ascii_graphic)
}

fn is_word_start(body: &str, at: usize) -> bool {
    if is_within_word(body, at) {
        return false;
    }
    let before = body.get(..at).and_then(|text| text.chars().next_back());
    let here = body.get(at..).and_then(|text| text.chars().next());
    before.is_none_or(char::is_whitespace) && here.is_some_and(|c| !c.is_whitespace())
}

/// Tells whether a sentence or line begins here: behind a line break, a full stop of a script that
/// sets no spaces, or a full stop and a space with no small letter after it. A stop behind one or
/// two letters ends an abbreviation.
fn is_sentence_start(body: &str, at: usize) -> bool {
    if is_within_word(body, at) {
        return false;
    }
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
        snippet(body, &marks, length, 1)
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

    fn passages(words: &[&str], length: usize, most: usize) -> Snippet {
        let mut marks = Vec::new();
        for (id, word) in words.iter().enumerate() {
            let spans = BODY.match_indices(word).map(|(at, w)| at..at + w.len());
            marks.extend(spans.map(|span| Mark { span, id }));
        }
        marks.sort_by_key(|mark| mark.span.start);
        snippet(BODY, &marks, length, most)
    }

    #[test]
    fn passages_stand_in_the_order_of_the_text() {
        let snippet = passages(&["plan", "vote", "Monday"], 60, 2);
        assert_eq!(
            snippet.text,
            "The council met on Monday. It was a long evening. … \
             The harbour plan was then put to a vote, which it won."
        );
        assert_eq!(marked(&snippet), ["Monday", "plan", "vote"]);
        let texts: Vec<&str> =
            snippet.passages.iter().map(|range| &snippet.text[range.clone()]).collect();
        assert_eq!(texts.join(Snippet::GAP), snippet.text);
        assert!(!snippet.cut_before && snippet.cut_after);
    }

    #[test]
    fn passages_show_what_was_not_shown_before_more_of_the_same() {
        let snippet = passages(&["harbour", "home"], 60, 2);
        assert!(marked(&snippet).contains(&"home"), "{}", snippet.text);
        assert_eq!(passages(&["home"], 60, 5).passages.len(), 1, "no passage without a match");
    }

    #[test]
    fn passages_beside_each_other_are_one() {
        let snippet = passages(&["Fenn", "plan"], 60, 9);
        assert!(!snippet.text.contains('…'), "{}", snippet.text);
        assert_eq!(snippet.passages.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn passages_are_apart_and_taken_from_the_body(
            body in "[a-z.é。 \n]{0,200}", length in 1..40usize, most in 1..6usize
        ) {
            let marks: Vec<Mark> = body
                .match_indices('a')
                .map(|(at, _)| Mark { span: at..at + 1, id: at % 3 })
                .collect();
            let snippet = snippet(&body, &marks, length, most);
            proptest::prop_assert!(snippet.passages.len() <= most);
            let whole = body.replace('\n', " ");
            let mut at = 0;
            for passage in &snippet.passages {
                let found = whole.get(at..).unwrap().find(&snippet.text[passage.clone()]);
                proptest::prop_assert!(found.is_some());
                at += found.unwrap() + passage.len();
            }
            for mark in &snippet.marks {
                proptest::prop_assert_eq!(&snippet.text[mark.clone()].replace('a', ""), "");
            }
        }

        #[test]
        fn any_body_is_cut_within_its_length(body in "[a-z.é。 \n]{0,80}", length in 0..40usize) {
            let marks: Vec<Mark> = body
                .match_indices('a')
                .map(|(at, _)| Mark { span: at..at + 1, id: at % 3 })
                .collect();
            let snippet = snippet(&body, &marks, length, 1);
            proptest::prop_assert!(snippet.text.chars().count() <= length.max(1));
            for mark in &snippet.marks {
                proptest::prop_assert!(snippet.text.get(mark.clone()).is_some());
            }
            let whole = body.replace('\n', " ");
            proptest::prop_assert!(whole.contains(&snippet.text));
        }
    }
}
