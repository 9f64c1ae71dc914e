//! Which queries read a dictionary from its beginning to its end.

use super::Query;
use super::ast::{FieldKind, Kind, Node};

impl Query {
    /// Tells whether a part of the query may be compared with all words or values of a field, as a pattern is that
    /// has no fixed beginning. Beginnings, and words with edits, are looked up.
    pub fn compares_all_words(&self) -> bool {
        self.root.as_ref().is_some_and(|root| compares_all(root, false))
    }
}

/// Tells it of a part, in a field or in none.
fn compares_all(node: &Node, in_field: bool) -> bool {
    match &node.kind {
        Kind::Wildcard(shape) => shape.starts_with(['*', '?']),
        Kind::Regex(regex) => !begins_fixed(regex),
        // Without a field these are all articles.
        Kind::All => in_field,
        Kind::Or(parts) | Kind::List(parts) | Kind::And(parts) => {
            parts.iter().any(|part| compares_all(part, in_field))
        }
        Kind::Not(inner) | Kind::Required(inner) | Kind::Boost(inner, _) | Kind::Also(inner, _) => {
            compares_all(inner, in_field)
        }
        Kind::Near(left, right, _) => compares_all(left, in_field) || compares_all(right, in_field),
        Kind::In(field, inner) => compares_all(inner, field.kind() != FieldKind::Date),
        Kind::Text(_)
        | Kind::Word(_)
        | Kind::Exact(_)
        | Kind::Phrase(..)
        | Kind::Prefix(_)
        | Kind::Fuzzy(..)
        | Kind::Date(_)
        | Kind::Like(_) => false,
    }
}

/// Tells whether all that a regular expression matches begins with a letter that is easily seen.
fn begins_fixed(regex: &str) -> bool {
    let mut chars = regex.chars();
    chars.next().is_some_and(char::is_alphanumeric)
        && !matches!(chars.next(), Some('*' | '?' | '{'))
        && !regex.contains('|')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParseOptions;

    #[test]
    fn patterns_without_a_fixed_beginning_are_told() {
        let compares = |text: &str| {
            Query::parse(text, &ParseOptions::default()).unwrap().query.compares_all_words()
        };
        for text in [
            "*ing",
            "?ar",
            "wolf *ing",
            "wolf -?ar",
            "headline:(a OR *b)^2",
            "site:*.org",
            "author:*",
            "section:*",
            "/.*ing/",
            "/[ab]c/",
            "/a?b/",
            "/a|.*b/",
        ] {
            assert!(compares(text), "{text}");
        }
        for text in [
            "",
            "*",
            "wolf",
            "har*",
            "h?r*r",
            "wolf~2",
            "\"big wolf\"",
            "date:*",
            "date:2020..*",
            "site:example.*",
            "/harb.*/",
            "oil NEAR/5 price",
        ] {
            assert!(!compares(text), "{text}");
        }
    }
}
