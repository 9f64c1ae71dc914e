//! Text from elsewhere, made fit for a terminal.

use std::borrow::Cow;

/// Returns text on one line: white space is single spaces, control characters are replaced.
///
/// Scraped pages hold escape sequences that would move the cursor or worse.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&printable(word));
    }
    line
}

/// Returns a clause of a query without the backslashes that keep its characters from being signs.
pub fn unescaped(clause: &str) -> String {
    let is_regex = clause.ends_with('/') && (clause.starts_with('/') || clause.contains(":/"));
    if is_regex {
        return clause.to_owned();
    }
    let (mut text, mut chars) = (String::with_capacity(clause.len()), clause.chars());
    while let Some(c) = chars.next() {
        text.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    text
}

/// Returns text without control characters other than line ends and tabs.
pub fn printable(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(harmful) {
        Cow::Owned(text.replace(harmful, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the first words of a text, at most `width` columns, with an ellipsis where it goes on.
pub fn first_words(text: &str, width: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation as _;
    use unicode_width::UnicodeWidthStr as _;

    // A column holds at least one byte: no more than this can be needed, combining marks aside.
    let start: String = text.chars().take(width.saturating_mul(4)).collect();
    let line = one_line(&start);
    if line.width() <= width && start.len() == text.len() {
        return line;
    }
    let (mut end, mut columns) = (0, 0);
    for (at, piece) in line.split_word_bound_indices() {
        columns += piece.width();
        if columns >= width {
            break;
        }
        end = at + piece.len();
    }
    if end == 0 {
        // A word wider than all is cut between characters.
        let fits = line.grapheme_indices(true).take_while(|(at, character)| {
            line.get(..at + character.len()).is_some_and(|start| start.width() < width)
        });
        end = fits.last().map_or(0, |(at, character)| at + character.len());
    }
    format!("{}…", line.get(..end).unwrap_or_default().trim_end())
}

/// Writes a number with its noun: `1 article`, `1,234 articles`.
pub fn count(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// Writes a number with commas between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Writes a share in whole per cent; what is not all is never 100 %, what is something never 0 %.
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0 %".to_owned();
    }
    let share = part as f64 / whole as f64 * 100.0;
    if part > 0 && share < 1.0 {
        return "<1 %".to_owned();
    }
    format!("{:.0} %", share.min(if part < whole { 99.0 } else { 100.0 }))
}

/// Writes a text so that XML holds it.
pub fn escaped_xml(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_do_not_reach_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\r\nc\td"), "a\u{fffd}[31mb\u{fffd}\nc\td");
        assert_eq!(one_line("  a\u{1b} \n\t b "), "a\u{fffd} b");
    }

    #[test]
    fn first_words_end_at_a_word() {
        assert_eq!(first_words("The tide turned at noon", 12), "The tide…");
        assert_eq!(first_words("The tide", 12), "The tide");
        assert_eq!(first_words("Donaudampfschifffahrt", 5), "Dona…");
        assert_eq!(
            first_words("Donaudampfschifffahrt auf der Donau", 22),
            "Donaudampfschifffahrt…"
        );
        assert_eq!(first_words("", 5), "");
        assert_eq!(first_words("海の日は祝日です", 8), "海の日…");
    }

    #[test]
    fn numbers_are_grouped_in_thousands() {
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(0, "article"), "0 articles");
        assert_eq!(count(1_234_567, "byte"), "1,234,567 bytes");
        assert_eq!(grouped(999), "999");
    }

    #[test]
    fn shares_do_not_round_to_all_or_nothing() {
        assert_eq!(percent(1, 100_000), "<1 %");
        assert_eq!(percent(1, 100), "1 %");
        assert_eq!(percent(99_999, 100_000), "99 %");
        assert_eq!(percent(1, 1), "100 %");
        assert_eq!(percent(0, 5), "0 %");
        assert_eq!(percent(0, 0), "0 %");
    }
}
