//! The document: one scraped page or record, decoded, not yet cut.

use std::sync::Arc;

use presscut_index::{Date, Lang};

/// One scraped page or record.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The source's name, as articles carry it.
    pub source: Arc<str>,
    /// Byte offset of the record in the source's decompressed stream.
    pub record: u64,
    /// Length of the record in that stream, in bytes.
    pub bytes: u64,
    /// Number of the record in the source, from 1 (for NDJSON the line).
    pub number: u64,
    /// What it holds.
    pub content: Content,
    /// The page's address.
    pub url: Option<String>,
    /// When the page was fetched: what relative dates count from.
    pub captured: Option<Date>,
    /// The language that the record declares.
    pub language: Option<Lang>,
    /// Undecodable byte sequences that were replaced by U+FFFD.
    pub replaced: u64,
    /// It is one window of a text longer than the limit.
    pub window: bool,
}

impl Document {
    /// Makes a document that is all of its source, with nothing known but its content.
    pub fn new(source: impl Into<Arc<str>>, content: Content) -> Self {
        Self {
            source: source.into(),
            record: 0,
            bytes: content.text().len() as u64,
            number: 1,
            content,
            url: None,
            captured: None,
            language: None,
            replaced: 0,
            window: false,
        }
    }
}

/// What a document holds, as UTF-8.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Plain text to be cut; spans count its bytes.
    Text(String),
    /// HTML to be cut; spans count the bytes of the markup.
    Html(String),
    /// An article that stands as it is; spans count the bytes of its body.
    Article(Box<Record>),
}

impl Content {
    /// Returns the decoded text that spans refer to.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Html(text) => text,
            Self::Article(record) => &record.body,
        }
    }
}

/// The fields of a record that is an article already.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The record's own id.
    pub id: Option<String>,
    /// The headline.
    pub headline: Option<String>,
    /// The text.
    pub body: String,
    /// The authors.
    pub authors: Vec<String>,
    /// The date of publication, read.
    pub date: Option<Date>,
    /// The printed date, where it could not be read.
    pub date_text: Option<String>,
    /// The date of the last change.
    pub modified: Option<Date>,
    /// The section.
    pub section: Option<String>,
}
