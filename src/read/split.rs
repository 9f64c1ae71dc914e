//! Splitting a stream of JSON into records, in bounded memory.
//!
//! Two ways: one record a line, and objects that span lines, one after the other or as the elements
//! of one array. White space and separators behind a record belong to it, and what stands before
//! the first record belongs to the first, so that the records cover the stream.

use memchr::memchr;
use xxhash_rust::xxh3::Xxh3;

use super::charset::Charset;
use super::stream::{CAPACITY, Stream};

/// Where records end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// At line breaks.
    Lines,
    /// At the brace that closes the object.
    Values,
}

/// A record as it stands in the stream, without what follows it.
pub(super) struct Piece {
    /// Byte offset of its beginning.
    pub(super) start: u64,
    /// The line it begins on, from 1.
    pub(super) line: u64,
    /// Its bytes, without a byte order mark; empty where they are over the limit.
    pub(super) data: Vec<u8>,
    /// Set when it is over the limit.
    pub(super) over: bool,
    /// Hash of the bytes that are not in `data`: those before the first record, or all.
    hash: Option<Box<Xxh3>>,
}

/// The bytes that a record accounts for.
pub(super) struct Extent {
    /// Their number.
    pub(super) bytes: u64,
    /// Their hash, where it was asked for.
    pub(super) hash: u64,
}

/// Splits a stream into records.
pub(super) struct Splitter {
    stream: Stream,
    way: Way,
    charset: Charset,
    mark: usize,
    limit: usize,
    line: u64,
    buffer: Vec<u8>,
    /// How many arrays around the records are open.
    open: u64,
    /// Where the outermost of them begins: offset and line.
    array: (u64, u64),
}

impl Splitter {
    /// Splits `stream`, which begins with a byte order mark of `mark` bytes; a record holds at most
    /// `limit` bytes.
    pub(super) fn new(
        stream: Stream,
        way: Way,
        charset: Charset,
        mark: usize,
        limit: usize,
    ) -> Self {
        Self {
            stream,
            way,
            charset,
            mark,
            limit,
            line: 1,
            buffer: Vec::new(),
            open: 0,
            array: (0, 1),
        }
    }

    /// Returns the stream.
    pub(super) fn stream(&mut self) -> &mut Stream {
        &mut self.stream
    }

    /// Gives the stream back.
    pub(super) fn into_stream(self) -> Stream {
        self.stream
    }

    /// Returns the encoding.
    pub(super) fn charset(&self) -> Charset {
        self.charset
    }

    /// Returns the line that is read next, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Returns where the array around the records begins, if it has not been closed: its offset and line.
    pub(super) fn open_array(&self) -> Option<(u64, u64)> {
        (self.open > 0).then_some(self.array)
    }

    /// Reads the next record; [`Splitter::close`] must follow.
    pub(super) fn next_piece(&mut self) -> Option<Piece> {
        let start = self.stream.consumed();
        let mut hash = None;
        if start == 0 {
            let mut lead = Box::new(Xxh3::new());
            let mark = self.stream.peek(self.mark).get(..self.mark).unwrap_or_default();
            lead.update(mark);
            self.stream.advance(self.mark);
            self.skip(Some(&mut lead));
            hash = Some(lead);
        }
        let mut piece = Piece {
            start,
            line: self.line,
            data: std::mem::take(&mut self.buffer),
            over: false,
            hash,
        };
        let mut state = State::default();
        loop {
            let chunk = ahead(&mut self.stream, self.charset);
            if chunk.is_empty() {
                break;
            }
            let end = match self.way {
                Way::Lines => line_end(chunk, self.charset),
                Way::Values => state.value_end(chunk, self.charset),
            };
            let taken = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            self.line += breaks(taken, self.charset);
            piece.take(taken, self.limit);
            let count = taken.len();
            self.stream.advance(count);
            if end.is_some() {
                break;
            }
        }
        (self.stream.consumed() > start).then_some(piece)
    }

    /// Moves to the next record and tells what this one accounts for; hashes it only if asked to.
    pub(super) fn close(&mut self, piece: Piece, hashed: bool) -> Extent {
        let mut hash = hashed.then(|| {
            let mut hash = piece.hash.unwrap_or_default();
            hash.update(&piece.data);
            hash
        });
        self.buffer = piece.data;
        self.buffer.clear();
        self.skip(hash.as_deref_mut());
        Extent {
            bytes: self.stream.consumed() - piece.start,
            hash: hash.map_or(0, |hash| hash.digest()),
        }
    }

    /// Skips white space and, between values, what separates them.
    fn skip(&mut self, mut hash: Option<&mut Xxh3>) {
        let values = self.way == Way::Values;
        loop {
            let consumed = self.stream.consumed();
            let chunk = ahead(&mut self.stream, self.charset);
            let unit = self.charset.unit();
            let blank = chunk
                .chunks_exact(unit)
                .map(|bytes| self.charset.read_unit(bytes))
                .take_while(|&c| is_blank(c) || (values && is_separator(c)))
                .count();
            if blank == 0 {
                return;
            }
            let skipped = chunk.get(..blank * unit).unwrap_or_default();
            for (at, bytes) in (consumed..).step_by(unit).zip(skipped.chunks_exact(unit)) {
                match self.charset.read_unit(bytes) {
                    BREAK => self.line += 1,
                    0x5b => {
                        if self.open == 0 {
                            self.array = (at, self.line);
                        }
                        self.open += 1;
                    }
                    0x5d => self.open = self.open.saturating_sub(1),
                    _ => {}
                }
            }
            if let Some(hash) = &mut hash {
                hash.update(skipped);
            }
            self.stream.advance(blank * unit);
        }
    }
}

impl Piece {
    fn take(&mut self, bytes: &[u8], limit: usize) {
        if !self.over && self.data.len() + bytes.len() > limit {
            self.over = true;
            self.hash.get_or_insert_default().update(&self.data);
            self.data.clear();
        }
        match &mut self.hash {
            Some(hash) if self.over => hash.update(bytes),
            _ => self.data.extend_from_slice(bytes),
        }
    }
}

/// Returns the bytes ahead in whole units; half a unit only at the end of the stream.
fn ahead(stream: &mut Stream, charset: Charset) -> &[u8] {
    let unit = charset.unit();
    if unit == 1 {
        return stream.chunk();
    }
    let bytes = stream.peek(CAPACITY / 2);
    let whole = bytes.len() - bytes.len() % unit;
    bytes.get(..whole).filter(|whole| !whole.is_empty()).unwrap_or(bytes)
}

fn line_end(chunk: &[u8], charset: Charset) -> Option<usize> {
    let unit = charset.unit();
    if unit == 1 {
        return memchr(b'\n', chunk).map(|at| at + 1);
    }
    let at = chunk.chunks_exact(unit).position(|bytes| charset.read_unit(bytes) == BREAK)?;
    Some((at + 1) * unit)
}

fn breaks(bytes: &[u8], charset: Charset) -> u64 {
    let unit = charset.unit();
    let count = if unit == 1 {
        memchr::memchr_iter(b'\n', bytes).count()
    } else {
        bytes.chunks_exact(unit).filter(|bytes| charset.read_unit(bytes) == BREAK).count()
    };
    count as u64
}

const BREAK: u32 = 0x0a;

fn is_blank(c: u32) -> bool {
    matches!(c, 0x20 | 0x09 | 0x0a | 0x0d)
}

/// Commas, and the brackets of an array around the records.
fn is_separator(c: u32) -> bool {
    matches!(c, 0x2c | 0x5b | 0x5d)
}

/// Where in a JSON object the scan is.
#[derive(Default)]
struct State {
    depth: u32,
    /// The record began with something else than a brace: it ends before the next one.
    stray: bool,
    inside: bool,
    escaped: bool,
}

impl State {
    /// Returns where in `chunk` the object ends.
    fn value_end(&mut self, chunk: &[u8], charset: Charset) -> Option<usize> {
        let unit = charset.unit();
        for (at, bytes) in chunk.chunks_exact(unit).enumerate() {
            let c = charset.read_unit(bytes);
            if self.inside {
                match c {
                    _ if self.escaped => self.escaped = false,
                    0x5c => self.escaped = true,
                    // A string ends with its line at the latest: one lost quote is one lost record.
                    0x22 | BREAK => self.inside = false,
                    _ => {}
                }
                continue;
            }
            match c {
                0x7b if self.stray => return Some(at * unit),
                0x7b => self.depth = self.depth.saturating_add(1),
                _ if self.depth == 0 => self.stray = true,
                0x22 => self.inside = true,
                0x7d if self.depth == 1 => return Some((at + 1) * unit),
                0x7d => self.depth -= 1,
                _ => {}
            }
        }
        None
    }
}
