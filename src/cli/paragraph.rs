//! Text wrapped to a width, with marks in it.

use std::ops::Range;

use anstyle::Style;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::text::printable;

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Columns to the left of every line but the first.
    pub indent: usize,
    /// The width of a line, the indent included.
    pub width: usize,
    /// The style of what is marked.
    pub mark: Style,
}

/// Wraps a text at white space, styling the bytes in `marks`, which are ordered and disjoint.
///
/// The first line is meant to follow `indent` columns that are there already; a word wider than a
/// line is broken between characters, so that text without spaces wraps as well.
pub fn paragraph(text: &str, marks: &[Range<usize>], setting: &Setting) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut marks = marks.iter().filter(|mark| mark.start < mark.end).peekable();
    let room = setting.width.saturating_sub(setting.indent).max(10);
    let line_break = format!("\n{}", " ".repeat(setting.indent));
    let mut column = 0;
    let mut marked = false;
    for word in words(text) {
        let piece = text.get(word.clone()).unwrap_or_default();
        if column > 0 {
            if column + 1 + piece.width() > room && piece.width() <= room {
                out.push_str(&line_break);
                column = 0;
            } else {
                out.push(' ');
                column += 1;
            }
        }
        while marks.next_if(|mark| mark.end <= word.start).is_some() {}
        let unmarked = marks.peek().is_none_or(|mark| mark.start >= word.end);
        // Most words are set as they stand.
        if unmarked && piece.len() <= room && piece.bytes().all(|byte| byte.is_ascii_graphic()) {
            out.push_str(piece);
            column += piece.len();
            continue;
        }
        for (at, character) in piece.grapheme_indices(true) {
            let at = word.start + at;
            while marks.next_if(|mark| mark.end <= at).is_some() {}
            let in_mark = marks.peek().is_some_and(|mark| mark.contains(&at));
            if in_mark != marked {
                out.push_str(&switch(setting.mark, in_mark));
                marked = in_mark;
            }
            if column > 0 && column + character.width() > room {
                out.push_str(&line_break);
                column = 0;
            }
            out.push_str(&printable(character));
            column += character.width();
        }
        if marked {
            out.push_str(&switch(setting.mark, false));
            marked = false;
        }
    }
    out
}

fn switch(style: Style, on: bool) -> String {
    if on { style.render().to_string() } else { style.render_reset().to_string() }
}

/// The bytes of each word: what stands between white space.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut begin = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let word = begin..begin + piece.trim_end().len();
        begin += piece.len();
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;

    use super::*;

    fn set(text: &str, marks: &[Range<usize>], width: usize, mark: Style) -> String {
        paragraph(text, marks, &Setting { indent: 2, width, mark })
    }

    #[test]
    fn lines_are_no_wider_than_asked() {
        let text = "The tide turned at noon, and the harbour filled with boats.";
        let wrapped = set(text, &[], 22, Style::new());
        assert_eq!(wrapped, "The tide turned at\n  noon, and the\n  harbour filled with\n  boats.");
    }

    #[test]
    fn text_without_spaces_is_broken_between_characters() {
        assert_eq!(set("海の日は祝日です", &[], 14, Style::new()), "海の日は祝日\n  です");
    }

    #[test]
    fn marks_are_styled_and_never_run_over() {
        let red = AnsiColor::Red.on_default();
        let text = "one two three";
        let marked = set(text, &[0..3, 8..13], 40, red);
        assert_eq!(marked, format!("{red}one{red:#} two {red}three{red:#}"));
        assert_eq!(set(text, &[0..3, 4..7], 40, Style::new()), text);
    }

    #[test]
    fn white_space_and_control_characters_do_no_harm() {
        assert_eq!(set(" a\u{1b}[2J \n\n b\t", &[], 40, Style::new()), "a\u{fffd}[2J b");
        assert_eq!(set("", &[], 40, Style::new()), "");
        assert_eq!(set("   ", &[], 40, Style::new()), "");
    }
}
