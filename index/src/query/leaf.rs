//! Words, phrases, patterns, values and dates as queries of the engine.

use std::ops::Bound;

use tantivy::query::{PhraseQuery, RegexQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::ast::{DateRange, Kind};
use super::lower::{Boxed, Clause, Lowerer, Part, Place, Scope, boosted, filter, term_query};
use super::pattern;
use crate::Lang;
use crate::analyze::{Word, fold_value, query_words};
use crate::error::{Error, Result};
use crate::marker::{Form, Wanted, Where};
use crate::near::{self, NearQuery};
use crate::rank::{PrintedQuery, PrintedWord};
use crate::schema::{Printed, Value};

/// How much more printed words count in the headline.
const HEADLINE: f32 = 0.2;

impl Lowerer<'_> {
    pub(super) fn leaf(&mut self, kind: &Kind, place: Place) -> Part {
        if let Kind::Date(range) = kind {
            return Ok(Some(self.dates(range)));
        }
        match place.scope {
            Scope::Bare | Scope::Text(_) => self.text(kind, place),
            Scope::Value(value) => self.value(kind, value).map(Some),
            Scope::Date if *kind == Kind::All => {
                let all = (Bound::Unbounded, Bound::Unbounded);
                Ok(Some(Clause::any_of(vec![self.searcher.dated(all, all)])))
            }
            Scope::Date => Err(refused("a date is compared with dates only")),
        }
    }

    fn text(&mut self, kind: &Kind, place: Place) -> Part {
        match kind {
            Kind::All => self.every(place).map(Some),
            Kind::Text(text) => self.any_word(text, place),
            Kind::Word(text) => match query_words(text).as_slice() {
                [] => Ok(None),
                [word] => self.word(word, place).map(Some),
                words => self.phrase(words, 0, place),
            },
            Kind::Phrase(text, slop) => self.phrase(&query_words(text), *slop, place),
            Kind::Prefix(text) => self.prefix(text, place),
            Kind::Wildcard(shape) => self.matching(&pattern::wildcard(shape), shape, place),
            Kind::Regex(regex) => {
                self.matching(&pattern::folded(regex), &format!("/{regex}/"), place)
            }
            Kind::Fuzzy(text, edits) => self.fuzzy(text, *edits, place),
            Kind::Near(left, right, slop) => self.near(left, right, *slop, place),
            Kind::Exact(text) => self.exact(text, place),
            _ => Err(refused("a date is looked for in date: only")),
        }
    }

    /// Free text: its words side by side, each as often as it stands there.
    fn any_word(&mut self, text: &str, place: Place) -> Part {
        let mut words: Vec<(Word, f32)> = Vec::new();
        for word in query_words(text) {
            match words.iter_mut().find(|(known, _)| known.folded == word.folded) {
                Some((_, times)) => *times += 1.0,
                None => words.push((word, 1.0)),
            }
        }
        let mut telling = Vec::new();
        for (word, times) in &words {
            if !self.is_stop_word(word) {
                telling.push((word.clone(), *times));
            }
        }
        let words = if telling.is_empty() { words } else { telling };
        let mut one_of: Vec<Boxed> = Vec::new();
        for (word, times) in &words {
            let place = Place { boost: place.boost * times, ..place };
            one_of.extend(self.word(word, place)?.one_of);
        }
        Ok((!one_of.is_empty()).then(|| Clause::any_of(one_of)))
    }

    /// Words as printed, in one of the fields, in order.
    pub(super) fn phrase(&mut self, words: &[Word], slop: u32, place: Place) -> Part {
        let Some(first) = words.first().map(|word| word.position) else { return Ok(None) };
        let terms: Vec<(u32, String)> =
            words.iter().map(|word| (word.position - first, word.folded.clone())).collect();
        self.scored |= place.positive;
        let mut one_of = Vec::new();
        for printed in printed(place) {
            one_of.push(self.phrase_in(*printed, &terms, slop, place)?);
        }
        let terms = terms.into_iter().map(|(at, word)| (at, Form::Words(vec![word]))).collect();
        self.mark(Wanted::Phrase { terms, slop }, place);
        Ok(Some(Clause::any_of(one_of)))
    }

    fn phrase_in(
        &self,
        printed: Printed,
        words: &[(u32, String)],
        slop: u32,
        place: Place,
    ) -> Result<Boxed> {
        let boost = place.boost * weight(printed, place);
        let term = |word: &str| self.searcher.fields.printed_term(printed, word);
        // The engine counts slop in bytes, and loses matches where it overflows.
        if slop > 0 && words.len() > 1 {
            let place = |word| near::Place { terms: vec![term(word)], without: Vec::new() };
            let run = words.iter().map(|(at, word)| (*at, place(word))).collect();
            return Ok(boosted(NearQuery::loose(run, slop), boost));
        }
        if self.is_ranked(place) {
            let mut found = Vec::with_capacity(words.len());
            for (distance, word) in words {
                let term = term(word);
                let infos = self.searcher.infos(&term)?;
                found.push(PrintedWord { distance: *distance, term, infos });
            }
            let field = self.searcher.fields.printed_field(printed);
            return Ok(Box::new(PrintedQuery::new(field, found, boost)));
        }
        if let [(_, word)] = words {
            return Ok(boosted(term_query(term(word)), boost));
        }
        let terms = words.iter().map(|(at, word)| (to_usize(*at), term(word))).collect();
        Ok(boosted(PhraseQuery::new_with_offset(terms), boost))
    }

    /// Every article, or every one that has the field.
    fn every(&self, place: Place) -> Result<Clause> {
        let fields = &self.searcher.fields;
        match place.scope {
            Scope::Text(printed) => pattern::everything(fields.printed_field(printed)).map(filter),
            _ => Ok(Clause::any_of(vec![fields.article_clause()])),
        }
        .map_err(refused)
    }

    fn value(&self, kind: &Kind, value: Value) -> Result<Clause> {
        let fields = &self.searcher.fields;
        let field = fields.value_field(value);
        let by_regex = |regex: &str| {
            let regex = pattern::regex(regex).map_err(refused)?;
            Ok(filter(RegexQuery::from_regex(regex, field)))
        };
        match kind {
            Kind::All => pattern::everything(field).map(filter).map_err(refused),
            Kind::Word(text) | Kind::Phrase(text, _) => {
                let term = fields.value_term(value, &normal(value, text));
                Ok(filter(TermQuery::new(term, IndexRecordOption::Basic)))
            }
            Kind::Prefix(start) => by_regex(&pattern::starting(&fold_value(start))),
            Kind::Wildcard(shape) => by_regex(&pattern::wildcard_value(&fold_value(shape))),
            _ => Err(refused("this field is compared as a whole")),
        }
    }

    fn dates(&self, range: &DateRange) -> Clause {
        let (mut starts, mut ends) =
            ((Bound::Unbounded, Bound::Unbounded), (Bound::Unbounded, Bound::Unbounded));
        match &range.lower {
            Bound::Included(date) => ends.0 = Bound::Excluded(date.start()),
            Bound::Excluded(date) => starts.0 = Bound::Included(date.end()),
            Bound::Unbounded => {}
        }
        match &range.upper {
            Bound::Included(date) => starts.1 = Bound::Excluded(date.end()),
            Bound::Excluded(date) => ends.1 = Bound::Included(date.start()),
            Bound::Unbounded => {}
        }
        Clause::any_of(vec![self.searcher.dated(starts, ends)])
    }

    pub(super) fn mark(&mut self, wanted: Wanted, place: Place) {
        let nowhere = Where::default();
        let texts = match place.scope {
            Scope::Bare => Where { headline: true, body: true, authors: true },
            Scope::Text(Printed::Headline) => Where { headline: true, ..nowhere },
            Scope::Text(Printed::Body) => Where { body: true, ..nowhere },
            // What was asked of the authors alone is told as a clause of that field.
            _ => return,
        };
        if place.positive {
            self.marker.add(wanted, texts);
        }
    }
}

/// The fields of printed words that a leaf is looked for in.
pub(super) fn printed(place: Place) -> &'static [Printed] {
    match place.scope {
        Scope::Text(printed) => printed.alone(),
        _ => &Printed::ALL,
    }
}

/// How much a field counts, where a leaf is looked for in several.
pub(super) fn weight(printed: Printed, place: Place) -> f32 {
    match (place.scope, printed) {
        (Scope::Bare, Printed::Headline) => 1.0 + HEADLINE,
        _ => 1.0,
    }
}

/// Returns a value as the index holds it, beyond case.
fn normal(value: Value, text: &str) -> String {
    match value {
        Value::Language => Lang::parse(text).map_or_else(|| text.to_owned(), |l| l.to_string()),
        Value::Site => {
            let host = text.split_once("://").map_or(text, |(_, rest)| rest);
            host.trim_end_matches('/').trim_start_matches("www.").to_owned()
        }
        _ => text.to_owned(),
    }
}

fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

pub(super) fn refused(what: impl Into<String>) -> Error {
    Error::Query { what: what.into() }
}
