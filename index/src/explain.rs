//! Why an article matches: for people by its words, for engineers by the parts of its score.

use std::ops::Range;

use tantivy::query::{
    Bm25StatisticsProvider as _, BooleanQuery, EnableScoring, Occur, Query, Scorer, TermQuery,
};
use tantivy::schema::{IndexRecordOption, Schema};
use tantivy::{DocAddress, DocId};

use crate::error::{Doing as _, Result};
use crate::hit::{Hit, Sort};
use crate::marker::{Mark, Marker, joined};
use crate::open::{Searcher, in_languages};
use crate::query::{Field, FieldClause};
use crate::schema::{Printed, Value};
use crate::search::Asked;

/// How much is told of why an article matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Explain {
    /// Nothing.
    #[default]
    Nothing,
    /// Which words matched, where, and how rare they are.
    Words,
    /// These, and the parts of the score.
    Full,
}

/// Something that was asked for and is in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The words as the article prints them, each once, in lower case.
    pub words: Vec<String>,
    /// In how many places of the headline it is.
    pub headline: u64,
    /// In how many places of the body it is.
    pub body: u64,
    /// In how many places of the authors' names it is.
    pub authors: u64,
    /// How many articles of the index have it, where that is known without another search.
    pub articles: Option<u64>,
    /// How many articles the index has.
    pub of: u64,
}

/// Something that was asked of a field and is true of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldReason {
    /// The field.
    pub field: Field,
    /// What was asked, as a query has it: `date:2019-03`.
    pub clause: String,
}

/// What a clause adds to a score.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorePart {
    /// The terms of the clause, each behind its field.
    pub clause: String,
    /// What it adds.
    pub score: f32,
    /// How that comes about, as JSON.
    pub detail: String,
}

/// Most terms of a clause that are named.
const TERMS: usize = 8;

/// The texts of an article, each with its marks.
pub(crate) struct Marked<'a> {
    pub(crate) headline: (&'a str, &'a [Mark]),
    pub(crate) body: (&'a str, &'a [Mark]),
    pub(crate) authors: Vec<(&'a str, Vec<Mark>)>,
}

/// Sums up the marks of an article by what was asked for, in the order of the query.
pub(crate) fn reasons(marker: &Marker, marked: &Marked<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (id, articles) in marker.articles.iter().enumerate() {
        let mut words: Vec<String> = Vec::new();
        let mut places = |text: &str, marks: &[Mark]| {
            let spans = marks.iter().filter(|mark| mark.id == id).map(|mark| mark.span.clone());
            let places: Vec<Range<usize>> = joined(spans);
            for place in &places {
                let word = text.get(place.clone()).unwrap_or_default().to_lowercase();
                let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.contains(&word) && words.len() < TERMS {
                    words.push(word);
                }
            }
            places.len() as u64
        };
        let headline = places(marked.headline.0, marked.headline.1);
        let body = places(marked.body.0, marked.body.1);
        let authors = marked.authors.iter().map(|(name, marks)| places(name, marks)).sum();
        if !words.is_empty() {
            let of = marker.total;
            reasons.push(Reason { words, headline, body, authors, articles: *articles, of });
        }
    }
    reasons
}

impl Searcher {
    /// Notes how many articles have each of the things asked for, in any of its forms.
    pub(crate) fn weigh(&self, marker: &mut Marker) -> Result<()> {
        let mut clauses: Vec<Vec<Box<dyn Query>>> = Vec::new();
        clauses.resize_with(marker.ids(), Vec::new);
        let term = |term| -> Box<dyn Query> {
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
        };
        let languages = self.fields.value_field(Value::Language);
        for (stem, id, place, only) in marker.stems() {
            let query = match (place.headline, place.body) {
                (true, false) => term(self.fields.headline_term(stem)),
                (false, true) => self.fields.body_clause(stem),
                _ => term(self.fields.text_term(stem)),
            };
            let query = match only {
                Some(only) => in_languages(languages, only, query),
                None => query,
            };
            if let Some(clause) = clauses.get_mut(id) {
                clause.push(query);
            }
        }
        for (word, id, place) in marker.single_words() {
            let fields = [
                (place.headline, Printed::Headline),
                (place.body, Printed::Body),
                (place.authors, Printed::Author),
            ];
            for (_, printed) in fields.into_iter().filter(|(asked, _)| *asked) {
                let query = term(self.fields.printed_term(printed, word));
                if let Some(clause) = clauses.get_mut(id) {
                    clause.push(query);
                }
            }
        }
        let mut articles = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let known = !clause.is_empty();
            let count = self.count_of(&BooleanQuery::union(clause))?;
            articles.push(known.then_some(count));
        }
        marker.articles = articles;
        marker.total = self.total_num_docs().doing("explaining")?;
        Ok(())
    }

    /// Tells of a hit why it was found, as far as its text does not: what holds of its other fields, and the
    /// parts of its score.
    pub(crate) fn explain(&self, hit: &mut Hit, at: DocAddress, asked: &Asked<'_>) -> Result<()> {
        let how = asked.options.explain;
        if how == Explain::Nothing {
            return Ok(());
        }
        let segment = self.inner.segment_reader(at.segment_ord);
        for FieldClause { field, text, query } in asked.fields {
            let scoring = EnableScoring::disabled_from_searcher(&self.inner);
            let weight = query.weight(scoring).doing("explaining")?;
            let mut scorer = weight.scorer(segment, 1.0).doing("explaining")?;
            if stands_at(&mut *scorer, at.doc_id) {
                hit.facts.push(FieldReason { field: *field, clause: text.clone() });
            }
        }
        if how == Explain::Full && asked.scored && asked.options.sort == Sort::Relevance {
            hit.score_parts = self.score_parts(asked, (hit.score, at))?;
        }
        Ok(())
    }
}

impl Searcher {
    /// Says in a line what the engine runs for a query: its clauses by their terms.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn plan(&self, query: &crate::Query) -> Result<String> {
        let lowered = crate::query::lower(self, query, false, true)?.query;
        Ok(lowered.map(|query| self.planned(&*query)).unwrap_or_default())
    }

    fn planned(&self, query: &dyn Query) -> String {
        let Some(group) = query.downcast_ref::<BooleanQuery>() else {
            return named(query, &self.inner.index().schema());
        };
        let part = |(occur, part): &(Occur, Box<dyn Query>)| {
            let sign = match occur {
                Occur::Must => "+",
                Occur::MustNot => "-",
                Occur::Should => "",
            };
            format!("{sign}{}", self.planned(&**part))
        };
        let shown = group.clauses().iter().take(TERMS).map(part).collect::<Vec<_>>().join(" ");
        match group.clauses().len().saturating_sub(TERMS) {
            0 => format!("({shown})"),
            more => format!("({shown} and {more} more)"),
        }
    }
}

/// Tells whether a scorer matches a document; it is not behind it yet.
pub(crate) fn stands_at(scorer: &mut dyn Scorer, doc: DocId) -> bool {
    scorer.doc() == doc || scorer.doc() < doc && scorer.seek(doc) == doc
}

/// Names a clause by its terms.
pub(crate) fn named(query: &dyn Query, schema: &Schema) -> String {
    let mut names: Vec<String> = Vec::new();
    query.query_terms(&mut |term, _| {
        let field = schema.get_field_name(term.field());
        let name = format!("{field}:{}", term.value().as_str().unwrap_or("?"));
        if names.len() < TERMS && !names.contains(&name) {
            names.push(name);
        }
    });
    if names.is_empty() { format!("{query:?}") } else { names.join(" ") }
}
