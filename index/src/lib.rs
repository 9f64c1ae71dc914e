//! The index behind presscut: everything that knows tantivy, and nothing that knows files.
//!
//! Two halves meet here. The ingester hands in [`Article`]s and ledger chunks; the command line
//! hands in a query and gets hits back. The crate names no file format, no terminal and no thread
//! of its own.

mod article;
mod date;
mod hit;
mod lang;
mod ledger;
mod query;

pub use article::{Article, Evidence, Mark, Span};
pub use date::{Date, Precision};
pub use hit::{Hit, Hits, SearchOptions, Snippet, Sort, Total};
pub use lang::Lang;
pub use ledger::{DocumentEntry, Fingerprint, LedgerChunk, Part, PartKind, content_hash};
pub use query::{DateRange, Field, Note, ParseOptions, Parsed, Query, QueryError, caret};
