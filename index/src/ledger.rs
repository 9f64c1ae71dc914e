//! The ledger: what became of every byte of every source.
//!
//! Articles say what was found. The ledger says that nothing else was there: for each document it
//! lists the spans of articles, boilerplate and errors, which are disjoint and cover the document,
//! with a hash of each. It is committed together with the articles, in chunks, so that a source of
//! any size is written and audited in bounded memory.

use serde::{Deserialize, Serialize};

use crate::Span;

/// What a span of a document became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// The article with this ordinal in its document.
    Article(u32),
    /// Text of no article.
    Boilerplate,
    /// Bytes that could not be read, reported as an error.
    Error,
}

/// One span of a document, with the hash of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it became.
    pub kind: PartKind,
    /// Its bytes.
    pub span: Span,
    /// [`content_hash`] of the bytes.
    pub hash: u64,
}

/// The account of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// Byte offset of the record in the source's decompressed stream.
    pub record: u64,
    /// Length of the record in that stream, in bytes.
    pub bytes: u64,
    /// Length of the decoded text, in bytes; an unreadable record counts its raw bytes.
    pub text_bytes: u64,
    /// The spans, ordered, disjoint, covering `0..text_bytes`.
    pub parts: Vec<Part>,
}

/// Tells whether a source changed since it was indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Size in bytes.
    pub size: u64,
    /// Time of last modification in nanoseconds since the epoch.
    pub modified: i128,
    /// Hash of the settings that decide what becomes of it.
    pub settings: u64,
}

/// Consecutive documents of one source; the last chunk carries the fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerChunk {
    /// The source's name.
    pub source: String,
    /// The chunk's place in the source, from 0.
    pub sequence: u32,
    /// The documents, in order.
    pub documents: Vec<DocumentEntry>,
    /// Set on the last chunk: the source was read to its end. A source without it is indexed anew.
    pub finished: Option<Fingerprint>,
}

/// Hashes bytes for the ledger: XXH3-64, whose output is fixed for good.
pub fn content_hash(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}
