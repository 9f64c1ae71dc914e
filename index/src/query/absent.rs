//! The clauses of a query one by one, and words that look like one that no article has.

use std::cell::Cell;

use super::Query;
use super::ast::{Field, FieldKind, Kind, Node};
use super::expand::{MAX_STEPS, expand, is_folded};
use super::lower::{Scope, scope};
use crate::analyze::query_words;
use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::schema::Printed;

/// The most clauses that are looked at.
const CLAUSES: usize = 32;

/// The most spellings that are offered for a word.
const SPELLINGS: usize = 3;

/// A word of fewer letters is near another one only at one edit.
const SHORT: usize = 5;

/// A word of fewer letters is near any other.
const SHORTEST: usize = 3;

/// A clause that no article matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Absent {
    /// The clause: a word, phrase, pattern, value or date, with its field.
    pub clause: Query,
    /// Words of the index at most two edits from it, folded, the nearest and then the most frequent first.
    pub near: Vec<String>,
}

impl Searcher {
    /// Returns the clauses of a query that no article matches, in the order of the query; those that are
    /// excluded are left out.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn absent(&self, query: &Query) -> Result<Vec<Absent>> {
        let mut clauses = Vec::new();
        if let Some(root) = &query.root {
            collect(root, &[], &mut clauses);
        }
        let mut absent: Vec<Absent> = Vec::new();
        for clause in clauses.into_iter().take(CLAUSES) {
            for clause in std::iter::once(clause.clone()).chain(words_of(&clause)) {
                let known = absent.iter().any(|known| known.clause == clause);
                if !known && self.count(&clause, false)? == 0 {
                    let near = self.near(&clause)?;
                    absent.push(Absent { clause, near });
                }
            }
        }
        Ok(absent)
    }

    /// Finds spellings near a clause that is one word.
    fn near(&self, clause: &Query) -> Result<Vec<String>> {
        let (mut node, mut place) = (clause.root.as_ref(), Scope::Bare);
        while let Some(Node { kind: Kind::In(field, inner), .. }) = node {
            (node, place) = (Some(&**inner), scope(*field));
        }
        let fields: &[Printed] = match place {
            Scope::Bare => &Printed::ALL,
            Scope::Text(printed) => printed.alone(),
            Scope::Value(_) | Scope::Date => return Ok(Vec::new()),
        };
        let Some(Node { kind: Kind::Word(text), .. }) = node else { return Ok(Vec::new()) };
        let words = query_words(text);
        let [word] = words.as_slice() else { return Ok(Vec::new()) };
        // Of a word of two letters every other one is near, and of a number every other number.
        let letters = word.folded.chars().filter(|c| c.is_alphabetic()).count();
        if letters < SHORTEST {
            return Ok(Vec::new());
        }
        let most_edits = if word.folded.chars().count() < SHORT { 1 } else { 2 };
        let steps = Cell::new(MAX_STEPS);
        for edits in 1..=most_edits {
            let term = self.fields.printed_term(Printed::Body, &word.folded);
            let automaton = tantivy::query::FuzzyTermQuery::new(term, edits, true)
                .automaton()
                .doing("looking for near spellings")?;
            let found = expand(self, fields, &automaton, SPELLINGS, &steps, is_folded)?.words;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }
}

impl Query {
    /// Tells whether something is excluded.
    pub fn excludes(&self) -> bool {
        self.root.as_ref().is_some_and(excludes)
    }
}

fn excludes(node: &Node) -> bool {
    match &node.kind {
        Kind::Not(_) => true,
        Kind::Or(parts) | Kind::List(parts) | Kind::And(parts) => parts.iter().any(excludes),
        Kind::Required(inner)
        | Kind::Boost(inner, _)
        | Kind::In(_, inner)
        | Kind::Also(inner, _) => excludes(inner),
        _ => false,
    }
}

/// Returns the words of a clause that is more than one, each within its fields.
fn words_of(clause: &Query) -> Vec<Query> {
    let (mut node, mut fields, mut words) = (clause.root.as_ref(), Vec::new(), Vec::new());
    while let Some(Node { kind: Kind::In(field, inner), .. }) = node {
        node = Some(&**inner);
        fields.push(*field);
    }
    if fields.iter().any(|field| field.kind() != FieldKind::Text) {
        return words;
    }
    let mut add = |node: &Node| {
        if let Kind::Word(text) | Kind::Phrase(text, _) = &node.kind {
            let parts = query_words(text);
            words.extend(parts.into_iter().filter_map(|word| text.get(word.span).map(Query::word)));
        }
    };
    match node.map(|node| &node.kind) {
        Some(Kind::Near(left, right, _)) => [left, right].iter().for_each(|side| add(side)),
        _ => node.into_iter().for_each(&mut add),
    }
    if words.len() < 2 {
        return Vec::new();
    }
    let within = |word: Query| fields.iter().rev().fold(word, |word, field| word.within(*field));
    words.into_iter().map(within).collect()
}

/// Collects what is asked for by the leaves of a tree, each within its fields.
fn collect(node: &Node, fields: &[Field], out: &mut Vec<Query>) {
    match &node.kind {
        Kind::Or(parts) | Kind::List(parts) | Kind::And(parts) => {
            for part in parts {
                collect(part, fields, out);
            }
        }
        Kind::Not(_) | Kind::Like(_) => {}
        Kind::Required(inner) | Kind::Boost(inner, _) | Kind::Also(inner, _) => {
            collect(inner, fields, out);
        }
        Kind::In(field, inner) => collect(inner, &[fields, &[*field]].concat(), out),
        kind => {
            let leaf = Query::of(kind.clone());
            out.push(fields.iter().rev().fold(leaf, |query, field| query.within(*field)));
        }
    }
}
