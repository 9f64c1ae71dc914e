//! Runs of characters that are names: of fields, and of operators.

use super::{Lexer, Name, Token};
use crate::query::chunk::{self, Piece};
use crate::query::error::{QueryError, quoted};
use crate::query::suggest;

impl Lexer<'_> {
    /// Reads the name of a field, where the run begins with one, and goes back to its value.
    ///
    /// A colon before a space, the end or `//` belongs to the text, and so does one behind a single letter,
    /// unless a field of that name exists and a value follows.
    pub(super) fn field_name(&mut self, pieces: &[Piece]) -> Result<Option<Name>, QueryError> {
        let is_name = |piece: &Piece| !piece.escaped && (piece.c.is_alphabetic() || piece.c == '_');
        let length = pieces.iter().take_while(|piece| is_name(piece)).count();
        let (Some(head), Some(colon)) = (pieces.get(..length), pieces.get(length)) else {
            return Ok(None);
        };
        let behind = colon.at + 1;
        let Some(&(_, next)) = self.chars.get(behind) else { return Ok(None) };
        if length == 0 || colon.c != ':' || colon.escaped || next.is_whitespace() || next == ')' {
            return Ok(None);
        }
        let name = chunk::plain(head);
        let address = next == '/' && self.chars.get(behind + 1).is_some_and(|&(_, c)| c == '/');
        if address {
            return Ok(None);
        }
        if let Some(name) = Name::parse(&name) {
            self.at = behind;
            return Ok(Some(name));
        }
        if length == 1 || !next.is_alphanumeric() && !"\"(*[{=~<>/?".contains(next) {
            return Ok(None);
        }
        let start = head.first().map_or(behind, |piece| piece.at);
        let error = QueryError::new(
            self.span_of(start, colon.at),
            format!("no field is called {}", quoted(&name)),
        );
        Err(error.hint(suggest::field(&quoted(&name))))
    }

    /// Reads an operator that is written as a word. Where nothing follows, it is a word.
    pub(super) fn keyword(&mut self, pieces: &[Piece]) -> Option<Token> {
        if pieces.len() > 24 || pieces.iter().any(|piece| piece.escaped) {
            return None;
        }
        let word = chunk::plain(pieces);
        let start = pieces.first().map_or(self.at, |piece| piece.at);
        let token = match word.as_str() {
            "AND" => Token::And,
            "OR" => Token::Or,
            "NOT" => Token::Not,
            _ => {
                let number = word.strip_prefix("NEAR/").and_then(|number| number.parse().ok());
                if number.is_none() && is_meant_near(&word) {
                    let span = self.span(start);
                    self.note(span, |text| {
                        format!(
                            "{text} is read as a word: NEAR has a number, as in oil NEAR/5 price"
                        )
                    });
                }
                Token::Near(number?)
            }
        };
        if self.nothing_follows() {
            let span = self.span(start);
            self.note(span, |text| format!("nothing follows {text}: it is read as a word"));
            return None;
        }
        Some(token)
    }
}

/// Tells whether a word was perhaps meant as the operator.
fn is_meant_near(word: &str) -> bool {
    word == "NEAR" || word.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("near/"))
}
