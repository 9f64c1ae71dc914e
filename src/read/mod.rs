//! Reading: from paths to documents.
//!
//! [`walk`] finds the sources, [`open`] recognises what one holds by its content and returns a
//! [`Reader`] that yields its documents one by one, in bounded memory. Plain text, HTML and NDJSON
//! are read, as they are, gzip or zstd, in any encoding. Nothing here cuts, counts or prints, and
//! nothing looks at a file's extension.
//!
//! Every byte of a decompressed stream is in exactly one [`Item`], so that an audit can add up.
//!
//! ```
//! use presscut::read::{Content, Item, Opened, ReadOptions, open_stream};
//!
//! let raw = std::io::Cursor::new(b"{\"headline\": \"Rain\", \"body\": \"It rained.\"}\n{oops}\n");
//! let options = ReadOptions::default();
//! let Opened::Reader(reader) = open_stream(&"rain.ndjson".into(), Box::new(raw), &options)? else {
//!     panic!("it is NDJSON");
//! };
//! let items: Vec<Item> = reader.collect();
//! let [Item::Document(document), Item::Bad(bad)] = &items[..] else { panic!("two records") };
//! assert!(matches!(&document.content, Content::Article(record) if record.body == "It rained."));
//! assert_eq!(
//!     bad.error.to_string(),
//!     "rain.ndjson: line 2 (byte 43): key must be a string at column 2; fix or remove the record"
//! );
//! # Ok::<(), presscut::read::Error>(())
//! ```

mod charset;
mod codec;
mod document;
mod error;
mod fields;
mod filter;
mod guard;
mod name;
mod reader;
mod record;
mod repair;
mod signature;
mod sniff;
mod split;
mod stream;
mod walk;
mod when;
mod window;
mod words;

pub use document::{Content, Document, Record};
pub use error::Error;
pub(crate) use guard::guarded;
pub use name::{argument_name, name_of, path_of};
pub use reader::{Reader, open, open_stream};
pub(crate) use repair::{Surrogates, surrogate};
pub use walk::{Source, WalkOptions, walk};

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
