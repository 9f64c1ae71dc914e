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
mod chunk;
mod date;
mod error;
mod expand;
mod fold;
mod leaf;
mod lex;
mod lower;
mod parse;
mod pattern;
mod print;
mod stop;
mod suggest;

use jiff::civil;

pub use self::ast::{DateRange, Field};
use self::ast::{Kind, Node};
pub use self::error::{Note, QueryError, caret};
pub(crate) use self::lower::{Lowered, lower};

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
        let (root, notes) = parse::parse(text, options)?;
        root.as_ref().map_or(Ok(()), Node::check_supported)?;
        Ok(Parsed { query: Self { root }, notes })
    }

    /// Makes a query of free text: any word may match, the more and the rarer the better.
    ///
    /// Nothing in the text is an operator. A word that is repeated counts as often as it stands there.
    pub fn any_words(text: &str) -> Self {
        Self::of(Kind::Text(text.to_owned()))
    }

    /// Tells whether nothing is asked; such a query matches nothing.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }
}

#[cfg(test)]
mod tests;
