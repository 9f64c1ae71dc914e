//! The words of a text of many documents, one after another, as their numbers.
//!
//! A number is written in groups of seven bits, the lowest first. Numbers grow with the order of
//! coming, so the words that every text has take a byte, and nearly all others two. Positions are not
//! written: a word stands one after the word before, and marks say where it does not.

/// Moves the next word on by one position: a word was left out.
const SKIP: u32 = 0;
/// Moves the next word back by one position: it stands where the last one does.
const STAY: u32 = 1;
/// Begins another value of the same field: a position lies between the two.
const GAP: u32 = 2;
/// The number of the first word.
const FIRST: u32 = 3;
/// The bytes grow by one in so many.
const GROWTH: usize = 8;

/// Words of documents, in their order.
#[derive(Debug, Default)]
pub(super) struct Stream {
    bytes: Vec<u8>,
    /// Where each document ends.
    ends: Vec<usize>,
    /// How many positions each document has.
    lengths: Vec<u32>,
    /// The position of the next word.
    next: u32,
    /// The positions of the values before, and the gaps between them.
    before: u32,
    /// The position after the value's last word.
    after: u32,
    begun: bool,
}

impl Stream {
    /// Begins a value of the current document, whose text has so many bytes.
    pub(super) fn begin(&mut self, bytes: usize) {
        if self.bytes.capacity() - self.bytes.len() < bytes {
            // Doubling would take half of the memory for nothing.
            self.bytes.reserve_exact(bytes.max(self.bytes.len() / GROWTH));
        }
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
    fn write(&mut self, mut number: u32) {
        while number >= 0x80 {
            let [low, ..] = number.to_le_bytes();
            self.bytes.push(low | 0x80);
            number >>= 7;
        }
        let [low, ..] = number.to_le_bytes();
        self.bytes.push(low);
    }

    /// Ends the current document.
    pub(super) fn end(&mut self) {
        self.ends.push(self.bytes.len());
        self.lengths.push(self.before.saturating_add(self.after));
        (self.before, self.after, self.begun) = (0, 0, false);
    }

    /// Calls `found` for each word of a document with its position, counted over the field's values.
    #[inline]
    pub(super) fn each(&self, document: usize, mut found: impl FnMut(u32, u32)) {
        let start = document.checked_sub(1).and_then(|before| self.ends.get(before));
        let (start, end) = (start.copied().unwrap_or(0), self.ends.get(document).copied());
        let bytes = self.bytes.get(start..end.unwrap_or(start)).unwrap_or_default();
        let (mut position, mut after) = (0_u32, 0_u32);
        let (mut number, mut shift) = (0_u32, 0);
        for &byte in bytes {
            number |= u32::from(byte & 0x7F) << shift;
            shift += 7;
            if byte >= 0x80 {
                continue;
            }
            match number {
                SKIP => position = position.saturating_add(1),
                STAY => position = position.saturating_sub(1),
                GAP => {
                    after = after.saturating_add(1);
                    position = after;
                }
                word => {
                    found(word - FIRST, position);
                    position = position.saturating_add(1);
                    after = position;
                }
            }
            (number, shift) = (0, 0);
        }
    }

    /// Adds up how often each word stands in all documents.
    pub(super) fn count(&self, uses: &mut [u32]) {
        for document in 0..self.documents() {
            self.each(document, |word, _| {
                if let Some(uses) = uses.get_mut(word as usize) {
                    *uses += 1;
                }
            });
        }
    }

    /// Returns how many documents there are.
    pub(super) fn documents(&self) -> usize {
        self.ends.len()
    }

    /// Returns how many positions each document has.
    pub(super) fn lengths(&self) -> &[u32] {
        &self.lengths
    }

    /// Returns the bytes of memory that it takes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity()
            + self.ends.capacity() * size_of::<usize>()
            + self.lengths.capacity() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_with_their_positions() {
        let mut stream = Stream::default();
        let words = [(5, 0), (u32::MAX - 3, 0), (300, 1), (127, 4), (125, 4), (0, 5)];
        let document = |stream: &mut Stream| {
            stream.begin(40);
            for (word, position) in words {
                stream.push(word, position);
            }
            stream.begin(0);
            stream.begin(2);
            stream.push(7, 1);
            stream.end();
        };
        stream.end();
        document(&mut stream);
        document(&mut stream);
        let read = |document| {
            let mut found = Vec::new();
            stream.each(document, |word, position| found.push((word, position)));
            found
        };
        let mut expected = words.to_vec();
        // The value without words lies between two gaps; the last one begins with a word left out.
        expected.push((7, 9));
        assert_eq!(stream.lengths(), [0, 10, 10]);
        assert_eq!(
            (read(0), read(1), read(2), read(3)),
            (vec![], expected.clone(), expected, vec![])
        );
    }
}
