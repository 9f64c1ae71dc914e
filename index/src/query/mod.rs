//! The query language: from what a person typed to what the index is asked.
//!
//! [`Query`] describes the language, on a page that the tests hold to the parser. A text goes through [`lex`] and
//! [`parse`] to the tree in [`ast`], which [`print`](mod@print) writes back and [`lower`] turns into what the engine
//! runs.

mod absent;
mod all_words;
mod ast;
mod beginning;
mod build;
mod chunk;
mod date;
mod edits;
mod error;
mod expand;
mod fold;
mod frequent;
mod guard;
mod leaf;
mod lenient;
mod lex;
mod lower;
mod near;
mod parse;
mod pattern;
mod patterns;
mod print;
mod reading;
mod stems;
mod stop;
mod suggest;
mod word;

use jiff::civil;

pub use self::absent::Absent;
pub use self::ast::{DateRange, Field};
use self::ast::{Kind, Node};
pub(crate) use self::ast::{Like, Share};
pub use self::error::{Note, QueryError, caret};
pub(crate) use self::lower::{FieldClause, Lowered, lower};
pub(crate) use self::stop::StopList;

/// What the parser needs to know beside the text.
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// The day that `today` and its like count from; without one they are refused.
    pub now: Option<civil::Date>,
    /// What becomes of faults.
    pub faults: Faults,
}

/// What becomes of the two kinds of fault: odd punctuation, and clauses that ask for what cannot be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Faults {
    /// The first is read as words and noted, the second an error.
    #[default]
    Usual,
    /// Both are errors.
    Strict,
    /// Both are read as words and noted.
    Lenient,
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
///
#[doc = include_str!("GRAMMAR.md")]
///
/// # What is found
///
/// - A word matches in headline, body or authors, in any of its forms, in every language that the
///   index holds. Case never counts, diacritics neither. A word of several parts (`e-mail`) is a
///   phrase. Stop words beside other words are left out unless they are asked for: `+the`.
/// - A phrase, a pattern and a fuzzy word match words as printed, within one field.
/// - `before:` and `<` end before the date begins, `after:` and `>` begin after it has ended, all
///   others include the whole of it. An article dated 2019 matches `date:2019-03`.
/// - A group of only negatives means all articles but those.
/// - `=word` is the word as printed, with these diacritics or none: `=Müller` is not Muller, nor
///   `=Muller` Müller. Case never counts.
/// - `"harbour bridge"~3` has at most three words in between; a swap costs two, as in Lucene.
/// - `oil NEAR/5 price` has at most five words in between, in any forms of both; where they stand the
///   other way round, that costs two.
///
/// # Examples
///
/// ```
/// use presscut_index::{ParseOptions, Query};
///
/// let options = ParseOptions::default();
/// let parsed = Query::parse("wolf -(bear OR \"big cat\") can't", &options)?;
/// assert_eq!(parsed.query.to_string(), "wolf NOT (bear OR \"big cat\") can't");
/// assert_eq!(parsed.notes[0].message, "can't is read as plain text");
///
/// let error = Query::parse("wolf autor:quill", &options).unwrap_err();
/// assert_eq!(error.span, 5..10);
/// assert_eq!(error.hint.as_deref(), Some("did you mean author:?"));
/// # Ok::<(), presscut_index::QueryError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    root: Option<Node>,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// A clause that asks for what cannot be; odd punctuation is no error but a note. [`Faults`] has
    /// it otherwise.
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Parsed, QueryError> {
        let parsed = match options.faults {
            Faults::Lenient => return lenient::parse(text, options),
            Faults::Usual | Faults::Strict => Self::read(text, options)?,
        };
        match parsed.notes.first() {
            Some(note) if options.faults == Faults::Strict => {
                // What is refused is not read.
                let message = note.message.replacen(" is read as ", " would be read as ", 1);
                Err(QueryError::new(note.span.clone(), message)
                    .hint("put it in quotes to search for it as it stands"))
            }
            _ => Ok(parsed),
        }
    }

    fn read(text: &str, options: &ParseOptions) -> Result<Parsed, QueryError> {
        let (root, notes) = parse::parse(text, options)?;
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
