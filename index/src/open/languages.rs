//! The languages of an index, and how many articles are in each.

use std::sync::{Arc, OnceLock};

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::opened::Opened;
use super::{Infos, Searcher};
use crate::Lang;
use crate::error::{Doing as _, Error, Result};
use crate::schema::{Fields, Value};

/// The only languages in whose articles something counts; none where it counts in all.
pub(crate) type Only = Option<Arc<[Lang]>>;

/// Tells whether a language is one of those in which something counts.
pub(crate) fn is_in(only: &Only, language: Option<Lang>) -> bool {
    only.as_ref().is_none_or(|only| language.is_some_and(|language| only.contains(&language)))
}

const COUNTING: &str = "counting the articles of languages";

/// The languages of the articles.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// Ordered by code.
    codes: Vec<Lang>,
    /// Where the articles of each stand.
    infos: Vec<Infos>,
    /// How many articles each has, and how many there are, without those that were removed.
    live: OnceLock<Live>,
}

/// How many articles each language has, how many there are, and the languages that have any.
#[derive(Clone, Debug)]
struct Live {
    articles: Vec<u64>,
    total: u64,
    spoken: Vec<Lang>,
}

impl Languages {
    /// Reads them off the dictionaries of their field.
    pub(super) fn read(searcher: &tantivy::Searcher, fields: &Fields) -> Result<Self> {
        let field = fields.value_field(Value::Language);
        let segments = searcher.segment_readers();
        let mut all: Vec<(Lang, Vec<Option<TermInfo>>)> = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            let index = segment.inverted_index(field).doing("reading the languages")?;
            let mut terms =
                index.terms().stream().map_err(|source| Error::io("languages", source))?;
            while terms.advance() {
                let code = std::str::from_utf8(terms.key()).ok().and_then(Lang::parse);
                let Some(code) = code else { continue };
                let known = all.iter().position(|(known, _)| *known == code);
                let known = known.unwrap_or_else(|| {
                    all.push((code, vec![None; segments.len()]));
                    all.len() - 1
                });
                let slot = all.get_mut(known).and_then(|(_, infos)| infos.get_mut(at));
                if let Some(slot) = slot {
                    *slot = Some(terms.value().clone());
                }
            }
        }
        all.sort_unstable_by_key(|(code, _)| *code);
        let (codes, infos) = all.into_iter().map(|(code, infos)| (code, Infos::new(infos))).unzip();
        Ok(Self { codes, infos, live: OnceLock::new() })
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
    pub(crate) fn main_language(&self) -> Result<Option<Lang>> {
        let all = self.languages.codes.iter().zip(&self.live()?.articles).rev();
        Ok(all.max_by_key(|(_, articles)| **articles).map(|(code, _)| *code))
    }

    /// Takes the languages of another index for its own: what a word stands for depends on them, and on how many articles
    /// they have.
    ///
    /// # Errors
    ///
    /// What the disk or the other index says.
    pub fn with_languages_of(self, other: &Self) -> Result<Self> {
        let known = |code: &Lang| self.languages.all().find(|(known, _)| known == code);
        let infos = |code| known(code).map_or_else(Infos::default, |(_, infos)| infos.clone());
        let codes = other.languages.codes.clone();
        let infos = codes.iter().map(infos).collect();
        let languages = Languages { codes, infos, live: OnceLock::from(other.live()?.clone()) };
        // What was opened may have been so for the own articles.
        let opened = self.inner.segment_readers().iter().map(|_| Opened::default()).collect();
        Ok(Self { languages: Arc::new(languages), opened, ..self })
    }

    /// Returns the languages of articles that were not removed, ordered by code.
    pub(crate) fn spoken(&self) -> Result<&[Lang]> {
        Ok(&self.live()?.spoken)
    }

    /// Tells whether fewer than half of the articles are in some languages.
    pub(super) fn are_few(&self, languages: &[Lang]) -> Result<bool> {
        let Live { articles, total, .. } = self.live()?;
        let all = self.languages.codes.iter().zip(articles);
        let articles =
            all.filter(|(code, _)| languages.contains(code)).map(|(_, articles)| articles);
        Ok(articles.sum::<u64>().saturating_mul(2) < *total)
    }

    /// Counts the articles of each language and all of them, without those that were removed: what is found must not
    /// depend on whether these are merged away yet.
    fn live(&self) -> Result<&Live> {
        if let Some(known) = self.languages.live.get() {
            return Ok(known);
        }
        let count = |infos: &Infos, field| -> Result<u64> {
            let mut count = 0;
            for (segment, reader) in (0..).zip(self.inner.segment_readers()) {
                let Some(info) = infos.of(segment) else { continue };
                let Some(alive) = reader.alive_bitset() else {
                    count += u64::from(info.doc_freq);
                    continue;
                };
                let index = reader.inverted_index(field).doing(COUNTING)?;
                let articles =
                    index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic);
                let mut articles = articles.map_err(|source| Error::io("languages", source))?;
                while !articles.docs().is_empty() {
                    count +=
                        articles.docs().iter().filter(|doc| alive.is_alive(**doc)).count() as u64;
                    articles.advance();
                }
            }
            Ok(count)
        };
        let language = self.fields.value_field(Value::Language);
        let infos = self.languages.infos.iter();
        let articles = infos.map(|infos| count(infos, language)).collect::<Result<Vec<_>>>()?;
        let article = self.fields.article_term();
        let total = count(&self.infos(&article)?, article.field())?;
        let spoken =
            self.languages.codes.iter().zip(&articles).filter(|(_, articles)| **articles > 0);
        let spoken = spoken.map(|(code, _)| *code).collect();
        Ok(self.languages.live.get_or_init(|| Live { articles, total, spoken }))
    }
}
