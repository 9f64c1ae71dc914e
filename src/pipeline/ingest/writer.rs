//! One writer for all threads, opened when the first thing is written.
//!
//! A run that changes nothing takes no lock, starts no thread and commits nothing.

use std::sync::{PoisonError, RwLock};

use presscut_index::{Article, Index, LedgerChunk, Writer, WriterOptions};

/// A writer that several threads add to while one commits.
pub(super) struct SharedWriter<'a> {
    index: &'a Index,
    options: WriterOptions,
    writer: RwLock<Option<Writer>>,
}

impl<'a> SharedWriter<'a> {
    pub(super) fn new(index: &'a Index, memory: u64, threads: usize) -> Self {
        Self { index, options: WriterOptions { memory, threads }, writer: RwLock::new(None) }
    }

    /// Opens the writer, unless it is open.
    pub(super) fn open(&self) -> anyhow::Result<()> {
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        if writer.is_none() {
            *writer = Some(self.index.writer(&self.options)?);
        }
        Ok(())
    }

    pub(super) fn add_all(&self, articles: &[Article]) -> anyhow::Result<()> {
        self.with(|writer| writer.add_all(articles))
    }

    /// Adds an article in place of the one of its source and id.
    pub(super) fn replace(&self, article: &Article) -> anyhow::Result<()> {
        self.with(|writer| {
            writer.forget_article(&article.source, &article.id)?;
            writer.add(article)
        })
    }

    pub(super) fn add_chunk(&self, chunk: &LedgerChunk) -> anyhow::Result<()> {
        self.with(|writer| writer.add_chunk(chunk))
    }

    pub(super) fn forget_source(&self, name: &str) -> anyhow::Result<()> {
        self.with(|writer| writer.forget_source(name))
    }

    /// Commits what was added; waits for those who are adding.
    pub(super) fn commit(&self) -> anyhow::Result<()> {
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        writer.as_mut().map_or(Ok(()), Writer::commit)?;
        Ok(())
    }

    /// Commits, and waits for the index to settle.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        let writer = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(mut writer) = writer {
            writer.commit()?;
            writer.finish()?;
        }
        Ok(())
    }

    fn with(&self, act: impl Fn(&Writer) -> presscut_index::Result<()>) -> anyhow::Result<()> {
        loop {
            let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(writer) = writer.as_ref() {
                return Ok(act(writer)?);
            }
            drop(writer);
            self.open()?;
        }
    }
}
