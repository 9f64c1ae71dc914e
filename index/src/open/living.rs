//! What is left of an index from which articles were removed.
//!
//! The engine counts what was removed until it is merged away. What is found, and what it scores, must not depend on
//! when that happens: so what was removed is taken off all that is counted, as a merge does.

use std::fs;

use serde::{Deserialize, Serialize};
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{SegmentOrdinal, SegmentReader};

use super::Searcher;
use crate::error::{Doing as _, Error, Result};
use crate::schema::{TEXTS, Value};
use crate::{Lang, beside};

/// What the name of a file ends in that tells what is left of a segment.
const EXTENSION: &str = "living";
const DOING: &str = "counting articles";

/// What is left of a segment of which documents were removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Living {
    /// How many were removed. They only become more, so that this tells one state of the segment from another.
    removed: u32,
    /// Articles that are left.
    pub(super) articles: u64,
    /// Their tokens in each field of words, as the engine adds them up when it merges: from the lengths that it keeps.
    tokens: [u64; TEXTS],
    /// How many of them are in each language.
    languages: Vec<(Lang, u64)>,
}

impl Living {
    /// Returns how many articles are left in a language.
    pub(super) fn in_language(&self, language: Lang) -> u64 {
        self.languages.iter().find(|(code, _)| *code == language).map_or(0, |(_, left)| *left)
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)
            .map_err(|error| Error::Engine { doing: DOING, source: error.into() })?;
        beside::seal(&mut bytes, 0);
        Ok(bytes)
    }
}

impl Searcher {
    /// Returns what is left of a segment, from the file beside it where that tells; `None` where nothing was removed.
    pub(super) fn living(&self, segment: SegmentOrdinal) -> Result<Option<&Living>> {
        if !self.inner.segment_reader(segment).has_deletes() {
            return Ok(None);
        }
        let count = |reader: &SegmentReader| match self.stored_living(reader) {
            Some(stored) => Ok(stored),
            None => self.count_living(segment),
        };
        self.part(segment, |opened| &opened.living, count).map(Some)
    }

    fn stored_living(&self, reader: &SegmentReader) -> Option<Living> {
        let bytes = fs::read(beside::path(&self.dir, reader, EXTENSION)).ok()?;
        let living: Living = serde_json::from_slice(beside::unsealed(&bytes)?).ok()?;
        (living.removed == reader.num_deleted_docs()).then_some(living)
    }

    fn count_living(&self, segment: SegmentOrdinal) -> Result<Living> {
        let reader = self.inner.segment_reader(segment);
        let left = |field, info: &TermInfo| -> Result<u64> {
            let gone = self.gone_of(segment, field, info)?.articles;
            Ok(u64::from(info.doc_freq).saturating_sub(gone))
        };
        let article = self.fields.article_term();
        let index = reader.inverted_index(article.field()).doing(DOING)?;
        let info = index.get_term_info(&article).map_err(|source| Error::io("articles", source))?;
        let articles = info.map_or(Ok(0), |info| left(article.field(), &info))?;
        let mut tokens = [0; TEXTS];
        for (tokens, text) in tokens.iter_mut().zip(self.fields.texts()) {
            let norms = reader.fieldnorms_readers().get_field(text.field).doing(DOING)?;
            let Some(norms) = norms else { continue };
            *tokens = reader.doc_ids_alive().map(|doc| u64::from(norms.fieldnorm(doc))).sum();
        }
        let field = self.fields.value_field(Value::Language);
        let index = reader.inverted_index(field).doing(DOING)?;
        let mut terms = index.terms().stream().map_err(|source| Error::io("languages", source))?;
        let mut languages = Vec::new();
        while terms.advance() {
            if let Some(code) = std::str::from_utf8(terms.key()).ok().and_then(Lang::parse) {
                languages.push((code, left(field, terms.value())?));
            }
        }
        Ok(Living { removed: reader.num_deleted_docs(), articles, tokens, languages })
    }

    /// Writes down what is left of each segment of which documents were removed, where that is not known yet.
    pub(super) fn make_living(&self) -> Result<()> {
        let known = |_: SegmentOrdinal, reader: &SegmentReader| {
            !reader.has_deletes() || self.stored_living(reader).is_some()
        };
        self.make_beside(EXTENSION, known, |segment, _| self.count_living(segment)?.bytes())
    }

    /// Returns how many tokens a field of words has in all articles.
    pub(crate) fn tokens(&self, field: Field) -> Result<u64> {
        let texts = self.fields.texts();
        let Some(at) = texts.iter().position(|text| text.field == field) else { return Ok(0) };
        let mut all = 0;
        for segment in self.segments() {
            all += if let Some(living) = self.living(segment)? {
                living.tokens.get(at).copied().unwrap_or_default()
            } else {
                let index = self.inner.segment_reader(segment).inverted_index(field);
                index.doing(DOING)?.total_num_tokens()
            };
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests;
