//! Proves that the bytes of a source add up: the account against what is read again.
//!
//! The account of a document holds if it stands where the account says and is as long, if its parts
//! are disjoint and cover it, and if each part's bytes hash to what was stored. No files here: who
//! calls hands in both sides.

use std::fmt;

use presscut_index::{DocumentEntry, PartKind, Span, content_hash};

use crate::read::{Content, Item};

/// What is wrong with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mismatch {
    /// The account tells of a document that is not there.
    Missing {
        /// Its byte offset.
        record: u64,
    },
    /// A document is there that the account does not tell of.
    Unaccounted {
        /// Its byte offset.
        record: u64,
    },
    /// The document stands elsewhere or is of another length.
    Place {
        /// Its offset, length and length of text as stored.
        stored: [u64; 3],
        /// The same as read again.
        found: [u64; 3],
    },
    /// Documents of the account do not follow each other without a gap.
    Order {
        /// Where the document begins.
        record: u64,
        /// Where the one before it ended.
        expected: u64,
    },
    /// The parts overlap or leave bytes out.
    Cover {
        /// The document's byte offset.
        record: u64,
        /// The byte of its text where the next part should begin.
        expected: u64,
        /// The part that stands there, or nothing at the end.
        found: Option<Span>,
    },
    /// The bytes of a part are not those that were stored.
    Bytes {
        /// The document's byte offset.
        record: u64,
        /// The part.
        span: Span,
    },
    /// The index holds more articles of the source than its account tells of.
    Articles {
        /// Articles in the account.
        accounted: u64,
        /// Articles in the index.
        held: u64,
    },
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { record } => write!(f, "the document at byte {record} is gone"),
            Self::Unaccounted { record } => {
                write!(f, "the document at byte {record} is not in the account")
            }
            Self::Place { stored: [at, bytes, text], found: [at2, bytes2, text2] } => write!(
                f,
                "the document at byte {at} ({bytes} bytes, {text} of text) is now at byte {at2} \
                 ({bytes2} bytes, {text2} of text)"
            ),
            Self::Order { record, expected } => {
                write!(f, "the document at byte {record} should begin at byte {expected}")
            }
            Self::Cover { record, expected, found: Some(span) } => write!(
                f,
                "document at byte {record}: bytes {}–{} should begin at byte {expected}",
                span.start, span.end
            ),
            Self::Cover { record, expected, found: None } => {
                write!(f, "document at byte {record}: nothing accounts for byte {expected} and on")
            }
            Self::Bytes { record, span } => write!(
                f,
                "document at byte {record}: bytes {}–{} are not those that were indexed",
                span.start, span.end
            ),
            Self::Articles { accounted, held } => {
                write!(f, "the index holds {held} articles, the account tells of {accounted}")
            }
        }
    }
}

/// Bytes of text by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Documents.
    pub documents: u64,
    /// Articles.
    pub articles: u64,
    /// Bytes of articles.
    pub article_bytes: u64,
    /// Bytes of no article.
    pub boilerplate_bytes: u64,
    /// Bytes that could not be read.
    pub error_bytes: u64,
    /// Bytes of the decompressed stream.
    pub bytes: u64,
}

impl Tally {
    /// Adds another one.
    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.articles += other.articles;
        self.article_bytes += other.article_bytes;
        self.boilerplate_bytes += other.boilerplate_bytes;
        self.error_bytes += other.error_bytes;
        self.bytes += other.bytes;
    }
}

/// Checks the account of one source, document by document.
#[derive(Clone, Debug, Default)]
pub struct SourceAudit {
    tally: Tally,
    mismatches: Vec<Mismatch>,
    end: u64,
}

/// Mismatches of one source that are kept; the first ones say enough.
const KEPT: usize = 10;

impl SourceAudit {
    /// Checks the next document: its account against what was read again.
    ///
    /// One of both is missing where the other has more documents.
    pub fn check(&mut self, entry: Option<&DocumentEntry>, item: Option<&Item>) {
        match (entry, item) {
            (Some(entry), Some(item)) => self.check_document(entry, item),
            (Some(entry), None) => self.wrong(Mismatch::Missing { record: entry.record }),
            (None, Some(item)) => self.wrong(Mismatch::Unaccounted { record: place_of(item)[0] }),
            (None, None) => {}
        }
    }

    /// Checks how many of the source's articles the index holds; fewer may have been forgotten.
    pub fn check_articles(&mut self, held: u64) {
        let accounted = self.tally.articles;
        if held > accounted {
            self.wrong(Mismatch::Articles { accounted, held });
        }
    }

    /// Returns what was added up.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Returns what is wrong, the first of it.
    pub fn mismatches(&self) -> &[Mismatch] {
        &self.mismatches
    }

    fn check_document(&mut self, entry: &DocumentEntry, item: &Item) {
        let record = entry.record;
        if record != self.end {
            self.wrong(Mismatch::Order { record, expected: self.end });
        }
        self.end = record.saturating_add(entry.bytes);
        let (stored, found) = ([record, entry.bytes, entry.text_bytes], place_of(item));
        if stored != found {
            self.wrong(Mismatch::Place { stored, found });
        }
        self.tally.documents += 1;
        self.tally.bytes += entry.bytes;
        // An article without text has no part: its record is accounted for by being empty.
        let is_empty_article = matches!(item, Item::Document(document)
            if entry.text_bytes == 0 && matches!(document.content, Content::Article(_)));
        self.tally.articles += u64::from(is_empty_article);
        let mut at = 0;
        for part in &entry.parts {
            if part.span.start != at || part.span.end < at {
                self.wrong(Mismatch::Cover { record, expected: at, found: Some(part.span) });
            }
            at = part.span.end;
            if hash_of(item, part.span) != Some(part.hash) {
                self.wrong(Mismatch::Bytes { record, span: part.span });
            }
            match part.kind {
                PartKind::Article(_) => {
                    self.tally.articles += 1;
                    self.tally.article_bytes += part.span.len();
                }
                PartKind::Boilerplate => self.tally.boilerplate_bytes += part.span.len(),
                PartKind::Error => self.tally.error_bytes += part.span.len(),
            }
        }
        if at != entry.text_bytes {
            self.wrong(Mismatch::Cover { record, expected: at, found: None });
        }
    }

    fn wrong(&mut self, mismatch: Mismatch) {
        if self.mismatches.len() < KEPT {
            self.mismatches.push(mismatch);
        }
    }
}

/// Offset, length, and length of the text of what was read.
fn place_of(item: &Item) -> [u64; 3] {
    match item {
        Item::Document(document) => {
            [document.record, document.bytes, document.content.text().len() as u64]
        }
        Item::Bad(bad) => [bad.record, bad.bytes, bad.bytes],
    }
}

/// Hashes a part's bytes; of bytes that could not be read only the whole is known.
fn hash_of(item: &Item, span: Span) -> Option<u64> {
    match item {
        Item::Document(document) => {
            crate::pipeline::bytes_of(document.content.text(), span).map(content_hash)
        }
        Item::Bad(bad) => (span == Span { start: 0, end: bad.bytes }).then_some(bad.hash),
    }
}

#[cfg(test)]
mod tests;
