//! Numbers, words and marks of a line.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Decimal digits of one script and their value; more than nine digits have none.
    Number(Option<u32>),
    /// Letters, or one Han character.
    Word,
    /// Any other visible character.
    Mark(char),
}

/// A number, word or mark of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) kind: Kind,
    /// Its characters: digits of other scripts have more bytes than one.
    pub(super) width: usize,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

impl<'a> Token<'a> {
    fn new(line: &'a str, start: usize, end: usize, kind: Kind, spaced: bool) -> Self {
        let text = line.get(start..end).unwrap_or_default();
        Self { text, start, kind, width: text.chars().count(), spaced }
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Mark(_))
    }

    fn is_short_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_)) && self.width <= 2
    }
}

/// Splits a line into tokens; white space and marks that show nothing are dropped.
///
/// Pages glue what their layout keeps apart, so words end where a small letter meets a capital, and
/// a year ends after four digits: `Courier PressApril 28, 20231021` is four words and three numbers.
pub(super) fn split(line: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut spaced = false;
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || is_hidden(c) {
            spaced |= c.is_whitespace();
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut before = c;
        while let Some(&(at, next)) = chars.peek()
            && goes_on(before, next)
        {
            end = at + next.len_utf8();
            before = next;
            chars.next();
        }
        let text = line.get(start..end).unwrap_or_default();
        if digit(c).is_none() {
            let kind = if c.is_alphabetic() { Kind::Word } else { Kind::Mark(c) };
            tokens.push(Token::new(line, start, end, kind, spaced));
        } else if let Some(four) = text.char_indices().nth(4).map(|(at, _)| start + at)
            && ends_in_year(&tokens, text)
        {
            let kind = |from, to| number(line.get(from..to).unwrap_or_default());
            tokens.push(Token::new(line, start, four, kind(start, four), spaced));
            tokens.push(Token::new(line, four, end, kind(four, end), false));
        } else {
            tokens.push(Token::new(line, start, end, number(text), spaced));
        }
        spaced = false;
    }
    tokens
}

/// Tells whether two neighbouring characters are of one token.
fn goes_on(before: char, next: char) -> bool {
    if digit(before).is_some() {
        return digit(next).is_some();
    }
    is_letter(before) && is_letter(next) && !(before.is_lowercase() && next.is_uppercase())
}

/// Tells whether a long number after these tokens begins with the year of a date.
fn ends_in_year(tokens: &[Token<'_>], digits: &str) -> bool {
    let recent = digits.starts_with("19") || digits.starts_with("20");
    let month = |token: &Token<'_>| super::names::month(token.text).is_some();
    recent
        && match tokens {
            [.., dot, word, second] if second.kind == Kind::Mark(',') => {
                month(dot) && word.is_short_number()
            }
            [.., day, first, month, second] if first.kind == second.kind && first.is_mark() => {
                day.is_short_number() && month.is_short_number()
            }
            [.., day, word] => day.is_short_number() && month(word),
            _ => false,
        }
}

fn number(text: &str) -> Kind {
    let value = |digits: &str| {
        digits.chars().try_fold(0_u32, |sum, c| Some(sum.checked_mul(10)? + digit(c)?))
    };
    Kind::Number(if text.chars().count() < 10 { value(text) } else { None })
}

/// Returns the value of a decimal digit of one of the scripts that papers print dates in.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 6] = ['0', '０', '٠', '۰', '०', '০'];
    ZEROS
        .iter()
        .find_map(|&zero| u32::from(c).checked_sub(u32::from(zero)).filter(|&value| value < 10))
}

/// Soft hyphens and marks of writing direction, which stand between the parts of a date.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

/// Letters that join into words: Han characters stand alone, so that 年, 月 and 日 do.
fn is_letter(c: char) -> bool {
    let joins = matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{963}');
    c.is_alphabetic() && !matches!(c, '\u{3400}'..='\u{9fff}') || joins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<&str> {
        split(line).iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_and_years_are_parted_from_what_is_glued_to_them() {
        assert_eq!(texts("PressApril 28, 20231021"), ["Press", "April", "28", ",", "2023", "1021"]);
        assert_eq!(texts("28 Apr 202310:15"), ["28", "Apr", "2023", "10", ":", "15"]);
        assert_eq!(texts("28.04.202310"), ["28", ".", "04", ".", "2023", "10"]);
        assert_eq!(texts("No. 20231021"), ["No", ".", "20231021"]);
    }

    #[test]
    fn digits_of_other_scripts_have_their_value() {
        for (text, value) in [("٢٠٢٦", 2026), ("２０２６", 2026), ("०७", 7), ("12", 12)]
        {
            assert_eq!(split(text)[0].kind, Kind::Number(Some(value)), "{text}");
        }
    }
}
