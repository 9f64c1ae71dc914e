//! From characters to tokens.
//!
//! Typographic quotes, dashes and spaces are folded first; spans are those of the text as it was
//! typed. What looks like syntax but asks for nothing becomes words and leaves a note. What a
//! character means depends on the field whose value is read, so the parser asks for one token at a
//! time.

mod cursor;
mod name;
mod term;
mod token;

use std::ops::Range;

use super::ast::Kind;
use super::chunk::{self, Piece};
use super::error::{Note, QueryError};
use super::{ParseOptions, fold};
pub(super) use token::{Context, Name, Token};

/// The reader of tokens.
pub(super) struct Lexer<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    at: usize,
    /// No quote opens from here on: the last search for a closing one reached the end.
    unclosed: bool,
    options: &'a ParseOptions,
    pub(super) notes: Vec<Note>,
    /// Characters looked at, so that a test can tell how the work grows.
    #[cfg(test)]
    pub(super) steps: std::cell::Cell<usize>,
}

type Lexed = Result<(Token, Range<usize>), QueryError>;
type Found = Result<Option<(Token, Range<usize>)>, QueryError>;

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str, options: &'a ParseOptions) -> Self {
        let chars = fold::fold(text);
        Self {
            text,
            chars,
            at: 0,
            unclosed: false,
            options,
            notes: Vec::new(),
            #[cfg(test)]
            steps: std::cell::Cell::default(),
        }
    }

    /// Reads the next token where any may stand.
    pub(super) fn token(&mut self, context: Context) -> Lexed {
        loop {
            self.skip_spaces();
            if let Some(found) = self.read(context, false)? {
                return Ok(found);
            }
        }
    }

    /// Reads what stands directly behind a field's colon.
    pub(super) fn value(&mut self, context: Context) -> Lexed {
        let start = self.at;
        loop {
            if self.peek(0).is_none_or(char::is_whitespace) {
                return Ok((Token::Nothing, self.span(start)));
            }
            if let Some(found) = self.read(context, true)? {
                return Ok(found);
            }
        }
    }

    /// Reads a boost, if one stands directly behind the last token.
    pub(super) fn boost(&mut self) -> Result<Option<f32>, QueryError> {
        let start = self.at;
        if self.peek(0) != Some('^') {
            return Ok(None);
        }
        let digits = self.count_from(1, |c| c.is_ascii_digit() || c == '.');
        let number: String = self.piece(start + 1..start + 1 + digits);
        let Ok(factor) = number.parse::<f32>() else { return Ok(None) };
        self.at += 1 + digits;
        if factor > 1000.0 {
            return Err(QueryError::new(self.span(start), "a boost is at most 1000"));
        }
        Ok(Some(factor))
    }

    /// Reads one token, or passes over something that holds none.
    fn read(&mut self, context: Context, value: bool) -> Found {
        let start = self.at;
        let Some(first) = self.peek(0) else { return Ok(Some((Token::End, self.span(start)))) };
        let starts = !value && self.starts_here();
        let token = match first {
            '(' => self.sign(1, Token::Open),
            ')' => self.sign(1, Token::Close),
            '&' if self.peek(1) == Some('&') => return Ok(self.operator_sign('&', Token::And)),
            '|' if self.peek(1) == Some('|') => return Ok(self.operator_sign('|', Token::Or)),
            '"' if !context.is_time() || !self.quote_closes() => return self.phrase(context),
            '!' if starts && self.negates() => self.sign(1, Token::Minus),
            '-' | '+' if context != Context::Keyword || !value => {
                let run = self.count_from(0, |c| c == '-' || c == '+');
                if !starts || run > 1 || self.ends_at(self.at + run) {
                    self.at += run;
                    let span = self.span(start);
                    self.note(span, |text| format!("{text} is read as plain text"));
                    return Ok(None);
                }
                self.sign(1, if first == '-' { Token::Minus } else { Token::Plus })
            }
            '/' if context == Context::Text && self.regex_end().is_some() => self.regex()?,
            '[' | '{' if context.is_time() => Token::Term(self.range(context)?),
            '[' | '{' if value && self.is_range() => {
                return Err(QueryError::new(
                    self.span_of(start, start + 1),
                    "only date: has ranges",
                ));
            }
            _ => return self.run(context, value),
        };
        Ok(Some((token, self.span(start))))
    }

    /// Reads `&&` or `||`, which are operators only where something follows.
    fn operator_sign(&mut self, sign: char, token: Token) -> Option<(Token, Range<usize>)> {
        let start = self.at;
        self.at += self.count_from(0, |c| c == sign);
        let span = self.span(start);
        if self.nothing_follows() {
            self.note(span, |text| format!("nothing follows {text}"));
            return None;
        }
        Some((token, span))
    }

    /// Reads a run of characters up to a space or bracket: an operator, a field's name or a term.
    fn run(&mut self, context: Context, value: bool) -> Found {
        let start = self.at;
        let exact = context == Context::Text
            && self.peek(0) == Some('=')
            && self.peek(1).is_some_and(|c| !c.is_whitespace());
        self.at += usize::from(exact);
        let mut pieces = self.pieces(context, value);
        if context == Context::Text
            && !exact
            && let Some(name) = self.field_name(&pieces)?
        {
            return Ok(Some((Token::Field(name), self.span(start))));
        }
        if !value
            && !exact
            && let Some(token) = self.keyword(&pieces)
        {
            return Ok(Some((token, self.span(start))));
        }
        if let Some(kept) = chunk::before_boost(&pieces) {
            self.at = pieces.get(kept).map_or(self.at, |piece| piece.at);
            pieces.truncate(kept);
        }
        let kind = match context {
            Context::Text if exact => chunk::exact(&pieces),
            Context::Text => chunk::term(&pieces, &self.span(start))?,
            Context::Keyword => chunk::keyword(&pieces),
            Context::Date | Context::Before | Context::After => {
                Some(self.date(context, start, &pieces)?)
            }
        };
        let span = self.span(start);
        let Some(kind) = kind else {
            self.note(span, |text| format!("{text} holds no word and is left out"));
            return Ok(None);
        };
        let odd = match context {
            Context::Text if exact => chunk::has_wild(&pieces),
            Context::Text => chunk::is_odd(&pieces, &kind),
            Context::Keyword => chunk::is_odd_value(&pieces, &kind),
            Context::Date | Context::Before | Context::After => false,
        };
        if odd && matches!(kind, Kind::Prefix(_)) {
            self.note(span.clone(), |text| format!("the sign before the * of {text} is left out"));
        } else if odd {
            self.note(span.clone(), |text| format!("{text} is read as plain text"));
        }
        Ok(Some((Token::Term(kind), span)))
    }

    /// Collects a run of characters. An address keeps its brackets, and words for dates may be quoted.
    fn pieces(&mut self, context: Context, value: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let whole = context == Context::Keyword && value;
        let mut open = 0_u32;
        while let Some(c) = self.peek(0) {
            match c {
                c if c.is_whitespace() => break,
                '"' if context.is_time() && self.quote_closes() => {
                    let end = self.at + 1 + self.count_from(1, |c| c != '"');
                    let inside = self.chars.get(self.at + 1..end).unwrap_or_default();
                    let words = (self.at + 1..).zip(inside);
                    pieces.extend(words.map(|(at, &(_, c))| Piece { c, escaped: true, at }));
                    self.at = end + 1;
                    continue;
                }
                '(' if whole => open += 1,
                ')' if whole && open > 0 => open -= 1,
                '(' | ')' => break,
                '&' | '|' if !whole && self.peek(1) == Some(c) => break,
                _ => {}
            }
            let escaped = c == '\\' && self.peek(1).is_some();
            let c = if escaped { self.peek(1).unwrap_or(c) } else { c };
            pieces.push(Piece { c, escaped, at: self.at });
            self.at += 1 + usize::from(escaped);
        }
        pieces
    }
}
