//! From tokens to the tree, by recursive descent over the grammar in `GRAMMAR.md`.

use std::ops::Range;

use super::ParseOptions;
use super::ast::{Field, Kind, Node};
use super::error::{Note, QueryError};
use super::lex::{Context, Lexer, Name, Token};

/// How deep groups, fields and negations may nest: more than a person writes, less than a stack holds.
const MAX_DEPTH: usize = 100;

/// Reads a query; `None` where it asks for nothing.
pub(super) fn parse(
    text: &str,
    options: &ParseOptions,
) -> Result<(Option<Node>, Vec<Note>), QueryError> {
    let mut parser = Parser { lexer: Lexer::new(text, options), peeked: None };
    let root = parser.or(Context::Text, 0)?;
    let mut notes = parser.lexer.notes;
    notes.sort_by_key(|note| note.span.start);
    Ok((root, notes))
}

/// Counts the characters that are looked at to read a query.
#[cfg(test)]
pub(super) fn steps(text: &str, options: &ParseOptions) -> usize {
    let mut parser = Parser { lexer: Lexer::new(text, options), peeked: None };
    let _ = parser.or(Context::Text, 0);
    parser.lexer.steps.get()
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    peeked: Option<(Token, Range<usize>)>,
}

/// A part of a query, unless it holds nothing to search.
type Part = Result<Option<Node>, QueryError>;

impl Parser<'_> {
    fn peek(&mut self, context: Context) -> Result<&Token, QueryError> {
        let found = match self.peeked.take() {
            Some(found) => found,
            None => self.lexer.token(context)?,
        };
        Ok(&self.peeked.insert(found).0)
    }

    fn next(&mut self, context: Context) -> Result<(Token, Range<usize>), QueryError> {
        self.peeked.take().map_or_else(|| self.lexer.token(context), Ok)
    }

    fn or(&mut self, context: Context, depth: usize) -> Part {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.list(context, depth)?);
            if *self.peek(context)? != Token::Or {
                return Ok(join(parts, Kind::Or));
            }
            self.next(context)?;
        }
    }

    fn list(&mut self, context: Context, depth: usize) -> Part {
        let mut parts = Vec::new();
        loop {
            match self.peek(context)? {
                Token::End => break,
                Token::Close if depth > 0 => break,
                Token::Close => {
                    let (_, span) = self.next(context)?;
                    self.note(span, "the bracket was not opened and is left out");
                }
                Token::Or if !parts.is_empty() => break,
                _ => parts.extend(self.and(context, depth)?),
            }
        }
        Ok(join(parts, Kind::List))
    }

    fn and(&mut self, context: Context, depth: usize) -> Part {
        let mut parts = Vec::new();
        parts.extend(self.unary(context, depth)?);
        while *self.peek(context)? == Token::And {
            let (_, span) = self.next(context)?;
            match self.peek(context)? {
                Token::End | Token::Close => self.note(span, "nothing follows the operator"),
                _ => parts.extend(self.unary(context, depth)?),
            }
        }
        Ok(join(parts, Kind::And))
    }

    fn unary(&mut self, context: Context, depth: usize) -> Part {
        let make = match self.peek(context)? {
            Token::Not | Token::Minus => Kind::Not,
            Token::Plus => Kind::Required,
            _ => return self.near(context, depth),
        };
        let (_, span) = self.next(context)?;
        deeper(depth, &span)?;
        let inner = self.unary(context, depth + 1)?;
        if inner.is_none() {
            self.note(span.clone(), "nothing follows the operator");
        }
        Ok(inner.map(|inner| {
            let end = inner.span.end;
            Node::new(make(Box::new(inner)), span.start..end)
        }))
    }

    /// Reads words near each other; of three or more, each is near the next.
    fn near(&mut self, context: Context, depth: usize) -> Part {
        let Some(first) = self.boosted(context, depth)? else { return Ok(None) };
        let is_word = |node: &Node| matches!(node.kind, Kind::Word(_) | Kind::Phrase(..));
        let (mut left, mut pairs) = (first, Vec::new());
        while let Token::Near(words) = *self.peek(context)? {
            let (_, span) = self.next(context)?;
            match self.boosted(context, depth)? {
                Some(right) if is_word(&left) && is_word(&right) => {
                    let span = left.span.start..right.span.end;
                    let kind = Kind::Near(Box::new(left), Box::new(right.clone()), words);
                    pairs.push(Node::new(kind, span));
                    left = right;
                }
                right => {
                    let nodes = [Some(&left), right.as_ref()];
                    let field = nodes.into_iter().flatten().find_map(|node| match &node.kind {
                        Kind::In(field, _) => Some(field.name()),
                        _ => None,
                    });
                    let hint = match field {
                        Some(name) => format!("write {name}:(oil NEAR/5 price)"),
                        None => "write oil NEAR/5 price".to_owned(),
                    };
                    let what = "NEAR stands between two words or phrases";
                    return Err(QueryError::new(span, what).hint(hint));
                }
            }
        }
        Ok(if pairs.is_empty() { Some(left) } else { join(pairs, Kind::And) })
    }

    fn boosted(&mut self, context: Context, depth: usize) -> Part {
        let Some(mut node) = self.primary(context, depth)? else { return Ok(None) };
        // The boost is read as characters: it stands directly behind, or is none.
        if self.peeked.is_none()
            && let Some(factor) = self.lexer.boost()?
        {
            let span = node.span.clone();
            node = Node::new(Kind::Boost(Box::new(node), factor), span);
        }
        Ok(Some(node))
    }

    fn primary(&mut self, context: Context, depth: usize) -> Part {
        let (token, span) = self.next(context)?;
        match token {
            Token::Term(kind) => Ok(Some(Node::new(kind, span))),
            Token::Open => self.group(context, depth, span),
            Token::Field(name) => self.field(name, depth, span),
            Token::And | Token::Or | Token::Not | Token::Near(_) => {
                Ok(self.operator_as_word(context, span))
            }
            Token::Close | Token::End => {
                self.peeked = Some((token, span));
                Ok(None)
            }
            Token::Nothing | Token::Plus | Token::Minus => Ok(None),
        }
    }

    fn group(&mut self, context: Context, depth: usize, open: Range<usize>) -> Part {
        deeper(depth, &open)?;
        let inner = self.or(context, depth + 1)?;
        let (token, close) = self.next(context)?;
        if token != Token::Close {
            self.peeked = Some((token, close.clone()));
            self.note(open.clone(), "the bracket is not closed and is left out");
        } else if inner.is_none() {
            self.note(open.start..close.end, "the brackets are empty and are left out");
        }
        Ok(inner.map(|node| Node::new(node.kind, open.start..close.end)))
    }

    fn field(&mut self, name: Name, depth: usize, span: Range<usize>) -> Part {
        deeper(depth, &span)?;
        let context = Context::from(name);
        let (token, value) = self.lexer.value(context)?;
        let inner = match token {
            Token::Term(kind) => Some(Node::new(kind, value)),
            Token::Open => self.group(context, depth + 1, value)?,
            Token::Field(inner) => self.field(inner, depth + 1, value)?,
            other => {
                if other == Token::Close {
                    self.peeked = Some((other, value));
                }
                self.note(span.clone(), "the field has no value and is left out");
                None
            }
        };
        let field = match name {
            Name::Field(field) => field,
            Name::Before | Name::After => Field::Date,
        };
        Ok(inner.map(|inner| {
            let span = span.start..inner.span.end;
            Node::new(Kind::In(field, Box::new(inner)), span)
        }))
    }

    /// Takes an operator that joins nothing for a word.
    fn operator_as_word(&mut self, context: Context, span: Range<usize>) -> Option<Node> {
        let text = self.lexer.text(&span).to_owned();
        let is_word = text.contains(char::is_alphanumeric);
        if !is_word || !matches!(context, Context::Text | Context::Keyword) {
            self.note(span, &format!("{text} joins nothing and is left out"));
            return None;
        }
        self.note(span.clone(), &format!("{text} joins nothing: it is read as a word"));
        Some(Node::new(Kind::Word(text), span))
    }

    fn note(&mut self, span: Range<usize>, message: &str) {
        self.lexer.notes.push(Note::new(span, message));
    }
}

fn deeper(depth: usize, span: &Range<usize>) -> Result<(), QueryError> {
    if depth < MAX_DEPTH {
        return Ok(());
    }
    Err(QueryError::new(span.clone(), format!("the query nests deeper than {MAX_DEPTH} levels")))
}

fn join(mut parts: Vec<Node>, kind: impl FnOnce(Vec<Node>) -> Kind) -> Option<Node> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let start = parts.first().map_or(0, |node| node.span.start);
    let end = parts.last().map_or(0, |node| node.span.end);
    Some(Node::new(kind(parts), start..end))
}
