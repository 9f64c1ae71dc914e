//! Looking up what is stored: articles by id, sources, the ledger.

mod blocks;
mod near;
mod stored;

use std::collections::BTreeMap;

use tantivy::columnar::StrColumn;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet as _, SegmentReader, TERMINATED, Term};

pub(crate) use self::blocks::Blocks;
use self::stored::bytes_of;
use crate::error::{Doing as _, Error, Result};
use crate::facet::Facet;
use crate::open::Searcher;
use crate::packing::Extent;
use crate::schema::{LEDGER_FINGERPRINT, LEDGER_SEQUENCE, LEDGER_SOURCE, Value, id_key, id_start};
use crate::{Article, Fingerprint, LedgerChunk};

/// What the index knows of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceState {
    /// The source's name.
    pub name: String,
    /// Set if the source was read to its end.
    pub fingerprint: Option<Fingerprint>,
    /// How many of its articles are in the index.
    pub articles: u64,
}

impl Searcher {
    /// Returns every article with an id, ordered by source and place; ids are unique within a source only.
    pub fn articles(&self, id: &str) -> Result<Vec<Article>> {
        let term = self.fields.value_term(Value::Id, id);
        let mut articles = Vec::new();
        for (ord, segment) in (0..).zip(self.inner.segment_readers()) {
            for doc in documents(segment, &term)? {
                let article = self.article(DocAddress::new(ord, doc))?;
                // The term is folded for case, the id is not.
                if article.id == id {
                    articles.push(article);
                }
            }
        }
        articles.sort_by(|a, b| (&a.source, a.record).cmp(&(&b.source, b.record)));
        Ok(articles)
    }

    /// Reads the article of a document.
    pub(crate) fn article(&self, address: DocAddress) -> Result<Article> {
        self.read(address, Extent::Whole)
    }

    /// Reads as much of the article of a document.
    pub(crate) fn read(&self, address: DocAddress, extent: Extent) -> Result<Article> {
        let read = |packed: &[u8]| self.unpacker.article(&self.dir, packed, extent);
        let article = self.stored(address, self.fields.stored_article(), read)?;
        // Where one ends and the next begins is told by bytes without a checksum.
        let start = self.id_starts(address.segment_ord)?.first(address.doc_id);
        if start != Some(id_start(&id_key(&article.id))) {
            let segment = self.inner.segment_reader(address.segment_ord).segment_id().uuid_string();
            return Err(Error::damaged(format_args!(
                "{segment}.store has another article in the place of document {}",
                address.doc_id
            )));
        }
        Ok(article)
    }

    /// Reads what a document stores.
    fn stored<T>(
        &self,
        address: DocAddress,
        field: Field,
        read: impl FnOnce(&[u8]) -> Result<T>,
    ) -> Result<T> {
        let document = self.store(address.segment_ord)?.document(address.doc_id);
        let bytes = document.and_then(|document| bytes_of(document, field));
        read(bytes.ok_or_else(|| Error::damaged("a document does not store what it should"))?)
    }

    /// Reads articles as long as they are wanted, in the order in which they lie.
    pub(crate) fn each_article(
        &self,
        wanted: &mut dyn FnMut(&Article) -> Result<bool>,
    ) -> Result<()> {
        for (ord, segment) in (0..).zip(self.inner.segment_readers()) {
            for doc in documents(segment, &self.fields.article_term())? {
                if !wanted(&self.article(DocAddress::new(ord, doc))?)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Returns every source that has articles or a ledger, ordered by name.
    ///
    /// Reads columns only, so its time grows with the number of articles but hardly with their size.
    pub fn sources(&self) -> Result<Vec<SourceState>> {
        let named = self.values_of(Facet::Source)?.0.into_iter();
        let mut sources: BTreeMap<String, (u64, Option<Fingerprint>)> =
            named.map(|(name, articles)| (name, (articles, None))).collect();
        for segment in self.inner.segment_readers() {
            let Some(names) = strings(segment, LEDGER_SOURCE)? else { continue };
            let fingerprints = strings(segment, LEDGER_FINGERPRINT)?;
            let mut text = String::new();
            for doc in documents(segment, &self.fields.chunk_term())? {
                if !read_string(&names, doc, &mut text)? {
                    continue;
                }
                let state = sources.entry(text.clone()).or_default();
                let Some(column) = &fingerprints else { continue };
                if read_string(column, doc, &mut text)? {
                    state.1 = Some(serde_json::from_str(&text).map_err(|error| {
                        Error::damaged(format_args!("a fingerprint cannot be read: {error}"))
                    })?);
                }
            }
        }
        let state = |(name, (articles, fingerprint))| SourceState { name, fingerprint, articles };
        Ok(sources.into_iter().map(state).collect())
    }

    /// Returns the ledger of a source, ordered by sequence, one chunk in memory at a time.
    pub fn chunks(&self, source: &str) -> Result<impl Iterator<Item = Result<LedgerChunk>>> {
        let mut found = Vec::new();
        for (ord, segment) in (0..).zip(self.inner.segment_readers()) {
            let Some(names) = strings(segment, LEDGER_SOURCE)? else { continue };
            let sought = names.dictionary().term_ord(source).map_err(damaged)?;
            let Some(sought) = sought else { continue };
            let sequences =
                segment.fast_fields().u64(LEDGER_SEQUENCE).doing("reading the ledger")?;
            for doc in documents(segment, &self.fields.chunk_term())? {
                if names.term_ords(doc).any(|name| name == sought) {
                    found.push((sequences.first(doc), DocAddress::new(ord, doc)));
                }
            }
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, address)| {
            let read = |packed: &[u8]| self.unpacker.json(&self.dir, packed);
            self.stored(address, self.fields.stored_chunk(), read)
        }))
    }
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::damaged(error)
}

/// Returns the documents of a segment that hold a term and were not removed.
pub(crate) fn documents(
    segment: &SegmentReader,
    term: &Term,
) -> Result<impl Iterator<Item = DocId>> {
    let index = segment.inverted_index(term.field()).doing("looking up a term")?;
    let postings = index.read_postings(term, IndexRecordOption::Basic);
    let mut postings = postings.map_err(damaged)?;
    Ok(std::iter::from_fn(move || {
        let postings = postings.as_mut()?;
        loop {
            let doc = postings.doc();
            if doc == TERMINATED {
                return None;
            }
            postings.advance();
            if !segment.is_deleted(doc) {
                return Some(doc);
            }
        }
    }))
}

/// Opens a column of strings; `None` where no document of the segment has one.
pub(crate) fn strings(segment: &SegmentReader, column: &str) -> Result<Option<StrColumn>> {
    segment.fast_fields().str(column).doing("reading a column")
}

/// Reads the string of a document; tells whether it has one.
pub(crate) fn read_string(column: &StrColumn, doc: DocId, text: &mut String) -> Result<bool> {
    text.clear();
    let Some(value) = column.term_ords(doc).next() else { return Ok(false) };
    column.ord_to_str(value, text).map_err(damaged)
}
