//! From the tree back to text that parses to the same tree.

use std::fmt::{self, Write as _};
use std::ops::Bound;

use super::Query;
use super::ast::{DateRange, Kind, Node};
use crate::Date;

impl fmt::Display for Query {
    /// Writes the query so that it parses to the same one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.as_ref().map_or(Ok(()), |root| node(root, f))
    }
}

impl fmt::Display for DateRange {
    /// Writes the range as a query does behind `date:`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let iso = |bound: &Bound<Date>| match bound {
            Bound::Included(date) | Bound::Excluded(date) => date.iso().to_owned(),
            Bound::Unbounded => "*".to_owned(),
        };
        let (lower, upper) = (iso(&self.lower), iso(&self.upper));
        match (&self.lower, &self.upper) {
            (Bound::Included(_), Bound::Included(_)) if lower == upper => f.write_str(&lower),
            (Bound::Included(_), Bound::Included(_)) => write!(f, "{lower}..{upper}"),
            (from, to) => {
                f.write_char(if matches!(from, Bound::Excluded(_)) { '{' } else { '[' })?;
                write!(f, "{lower} TO {upper}")?;
                f.write_char(if matches!(to, Bound::Excluded(_)) { '}' } else { ']' })
            }
        }
    }
}

impl fmt::Display for Node {
    /// Writes the node as a query has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        node(self, f)
    }
}

fn node(this: &Node, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match &this.kind {
        Kind::Or(parts) => joined(parts, " OR ", 0, f),
        Kind::List(parts) => joined(parts, " ", 1, f),
        Kind::And(parts) => joined(parts, " AND ", 2, f),
        Kind::Not(inner) => {
            f.write_str("NOT ")?;
            within(inner, 3, f)
        }
        Kind::Required(inner) => {
            f.write_char('+')?;
            within(inner, 4, f)
        }
        Kind::Near(left, right, words) => {
            within(left, 5, f)?;
            write!(f, " NEAR/{words} ")?;
            within(right, 5, f)
        }
        Kind::Boost(inner, factor) => {
            within(inner, 6, f)?;
            write!(f, "^{factor}")
        }
        Kind::In(field, inner) => {
            write!(f, "{}:", field.name())?;
            within(inner, 6, f)
        }
        Kind::All => f.write_char('*'),
        Kind::Text(text) => {
            f.write_char('(')?;
            for (at, word) in text.split_whitespace().enumerate() {
                f.write_str(if at == 0 { "" } else { " OR " })?;
                escaped(word, f)?;
            }
            f.write_char(')')
        }
        Kind::Word(text) => escaped(text, f),
        Kind::Exact(text) => {
            f.write_char('=')?;
            escaped(text, f)
        }
        Kind::Phrase(words, slop) => {
            write!(
                f,
                "\"{}\"",
                words.replace('\\', "\\\\").replace('"', "\\\"").replace('*', "\\*")
            )?;
            if *slop > 0 { write!(f, "~{slop}") } else { Ok(()) }
        }
        Kind::Prefix(text) => {
            escaped(text, f)?;
            f.write_char('*')
        }
        Kind::Wildcard(pattern) => wildcard(pattern, f),
        Kind::Fuzzy(word, edits) => write!(f, "{word}~{edits}"),
        Kind::Regex(pattern) => write!(f, "/{pattern}/"),
        Kind::Date(range) => write!(f, "{range}"),
        Kind::Also(inner, _) => node(inner, f),
        Kind::Like(like) => write!(f, "(like {:?} of {:?})", like.id, like.source),
    }
}

/// How tightly a node holds together; a looser one than its place asks for is put in brackets.
fn tightness(node: &Node) -> u8 {
    match node.kind {
        Kind::Or(_) => 0,
        Kind::List(_) => 1,
        Kind::And(_) => 2,
        Kind::Not(_) | Kind::Required(_) => 3,
        Kind::Near(..) => 4,
        Kind::Boost(..) => 5,
        Kind::In(..) => 6,
        Kind::Also(ref inner, _) => tightness(inner),
        _ => 7,
    }
}

fn joined(parts: &[Node], sign: &str, level: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { sign })?;
        within(part, level + 1, f)?;
    }
    Ok(())
}

fn within(inner: &Node, least: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if tightness(inner) >= least {
        return node(inner, f);
    }
    f.write_char('(')?;
    node(inner, f)?;
    f.write_char(')')
}

/// Writes a word so that nothing in it is taken for an operator.
fn escaped(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let operator = matches!(text, "AND" | "OR" | "NOT") || text.starts_with("NEAR/");
    for (at, c) in text.chars().enumerate() {
        let first = at == 0 && operator;
        f.write_str(if first || is_sign(c, at == 0) { "\\" } else { "" })?;
        f.write_char(c)?;
    }
    Ok(())
}

/// Writes a pattern, whose stars and question marks stay what they are.
fn wildcard(pattern: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut chars = pattern.chars().enumerate();
    while let Some((at, c)) = chars.next() {
        match c {
            '*' | '?' => f.write_char(c)?,
            '\\' => {
                f.write_char('\\')?;
                f.write_char(chars.next().map_or('\\', |(_, c)| c))?;
            }
            c => {
                f.write_str(if is_sign(c, at == 0) { "\\" } else { "" })?;
                f.write_char(c)?;
            }
        }
    }
    Ok(())
}

/// Tells whether a character could be read as an operator, some at the start of a word only.
fn is_sign(c: char, first: bool) -> bool {
    c.is_whitespace() || "\"()\\:^~*?&|".contains(c) || first && "-+!=/[{<>".contains(c)
}
