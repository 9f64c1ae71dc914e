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
//! the texts of 20,000 generated articles of 2.7 kB take 40 % of their size, in the engine's blocks of 16 kB 47 %, alone 53 %.

mod dictionary;
mod head;

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::de::DeserializeOwned;
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe;

use self::dictionary::Trainer;
use crate::error::{Error, Result};
use crate::{Article, Index};

/// More makes the store a twentieth smaller and takes three times as long.
const LEVEL: i32 = 3;
/// No frame holds more than so many bytes for each of its own: a block of 128 kB that repeats one byte takes four.
const MOST: u64 = 128 << 10;

/// Compresses articles and parts of the ledger.
pub(crate) struct Packer {
    compressor: Compressor<'static>,
    trainer: Trainer,
}

impl Packer {
    /// Compresses with the dictionary of an index, or so that it will have one.
    pub(crate) fn new(index: &Index) -> Result<Self> {
        let mut compressor = Compressor::new(LEVEL).map_err(packing)?;
        let trainer = Trainer::new(index)?;
        if let Some(dictionary) = dictionary::read(index.dir())? {
            compressor.set_dictionary(LEVEL, &dictionary).map_err(packing)?;
        }
        Ok(Self { compressor, trainer })
    }

    /// Returns an article as it is stored.
    pub(crate) fn article(&mut self, article: &Article) -> Result<Vec<u8>> {
        let mut packed = head::write(article)?;
        let rest = rest_of(article)?;
        if let Some(dictionary) = self.trainer.learn(&rest)? {
            self.compressor.set_dictionary(LEVEL, &dictionary).map_err(packing)?;
        }
        packed.extend(self.compressor.compress(&rest).map_err(packing)?);
        Ok(packed)
    }

    /// Returns something else as it is stored.
    pub(crate) fn json(&mut self, value: &impl serde::Serialize) -> Result<Vec<u8>> {
        self.compressor.compress(&json(value)?).map_err(packing)
    }
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
