//! The most frequent of many words.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::postings::TermInfo;

use super::expand::Expansion;
use crate::error::Result;
use crate::open::Infos;

/// What a dictionary says of a word, and the number of the dictionary: all fields of a segment, then the next one.
pub(super) type Entry = (usize, TermInfo);

/// Keeps the most frequent words of those wanted.
pub(super) struct Frequent<W, G> {
    most: usize,
    wanted: W,
    /// Tells how many of the articles of an entry were removed, if any were.
    gone: Option<G>,
    words: BinaryHeap<Found>,
    total: u64,
}

impl<W: FnMut(&str) -> bool, G: Fn(&Entry) -> Result<u64>> Frequent<W, G> {
    /// Keeps so many.
    pub(super) fn new(most: usize, wanted: W, gone: Option<G>) -> Self {
        Self { most, wanted, gone, words: BinaryHeap::new(), total: 0 }
    }

    /// Adds a word that stands in so many articles; one of removed articles alone is none. What is said of it is asked
    /// for where it is needed.
    pub(super) fn add(
        &mut self,
        word: &[u8],
        mut frequency: u64,
        entries: &dyn Fn() -> Vec<Entry>,
    ) -> Result<()> {
        let Ok(text) = std::str::from_utf8(word) else { return Ok(()) };
        if !(self.wanted)(text) {
            return Ok(());
        }
        if let Some(gone) = &self.gone {
            for entry in entries() {
                frequency = frequency.saturating_sub(gone(&entry)?);
            }
        }
        if frequency == 0 {
            return Ok(());
        }
        self.total += 1;
        if self.words.len() >= self.most {
            match self.words.peek_mut() {
                Some(least) if (Reverse(frequency), text) < least.place() => PeekMut::pop(least),
                _ => return Ok(()),
            };
        }
        self.words.push(Found { frequency, text: text.to_owned(), entries: entries() });
        Ok(())
    }

    /// Returns the words, told where they stand in each of so many fields of so many segments, as `complete` makes it of
    /// the number of a field and what the dictionaries of the segments say.
    pub(super) fn into_expansion(
        self,
        fields: usize,
        segments: usize,
        complete: impl Fn(usize, Vec<Option<TermInfo>>) -> Result<Infos>,
    ) -> Result<Expansion> {
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
            let infos = infos.into_iter().enumerate();
            let infos = infos.map(|(field, infos)| complete(field, infos));
            found.infos.push(infos.collect::<Result<_>>()?);
        }
        Ok(found)
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
    use crate::open::Gone;

    #[test]
    fn the_most_frequent_are_kept_and_the_first_by_letter_of_the_same() {
        let gone = |(_, info): &Entry| Ok(u64::from(info.doc_freq == 8));
        let mut frequent = Frequent::new(3, |word: &str| word != "no", Some(gone));
        for (word, here, there) in
            [("d", 2, 0), ("no", 99, 0), ("b", 1, 1), ("e", 0, 8), ("c", 2, 0), ("a", 1, 0)]
        {
            let info = |doc_freq| TermInfo { doc_freq, ..TermInfo::default() };
            let entries = || {
                let entries = [(0, info(here)), (3, info(there))].into_iter();
                entries.filter(|(_, info)| info.doc_freq > 0).collect()
            };
            frequent.add(word.as_bytes(), u64::from(here + there), &entries).unwrap();
        }
        let complete = |_, infos| Ok(Infos::new(infos, Gone::default()));
        let found = frequent.into_expansion(2, 2, complete).unwrap();
        assert_eq!((found.words.join(" ").as_str(), found.total), ("e b c", 5));
        let articles = |word: usize| found.infos[word].iter().map(Infos::articles);
        assert!(articles(0).eq([0, 8]) && articles(1).eq([1, 1]) && articles(2).eq([2, 0]));
    }
}
