//! A stream of decompressed bytes that can be looked into ahead and knows how far it is.
//!
//! An error of the reader below does not surface where it happens: it ends the stream and is kept,
//! so that the bytes before it are read to the last one.

use std::io::{self, BufRead, Read};

/// How many bytes are buffered, and so the most that can be seen ahead.
pub(super) const CAPACITY: usize = 256 << 10;

/// A buffered reader with lookahead.
pub(super) struct Stream {
    inner: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    consumed: u64,
    ended: bool,
    failed: Option<io::Error>,
}

impl Stream {
    /// Reads from `inner`.
    pub(super) fn new(inner: Box<dyn Read + Send>) -> Self {
        Self {
            inner,
            buffer: vec![0; CAPACITY],
            start: 0,
            end: 0,
            consumed: 0,
            ended: false,
            failed: None,
        }
    }

    /// Returns the bytes ahead: at least `want` of them (capped at [`CAPACITY`]) unless the stream
    /// ends before.
    pub(super) fn peek(&mut self, want: usize) -> &[u8] {
        let want = want.min(CAPACITY);
        if self.end - self.start < want && !self.ended {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            while self.end < want && !self.ended {
                self.fill();
            }
        }
        self.ahead()
    }

    /// Returns the next run of bytes, as long as it comes; empty only at the end.
    pub(super) fn chunk(&mut self) -> &[u8] {
        while self.start == self.end && !self.ended {
            self.start = 0;
            self.end = 0;
            self.fill();
        }
        self.ahead()
    }

    /// Moves on by `count` bytes that were seen.
    pub(super) fn advance(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.consumed += count as u64;
    }

    /// Returns how many bytes were moved over.
    pub(super) fn consumed(&self) -> u64 {
        self.consumed
    }

    /// Tells whether the stream ended because of an error.
    pub(super) fn broken(&self) -> bool {
        self.failed.is_some()
    }

    /// Takes the error that ended the stream.
    pub(super) fn take_failure(&mut self) -> Option<io::Error> {
        self.failed.take()
    }

    fn ahead(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    fn fill(&mut self) {
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        match self.inner.read(room) {
            Ok(0) => self.ended = true,
            Ok(count) => self.end += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                self.ended = true;
                self.failed = Some(error);
            }
        }
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.advance(count);
        Ok(count)
    }
}

/// For a decoder on top: here the kept error surfaces, behind the last byte.
impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.chunk();
        match self.failed.take() {
            Some(error) if self.start == self.end => Err(error),
            kept => {
                self.failed = kept;
                Ok(self.ahead())
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.advance(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in small pieces, then fails.
    struct Fails(Vec<u8>);

    impl Read for Fails {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::Error::other("gone"));
            }
            let count = self.0.len().min(into.len()).min(3);
            into[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }

    /// Is interrupted before every read, as by a signal.
    struct Interrupted(Fails, bool);

    impl Read for Interrupted {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 { Err(io::ErrorKind::Interrupted.into()) } else { self.0.read(into) }
        }
    }

    #[test]
    fn a_signal_does_not_end_a_stream() {
        let mut stream = Stream::new(Box::new(Interrupted(Fails(b"abcdefgh".to_vec()), false)));
        let mut read = Vec::new();
        while let chunk @ [_, ..] = stream.chunk() {
            read.extend_from_slice(chunk);
            let count = chunk.len();
            stream.advance(count);
        }
        assert_eq!(read, b"abcdefgh");
    }

    #[test]
    fn what_came_before_an_error_is_read() {
        let mut stream = Stream::new(Box::new(Fails(b"abcdefgh".to_vec())));
        assert_eq!(stream.peek(5), b"abcdef");
        stream.advance(4);
        assert_eq!(stream.peek(100), b"efgh");
        assert!(stream.broken());
        stream.advance(4);
        assert!(stream.chunk().is_empty());
        assert_eq!(stream.consumed(), 8);
        assert_eq!(stream.take_failure().unwrap().to_string(), "gone");
    }

    #[test]
    fn a_reader_on_top_sees_the_error_last() {
        let mut stream = Stream::new(Box::new(Fails(b"abcdefgh".to_vec())));
        stream.peek(100);
        let mut all = Vec::new();
        assert_eq!(stream.read_to_end(&mut all).unwrap_err().to_string(), "gone");
        assert_eq!(all, b"abcdefgh");
    }
}
