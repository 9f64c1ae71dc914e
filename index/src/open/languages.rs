//! The languages of an index, and how many articles are in each.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::gone::Gone;
use super::opened::Opened;
use super::{Infos, Searcher};
use crate::Lang;
use crate::error::{Doing as _, Error, Result};
use crate::schema::Value;

/// The only languages in whose articles something counts; none where it counts in all.
pub(crate) type Only = Option<Arc<[Lang]>>;

/// Tells whether a language is one of those in which something counts.
pub(crate) fn is_in(only: &Only, language: Option<Lang>) -> bool {
    only.as_ref().is_none_or(|only| language.is_some_and(|language| only.contains(&language)))
}

/// The languages of the articles.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// Ordered by code.
    codes: Vec<Lang>,
    /// Where the articles of each stand.
    infos: Vec<Infos>,
    /// How many articles each has, one at least.
    articles: Vec<u64>,
    /// How many articles there are, in any language or in none.
    total: u64,
}

impl Languages {
    /// Reads them off the dictionaries of their field.
    pub(super) fn read(searcher: &Searcher) -> Result<Self> {
        let field = searcher.fields.value_field(Value::Language);
        let segments = searcher.inner.segment_readers();
        let mut all: BTreeMap<Lang, (Vec<Option<TermInfo>>, u64)> = BTreeMap::new();
        for (at, segment) in (0..).zip(segments) {
            let index = segment.inverted_index(field).doing("reading the languages")?;
            let mut terms =
                index.terms().stream().map_err(|source| Error::io("languages", source))?;
            let living = searcher.living(at)?;
            while terms.advance() {
                let code = std::str::from_utf8(terms.key()).ok().and_then(Lang::parse);
                let Some(code) = code else { continue };
                let info = terms.value();
                let known = all.entry(code).or_insert_with(|| (vec![None; segments.len()], 0));
                known.1 += living
                    .map_or_else(|| u64::from(info.doc_freq), |living| living.in_language(code));
                if let Some(slot) = known.0.get_mut(at as usize) {
                    *slot = Some(info.clone());
                }
            }
        }
        let mut languages = Self { total: searcher.total, ..Self::default() };
        for (code, (infos, articles)) in all.into_iter().filter(|(_, (_, left))| *left > 0) {
            let held: u64 = infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum();
            let gone = held.saturating_sub(articles);
            languages.codes.push(code);
            languages.infos.push(Infos::new(infos, Gone { articles: gone, occurrences: gone }));
            languages.articles.push(articles);
        }
        Ok(languages)
    }

    /// Returns them, ordered by code.
    pub(crate) fn codes(&self) -> &[Lang] {
        &self.codes
    }

    /// Returns where the articles of each stand.
    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = (Lang, &Infos)> {
        self.codes.iter().copied().zip(&self.infos)
    }

    /// Returns where the articles of some of them stand.
    pub(super) fn of<'a>(&'a self, languages: &'a [Lang]) -> impl Iterator<Item = &'a Infos> {
        self.all().filter(|(code, _)| languages.contains(code)).map(|(_, infos)| infos)
    }
}

/// Makes a query match in articles of some languages alone, without a change of its scores.
pub(crate) fn in_languages(
    field: Field,
    languages: &[Lang],
    query: Box<dyn Query>,
) -> Box<dyn Query> {
    let languages = ConstScoreQuery::new(of_languages(field, languages), 0.0);
    Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, Box::new(languages))]))
}

/// Makes a query for the articles of some languages.
pub(crate) fn of_languages(field: Field, languages: &[Lang]) -> Box<dyn Query> {
    let term = |language: &Lang| -> Box<dyn Query> {
        let term = Term::from_field_text(field, language.as_str());
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    };
    Box::new(BooleanQuery::union(languages.iter().map(term).collect()))
}

impl Searcher {
    /// Returns the language that most articles are in, of equals the first.
    pub(crate) fn main_language(&self) -> Option<Lang> {
        let all = self.languages.codes.iter().zip(&self.languages.articles).rev();
        all.max_by_key(|(_, articles)| **articles).map(|(code, _)| *code)
    }

    /// Takes the languages of another index for its own: what a word stands for depends on them, and on how many articles
    /// they have.
    #[must_use]
    pub fn with_languages_of(self, other: &Self) -> Self {
        let known = |code: &Lang| self.languages.all().find(|(known, _)| known == code);
        let infos = |code| known(code).map_or_else(Infos::default, |(_, infos)| infos.clone());
        let Languages { codes, articles, total, .. } = &*other.languages;
        let infos = codes.iter().map(infos).collect();
        let languages =
            Languages { codes: codes.clone(), infos, articles: articles.clone(), total: *total };
        // What was opened may have been so for the own articles.
        let opened = self.inner.segment_readers().iter().map(|_| Opened::default()).collect();
        Self { languages: Arc::new(languages), opened, ..self }
    }

    /// Tells whether fewer than half of the articles are in some languages.
    pub(super) fn are_few(&self, languages: &[Lang]) -> bool {
        let Languages { codes, articles, total, .. } = &*self.languages;
        let all = codes.iter().zip(articles).filter(|(code, _)| languages.contains(code));
        all.map(|(_, articles)| articles).sum::<u64>().saturating_mul(2) < *total
    }
}
