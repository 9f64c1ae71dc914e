//! Reading: from paths to documents.

mod document;

pub use document::{Content, Document, Record};
