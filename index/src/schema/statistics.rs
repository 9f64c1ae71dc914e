//! What BM25 knows of the index.

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;

use crate::open::Searcher;

/// The statistics of BM25 over articles; chunks of the ledger are no documents to it.
///
/// Articles that were removed count until they are merged away, in numbers of documents as in
/// frequencies.
impl Bm25StatisticsProvider for Searcher {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.inner.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.total)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.inner.doc_freq(term)
    }
}
