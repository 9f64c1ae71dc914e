//! Words, phrases, patterns, values and dates as queries of the engine.

use std::ops::Bound;

use tantivy::Term;
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
use crate::open::Analysis;
use crate::rank::{PrintedQuery, PrintedWord, StemQuery, bm25};
use crate::schema::{Printed, Value};

/// How much more printed words count in the headline.
const HEADLINE: f32 = 0.2;
/// How much a stem counts beside the main one of the same word.
///
/// Of 0, .1, .3 and 1 this did best on Spanish and Turkish, as good as .1, and a name that looks
/// like an inflected word is still found by more than chance.
const BESIDE: f32 = 0.3;

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
                Ok(Some(Clause::any_of(vec![self.searcher.fields.dated(all, all)])))
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
            if !self.is_stop_word(word)? {
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

    fn word(&mut self, word: &Word, place: Place) -> Result<Clause> {
        self.scored |= place.positive;
        let fields = &self.searcher.fields;
        if place.scope == Scope::Text(Printed::Author) {
            let term = fields.printed_term(Printed::Author, &word.folded);
            return Ok(Clause::any_of(vec![self.one_word(term, place.boost, place)?]));
        }
        let mut stems = self.searcher.analyses(word, &mut self.stemmer)?;
        if place.scope == Scope::Text(Printed::Headline) {
            stems = self.in_headlines(stems)?;
        }
        let total = self.searcher.total;
        let main = stems.iter().rev().max_by_key(|stem| stem.articles);
        let most = main.map_or(0, |stem| stem.articles);
        let is_ranked = place.scope == Scope::Bare && self.is_ranked(place);
        let occurrences = match main {
            Some(stem) if is_ranked => self.searcher.occurrences(stem)?,
            _ => 0,
        };
        let shares = shares(&stems, most, total);
        if is_ranked {
            self.sequence.push(&word.folded, (total.max(1) as f64 / most.max(1) as f64).log2());
        }
        let boost = |share: &(f32, f32)| place.boost * share.0;
        let query = |(stem, share): (&Analysis, &(f32, f32))| -> Result<Boxed> {
            let text = stem.term.as_str();
            Ok(match place.scope {
                Scope::Text(Printed::Headline) => self.headline_stem(stem, boost(share), place)?,
                Scope::Text(Printed::Body) => {
                    stem.limited(boosted(fields.body_clause(text), boost(share)))
                }
                _ => {
                    let (word, share) = ([most, occurrences], place.boost * share.1);
                    Box::new(StemQuery::new(self.searcher, stem, word, share))
                }
            })
        };
        let clause = Clause::any_of(stems.iter().zip(&shares).map(query).collect::<Result<_>>()?);
        let stems = stems.into_iter().map(|stem| (stem.only(), stem.term));
        let stems = stems.map(|(only, term)| (term, only)).collect();
        self.mark(Wanted::Stems(stems), place);
        Ok(clause)
    }

    /// A stem in headlines.
    fn headline_stem(&self, stem: &Analysis, boost: f32, place: Place) -> Result<Boxed> {
        let term = self.searcher.fields.headline_term(&stem.term);
        if stem.within.is_some() {
            return Ok(stem.limited(boosted(term_query(term), boost)));
        }
        self.one_word(term, boost, place)
    }

    /// Leaves stems out that stand in no headline in which they would count, unless none does.
    fn in_headlines(&self, stems: Vec<Analysis>) -> Result<Vec<Analysis>> {
        let mut held = Vec::with_capacity(stems.len());
        for stem in &stems {
            let Some(within) = &stem.within else { continue };
            let term = self.searcher.fields.headline_term(&stem.term);
            let infos = self.searcher.infos(&term)?;
            let within = self.searcher.within(term.field(), &infos, within.languages())?;
            if within.is_none_or(|within| within.articles() > 0) {
                held.push(stem.term.clone());
            }
        }
        let counts = |stem: &Analysis| stem.within.is_none() || held.contains(&stem.term);
        if !stems.iter().any(counts) {
            return Ok(stems);
        }
        Ok(stems.into_iter().filter(counts).collect())
    }

    /// A word or a stem in a field of its own.
    fn one_word(&self, term: Term, boost: f32, place: Place) -> Result<Boxed> {
        if !self.is_ranked(place) {
            return Ok(boosted(term_query(term), boost));
        }
        let (field, infos) = (term.field(), self.searcher.infos(&term)?);
        let word = PrintedWord { distance: 0, term, infos };
        Ok(Box::new(PrintedQuery::new(field, vec![word], boost)))
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
        Clause::any_of(vec![self.searcher.fields.dated(starts, ends)])
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

/// What each of a word's stems counts in the first stage of ranking and in the second: all of them are one word,
/// as common as the most common.
///
/// By its own frequency the stem in a language of few articles would count for far more than the
/// same word in the language of the others. A stem that stands beside the main one in the same
/// articles counts less, since both are found for one word. The second stage is told how common the word is.
fn shares(stems: &[Analysis], most: u64, total: u64) -> Vec<(f32, f32)> {
    let mains = stems.iter().any(|stem| stem.main);
    let share = |stem: &Analysis| {
        let alike = if most == 0 { 1.0 } else { bm25(most, total) / bm25(stem.articles, total) };
        let beside = if mains && !stem.main && stems.len() > 1 { BESIDE } else { 1.0 };
        (alike * beside, beside)
    };
    stems.iter().map(share).collect()
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

#[cfg(test)]
mod tests {
    use crate::{Article, Index, Lang, Query, SearchOptions, WriterOptions};

    /// The scores of a word in articles that hold nothing else, each in its language.
    fn scores(word: &str, articles: &[(&str, &str)]) -> Vec<f32> {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        for (at, (language, body)) in articles.iter().enumerate() {
            let article = Article {
                id: format!("{at:03}"),
                body: (*body).to_owned(),
                language: Lang::parse(language),
                ..Article::default()
            };
            writer.add(&article).unwrap();
        }
        writer.commit().unwrap();
        let options = SearchOptions { limit: 100, ..SearchOptions::default() };
        let mut hits =
            index.searcher().unwrap().search(&Query::any_words(word), &options).unwrap().hits;
        hits.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        hits.into_iter().map(|hit| hit.score).collect()
    }

    #[test]
    fn a_word_counts_the_same_in_the_language_of_few_articles() {
        let mut articles = vec![("en", "elections"); 9];
        articles.push(("de", "elections"));
        articles.extend(vec![("en", "harbour"); 20]);
        let scores = scores("elections", &articles);
        assert_eq!(scores.len(), 10);
        assert!((scores[9] / scores[0] - 1.0).abs() < 0.01, "{scores:?}");
    }

    #[test]
    fn a_word_with_diacritics_is_not_counted_twice() {
        let mut articles = vec![("es", "educación"), ("es", "puerto")];
        articles.extend(vec![("es", "lluvia"); 20]);
        let with = scores("educación", &articles)[0];
        let without = scores("puerto", &articles)[0];
        assert!(with / without < 1.35, "{with} and {without}");
        assert!(scores("educacion", &articles)[0] > 0.0);
    }
}
