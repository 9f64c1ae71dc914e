//! Analysis alone, for those who want to know what it costs.
//!
//! The engine analyses within its indexing threads, term by term between everything else it does there, so that
//! nobody can tell the one from the other from outside. Here the same texts go through the same analysers with
//! nothing behind them.

use std::fmt;

use tantivy::schema::{Field, FieldType, Value as _};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{TantivyDocument, TantivyError};

use crate::error::{Doing as _, Result};
use crate::{Article, Index};

/// The texts of an article as the engine is handed them.
#[derive(Debug)]
pub struct Texts(TantivyDocument);

/// The analysers of an index's fields.
pub struct Analysis {
    fields: Vec<(Field, TextAnalyzer)>,
}

impl fmt::Debug for Analysis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<Field> = self.fields.iter().map(|(field, _)| *field).collect();
        f.debug_struct("Analysis").field("fields", &fields).finish()
    }
}

impl Index {
    /// Returns the analysers of the fields.
    pub fn analysis(&self) -> Result<Analysis> {
        let schema = self.inner.schema();
        let indexed = schema.fields().filter(|(_, entry)| {
            matches!(entry.field_type(), FieldType::Str(options) if options.get_indexing_options().is_some())
        });
        let analysers =
            indexed.map(|(field, _)| Ok((field, self.inner.tokenizer_for_field(field)?)));
        let fields: std::result::Result<_, TantivyError> = analysers.collect();
        Ok(Analysis { fields: fields.doing("looking up the analysers")? })
    }

    /// Returns the texts of an article.
    pub fn texts(&self, article: &Article) -> Result<Texts> {
        Ok(Texts(self.fields.article_document(article, &[])))
    }
}

impl Analysis {
    /// Analyses the texts of an article as indexing does; returns how many terms came out.
    pub fn analyse(&mut self, texts: &Texts) -> u64 {
        let mut terms = 0;
        for (field, analyser) in &mut self.fields {
            for value in texts.0.get_all(*field) {
                if let Some(text) = value.as_str() {
                    analyser.token_stream(text).process(&mut |_| terms += 1);
                }
            }
        }
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_text_is_analysed() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut analysis = index.analysis().unwrap();
        let mut terms = |article: &Article| analysis.analyse(&index.texts(article).unwrap());
        let article = Article { id: "1".into(), source: "a".into(), ..Article::default() };
        let bare = terms(&article);
        let with_body = Article { body: "The tide turned at noon.".into(), ..article.clone() };
        // Five words, as stems and as printed.
        assert_eq!(terms(&with_body), bare + 10);
        let signed = Article { authors: vec!["Orla Venn".into()], ..article };
        assert_eq!(terms(&signed), bare + 4);
    }
}
