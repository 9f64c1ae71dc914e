//! The index behind presscut: everything that knows tantivy, and nothing that knows files.
//!
//! Two halves meet here. The ingester hands in [`Article`]s and ledger chunks; the command line
//! hands in a query and gets hits back. The crate names no file format, no terminal and no thread
//! of its own.

mod article;
mod date;
mod lang;
mod ledger;

pub use article::{Article, Evidence, Mark, Span};
pub use date::{Date, Precision};
pub use lang::Lang;
pub use ledger::{DocumentEntry, Fingerprint, LedgerChunk, Part, PartKind, content_hash};
