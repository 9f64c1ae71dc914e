//! What BM25 knows of the index.

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;

use crate::open::Searcher;

/// The statistics of BM25 over articles; chunks of the ledger are no documents to it.
///
/// Articles that were removed do not count, whether they are merged away or not.
impl Bm25StatisticsProvider for Searcher {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.tokens(field).map_err(|error| std::io::Error::other(error).into())
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.total)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let infos = self.infos(term).map_err(std::io::Error::other)?;
        Ok(infos.articles())
    }
}
