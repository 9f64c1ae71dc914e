//! The most frequent of many words.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::postings::TermInfo;

use super::expand::Expansion;
use crate::open::Infos;

/// What a dictionary says of a word, and the number of the dictionary: all fields of a segment, then the next one.
pub(super) type Entry = (usize, TermInfo);

/// Keeps the most frequent words of those wanted.
pub(super) struct Frequent<W> {
    most: usize,
    wanted: W,
    words: BinaryHeap<Found>,
    total: u64,
}

impl<W: FnMut(&str) -> bool> Frequent<W> {
    /// Keeps so many.
    pub(super) fn new(most: usize, wanted: W) -> Self {
        Self { most, wanted, words: BinaryHeap::new(), total: 0 }
    }

    /// Adds a word, which stands in so many articles; what else is said of it is asked for if it is kept.
    pub(super) fn add(
        &mut self,
        word: &[u8],
        frequency: u64,
        entries: impl FnOnce() -> Vec<Entry>,
    ) {
        let Ok(text) = std::str::from_utf8(word) else { return };
        if !(self.wanted)(text) {
            return;
        }
        self.total += 1;
        if self.words.len() >= self.most {
            match self.words.peek_mut() {
                Some(least) if (Reverse(frequency), text) < least.place() => PeekMut::pop(least),
                _ => return,
            };
        }
        self.words.push(Found { frequency, text: text.to_owned(), entries: entries() });
    }

    /// Returns the words, told where they stand in each of so many fields of so many segments.
    pub(super) fn into_expansion(self, fields: usize, segments: usize) -> Expansion {
        let mut found = Expansion { words: Vec::new(), infos: Vec::new(), total: self.total };
        for word in self.words.into_sorted_vec() {
            found.words.push(word.text);
            let mut infos = vec![vec![None; segments]; fields];
            for (number, info) in word.entries {
                let segments = infos.get_mut(number % fields);
                if let Some(place) = segments.and_then(|infos| infos.get_mut(number / fields)) {
                    *place = Some(info);
                }
            }
            found.infos.push(infos.into_iter().map(Infos::new).collect());
        }
        found
    }
}

/// A word; the greatest is the rarest, and of these the last by letter.
#[derive(PartialEq, Eq)]
struct Found {
    frequency: u64,
    text: String,
    entries: Vec<Entry>,
}

impl Found {
    fn place(&self) -> (Reverse<u64>, &str) {
        (Reverse(self.frequency), &self.text)
    }
}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_are_kept_and_the_first_by_letter_of_the_same() {
        let mut frequent = Frequent::new(3, |word: &str| word != "no");
        for (word, here, there) in
            [("d", 2, 0), ("no", 99, 0), ("b", 1, 1), ("e", 0, 7), ("c", 2, 0), ("a", 1, 0)]
        {
            let info = |doc_freq| TermInfo { doc_freq, ..TermInfo::default() };
            let entries = [(0, info(here)), (3, info(there))];
            let entries = entries.into_iter().filter(|(_, info)| info.doc_freq > 0);
            frequent.add(word.as_bytes(), u64::from(here + there), || entries.collect());
        }
        let found = frequent.into_expansion(2, 2);
        assert_eq!((found.words.join(" ").as_str(), found.total), ("e b c", 5));
        let articles = |word: usize| found.infos[word].iter().map(Infos::articles);
        assert!(articles(0).eq([0, 7]) && articles(1).eq([1, 1]) && articles(2).eq([2, 0]));
    }
}
