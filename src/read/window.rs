//! Plain text and HTML: one document a source, or windows of one that is too long to be held.

use memchr::memmem;
use memchr::memrchr;
use xxhash_rust::xxh3::Xxh3;

use super::charset::Charset;
use super::stream::Stream;

/// One run of a stream's bytes.
pub(super) struct Window {
    /// Byte offset of its beginning, byte order mark included.
    pub(super) start: u64,
    /// Number of bytes.
    pub(super) bytes: u64,
    /// Its place, from 1.
    pub(super) number: u64,
    /// It is not the whole stream.
    pub(super) part: bool,
    /// The decoded text, without a byte order mark.
    pub(super) text: String,
    /// Byte sequences that were replaced.
    pub(super) replaced: u64,
}

/// A stream that is larger than the limit and must not be cut.
pub(super) struct Oversize {
    pub(super) bytes: u64,
    pub(super) hash: u64,
}

/// Reads a stream in windows.
pub(super) struct Windows {
    stream: Stream,
    charset: Option<Charset>,
    mark: usize,
    limit: usize,
    /// Bytes that were read and belong to the next window.
    rest: Vec<u8>,
    number: u64,
    at: u64,
}

impl Windows {
    /// Reads `stream`, which begins with a byte order mark of `mark` bytes, in windows of at most
    /// `limit` bytes.
    pub(super) fn new(stream: Stream, charset: Option<Charset>, mark: usize, limit: usize) -> Self {
        Self { stream, charset, mark, limit: limit.max(16), rest: Vec::new(), number: 0, at: 0 }
    }

    /// Gives the stream back.
    pub(super) fn into_stream(self) -> Stream {
        self.stream
    }

    /// Returns how many windows were read.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Reads the next window.
    pub(super) fn next_window(&mut self) -> Option<Window> {
        let mut bytes = self.read();
        if bytes.is_empty() {
            return None;
        }
        let mark = if self.number == 0 { self.mark } else { 0 };
        let charset = *self.charset.get_or_insert_with(|| Charset::detect(&bytes));
        let longer = bytes.len() > self.limit;
        if longer {
            self.rest = bytes.split_off(cut(&bytes, self.limit, charset));
        }
        self.number += 1;
        let start = self.at;
        let length = bytes.len() as u64;
        self.at += length;
        bytes.drain(..mark.min(bytes.len()));
        let (text, replaced) = charset.decode(bytes);
        let part = longer || self.number > 1;
        Some(Window { start, bytes: length, number: self.number, part, text, replaced })
    }

    /// Reads the next window of plain text: zero bytes, which no text has, are replaced, too.
    pub(super) fn next_text(&mut self) -> Option<Window> {
        let mut window = self.next_window()?;
        let zeros = memchr::memchr_iter(0, window.text.as_bytes()).count();
        if zeros > 0 {
            window.text = window.text.replace('\0', "\u{fffd}");
            window.replaced += zeros as u64;
        }
        Some(window)
    }

    /// Reads the whole stream as one; what is over the limit is hashed and let go.
    pub(super) fn whole(&mut self) -> Result<Option<Window>, Oversize> {
        let bytes = self.read();
        if bytes.len() <= self.limit {
            self.rest = bytes;
            return Ok(self.next_window());
        }
        let mut hash = Xxh3::new();
        hash.update(&bytes);
        let mut length = bytes.len() as u64;
        drop(bytes);
        loop {
            let chunk = self.stream.chunk();
            if chunk.is_empty() {
                return Err(Oversize { bytes: length, hash: hash.digest() });
            }
            hash.update(chunk);
            let count = chunk.len();
            length += count as u64;
            self.stream.advance(count);
        }
    }

    /// Returns the bytes that were left over and more, until they are over the limit.
    fn read(&mut self) -> Vec<u8> {
        let mut bytes = std::mem::take(&mut self.rest);
        while bytes.len() <= self.limit {
            let chunk = self.stream.chunk();
            if chunk.is_empty() {
                break;
            }
            bytes.extend_from_slice(chunk);
            let count = chunk.len();
            self.stream.advance(count);
        }
        bytes
    }
}

/// Decides where a window of at most `limit` bytes ends: in its last quarter behind a blank line, or
/// else a line, or else a word; or else at the limit, though never inside a character of Unicode.
fn cut(bytes: &[u8], limit: usize, charset: Charset) -> usize {
    let from = limit - limit / 4;
    let head = bytes.get(..limit).unwrap_or(bytes);
    let tail = head.get(from..).unwrap_or_default();
    if charset.unit() > 1 {
        return cut_wide(head, from, charset);
    }
    // The break that ends a blank line: the one before it is next to it, but for a carriage return.
    let blank = [&b"\n\n"[..], b"\n\r\n"]
        .iter()
        .filter_map(|pattern| Some(memmem::rfind(tail, pattern)? + pattern.len()))
        .max();
    let place = blank
        .or_else(|| Some(memrchr(b'\n', tail)? + 1))
        .or_else(|| Some(memrchr(b' ', tail)? + 1))
        .map(|at| from + at);
    place.unwrap_or_else(|| {
        let inside = |at: &usize| bytes.get(*at).is_some_and(|byte| (0x80..0xc0).contains(byte));
        let utf_8 = charset == Charset::UTF_8;
        (limit - 3..=limit).rev().find(|at| !utf_8 || !inside(at)).unwrap_or(limit)
    })
}

fn cut_wide(head: &[u8], from: usize, charset: Charset) -> usize {
    let unit = charset.unit();
    let units: Vec<u32> = head.chunks_exact(unit).map(|bytes| charset.read_unit(bytes)).collect();
    let first = from / unit;
    let tail = units.get(first..).unwrap_or_default();
    let last = |c: u32| tail.iter().rposition(|&unit| unit == c).map(|at| first + at + 1);
    let end = last(0x0a).or_else(|| last(0x20)).unwrap_or_else(|| {
        let high = units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit));
        units.len() - usize::from(high)
    });
    end * unit
}
