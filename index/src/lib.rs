//! The index behind presscut: everything that knows tantivy, and nothing that knows files.
//!
//! Two halves meet here. The ingester hands in [`Article`]s and ledger chunks; the command line
//! hands in a query and gets hits back. The crate names no file format, no terminal and no thread
//! of its own.

mod analysis;
mod analyze;
mod article;
mod beside;
mod bits;
mod build;
mod calendar;
mod cursor;
mod date;
mod error;
mod explain;
mod facet;
mod feedback;
mod hit;
mod lang;
mod laps;
mod ledger;
mod marker;
mod merge;
mod near;
mod occurrences;
mod open;
mod packing;
mod query;
mod rank;
mod schema;
mod search;
mod snippet;
mod stats;
mod store;
mod top;
mod write;

pub use analysis::Analysis;
pub use analyze::detect_language;
pub use article::{Article, Evidence, Mark, OtherHeadline, Span, site};
pub use cursor::Cursor;
pub use date::{Date, Precision};
pub use error::{Error, ErrorKind, Result};
pub use explain::{Explain, FieldReason, Reason, ScorePart};
pub use facet::{Bar, Count, Facet, FacetCounts, Period, Timeline};
pub use feedback::{Added, Expansion};
pub use hit::{Hit, Hits, SearchOptions, Snippet, Sort, Total};
pub use lang::Lang;
pub use laps::{Laps, Stage};
pub use ledger::{DocumentEntry, Fingerprint, LedgerChunk, Part, PartKind, content_hash};
pub use open::{Index, Searcher};
pub use query::{
    Absent, DateRange, Faults, Field, Note, ParseOptions, Parsed, Query, QueryError, caret,
};
pub use rank::Recency;
pub use stats::{Sample, SampleTerm, Stats, YearCount};
pub use store::SourceState;
pub use write::{Writer, WriterOptions};
