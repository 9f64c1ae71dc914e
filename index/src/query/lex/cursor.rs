//! Looking at the characters around the current one.

use std::ops::Range;

use super::{Lexer, Token};
use crate::query::error::{Note, quoted};

impl Lexer<'_> {
    /// Returns the text of a span.
    pub(in super::super) fn text(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    pub(super) fn skip_spaces(&mut self) {
        self.at += self.count_from(0, char::is_whitespace);
    }

    /// Counts characters that were looked at, in tests alone.
    #[cfg(test)]
    pub(super) fn step(&self, by: usize) {
        self.steps.set(self.steps.get() + by);
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "it counts in tests")]
    pub(super) fn step(&self, _: usize) {}

    pub(super) fn peek(&self, by: usize) -> Option<char> {
        self.step(1);
        self.chars.get(self.at + by).map(|&(_, c)| c)
    }

    /// Counts the characters from `by` on that `is` holds for.
    pub(super) fn count_from(&self, by: usize, is: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(self.at + by..).unwrap_or_default();
        let count = rest.iter().take_while(|&&(_, c)| is(c)).count();
        self.step(count);
        count
    }

    /// Reads `sign` and a number, if they stand here.
    pub(super) fn number_after(&mut self, sign: char) -> Option<u32> {
        let digits = self.count_from(1, |c| c.is_ascii_digit());
        let number = self.piece(self.at + 1..self.at + 1 + digits);
        if self.peek(0) != Some(sign) {
            return None;
        }
        let number = number.parse().ok()?;
        self.at += 1 + digits;
        Some(number)
    }

    /// Tells whether a sign here could be an operator: it stands behind a space or bracket.
    pub(super) fn starts_here(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.chars.get(at));
        before.is_none_or(|&(_, c)| c.is_whitespace() || c == '(')
    }

    /// Tells whether something to exclude stands directly behind a `!`.
    pub(super) fn negates(&self) -> bool {
        !self.ends_at(self.at + 1) && self.peek(1) != Some('!')
    }

    /// Tells whether another quote follows the one here.
    pub(super) fn quote_closes(&mut self) -> bool {
        self.unclosed |= self.peek(1 + self.count_from(1, |c| c != '"')).is_none();
        !self.unclosed
    }

    pub(super) fn ends_at(&self, at: usize) -> bool {
        self.chars.get(at).is_none_or(|&(_, c)| c.is_whitespace() || c == ')')
    }

    /// Tells whether the query or the group ends here.
    pub(super) fn nothing_follows(&self) -> bool {
        let spaces = self.count_from(0, char::is_whitespace);
        matches!(self.peek(spaces), None | Some(')'))
    }

    pub(super) fn sign(&mut self, length: usize, token: Token) -> Token {
        self.at += length;
        token
    }

    pub(super) fn piece(&self, range: Range<usize>) -> String {
        self.step(range.len());
        self.chars.get(range).unwrap_or_default().iter().map(|&(_, c)| c).collect()
    }

    /// Returns the bytes from a character up to the next to read.
    pub(super) fn span(&self, start: usize) -> Range<usize> {
        self.span_of(start, self.at)
    }

    pub(super) fn span_of(&self, start: usize, end: usize) -> Range<usize> {
        let byte = |at: usize| self.chars.get(at).map_or(self.text.len(), |&(byte, _)| byte);
        byte(start)..byte(end)
    }

    pub(super) fn note(&mut self, span: Range<usize>, message: impl Fn(&str) -> String) {
        let message = message(&quoted(self.text(&span)));
        self.notes.push(Note::new(span, message));
    }
}
