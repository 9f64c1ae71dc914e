//! Queries that a program makes, where there is no text to read.

use super::Query;
use super::ast::{DateRange, Field, Kind, Node};

impl Query {
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
        Self::of(Kind::Date(range))
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

    fn of(kind: Kind) -> Self {
        Self { root: Some(Node::new(kind, 0..0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
