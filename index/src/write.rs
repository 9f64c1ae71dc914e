//! Writing: articles and ledger in, commits out.

mod leftovers;
mod pool;
mod removal;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use std::{fmt, slice};
use tantivy::directory::error::LockError;
use tantivy::directory::{Directory as _, INDEX_WRITER_LOCK};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexWriter, TantivyDocument, TantivyError};

use crate::error::{Doing as _, Error, Result};
use crate::merge::LikeSizes;
use crate::open::Index;
use crate::packing::Packer;
use crate::schema::{source_key, unique};
use crate::write::pool::{Addition, Key, Pool};
use crate::{Article, LedgerChunk};

/// How a writer uses the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterOptions {
    /// Memory for what is not yet on disk, in bytes, over all threads; segments are merged up to half
    /// of this size.
    pub memory: u64,
    /// Indexing threads; fewer are used where the memory does not suffice for all.
    pub threads: usize,
}

impl Default for WriterOptions {
    fn default() -> Self {
        Self { memory: 256 << 20, threads: 2 }
    }
}

/// Least memory a thread works with, in bytes.
const MIN_MEMORY: u64 = 16 << 20;
/// Most memory a thread can use, in bytes.
const MAX_MEMORY: u64 = 2 << 30;
/// Least size up to which segments are merged, in bytes.
const MIN_MERGED: u64 = 64 << 20;
/// Most threads that index.
const MAX_THREADS: u64 = 8;
/// What the engine asks for as the least memory of its own threads, in bytes; they take none of it.
const ENGINE_MEMORY: usize = 16 << 20;

/// Writes to an index; there is one at a time. What is not committed is lost when it is dropped.
pub struct Writer {
    index: Index,
    inner: IndexWriter<TantivyDocument>,
    packer: Packer,
    pool: Pool,
}

/// What a commit says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Payload {
    version: String,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("dir", &self.index.dir()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index for writing.
    ///
    /// # Errors
    ///
    /// [`Error::Locked`] while another writer is open, in this process or another.
    pub fn writer(&self, options: &WriterOptions) -> Result<Writer> {
        let wanted = u64::try_from(options.threads).unwrap_or(MAX_THREADS).clamp(1, MAX_THREADS);
        let threads = wanted.min(options.memory / MIN_MEMORY).max(1);
        let memory = (options.memory / threads).clamp(MIN_MEMORY, MAX_MEMORY);
        let pool = Pool::new(usize::try_from(threads).unwrap_or(1), memory, &self.dir);
        // A merge maps what it reads, beside what the threads hold.
        let merged = (options.memory / 2).max(MIN_MERGED);
        // The engine's own threads are given nothing to do: segments come from builders.
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(ENGINE_MEMORY)
            .num_merge_threads(1)
            .build();
        let inner = match self.inner.writer_with_options(options) {
            Err(TantivyError::LockFailure(..)) => {
                return Err(Error::Locked { dir: self.dir.clone() });
            }
            other => other.doing("opening the index for writing")?,
        };
        leftovers::remove(&self.dir)?;
        inner.set_merge_policy(Box::new(LikeSizes { dir: self.dir.clone(), most: merged }));
        let packer = Packer::new(self)?;
        Ok(Writer { index: self.clone(), inner, packer, pool })
    }

    /// Makes what is kept beside the segments once a writer is closed. If there is another one by now, that is left to
    /// its commits: what belongs to them would seem here to belong to no segment.
    pub(crate) fn make_last_tables(&self) -> Result<()> {
        match self.inner.directory().acquire_lock(&INDEX_WRITER_LOCK) {
            Ok(_alone) => self.make_tables(),
            Err(LockError::LockBusy) => Ok(()),
            Err(error) => Err(TantivyError::from(error)).doing("locking the index"),
        }
    }
}

impl Writer {
    /// Adds an article. It is found after the next commit.
    pub fn add(&self, article: &Article) -> Result<()> {
        self.add_all(slice::from_ref(article))
    }

    /// Adds articles, which takes less time than to add one after the other. They are found after the next commit.
    pub fn add_all(&self, articles: &[Article]) -> Result<()> {
        let fields = &self.index.fields;
        let packed = self.packer.articles(articles)?;
        let additions: Vec<_> = articles
            .iter()
            .zip(&packed)
            .map(|(article, packed)| Addition {
                document: fields.article_document(article, packed),
                article: Some(article),
                source: source_key(&article.source),
                unique: Some(unique(&article.source, &article.id)),
            })
            .collect();
        self.pool.add(&self.inner, fields, &additions).doing("adding an article")
    }

    /// Adds a part of the ledger, which is never found as an article nor counted as one.
    pub fn add_chunk(&self, chunk: &LedgerChunk) -> Result<()> {
        let fields = &self.index.fields;
        let packed = self.packer.json(chunk)?;
        let document = fields.chunk_document(chunk, &packed)?;
        let source = source_key(&chunk.source);
        let addition = Addition { document, article: None, source, unique: None };
        self.pool.add(&self.inner, fields, &[addition]).doing("adding to the ledger")
    }

    /// Removes the articles and the ledger of a source that were added before.
    pub fn forget_source(&self, source: &str) -> Result<()> {
        let (key, term) = (source_key(source), self.index.fields.source_term(source));
        self.pool.remove(&self.inner, Key::Source(key), term).doing("removing a source")
    }

    /// Removes an article that was added before.
    pub fn forget_article(&self, source: &str, id: &str) -> Result<()> {
        let (key, term) = (unique(source, id), self.index.fields.unique_term(source, id));
        self.pool.remove(&self.inner, Key::Article(key), term).doing("removing an article")
    }

    /// Makes everything so far durable and visible to new searchers, or nothing of it.
    pub fn commit(&mut self) -> Result<()> {
        let payload = Payload { version: env!("CARGO_PKG_VERSION").to_owned() };
        let payload = serde_json::to_string(&payload)
            .map_err(|source| Error::Engine { doing: "committing", source: source.into() })?;
        self.pool.flush(&self.inner).doing("committing")?;
        let mut commit = self.inner.prepare_commit().doing("committing")?;
        commit.set_payload(&payload);
        commit.commit().doing("committing")?;
        self.index.make_tables()
    }

    /// Waits for merges under way and closes the writer. What was not committed is lost.
    pub fn finish(self) -> Result<()> {
        self.inner.wait_merging_threads().doing("merging")?;
        self.index.make_last_tables()
    }
}
