//! What matched within a text: passages and marks, for JSON and for lines of a whole article.

use std::ops::Range;

use presscut_index::{Explain, Snippet};
use serde::Serialize;

use crate::cli::config::SearchConfig;

/// What JSON has of a hit beside what it always has.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::command) struct Extra {
    /// The passages, with their marks and those of the headline.
    pub(super) fragments: bool,
    /// How many others its source has.
    pub(super) rest: bool,
    /// Why it was found.
    pub(super) reasons: Explain,
}

impl Extra {
    /// What a search asks for.
    pub(super) fn of(search: &SearchConfig) -> Self {
        Self {
            fragments: search.fragments.is_some() || search.context,
            rest: search.per_source.is_some(),
            reasons: search.explain,
        }
    }
}

/// A passage as JSON: its text, and the bytes of it that match.
#[derive(Serialize)]
pub(super) struct Fragment<'a> {
    text: &'a str,
    marks: Vec<[usize; 2]>,
}

/// Takes a snippet apart.
pub(super) fn of(snippet: &Snippet) -> Vec<Fragment<'_>> {
    let passage = |range: &Range<usize>| Fragment {
        text: snippet.text.get(range.clone()).unwrap_or_default(),
        marks: pairs(&within(&snippet.marks, range), range.start),
    };
    snippet.passages.iter().map(passage).collect()
}

/// Writes marks as begin and end, counted from a byte.
pub(super) fn pairs(marks: &[Range<usize>], from: usize) -> Vec<[usize; 2]> {
    marks.iter().map(|mark| [mark.start - from, mark.end - from]).collect()
}

/// The lines of a text that are not blank.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        (!line.trim().is_empty()).then_some(start..at)
    })
}

/// Returns the marks in a piece, counted from its begin; those that run over a border are cut at it.
pub(super) fn inside(marks: &[Range<usize>], piece: &Range<usize>) -> Vec<Range<usize>> {
    let moved = |mark: Range<usize>| mark.start - piece.start..mark.end - piece.start;
    within(marks, piece).into_iter().map(moved).collect()
}

fn within(marks: &[Range<usize>], piece: &Range<usize>) -> Vec<Range<usize>> {
    let first = marks.partition_point(|mark| mark.end <= piece.start);
    let marks = marks.get(first..).unwrap_or_default();
    let marks = marks.iter().take_while(|mark| mark.start < piece.end);
    marks.map(|mark| mark.start.max(piece.start)..mark.end.min(piece.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "one range is meant")]
    fn lines_have_the_marks_that_stand_in_them() {
        let text = "big wolf\n\nwolf\n";
        let lines: Vec<_> = lines(text).collect();
        assert_eq!(lines, [0..9, 10..15]);
        let marks = [4..8, 10..14];
        assert_eq!(inside(&marks, &lines[0]), [4..8]);
        assert_eq!(inside(&marks, &lines[1]), [0..4]);
        assert_eq!(inside(&[4..12], &lines[1]), [0..2], "a phrase over two lines");
    }

    #[test]
    fn marks_of_a_passage_count_from_its_begin() {
        let snippet = Snippet {
            text: "a wolf … a fox".into(),
            passages: vec![0..6, 11..16],
            marks: vec![2..6, 13..16],
            ..Snippet::default()
        };
        let passages = of(&snippet);
        assert_eq!((passages[0].text, passages[0].marks.as_slice()), ("a wolf", &[[2, 6]][..]));
        assert_eq!((passages[1].text, passages[1].marks.as_slice()), ("a fox", &[[2, 5]][..]));
    }
}
