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
    for (word, is_plain) in words(text) {
        let piece = text.get(word.clone()).unwrap_or_default();
        let columns = if is_plain { piece.len() } else { piece.width() };
        if column > 0 {
            if column + 1 + columns > room && columns <= room {
                out.push_str(&line_break);
                column = 0;
            } else {
                out.push(' ');
                column += 1;
            }
        }
        while marks.next_if(|mark| mark.end <= word.start).is_some() {}
        if is_plain && columns <= room {
            let mut at = word.start;
            while let Some(mark) = marks.peek().filter(|mark| mark.start < word.end) {
                let inside = mark.start.max(at)..mark.end.min(word.end);
                out.push_str(text.get(at..inside.start).unwrap_or_default());
                switch(&mut out, setting.mark, true);
                out.push_str(text.get(inside.clone()).unwrap_or_default());
                switch(&mut out, setting.mark, false);
                at = inside.end;
                if mark.end > word.end {
                    break;
                }
                marks.next();
            }
            out.push_str(text.get(at..word.end).unwrap_or_default());
            column += columns;
            continue;
        }
        for (at, character) in piece.grapheme_indices(true) {
            let at = word.start + at;
            while marks.next_if(|mark| mark.end <= at).is_some() {}
            let in_mark = marks.peek().is_some_and(|mark| mark.contains(&at));
            if in_mark != marked {
                switch(&mut out, setting.mark, in_mark);
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
            switch(&mut out, setting.mark, false);
            marked = false;
        }
    }
    out
}

fn switch(out: &mut String, style: Style, on: bool) {
    if style.is_plain() {
        return;
    }
    let code = if on { style.render().to_string() } else { style.render_reset().to_string() };
    out.push_str(&code);
}

/// The bytes of each word, which is what stands between white space, and whether each of them is a column wide.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(|c: char| !c.is_whitespace())?;
        let bytes = text.as_bytes().get(start..)?;
        let plain = bytes.iter().take_while(|byte| byte.is_ascii_graphic()).count();
        // Most words end here.
        let rest = text.get(start + plain..)?;
        let more = rest.find(char::is_whitespace).unwrap_or(rest.len());
        at = start + plain + more;
        Some((start..at, more == 0))
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

    #[test]
    fn marks_begin_and_end_within_words() {
        let red = AnsiColor::Red.on_default();
        let marked = set("one two three", &[1..2, 6..10], 40, red);
        assert_eq!(marked, format!("o{red}n{red:#}e tw{red}o{red:#} {red}th{red:#}ree"));
    }

    proptest::proptest! {
        #[test]
        fn words_of_ascii_are_set_as_others_are(
            text in "(a{1,14} {1,2}){0,8}",
            marks in proptest::collection::btree_set(0..80_usize, 0..8),
            width in 8..30_usize,
        ) {
            let marks: Vec<usize> = marks.into_iter().filter(|at| *at <= text.len()).collect();
            let marks: Vec<Range<usize>> = marks.chunks_exact(2).map(|m| m[0]..m[1]).collect();
            // The same in letters of two bytes, which are set one by one.
            let accented = text.replace('a', "é");
            let moved = |at: usize| text[..at].replace('a', "é").len();
            let accented_marks: Vec<_> = marks.iter().map(|m| moved(m.start)..moved(m.end)).collect();
            let red = AnsiColor::Red.on_default();
            let set_so = set(&accented, &accented_marks, width, red).replace('é', "a");
            assert_eq!(set(&text, &marks, width, red), set_so);
        }
    }
}
