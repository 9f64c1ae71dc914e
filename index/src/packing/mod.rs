//! How articles are stored: each compressed alone, its body apart from what a page of hits shows.
//!
//! A page of hits needs ten headlines from ten places. Were articles compressed many together, as the engine does,
//! each would cost the reading of its neighbours; so the engine stores what comes from here as it stands:
//!
//! ```text
//! article = what a page of hits shows (see `head.rs`), frame(evidence and body)
//!           evidence and body are the body, the evidence as JSON, and its length in four bytes, little end first
//! frame   = a Zstandard frame with its size, made with the dictionary of the index if there is one yet (RFC 8878)
//! ```
//!
//! A dictionary, trained on the first articles, makes up for what an article alone lacks in repetition, and for more:
//! the texts of 20,000 generated articles of 2.7 kB take 40 % of their size, in the engine's blocks of 16 kB 47 %,
//! alone 53 %.

mod dictionary;
mod head;

use std::io;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::de::DeserializeOwned;
use zstd::bulk::Decompressor;
use zstd::zstd_safe::{self, CCtx, CDict};

use self::dictionary::Trainer;
use crate::error::{Error, Result};
use crate::{Article, Index};

/// One more makes the store a fifteenth smaller and takes half as long again.
const LEVEL: i32 = 2;
/// No frame holds more than so many bytes for each of its own: a block of 128 kB that repeats one byte takes four.
const MOST: u64 = 128 << 10;

/// Compresses articles and parts of the ledger, on any thread.
pub(crate) struct Packer {
    /// The dictionary of the index, made ready once for all threads.
    dictionary: OnceLock<CDict<'static>>,
    trainer: Mutex<Trainer>,
    /// Those that are not at work.
    idle: Mutex<Vec<CCtx<'static>>>,
}

impl Packer {
    /// Compresses with the dictionary of an index, or so that it will have one.
    pub(crate) fn new(index: &Index) -> Result<Self> {
        let trainer = Mutex::new(Trainer::new(index)?);
        let packer = Self { dictionary: OnceLock::new(), trainer, idle: Mutex::default() };
        if let Some(dictionary) = dictionary::read(index.dir())? {
            packer.begin_with(&dictionary)?;
        }
        Ok(packer)
    }

    /// Returns articles as they are stored.
    ///
    /// Many at once take less time: the tables of the dictionary stay in the processor's cache.
    pub(crate) fn articles(&self, articles: &[Article]) -> Result<Vec<Vec<u8>>> {
        self.with(|context| articles.iter().map(|one| self.article(context, one)).collect())
    }

    fn article(&self, context: &mut CCtx<'_>, article: &Article) -> Result<Vec<u8>> {
        let mut packed = head::write(article)?;
        let rest = rest_of(article)?;
        if self.dictionary.get().is_none() {
            // Whoever waits here while it is made finds it afterwards.
            let mut trainer = self.trainer.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(dictionary) = trainer.learn(&rest)? {
                self.begin_with(&dictionary)?;
            }
        }
        packed.extend(self.compressed(context, &rest)?);
        Ok(packed)
    }

    /// Returns something else as it is stored.
    pub(crate) fn json(&self, value: &impl serde::Serialize) -> Result<Vec<u8>> {
        let json = json(value)?;
        self.with(|context| self.compressed(context, &json))
    }

    fn compressed(&self, context: &mut CCtx<'_>, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut frame = Vec::with_capacity(zstd_safe::compress_bound(bytes.len()));
        let result = match self.dictionary.get() {
            Some(dictionary) => context.compress_using_cdict(&mut frame, bytes, dictionary),
            None => context.compress(&mut frame, bytes, LEVEL),
        };
        result.map_err(|code| packing(io::Error::other(zstd_safe::get_error_name(code))))?;
        Ok(frame)
    }

    fn begin_with(&self, dictionary: &[u8]) -> Result<()> {
        let prepared = CDict::try_create(dictionary, LEVEL).ok_or_else(no_memory)?;
        // There is one trainer, which makes one.
        self.dictionary.get_or_init(|| prepared);
        Ok(())
    }

    fn with<T>(&self, work: impl FnOnce(&mut CCtx<'static>) -> Result<T>) -> Result<T> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let known = idle().pop();
        let mut context = match known {
            Some(context) => context,
            None => CCtx::try_create().ok_or_else(no_memory)?,
        };
        let done = work(&mut context)?;
        idle().push(context);
        Ok(done)
    }
}

fn no_memory() -> Error {
    packing(io::Error::from(io::ErrorKind::OutOfMemory))
}

/// Returns the evidence and the body.
fn rest_of(article: &Article) -> Result<Vec<u8>> {
    let evidence = json(&article.evidence)?;
    let length = u32::try_from(evidence.len())
        .map_err(|error| Error::Engine { doing: "storing an article", source: error.into() })?;
    Ok([article.body.as_bytes(), &*evidence, &length.to_le_bytes()].concat())
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(packing)
}

fn packing(source: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Engine { doing: "storing an article", source: source.into() }
}

/// How much of an article is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All but evidence and body.
    Head,
    /// All but the evidence.
    Body,
    /// All of it.
    Whole,
}

/// Reads what a [`Packer`] made, from any thread.
#[derive(Default)]
pub(crate) struct Unpacker {
    dictionary: OnceLock<Option<Vec<u8>>>,
    /// Those that are not at work.
    idle: Mutex<Vec<Decompressor<'static>>>,
}

impl Unpacker {
    /// Reads an article, or as much of it.
    pub(crate) fn article(&self, dir: &Path, packed: &[u8], extent: Extent) -> Result<Article> {
        let (mut article, packed) = head::read(packed)?;
        if extent == Extent::Head {
            return Ok(article);
        }
        let mut rest = self.with(dir, |decompressor| frame(decompressor, packed))?;
        let (texts, length) = rest.split_last_chunk().ok_or_else(cut_off)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(damaged)?;
        let body = texts.len().checked_sub(length).ok_or_else(cut_off)?;
        if extent == Extent::Whole {
            article.evidence = parsed(texts.get(body..).unwrap_or_default())?;
        }
        rest.truncate(body);
        article.body = String::from_utf8(rest).map_err(damaged)?;
        Ok(article)
    }

    /// Reads something else.
    pub(crate) fn json<T: DeserializeOwned>(&self, dir: &Path, packed: &[u8]) -> Result<T> {
        let json = self.with(dir, |decompressor| frame(decompressor, packed))?;
        parsed(&json)
    }

    fn with<T>(
        &self,
        dir: &Path,
        work: impl FnOnce(&mut Decompressor<'static>) -> Result<T>,
    ) -> Result<T> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let known = idle().pop();
        let mut decompressor = match known {
            Some(decompressor) => decompressor,
            None => self.decompressor(dir)?,
        };
        let done = work(&mut decompressor)?;
        idle().push(decompressor);
        Ok(done)
    }

    fn decompressor(&self, dir: &Path) -> Result<Decompressor<'static>> {
        let dictionary = if let Some(known) = self.dictionary.get() {
            known
        } else {
            let read = dictionary::read(dir)?;
            self.dictionary.get_or_init(|| read)
        };
        let mut decompressor = Decompressor::new().map_err(damaged)?;
        if let Some(dictionary) = dictionary {
            decompressor.set_dictionary(dictionary).map_err(damaged)?;
        }
        Ok(decompressor)
    }
}

/// Reads a frame.
fn frame(decompressor: &mut Decompressor<'_>, packed: &[u8]) -> Result<Vec<u8>> {
    let held = zstd_safe::get_frame_content_size(packed).ok().flatten().ok_or_else(cut_off)?;
    let length = packed.len();
    if held > MOST.saturating_mul(length as u64) {
        return Err(damaged(format_args!("{length} bytes that hold {held}")));
    }
    let held = usize::try_from(held).map_err(damaged)?;
    decompressor.decompress(packed, held).map_err(damaged)
}

fn parsed<T: DeserializeOwned>(json: &[u8]) -> Result<T> {
    serde_json::from_slice(json).map_err(damaged)
}

fn cut_off() -> Error {
    damaged("it is cut off")
}

fn damaged(error: impl std::fmt::Display) -> Error {
    Error::damaged(format_args!("what is stored of an article cannot be read: {error}"))
}

#[cfg(test)]
mod tests;
