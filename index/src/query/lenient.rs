//! Reading on where a clause asks for what cannot be: it is taken for words.

use std::ops::Range;

use super::error::{Note, QueryError};
use super::{ParseOptions, Parsed, Query};

/// So many clauses are taken for words one by one; after that, all signs of the query are left out.
const SINGLY: usize = 32;

/// Reads a query; what would be a [`QueryError`] becomes a note.
///
/// The signs of a clause at fault are blanked where they stand, so that no byte moves and every note points
/// into the text that was typed.
pub(super) fn parse(text: &str, options: &ParseOptions) -> Result<Parsed, QueryError> {
    let (mut plain, mut told) = (text.to_owned(), Vec::new());
    loop {
        let error = match Query::read(&plain, options) {
            Ok(mut parsed) => {
                parsed.notes.extend(told);
                parsed.notes.sort_by_key(|note| note.span.start);
                return Ok(parsed);
            }
            Err(error) => error,
        };
        let clause = if told.len() < SINGLY { clause(&plain, &error.span) } else { 0..plain.len() };
        let mut blanked = blank(&plain, &clause);
        if blanked == plain {
            // What is wrong with the clause lies in what stands around it, as a field before its bracket.
            blanked = blank(&plain, &(0..plain.len()));
        }
        if blanked == plain {
            return Err(error);
        }
        plain = blanked;
        // The same fault is told once, however much had to be left out for it.
        let note = Note::new(error.span, format!("{}: it is read as words", error.message));
        if told.last() != Some(&note) {
            told.push(note);
        }
    }
}

/// Returns the span with what is written without a space before and behind it.
fn clause(text: &str, span: &Range<usize>) -> Range<usize> {
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = behind.find(char::is_whitespace).map_or(text.len(), |at| span.end + at);
    // White space of other scripts has more bytes than one.
    let start = (start..=span.start).find(|at| text.is_char_boundary(*at)).unwrap_or(span.start);
    start..end.max(start)
}

/// Replaces the signs in a part of a text by spaces.
fn blank(text: &str, part: &Range<usize>) -> String {
    let sign = |at: usize, c: char| part.contains(&at) && c.is_ascii_punctuation() && c != '\'';
    text.char_indices().map(|(at, c)| if sign(at, c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Faults;
    use super::*;

    fn read(text: &str) -> (String, Vec<String>) {
        let options = ParseOptions { faults: Faults::Lenient, ..ParseOptions::default() };
        let parsed = Query::parse(text, &options).unwrap();
        let notes = parsed.notes.iter().map(|note| format!("{:?} {note}", note.span)).collect();
        (parsed.query.to_string(), notes)
    }

    #[test]
    fn clauses_at_fault_become_words_where_they_stand() {
        let (query, notes) = read("wolf autor:quill date:2020-13");
        assert_eq!(query, "wolf autor quill date 2020 13");
        assert_eq!(notes.len(), 2);
        assert!(notes[0].starts_with("5..10 "), "{notes:?}");
        assert!(notes[1].ends_with("it is read as words"), "{notes:?}");
        assert_eq!(read("harbour\u{2003}/(/ -bear").0, "harbour NOT bear");
        assert_eq!(read("wolf date:[2020 2021]").0, "wolf date 2020 2021");
    }

    #[test]
    fn a_clause_without_signs_takes_those_around_it_along() {
        let (query, notes) = read("-bear date:(2019 OR soon)");
        assert_eq!(query, "bear date 2019 OR soon");
        assert_eq!(notes.len(), 1);
        assert!(notes[0].contains("there is no date soon"), "{notes:?}");
        assert_eq!(read("headline:(date:(>=2019 ller").0, "headline date 2019 ller");
    }

    #[test]
    fn a_query_without_a_fault_is_read_as_ever() {
        let (query, notes) = read("wolf -(bear OR \"big cat\")");
        assert_eq!(query, "wolf NOT (bear OR \"big cat\")");
        assert!(notes.is_empty());
    }

    #[test]
    fn many_faults_cost_no_more_than_a_few() {
        let (_, notes) = read(&"xx:y ".repeat(20_000));
        assert_eq!(notes.len(), SINGLY + 1);
    }

    proptest! {
        #[test]
        fn nothing_is_refused(text in "([a-z:/~^\"()\\[\\]{}=<>*?+-]|date:|date:\\(2019 |TO|NEAR/3| |\\PC){0,40}") {
            let options = ParseOptions { faults: Faults::Lenient, ..ParseOptions::default() };
            let parsed = Query::parse(&text, &options);
            prop_assert!(parsed.is_ok(), "{:?}", parsed);
            for note in parsed.unwrap().notes {
                prop_assert!(note.span.end <= text.len() && note.span.start <= note.span.end);
            }
        }
    }
}
