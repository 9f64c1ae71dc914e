//! Numbers, words and marks of a line.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII digits and their value; more than nine digits have none.
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
    /// Whether white space stands before it.
    pub(super) spaced: bool,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_mark(&self) -> bool {
        matches!(self.kind, Kind::Mark(_))
    }
}

/// Splits a line into tokens; white space is dropped.
pub(super) fn split(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut spaced = false;
    let mut chars = line.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let same: fn(char) -> bool = if c.is_ascii_digit() {
            |c| c.is_ascii_digit()
        } else if is_letter(c) {
            is_letter
        } else {
            |_| false
        };
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek()
            && same(next)
        {
            end = at + next.len_utf8();
            chars.next();
        }
        let text = line.get(start..end).unwrap_or_default();
        let kind = if c.is_ascii_digit() {
            Kind::Number(if text.len() < 10 { text.parse().ok() } else { None })
        } else if c.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Mark(c)
        };
        tokens.push(Token { text, start, kind, spaced });
        spaced = false;
    }
    tokens
}

/// Letters that join into words: Han characters stand alone, so that 年, 月 and 日 do.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '\u{3400}'..='\u{9fff}') || matches!(c, '\u{300}'..='\u{36f}')
}
