//! The reader: the documents of one source, one after the other.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use presscut_index::content_hash;

use super::charset::Charset;
use super::codec::{self, Codec, Count, Counted};
use super::guard::guarded;
use super::record::{self, Fault, Parsed};
use super::repair::repair;
use super::sniff::{self, Form};
use super::split::{Piece, Splitter, Way};
use super::stream::Stream;
use super::window::{Oversize, Window, Windows};
use super::{Bad, Content, Document, Error, Item, Opened, ReadOptions, Shape, Source};

/// The documents of one source, in order.
///
/// The items' `record..record + bytes` follow each other and cover the decompressed stream: white
/// space and separators between records belong to the record before them, a byte order mark and
/// blank lines at the beginning to the first. Memory is bounded by a few times
/// [`ReadOptions::max_document`], whatever the source's size.
pub struct Reader {
    name: Arc<str>,
    options: ReadOptions,
    count: Arc<Count>,
    codec: Option<Codec>,
    work: Work,
    accounted: u64,
}

enum Work {
    Records(Box<Splitter>),
    Text(Windows),
    Html(Windows),
    /// Nothing is left but the error that ended the stream.
    Rest(Stream),
    Done,
}

/// Opens a source and recognises what it holds.
///
/// # Errors
///
/// The file cannot be opened. Damage further on is an [`Item::Bad`].
pub fn open(source: &Source, options: &ReadOptions) -> Result<Opened, Error> {
    let raw: Box<dyn Read + Send> = match &source.path {
        None => Box::new(io::stdin()),
        Some(path) => Box::new(
            File::open(path).map_err(|cause| Error::Io { name: source.name.to_string(), cause })?,
        ),
    };
    open_stream(&source.name, raw, options)
}

/// Opens a stream under a source's name and recognises what it holds.
///
/// # Errors
///
/// There is no memory for a decoder.
pub fn open_stream(
    name: &Arc<str>,
    raw: Box<dyn Read + Send>,
    options: &ReadOptions,
) -> Result<Opened, Error> {
    let count = Arc::new(Count::default());
    let counted = Box::new(Counted::new(raw, Arc::clone(&count)));
    let (mut stream, codec) =
        codec::decode(counted).map_err(|cause| Error::Io { name: name.to_string(), cause })?;
    let head = stream.peek(sniff::HEAD);
    let whole = head.len() < sniff::HEAD;
    let sniffed = sniff::sniff(head, whole);
    let limit = usize::try_from(options.max_document).unwrap_or(usize::MAX);
    let records = |stream, way| {
        let charset = sniffed.charset.unwrap_or(Charset::UTF_8);
        Work::Records(Box::new(Splitter::new(stream, way, charset, sniffed.mark, limit)))
    };
    let windows = |stream| Windows::new(stream, sniffed.charset, sniffed.mark, limit);
    let work = match sniffed.form {
        Form::Other(what) => return Ok(Opened::NotRead(what)),
        Form::Empty => Work::Rest(stream),
        Form::Text => Work::Text(windows(stream)),
        Form::Html => Work::Html(windows(stream)),
        Form::Lines => records(stream, Way::Lines),
        Form::Values => records(stream, Way::Values),
    };
    Ok(Opened::Reader(Reader {
        name: Arc::clone(name),
        options: *options,
        count,
        codec,
        work,
        accounted: 0,
    }))
}

impl Reader {
    /// Returns how many bytes of the file have been read, for progress.
    pub fn position(&self) -> u64 {
        self.count.bytes.load(Ordering::Relaxed)
    }

    /// Returns what reading these has taken of the thread's time on processors, in nanoseconds: not what was made
    /// of them.
    pub fn reading(&self) -> u64 {
        self.count.took.load(Ordering::Relaxed)
    }

    /// Returns how many decompressed bytes the items so far account for.
    pub fn decompressed(&self) -> u64 {
        self.accounted
    }
}

impl Iterator for Reader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let mut work = std::mem::replace(&mut self.work, Work::Done);
        let item = match &mut work {
            Work::Records(splitter) => {
                splitter.next_piece().map(|piece| self.record(splitter, piece))
            }
            Work::Text(windows) => {
                windows.next_text().map(|window| self.document(window, Content::Text))
            }
            Work::Html(windows) => match windows.whole() {
                Ok(window) => window.map(|window| self.document(window, Content::Html)),
                Err(over) => Some(self.oversize(&over)),
            },
            Work::Rest(_) | Work::Done => None,
        };
        let Some(item) = item else { return self.end(work) };
        self.accounted += match &item {
            Item::Document(document) => document.bytes,
            Item::Bad(bad) => bad.bytes,
        };
        self.work = work;
        Some(item)
    }
}

impl Reader {
    fn document(&self, window: Window, content: fn(String) -> Content) -> Item {
        Item::Document(Document {
            source: Arc::clone(&self.name),
            record: window.start,
            bytes: window.bytes,
            number: window.number,
            content: content(window.text),
            url: None,
            captured: None,
            language: None,
            replaced: window.replaced,
            window: window.part,
        })
    }

    fn oversize(&self, over: &Oversize) -> Item {
        let error = Error::TooLarge {
            name: self.name.to_string(),
            line: 1,
            record: 0,
            what: "HTML page",
            bytes: over.bytes,
            limit: self.options.max_document,
        };
        Item::Bad(Bad { record: 0, bytes: over.bytes, number: 1, hash: over.hash, error })
    }

    fn record(&self, splitter: &mut Splitter, piece: Piece) -> Item {
        let (record, number, over) = (piece.start, piece.line, piece.over);
        let parsed = if over {
            None
        } else {
            let (charset, shape) = (splitter.charset(), self.options.shape);
            let parsed = guarded(|| parse(&piece.data, charset, shape));
            Some(parsed.unwrap_or_else(|what| Err(Fault::Bug(what))))
        };
        let bad = !matches!(parsed, Some(Ok(_)));
        let extent = splitter.close(piece, bad);
        let name = || self.name.to_string();
        let error = match parsed {
            Some(Ok((parsed, replaced))) => {
                return Item::Document(Document {
                    source: Arc::clone(&self.name),
                    record,
                    bytes: extent.bytes,
                    number,
                    content: parsed.content,
                    url: parsed.url,
                    captured: parsed.captured,
                    language: parsed.language,
                    replaced,
                    window: false,
                });
            }
            // The record breaks off because the stream does.
            Some(Err(_)) if splitter.stream().broken() => {
                self.damage(splitter.stream()).unwrap_or_else(|| Error::Io {
                    name: name(),
                    cause: io::ErrorKind::UnexpectedEof.into(),
                })
            }
            Some(Err(fault)) => Error::Record {
                name: name(),
                line: number,
                record,
                reason: fault.reason(number),
                advice: fault.advice(),
            },
            None => Error::TooLarge {
                name: name(),
                line: number,
                record,
                what: "record",
                bytes: extent.bytes,
                limit: self.options.max_document,
            },
        };
        Item::Bad(Bad { record, bytes: extent.bytes, number, hash: extent.hash, error })
    }

    /// Returns the error that ended the stream, or that it ends too soon, as an item of no bytes.
    fn end(&self, work: Work) -> Option<Item> {
        let mut array = None;
        let (mut stream, number) = match work {
            Work::Records(splitter) => {
                let line = splitter.line();
                array = splitter.open_array();
                (splitter.into_stream(), line)
            }
            Work::Text(windows) | Work::Html(windows) => {
                let number = windows.number() + 1;
                (windows.into_stream(), number)
            }
            Work::Rest(stream) => (stream, 1),
            Work::Done => return None,
        };
        let unclosed = |(record, line)| Error::Record {
            name: self.name.to_string(),
            line,
            record,
            reason: "the array that begins here is not closed; what it holds was read".to_owned(),
            advice: "the file seems to be cut short: fetch it again",
        };
        let error = self.damage(&mut stream).or_else(|| array.map(unclosed))?;
        let record = stream.consumed();
        Some(Item::Bad(Bad { record, bytes: 0, number, hash: content_hash(b""), error }))
    }

    fn damage(&self, stream: &mut Stream) -> Option<Error> {
        let cause = stream.take_failure()?;
        let name = self.name.to_string();
        Some(match self.codec {
            // An error with a number comes from the system, not from the decoder.
            Some(codec) if cause.raw_os_error().is_none() => Error::Damaged {
                name,
                codec: codec.name(),
                position: self.position(),
                decompressed: stream.consumed(),
                cause,
            },
            _ => Error::Io { name, cause },
        })
    }
}

/// Reads a record, as it stands or mended; returns how much of it was replaced.
fn parse(data: &[u8], charset: Charset, shape: Option<Shape>) -> Result<(Parsed, u64), Fault> {
    let decoded;
    let (text, replaced) = match std::str::from_utf8(data) {
        Ok(text) if charset.unit() == 1 => (text, 0),
        _ => {
            let charset = if charset.unit() == 1 { Charset::detect(data) } else { charset };
            decoded = charset.decode(data.to_vec());
            (decoded.0.as_str(), decoded.1)
        }
    };
    let text = text.trim_end();
    let fault = match record::parse(text, shape) {
        Ok(parsed) => return Ok((parsed, replaced)),
        Err(fault) => fault,
    };
    let Some((text, more)) = repair(text) else { return Err(fault) };
    match record::parse(&text, shape) {
        Ok(parsed) => Ok((parsed, replaced + more)),
        Err(_) => Err(fault),
    }
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
