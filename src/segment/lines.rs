//! Lines of a text: where they stand, trimmed, without the blank ones.

use std::ops::Range;

/// A line that holds something visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RawLine {
    /// Its bytes in the text, without surrounding white space and bullet.
    pub(super) range: Range<usize>,
    /// Where the visible line begins: the bullet, where it has one.
    pub(super) start: usize,
    /// Columns of white space before it, at most 255.
    pub(super) indent: u8,
    /// Blank lines before it, at most 255.
    pub(super) blanks: u8,
    /// What it begins with, besides its text.
    pub(super) bullet: Bullet,
}

/// What stands before a list item's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bullet {
    /// Nothing.
    None,
    /// A dot, dash or star.
    Mark,
    /// A number with a full stop or bracket.
    Number,
}

const BULLETS: &[char] =
    &['•', '◦', '▪', '▫', '■', '●', '○', '‣', '⁃', '∙', '*', '–', '-', '·', '»', '›'];

/// Splits a text into its visible lines. A line ends at LF, CR, form feed or a Unicode separator.
pub(super) fn split(text: &str) -> impl Iterator<Item = RawLine> + '_ {
    let mut at = 0;
    let mut blanks = 0_u8;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = text.get(at..)?;
            let (length, step) = line_end(rest);
            let line = rest.get(..length)?;
            let start = at;
            at += step;
            match visible(line, start) {
                Some(line) => {
                    let line = RawLine { blanks, ..line };
                    blanks = 0;
                    return Some(line);
                }
                None => blanks = blanks.saturating_add(1),
            }
        }
        None
    })
}

/// Returns the line's length and that of the line with its end.
fn line_end(rest: &str) -> (usize, usize) {
    // The separators U+2028 and U+2029 are too rare to search for apart: both end a paragraph in
    // text that has come from word processors, which also has LF.
    let length = memchr::memchr3(b'\n', b'\r', b'\x0c', rest.as_bytes()).unwrap_or(rest.len());
    let crlf = rest.as_bytes().get(length..length + 2) == Some(b"\r\n");
    (length, (length + if crlf { 2 } else { 1 }).min(rest.len().max(1)))
}

/// Trims a line and takes off its bullet; `None` when nothing visible is left.
fn visible(line: &str, start: usize) -> Option<RawLine> {
    let inner = line.trim_start_matches(blank);
    let lead = line.len() - inner.len();
    let inner = inner.trim_end_matches(blank);
    let indent = u8::try_from(line.get(..lead)?.chars().count()).unwrap_or(u8::MAX);
    let (skip, bullet) = bullet(inner);
    let body = inner.get(skip..)?;
    let body_start = start + lead + skip;
    (!body.is_empty()).then(|| RawLine {
        range: body_start..body_start + body.len(),
        start: start + lead,
        indent,
        blanks: 0,
        bullet,
    })
}

/// White space and characters that show nothing.
fn blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Returns the bytes of the bullet with the space after it.
fn bullet(line: &str) -> (usize, Bullet) {
    let body = line.trim_start_matches(BULLETS);
    if body.len() < line.len() {
        let trimmed = body.trim_start_matches(blank);
        // "-5 degrees" and "*note" begin without a bullet.
        return if trimmed.len() < body.len() || trimmed.is_empty() {
            (line.len() - trimmed.len(), Bullet::Mark)
        } else {
            (0, Bullet::None)
        };
    }
    let figures = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&figures)
        && matches!(line.as_bytes().get(figures), Some(b'.' | b')'))
        && let Some(rest) = line.get(figures + 1..)
        && rest.starts_with(char::is_whitespace)
    {
        let trimmed = rest.trim_start_matches(blank);
        // "13. August 2020" is a date, "1. Global: ..." an item.
        let date = crate::date::find(line, None).is_some_and(|found| found.range.start == 0);
        if !date && !trimmed.is_empty() {
            return (line.len() - trimmed.len(), Bullet::Number);
        }
    }
    (0, Bullet::None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        split(text).map(|line| text.get(line.range).unwrap()).collect()
    }

    #[test]
    fn lines_are_trimmed_of_space_and_bullets() {
        let text = "\u{feff}One\r\n\r\n\t• Two \r  12) Three\u{a0}\n\n\n- \n-4 degrees\x0c13. August 2020\n1. 5";
        assert_eq!(texts(text), ["One", "Two", "Three", "-4 degrees", "13. August 2020", "5"]);
        let lines: Vec<_> = split(text).collect();
        assert_eq!(lines[1].bullet, Bullet::Mark);
        assert_eq!(lines[2].bullet, Bullet::Number);
        assert_eq!((lines[1].blanks, lines[3].blanks), (1, 3));
        assert_eq!(&text[lines[1].start..lines[1].range.end], "• Two");
    }

    #[test]
    fn nothing_visible_has_no_lines() {
        assert!(texts("").is_empty());
        assert!(texts(" \n\u{200b}\n•\n\u{ad}").is_empty());
    }

    proptest! {
        #[test]
        fn lines_are_in_order_and_at_char_boundaries(text in "([a-zé日•*. 0-9-]|\\r|\\n|\u{a0}|\u{200b}){0,60}") {
            let mut last = 0;
            for line in split(&text) {
                prop_assert!(last <= line.start && line.start <= line.range.start);
                prop_assert!(text.get(line.range.clone()).is_some_and(|line| !line.is_empty()));
                prop_assert!(text.is_char_boundary(line.start));
                last = line.range.end;
            }
        }
    }
}
