//! The words of a text of many documents, one after another, as their numbers.
//!
//! Numbers ([`groups`]) grow with the order of coming, so that nearly all take two bytes. Positions are not
//! written: a word stands one after the word before, and marks say where it does not.
//!
//! They are written once and read in order, a few times, so that they need not stay in memory ([`Spill`]).

use std::io::{self, Read};
use std::path::Path;
use std::slice;

use super::groups;
use super::spill::Spill;

/// Moves the next word on by one position: a word was left out.
const SKIP: u32 = 0;
/// Moves the next word back by one position: it stands where the last one does.
const STAY: u32 = 1;
/// Begins another value of the same field: a position lies between the two.
const GAP: u32 = 2;
/// The number of the first word.
const FIRST: u32 = 3;

/// Words of documents, in their order.
#[derive(Debug)]
pub(super) struct Stream {
    words: Spill,
    /// How many bytes the words of each document take.
    sizes: Vec<u32>,
    /// How many positions each document has.
    lengths: Vec<u32>,
    /// How many they have together.
    positions: u64,
    /// The position of the next word.
    next: u32,
    /// The positions of the values before, and the gaps between them.
    before: u32,
    /// The position after the value's last word.
    after: u32,
    begun: bool,
}

impl Stream {
    /// Keeps some `held` bytes in memory, and all beyond in a file in a folder that has no name.
    pub(super) fn new(dir: Option<&Path>, held: usize) -> Self {
        Self {
            words: Spill::new(dir, held),
            sizes: Vec::new(),
            lengths: Vec::new(),
            positions: 0,
            next: 0,
            before: 0,
            after: 0,
            begun: false,
        }
    }

    /// Begins a value of the current document.
    pub(super) fn begin(&mut self) {
        if std::mem::replace(&mut self.begun, true) {
            self.write(GAP);
            self.before = self.before.saturating_add(self.after).saturating_add(1);
        }
        (self.next, self.after) = (0, 0);
    }

    /// Adds a word of the value at a position, which is that of the word before or comes after it.
    #[inline]
    pub(super) fn push(&mut self, word: u32, position: u32) {
        if position != self.next {
            self.turn(position);
        }
        self.write(word + FIRST);
        self.next = position.saturating_add(1);
        self.after = self.next;
    }

    fn turn(&mut self, position: u32) {
        if position < self.next {
            self.write(STAY);
        }
        for _ in self.next..position {
            self.write(SKIP);
        }
    }

    #[inline]
    fn write(&mut self, number: u32) {
        groups::write(number, self.words.last());
    }

    /// Ends the current document.
    pub(super) fn end(&mut self) -> io::Result<()> {
        let length = self.before.saturating_add(self.after);
        self.sizes.push(u32::try_from(self.words.added()).map_err(io::Error::other)?);
        self.lengths.push(length);
        self.positions += u64::from(length);
        (self.before, self.after, self.begun) = (0, 0, false);
        self.words.settle()
    }

    /// Reads the documents from the first on. There is one reader at a time.
    pub(super) fn read(&self) -> io::Result<Documents<'_>> {
        let (words, sizes) = (self.words.read()?, self.sizes.iter());
        Ok(Documents { words, sizes, bytes: Vec::new() })
    }

    /// Returns how many documents there are.
    pub(super) fn documents(&self) -> usize {
        self.sizes.len()
    }

    /// Returns how many positions each document has.
    pub(super) fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    /// Returns how many positions all documents have.
    pub(super) fn positions(&self) -> u64 {
        self.positions
    }

    /// Returns the bytes of memory that it takes.
    pub(super) fn memory(&self) -> usize {
        self.words.memory() + (self.sizes.capacity() + self.lengths.capacity()) * size_of::<u32>()
    }
}

/// Reads the words of one document after the other.
pub(super) struct Documents<'a> {
    words: Box<dyn Read + 'a>,
    sizes: slice::Iter<'a, u32>,
    bytes: Vec<u8>,
}

impl Documents<'_> {
    /// Calls `found` for each word of the next document with its position, counted over the field's values.
    #[inline]
    pub(super) fn next(
        &mut self,
        mut found: impl FnMut(u32, u32) -> io::Result<()>,
    ) -> io::Result<()> {
        self.bytes.resize(self.sizes.next().copied().unwrap_or_default() as usize, 0);
        self.words.read_exact(&mut self.bytes)?;
        let (mut position, mut after) = (0_u32, 0_u32);
        let mut groups = groups::of(&self.bytes);
        while let Some(number) = groups::next(&mut groups) {
            match number {
                SKIP => position = position.saturating_add(1),
                STAY => position = position.saturating_sub(1),
                GAP => {
                    after = after.saturating_add(1);
                    position = after;
                }
                word => {
                    found(word - FIRST, position)?;
                    position = position.saturating_add(1);
                    after = position;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_with_their_positions() {
        let dir = tempfile::tempdir().unwrap();
        for held in [0, 1, 10, 1000] {
            let mut stream = Stream::new(Some(dir.path()), held);
            let words = [(5, 0), (u32::MAX - 3, 0), (300, 1), (127, 4), (125, 4), (0, 5)];
            let document = |stream: &mut Stream| {
                stream.begin();
                for (word, position) in words {
                    stream.push(word, position);
                }
                stream.begin();
                stream.begin();
                stream.push(7, 1);
                stream.end().unwrap();
            };
            stream.end().unwrap();
            document(&mut stream);
            document(&mut stream);
            // The value without words lies between two gaps; the last one begins with a word left out.
            let expected = [words.as_slice(), &[(7, 9)]].concat();
            assert_eq!((stream.lengths(), stream.positions()), ([0, 10, 10].as_slice(), 20));
            // They are read more than once.
            for _ in 0..2 {
                let mut documents = stream.read().unwrap();
                for expected in [&[], expected.as_slice(), expected.as_slice(), &[]] {
                    let mut found = Vec::new();
                    let mut push = |word, position| {
                        found.push((word, position));
                        Ok(())
                    };
                    documents.next(&mut push).unwrap();
                    assert_eq!(found, expected);
                }
            }
        }
    }
}
