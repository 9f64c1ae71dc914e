//! Queries that a program makes, where there is no text to read.

use std::ops::Range;

use super::ast::{DateRange, Field, FieldKind, Kind, Node};
use super::chunk::{self, Piece};
use super::{ParseOptions, Query, QueryError, date};

impl Query {
    /// Makes a query that every article matches.
    pub fn all() -> Self {
        Self::of(Kind::All)
    }

    /// Makes a query for a word in any of its forms.
    pub fn word(word: &str) -> Self {
        Self::of(Kind::Word(word.to_owned()))
    }

    /// Makes a query for words that follow each other.
    pub fn phrase(words: &str) -> Self {
        Self::of(Kind::Phrase(words.to_owned(), 0))
    }

    /// Makes a query for words that begin so.
    pub fn prefix(start: &str) -> Self {
        Self::of(Kind::Prefix(start.to_owned()))
    }

    /// Makes a query for words at most so many edits away.
    pub fn fuzzy(word: &str, edits: u8) -> Self {
        Self::of(Kind::Fuzzy(word.to_owned(), edits))
    }

    /// Makes a query for articles of a time.
    pub fn dates(range: DateRange) -> Self {
        Self::of(Kind::Date(range)).within(Field::Date)
    }

    /// Makes a query for articles that match at least one of the queries.
    pub fn any_of(queries: impl IntoIterator<Item = Self>) -> Self {
        let nodes: Vec<Node> = queries.into_iter().filter_map(|query| query.root).collect();
        if nodes.is_empty() { Self::default() } else { Self::of(Kind::Or(nodes)) }
    }

    /// Makes a query for articles that match every one of the queries.
    pub fn all_of(queries: impl IntoIterator<Item = Self>) -> Self {
        let nodes: Option<Vec<Node>> = queries.into_iter().map(|query| query.root).collect();
        let nodes = nodes.filter(|nodes| !nodes.is_empty());
        nodes.map_or_else(Self::default, |nodes| Self::of(Kind::And(nodes)))
    }

    /// Leaves out the articles that match another query.
    #[must_use]
    pub fn and_not(self, other: Self) -> Self {
        match other.root {
            Some(node) => self.and(Self::of(Kind::Not(Box::new(node)))),
            None => self,
        }
    }

    /// Searches the words of the query in one field.
    #[must_use]
    pub fn within(self, field: Field) -> Self {
        self.root.map_or_else(Self::default, |node| Self::of(Kind::In(field, Box::new(node))))
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
    /// field, the whole of it in the others, where a star stands for anything.
    ///
    /// # Errors
    ///
    /// A value that holds nothing, or [`Field::Date`] with a value that is no date; the span is in `value`.
    pub fn and_field(
        self,
        field: Field,
        value: &str,
        options: &ParseOptions,
    ) -> Result<Self, QueryError> {
        let word = |text: &str| Node::new(Kind::Word(text.to_owned()), 0..0);
        if value.trim().is_empty() {
            return Err(QueryError::new(0..value.len(), "a value is missing"));
        }
        let inner = match field.kind() {
            FieldKind::Text => Kind::And(value.split_whitespace().map(word).collect()),
            FieldKind::Keyword => whole(value),
            FieldKind::Date => return self.and_date(date::read, value, options),
        };
        Ok(self.and(Self::of(Kind::In(field, Box::new(Node::new(inner, 0..0))))))
    }

    /// Narrows the query to articles that begin after the date has ended, as `after:` does.
    ///
    /// # Errors
    ///
    /// A text that is no date; the span is in `date`.
    pub fn and_after(self, date: &str, options: &ParseOptions) -> Result<Self, QueryError> {
        self.and_date(date::after, date, options)
    }

    /// Narrows the query to articles that end before the date begins, as `before:` does.
    ///
    /// # Errors
    ///
    /// A text that is no date; the span is in `date`.
    pub fn and_before(self, date: &str, options: &ParseOptions) -> Result<Self, QueryError> {
        self.and_date(date::before, date, options)
    }

    fn and_date(
        self,
        read: impl Fn(&str, &Range<usize>, &ParseOptions) -> Result<DateRange, QueryError>,
        text: &str,
        options: &ParseOptions,
    ) -> Result<Self, QueryError> {
        let range = read(text, &(0..text.len()), options)?;
        let date = Node::new(Kind::Date(range), 0..0);
        Ok(self.and(Self::of(Kind::In(Field::Date, Box::new(date)))))
    }

    pub(super) fn of(kind: Kind) -> Self {
        Self { root: Some(Node::new(kind, 0..0)) }
    }
}

/// Reads a whole value, in which a star stands for anything.
fn whole(value: &str) -> Kind {
    let piece = |(at, c)| Piece { c, escaped: false, at };
    let pieces: Vec<Piece> = value.chars().enumerate().map(piece).collect();
    chunk::keyword(&pieces).unwrap_or_else(|| Kind::Word(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_take_a_star_and_not_nothing() {
        let options = ParseOptions::default();
        let filtered = |field, value| Query::all().and_field(field, value, &options);
        for (value, text) in [
            ("mine/*", "* AND source:mine/*"),
            ("*.txt", "* AND source:*.txt"),
            ("mine/a.txt", "* AND source:mine/a.txt"),
            ("*", "* AND source:*"),
        ] {
            assert_eq!(filtered(Field::Source, value).unwrap().to_string(), text);
        }
        assert!(filtered(Field::Author, " ").is_err() && filtered(Field::Site, "").is_err());
    }

    #[test]
    fn nothing_asked_stays_nothing() {
        let word = || Query::word("dam");
        assert!(Query::any_of([]).is_empty());
        assert!(Query::all_of([]).is_empty());
        assert!(Query::all_of([word(), Query::default()]).is_empty());
        assert!(Query::default().within(Field::Body).is_empty());
        assert_eq!(word().and_not(Query::default()), word());
        assert_eq!(Query::any_of([Query::default(), word()]), Query::any_of([word()]));
    }
}
