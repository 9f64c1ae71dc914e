//! Terms with signs of their own: phrases, regular expressions, ranges, dates.

use super::{Context, Found, Lexer, Token};
use crate::query::ast::Kind;
use crate::query::chunk::{self, Piece};
use crate::query::error::QueryError;
use crate::query::{date, pattern};

impl Lexer<'_> {
    /// Reads a quoted phrase with its slop; a quote without its fellow is passed over.
    pub(super) fn phrase(&mut self, context: Context) -> Found {
        let start = self.at;
        let mut words = String::new();
        // Where stars stand that are not escaped, behind what is before them.
        let mut stars = Vec::new();
        let mut at = start + 1;
        let end = loop {
            self.step(1);
            match self.chars.get(at) {
                _ if self.unclosed => break None,
                None => break None,
                Some((_, '"')) => break Some(at),
                Some((_, '\\')) if self.chars.get(at + 1).is_some() => {
                    words.extend(self.chars.get(at + 1).map(|&(_, c)| c));
                    at += 2;
                }
                Some(&(_, c)) => {
                    if c == '*' {
                        stars.push(words.len());
                    }
                    words.push(c);
                    at += 1;
                }
            }
        };
        let Some(end) = end else {
            self.unclosed = true;
            self.at += 1;
            let span = self.span(start);
            self.note(span, |_| "the quote is not closed and is left out".to_owned());
            return Ok(None);
        };
        self.at = end + 1;
        let slop = self.number_after('~');
        let span = self.span(start);
        if !words.contains(char::is_alphanumeric) {
            self.note(span, |text| format!("{text} holds no word and is left out"));
            return Ok(None);
        }
        let begin = stars.first().and_then(|at| words.get(..*at));
        let begin = begin.filter(|begin| begin.ends_with(chunk::is_letter));
        let open = begin.filter(|begin| slop.is_none() && begin.len() + 1 == words.len());
        if context == Context::Text && open.is_none() && !stars.is_empty() {
            self.note(span.clone(), |text| {
                format!("the * in {text} stands for nothing: it may end the last word of a phrase")
            });
        }
        let kind = match (context, open) {
            (Context::Text, Some(begin)) => Kind::Prefix(begin.to_owned()),
            (Context::Text, None) => Kind::Phrase(words, slop.unwrap_or(0)),
            (Context::Keyword, _) => Kind::Word(words),
            (Context::Date, _) => Kind::Date(date::whole(&words, &span, self.options)?),
            (Context::Before, _) => Kind::Date(date::before(&words, &span, self.options)?),
            (Context::After, _) => Kind::Date(date::after(&words, &span, self.options)?),
        };
        Ok(Some((Token::Term(kind), span)))
    }

    /// Finds the slash that ends a regular expression which begins here.
    pub(super) fn regex_end(&self) -> Option<usize> {
        let mut escaped = false;
        for at in self.at + 1.. {
            self.step(1);
            match self.chars.get(at)?.1 {
                c if c.is_whitespace() => return None,
                '/' if !escaped => {
                    let ends = self.ends_at(at + 1)
                        || self.chars.get(at + 1).is_some_and(|&(_, c)| c == '^');
                    return (ends && at > self.at + 1).then_some(at);
                }
                c => escaped = c == '\\' && !escaped,
            }
        }
        None
    }

    pub(super) fn regex(&mut self) -> Result<Token, QueryError> {
        let start = self.at;
        let end = self.regex_end().unwrap_or(start + 1);
        let pattern = self.piece(start + 1..end);
        self.at = end + 1;
        pattern::check_regex(&pattern, &self.span(start))?;
        Ok(Token::Term(Kind::Regex(pattern)))
    }

    /// Tells whether a range is written here; bounded, since any text may begin with a bracket.
    pub(super) fn is_range(&self) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        self.step(rest.len().min(200));
        let inside = rest.iter().take(200).map(|&(_, c)| c);
        inside.take_while(|&c| c != ']' && c != '}').collect::<String>().contains(" TO ")
    }

    /// Reads `[a TO b}`.
    pub(super) fn range(&mut self, context: Context) -> Result<Kind, QueryError> {
        let start = self.at;
        let length = self.count_from(1, |c| c != ']' && c != '}');
        let end = start + 1 + length;
        let Some(&(_, close)) = self.chars.get(end) else {
            let error = QueryError::new(self.span_of(start, start + 1), "the range is not closed");
            return Err(error.hint("write date:[2018 TO 2020], or date:2018..2020"));
        };
        let open = self.peek(0).unwrap_or('[');
        let inside = self.piece(start + 1..end);
        self.at = end + 1;
        let span = self.span(start);
        if context != Context::Date {
            return Err(QueryError::new(span, "before: and after: take one date")
                .hint("write date:[2018 TO 2020] for a range"));
        }
        date::range(&inside, open == '{', close == '}', &span, self.options).map(Kind::Date)
    }

    /// Reads a date, or a range of dates, which an operator may precede.
    pub(super) fn date(
        &mut self,
        context: Context,
        start: usize,
        pieces: &[Piece],
    ) -> Result<Kind, QueryError> {
        let mut text = chunk::plain(pieces);
        if context == Context::Date && text.trim_start_matches(['<', '>', '=']).is_empty() {
            self.skip_spaces();
            text.push_str(&chunk::plain(&self.pieces(context, true)));
        }
        let span = self.span(start);
        Ok(match (context, text.as_str()) {
            (Context::Before, text) => Kind::Date(date::before(text, &span, self.options)?),
            (Context::After, text) => Kind::Date(date::after(text, &span, self.options)?),
            (_, "*") => Kind::All,
            (_, text) => Kind::Date(date::read(text, &span, self.options)?),
        })
    }
}
