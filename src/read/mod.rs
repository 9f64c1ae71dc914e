//! Reading: from paths to documents.
//!
//! [`walk`] finds the sources, [`open`] recognises what one holds by its content and returns a
//! [`Reader`] that yields its documents one by one.

mod document;
mod error;
mod walk;

pub use document::{Content, Document, Record};
pub use error::Error;
pub use walk::{Source, WalkOptions, name_of, walk};

/// What the records of NDJSON are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Pages to be cut.
    Pages,
    /// Articles that stand as they are.
    Articles,
}

/// How sources are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The most bytes of one document that are held in memory.
    pub max_document: u64,
    /// What records are; `None` lets each record decide.
    pub shape: Option<Shape>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { max_document: 64 << 20, shape: None }
    }
}

/// A source, opened.
pub enum Opened {
    /// It holds documents.
    Reader(Reader),
    /// It holds nothing that presscut reads: what it is, such as `png image`.
    NotRead(&'static str),
}

/// One step of reading a source.
#[derive(Debug)]
pub enum Item {
    /// A document.
    Document(Document),
    /// Bytes that could not be read; reading goes on behind them.
    Bad(Bad),
}

/// Bytes that could not be read.
#[derive(Debug)]
pub struct Bad {
    /// Byte offset in the source's decompressed stream.
    pub record: u64,
    /// Number of bytes in that stream.
    pub bytes: u64,
    /// The line on which they begin, from 1.
    pub number: u64,
    /// [`presscut_index::content_hash`] of the bytes.
    pub hash: u64,
    /// What is wrong, with file and position.
    pub error: Error,
}

/// The documents of one source, in order.
///
/// The items' `record..record + bytes` are consecutive and cover the decompressed stream.
pub struct Reader {}

/// Opens a source and recognises what it holds.
pub fn open(source: &Source, options: &ReadOptions) -> Result<Opened, Error> {
    let _ = (source, options);
    Ok(Opened::NotRead("nothing"))
}

impl Reader {
    /// Returns how many bytes of the file have been read, for progress.
    pub fn position(&self) -> u64 {
        0
    }

    /// Returns how many decompressed bytes have been read.
    pub fn decompressed(&self) -> u64 {
        0
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        None
    }
}
