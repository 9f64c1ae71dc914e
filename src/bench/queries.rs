//! The queries of a benchmark, from the text or the terms of each to what the index is asked.

use presscut_index::{DateRange, Field, ParseOptions, Query, QueryError, Sort};
use serde::Deserialize;

/// One query and what to bring back.
#[derive(Clone, Debug, PartialEq)]
pub struct BenchQuery {
    /// The row of the report that it counts in.
    pub class: String,
    /// What to look for.
    pub ask: Ask,
    /// How many hits; 0 for the number of matches alone.
    pub limit: usize,
    /// The order of the hits.
    pub sort: Sort,
}

/// What to look for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A text of the query language, read anew each time.
    Text(String),
    /// Terms and an operator, put together anew each time.
    Terms(Terms),
}

impl Ask {
    /// Makes the query.
    ///
    /// # Errors
    ///
    /// Those of [`Query::parse`].
    pub fn query(&self, options: &ParseOptions) -> Result<Query, QueryError> {
        match self {
            Self::Text(text) => Query::parse(text, options).map(|parsed| parsed.query),
            Self::Terms(terms) => Ok(terms.query()),
        }
    }
}

/// Terms, how they belong together, and what narrows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// How they belong together.
    pub op: Op,
    /// The words.
    pub terms: Vec<String>,
    /// The field to search, where it is one.
    pub field: Option<Field>,
    /// Only articles of this time.
    pub dates: Option<DateRange>,
}

/// How terms belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// Any of them.
    Or,
    /// All of them.
    And,
    /// One after the other.
    Phrase,
    /// All of them, each the beginning of a word.
    Prefix,
    /// All of them, each at most one edit away.
    Fuzzy,
    /// The first and none of the others.
    Not,
}

impl Op {
    /// Returns its name in files of queries.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Phrase => "phrase",
            Self::Prefix => "prefix",
            Self::Fuzzy => "fuzzy",
            Self::Not => "not",
        }
    }
}

impl Terms {
    /// Makes the query.
    pub fn query(&self) -> Query {
        let terms = || self.terms.iter().map(String::as_str);
        let query = match self.op {
            Op::Or => Query::any_of(terms().map(Query::word)),
            Op::And => Query::all_of(terms().map(Query::word)),
            Op::Phrase => Query::phrase(&self.terms.join(" ")),
            Op::Prefix => Query::all_of(terms().map(Query::prefix)),
            Op::Fuzzy => Query::all_of(terms().map(|term| Query::fuzzy(term, 1))),
            Op::Not => {
                let first = terms().next().map(Query::word).unwrap_or_default();
                first.and_not(Query::any_of(terms().skip(1).map(Query::word)))
            }
        };
        let query = match self.field {
            Some(field) => query.within(field),
            None => query,
        };
        match &self.dates {
            Some(range) => query.and(Query::dates(range.clone())),
            None => query,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_makes_its_own_query() {
        let query = |op| {
            let terms = ["eel", "pass"].map(str::to_owned).to_vec();
            Terms { op, terms, field: None, dates: None }.query()
        };
        let both = |make: fn(&str) -> Query| [make("eel"), make("pass")];
        assert_eq!(query(Op::Or), Query::any_of(both(Query::word)));
        assert_eq!(query(Op::And), Query::all_of(both(Query::word)));
        assert_eq!(query(Op::Phrase), Query::phrase("eel pass"));
        assert_eq!(query(Op::Prefix), Query::all_of(both(Query::prefix)));
        assert_eq!(query(Op::Fuzzy), Query::all_of(both(|word| Query::fuzzy(word, 1))));
        let not = Query::word("eel").and_not(Query::any_of([Query::word("pass")]));
        assert_eq!(query(Op::Not), not);
    }
}
