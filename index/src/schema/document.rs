//! Articles and ledger chunks as stored documents, and back.

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::{Fields, KIND_ARTICLE, KIND_CHUNK, id_key, id_start, source_key, unique};
use crate::error::{Error, Result};
use crate::{Article, LedgerChunk};

impl Fields {
    /// Makes the document of an article, which is stored as `packed`: all but its texts, which are written by
    /// [`crate::build`].
    pub(crate) fn article_document(&self, article: &Article, packed: &[u8]) -> TantivyDocument {
        let mut doc = TantivyDocument::new();
        doc.add_u64(self.kind, KIND_ARTICLE);
        doc.add_u64(self.source_key, source_key(&article.source));
        doc.add_u64(self.unique, unique(&article.source, &article.id));
        let id_key = id_key(&article.id);
        doc.add_u64(self.id_start, id_start(&id_key));
        doc.add_text(self.id_key, id_key);

        for author in article.authors.iter().filter(|author| !author.is_empty()) {
            doc.add_text(self.author, author);
        }
        doc.add_bool(self.headed, article.headline.as_ref().is_some_and(|h| !h.is_empty()));

        doc.add_text(self.id, &article.id);
        doc.add_text(self.source, &article.source);
        if let Some(site) = article.site() {
            doc.add_text(self.site, site);
        }
        if let Some(section) = article.section.as_deref().filter(|s| !s.is_empty()) {
            doc.add_text(self.section, section);
        }
        if let Some(language) = &article.language {
            doc.add_text(self.language, language.as_str());
        }
        if let Some(url) = &article.url {
            doc.add_text(self.url, url);
        }
        if let Some(date) = &article.date {
            doc.add_i64(self.date_start, date.start());
            doc.add_i64(self.date_end, date.end());
        }
        doc.add_bytes(self.article, packed);
        doc
    }

    /// Makes the document of a ledger chunk, which is stored as `packed`.
    pub(crate) fn chunk_document(
        &self,
        chunk: &LedgerChunk,
        packed: &[u8],
    ) -> Result<TantivyDocument> {
        let mut doc = TantivyDocument::new();
        doc.add_u64(self.kind, KIND_CHUNK);
        doc.add_u64(self.source_key, source_key(&chunk.source));
        doc.add_text(self.ledger_source, &chunk.source);
        doc.add_u64(self.ledger_sequence, u64::from(chunk.sequence));
        if let Some(fingerprint) = &chunk.finished {
            let text = serde_json::to_string(fingerprint).map_err(|source| Error::Engine {
                doing: "storing a fingerprint",
                source: source.into(),
            })?;
            doc.add_text(self.ledger_fingerprint, text);
        }
        doc.add_bytes(self.ledger, packed);
        Ok(doc)
    }

    /// Returns the field that articles are stored in.
    pub(crate) fn stored_article(&self) -> Field {
        self.article
    }

    /// Returns the field that chunks of the ledger are stored in.
    pub(crate) fn stored_chunk(&self) -> Field {
        self.ledger
    }
}
