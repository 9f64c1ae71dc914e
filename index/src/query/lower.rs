//! From the tree to what the engine runs.
//!
//! A bare word is looked up in the one field that holds everything; that a match in the headline counts more is
//! for the second stage of ranking. Words stay side by side under one flat boolean query as long as the tree
//! allows it, since unions and intersections of words are read in a way of their own (`rank::draw`).
//!
//! - A word stands for its stems in all languages of the index.
//! - A word of several tokens (`e-mail`, `CO2-Steuer`, `AT&T`, a run of Han) is a phrase.
//! - Stop words among other words that merely follow each other are left out, as long as one word
//!   is left: they are in nearly every article. `+the`, `a AND the` and `"the end"` ask for them.
//! - Filters (dates and whole values) decide and do not score.

use std::cell::Cell;
use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use super::ast::{Field, FieldKind, Kind, Node};
use super::expand::MAX_STEPS;
use super::guard::guarded;
use super::near::WordForm;
use super::stop::StopList;
use crate::analyze::Stemmer;
use crate::error::Result;
use crate::marker::Marker;
use crate::open::{Analysis, Searcher};
use crate::rank::Sequence;
use crate::schema::{Printed, Value};

/// A query as the engine runs it.
pub(crate) struct Lowered {
    /// The query; `None` where nothing is asked, which nothing matches.
    pub(crate) query: Option<Box<dyn Query>>,
    /// Whether scores differ: a query of filters only gives every match the same.
    pub(crate) scored: bool,
    /// What to tell the person.
    pub(crate) notes: Vec<String>,
    /// What to mark in headlines and bodies.
    pub(crate) marker: Marker,
    /// What was asked of other fields.
    pub(crate) fields: Vec<FieldClause>,
    /// Its bare words in their order.
    pub(crate) sequence: Sequence,
}

/// What was asked of a field whose words are not marked, such as the date.
pub(crate) struct FieldClause {
    /// The field.
    pub(crate) field: Field,
    /// The clause as a query has it.
    pub(crate) text: String,
    /// What the engine runs.
    pub(crate) query: Boxed,
}

/// Lowers a query; with `any`, words that merely follow each other may match singly.
///
/// Where the matches are not ranked, no pattern is cut: every word that it stands for is looked for.
pub(crate) fn lower(
    searcher: &Searcher,
    query: &super::Query,
    any: bool,
    ranked: bool,
) -> Result<Lowered> {
    let mut lowerer = Lowerer {
        searcher,
        any,
        ranked,
        steps: Cell::new(MAX_STEPS),
        stemmer: Stemmer::for_query(),
        stops: None,
        stems: HashMap::new(),
        forms: HashMap::new(),
        scored: false,
        notes: Vec::new(),
        marker: Marker::default(),
        fields: Vec::new(),
        sequence: Sequence::default(),
    };
    let place = Place { scope: Scope::Bare, boost: 1.0, positive: true };
    let clause = match &query.root {
        Some(root) => lowerer.clause(root, place)?,
        None => None,
    };
    let Lowerer { scored, notes, marker, fields, sequence, .. } = lowerer;
    Ok(Lowered { query: clause.map(Clause::into_query), scored, notes, marker, fields, sequence })
}

/// What a leaf is looked for in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// Headline, body and authors.
    Bare,
    Text(Printed),
    Value(Value),
    Date,
}

/// What surrounds a node.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) scope: Scope,
    pub(super) boost: f32,
    /// Whether the node speaks for a match: nothing else is marked or scored.
    pub(super) positive: bool,
}

pub(super) type Boxed = Box<dyn Query>;

/// Queries one of which must match.
pub(super) struct Clause {
    pub(super) one_of: Vec<Boxed>,
}

impl Clause {
    pub(super) fn of(query: impl Query) -> Self {
        Self { one_of: vec![Box::new(query)] }
    }

    pub(super) fn any_of(one_of: Vec<Boxed>) -> Self {
        Self { one_of }
    }

    pub(super) fn into_query(self) -> Boxed {
        union(self.one_of)
    }

    fn push_must(self, clauses: &mut Vec<(Occur, Boxed)>) {
        clauses.push((Occur::Must, self.into_query()));
    }
}

pub(super) fn union(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        1 => queries.swap_remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

pub(super) fn boosted(query: impl Query, boost: f32) -> Boxed {
    if (boost - 1.0).abs() < f32::EPSILON {
        return Box::new(query);
    }
    Box::new(BoostQuery::new(Box::new(query), boost))
}

pub(super) fn term_query(term: Term) -> TermQuery {
    TermQuery::new(term, IndexRecordOption::WithFreqs)
}

/// A query that decides and does not score.
pub(super) fn filter(query: impl Query) -> Clause {
    Clause::of(ConstScoreQuery::new(Box::new(query), 0.0))
}

pub(super) struct Lowerer<'a> {
    pub(super) searcher: &'a Searcher,
    any: bool,
    ranked: bool,
    /// What all patterns together may still cost.
    pub(super) steps: Cell<u64>,
    pub(super) stemmer: Stemmer,
    pub(super) stops: Option<StopList>,
    /// What words stand for that are known already, by their forms with diacritics, and whether they are acronyms.
    pub(super) stems: HashMap<(String, bool), Vec<Analysis>>,
    /// The forms of words near others that are known already.
    pub(super) forms: HashMap<(String, Scope, bool), Vec<WordForm>>,
    pub(super) scored: bool,
    pub(super) notes: Vec<String>,
    pub(super) marker: Marker,
    fields: Vec<FieldClause>,
    pub(super) sequence: Sequence,
}

/// A clause, unless the node holds no word.
pub(super) type Part = Result<Option<Clause>>;

impl Lowerer<'_> {
    /// Tells whether a pattern stands for all of its words, rather than for the most frequent ones.
    ///
    /// What is excluded must be gone, and a count must be right; a score needs a few words only.
    pub(super) fn all_words(&self, place: Place) -> bool {
        !self.is_ranked(place)
    }

    /// Tells whether a node's share in the score is asked for.
    pub(super) fn is_ranked(&self, place: Place) -> bool {
        self.ranked && place.positive
    }

    pub(super) fn clause(&mut self, node: &Node, place: Place) -> Part {
        match &node.kind {
            Kind::Or(parts) => self.union_of(parts.iter(), place),
            Kind::List(parts) if self.any => self.list_of_any(parts, place),
            Kind::List(_) | Kind::And(_) | Kind::Not(_) => {
                let mut clauses = Vec::new();
                self.conjoin(node, place, &mut clauses)?;
                Ok(self.conjunction(clauses))
            }
            Kind::Required(inner) => self.clause(inner, place),
            Kind::Boost(inner, factor) => {
                self.clause(inner, Place { boost: place.boost * factor, ..place })
            }
            Kind::In(field, inner) => {
                let scope = scope(*field);
                let clause = self.clause(inner, Place { scope, ..place })?;
                // A field whose value holds no word has no match, rather than being left out.
                let clause = clause.unwrap_or_else(|| Clause::of(EmptyQuery));
                if place.positive && !matches!(field, Field::Headline | Field::Body) {
                    let query =
                        union(clause.one_of.iter().map(|query| query.box_clone()).collect());
                    self.fields.push(FieldClause { field: *field, text: node.to_string(), query });
                }
                Ok(Some(clause))
            }
            Kind::Also(inner, stems) => self.also(inner, stems, place),
            Kind::Like(like) => self.like(like, place),
            kind => self.leaf(kind, place),
        }
    }

    fn union_of<'n>(&mut self, parts: impl Iterator<Item = &'n Node>, place: Place) -> Part {
        let mut one_of = Vec::new();
        for part in parts {
            one_of.extend(self.clause(part, place)?.into_iter().flat_map(|clause| clause.one_of));
        }
        Ok((!one_of.is_empty()).then(|| Clause::any_of(one_of)))
    }

    /// Lowers parts one of which must match, besides those that were required or excluded, and filters: any of
    /// the words will do, but not any date.
    fn list_of_any(&mut self, parts: &[Node], place: Place) -> Part {
        let strict = |node: &Node| match &node.kind {
            Kind::Required(_) | Kind::Not(_) => true,
            Kind::In(field, _) => field.kind() != FieldKind::Text,
            _ => false,
        };
        let kept = self.without_stops(parts, place);
        let free = kept.iter().copied().filter(|node| !strict(node));
        let free = self.union_of(free, place)?;
        let mut clauses = Vec::new();
        for node in kept.iter().filter(|node| strict(node)) {
            self.conjoin(node, place, &mut clauses)?;
        }
        if clauses.is_empty() {
            return Ok(free);
        }
        let required = kept.iter().any(|node| matches!(node.kind, Kind::Required(_)));
        match free {
            Some(free) if required => {
                clauses.extend(free.one_of.into_iter().map(|query| (Occur::Should, query)));
            }
            Some(free) => free.push_must(&mut clauses),
            None => {}
        }
        Ok(self.conjunction(clauses))
    }

    /// Collects what all must hold; groups of the same kind melt into one.
    fn conjoin(&mut self, node: &Node, place: Place, out: &mut Vec<(Occur, Boxed)>) -> Result<()> {
        match &node.kind {
            Kind::List(parts) if !self.any => {
                for part in self.without_stops(parts, place) {
                    self.conjoin(part, place, out)?;
                }
            }
            Kind::And(parts) => {
                for part in parts {
                    self.conjoin(part, place, out)?;
                }
            }
            Kind::Not(inner) => {
                let clause = self.clause(inner, Place { positive: false, ..place })?;
                out.extend(clause.map(|clause| (Occur::MustNot, guarded(clause.into_query()))));
            }
            _ => {
                if let Some(clause) = self.clause(node, place)? {
                    clause.push_must(out);
                }
            }
        }
        Ok(())
    }

    fn conjunction(&self, mut clauses: Vec<(Occur, Boxed)>) -> Option<Clause> {
        if clauses.is_empty() {
            return None;
        }
        if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
            clauses.push((Occur::Must, self.searcher.fields.article_clause()));
        }
        if let [(Occur::Must, _)] = clauses.as_slice() {
            return clauses.pop().map(|(_, query)| Clause::any_of(vec![query]));
        }
        Some(Clause::of(BooleanQuery::new(clauses)))
    }
}

/// Returns what a field is looked for in.
pub(super) fn scope(field: Field) -> Scope {
    match field {
        Field::Headline => Scope::Text(Printed::Headline),
        Field::Body => Scope::Text(Printed::Body),
        Field::Author => Scope::Text(Printed::Author),
        Field::Section => Scope::Value(Value::Section),
        Field::Source => Scope::Value(Value::Source),
        Field::Site => Scope::Value(Value::Site),
        Field::Lang => Scope::Value(Value::Language),
        Field::Url => Scope::Value(Value::Url),
        Field::Id => Scope::Value(Value::Id),
        Field::Date => Scope::Date,
    }
}
