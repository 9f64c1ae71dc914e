//! The words of the index that a pattern stands for.

use std::cell::Cell;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use tantivy::postings::TermInfo;
use tantivy::termdict::TermStreamer;
use tantivy_fst::Automaton;

use super::pattern::Words;
use crate::analyze::PRINTED;
use crate::error::{Doing as _, Error, Result};
use crate::open::{Infos, Searcher};
use crate::schema::Printed;

/// What a pattern stands for.
pub(super) struct Expansion {
    /// The most frequent of its words, the most frequent first.
    pub(super) words: Vec<String>,
    /// Where each of them stands, in each field that was asked for.
    pub(super) infos: Vec<Vec<Infos>>,
    /// How many there are in all.
    pub(super) total: u64,
}

impl Expansion {
    /// Tells whether there are more words than were kept.
    pub(super) fn is_cut(&self) -> bool {
        self.total > self.words.len() as u64
    }
}

/// Most letters of dictionaries that the patterns of a query are compared with: about a second's work, and more
/// than five million words have.
pub(super) const MAX_STEPS: u64 = 20_000_000;

/// What a pattern costs before the first letter: reading it, and opening the dictionaries.
const PATTERN: u64 = 20_000;

/// Tells words from what stands beside them in a dictionary: their forms with diacritics.
pub(super) fn is_folded(word: &str) -> bool {
    !word.contains(PRINTED)
}

/// Finds the words that match in any of the fields, and keeps the `most` frequent ones of those wanted.
///
/// The dictionaries of all segments are read side by side, so that a word counts once, with its
/// articles in all of them, and memory does not grow with the number of words.
///
/// # Errors
///
/// The patterns of a query had to be compared with more letters than are `left` of [`MAX_STEPS`]; a dictionary
/// that cannot be read.
pub(super) fn expand<A: Words>(
    searcher: &Searcher,
    fields: &[Printed],
    automaton: &A,
    most: usize,
    left: &Cell<u64>,
    wanted: impl FnMut(&str) -> bool,
) -> Result<Expansion>
where
    A::State: Clone,
{
    let before = left.get();
    spend(left, PATTERN)?;
    let found = walk(searcher, fields, &Counted { automaton, left }, most, wanted)?;
    if left.get() > 0 {
        return Ok(found);
    }
    Err(too_much(before == MAX_STEPS))
}

/// Takes so many steps off what is left.
///
/// # Errors
///
/// There are not so many.
pub(super) fn spend(left: &Cell<u64>, steps: u64) -> Result<()> {
    left.set(left.get().saturating_sub(steps));
    if left.get() > 0 { Ok(()) } else { Err(too_much(false)) }
}

fn too_much(alone: bool) -> Error {
    let what = if alone {
        "the pattern would have to be compared with too many words of the index; begin it with a letter or two"
    } else {
        "the patterns of the query would have to be compared with too many words of the index; \
         write fewer of them, and begin each with a letter or two"
    };
    Error::Query { what: what.to_owned() }
}

fn walk<A: Words>(
    searcher: &Searcher,
    fields: &[Printed],
    automaton: &A,
    most: usize,
    mut wanted: impl FnMut(&str) -> bool,
) -> Result<Expansion>
where
    A::State: Clone,
{
    let mut indexes = Vec::new();
    for segment in searcher.inner.segment_readers() {
        for printed in fields {
            let field = searcher.fields.printed_field(*printed);
            indexes.push(segment.inverted_index(field).doing("opening a dictionary")?);
        }
    }
    let mut streams = Vec::new();
    for (number, index) in indexes.iter().enumerate() {
        let mut terms = index.terms().search(automaton);
        if let Some((last, before)) = automaton.beginning().split_last() {
            // No letter ends in the greatest byte.
            let end = [before, &[last.saturating_add(1)]].concat();
            terms = terms.ge(automaton.beginning()).lt(end);
        }
        let mut stream = terms.into_stream().map_err(|source| Error::io("dictionary", source))?;
        if stream.advance() {
            streams.push((number, stream));
        }
    }
    let mut best: BinaryHeap<Found> = BinaryHeap::new();
    let mut total = 0;
    let mut word = Vec::new();
    let mut places = Vec::new();
    while let Some(frequency) = next_word(&mut streams, &mut word, &mut places) {
        let Ok(text) = std::str::from_utf8(&word) else { continue };
        if !wanted(text) {
            continue;
        }
        total += 1;
        if best.len() == most {
            // The heap's top is the least: the rarest, and of these the last by letter.
            match best.peek_mut() {
                Some(least) if (Reverse(frequency), text) < least.place() => PeekMut::pop(least),
                _ => continue,
            };
        }
        best.push(Found { frequency, text: text.to_owned(), places: places.clone() });
    }
    let mut found = Expansion { words: Vec::new(), infos: Vec::new(), total };
    for word in best.into_sorted_vec() {
        found.words.push(word.text);
        let mut infos = vec![vec![None; searcher.inner.segment_readers().len()]; fields.len()];
        for (number, info) in word.places {
            let field = infos.get_mut(number % fields.len());
            if let Some(place) = field.and_then(|infos| infos.get_mut(number / fields.len())) {
                *place = Some(info);
            }
        }
        found.infos.push(infos.into_iter().map(Infos::new).collect());
    }
    Ok(found)
}

/// A word that a pattern stands for; the greatest is the rarest, and of these the last by letter.
#[derive(PartialEq, Eq)]
struct Found {
    frequency: u64,
    text: String,
    /// The dictionaries it stands in, and what they say of it.
    places: Vec<(usize, TermInfo)>,
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

/// An automaton that matches nothing more after so many letters.
struct Counted<'a, A> {
    automaton: &'a A,
    left: &'a Cell<u64>,
}

impl<A: Words> Words for Counted<'_, A> {
    fn beginning(&self) -> &[u8] {
        self.automaton.beginning()
    }
}

impl<A: Automaton> Automaton for Counted<'_, A> {
    type State = A::State;

    fn start(&self) -> Self::State {
        self.automaton.start()
    }

    fn is_match(&self, state: &Self::State) -> bool {
        self.automaton.is_match(state)
    }

    fn can_match(&self, state: &Self::State) -> bool {
        self.left.get() > 0 && self.automaton.can_match(state)
    }

    fn will_always_match(&self, state: &Self::State) -> bool {
        self.automaton.will_always_match(state)
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        self.left.set(self.left.get().saturating_sub(1));
        self.automaton.accept(state, byte)
    }
}

/// Writes the least word of all streams and what they say of it, and moves those that hold it on; returns in how
/// many articles it stands, counted by field.
fn next_word<A: Automaton>(
    streams: &mut Vec<(usize, TermStreamer<'_, A>)>,
    word: &mut Vec<u8>,
    places: &mut Vec<(usize, TermInfo)>,
) -> Option<u64>
where
    A::State: Clone,
{
    let least = streams.iter().map(|(_, stream)| stream.key()).min()?;
    places.clear();
    word.clear();
    word.extend_from_slice(least);
    let mut frequency = 0;
    streams.retain_mut(|(number, stream)| {
        if stream.key() != word.as_slice() {
            return true;
        }
        places.push((*number, stream.value().clone()));
        frequency += u64::from(stream.value().doc_freq);
        stream.advance()
    });
    Some(frequency)
}

#[cfg(test)]
mod tests {
    use super::super::pattern;
    use super::*;

    #[test]
    fn a_walk_ends_when_its_letters_are_spent() {
        let automaton = pattern::regex(".*n").unwrap();
        let matches = |steps: u64, word: &str| {
            let left = Cell::new(steps);
            let counted = Counted { automaton: &automaton, left: &left };
            let state =
                word.bytes().fold(counted.start(), |state, byte| counted.accept(&state, byte));
            (counted.is_match(&state), counted.can_match(&state), left.get())
        };
        assert_eq!(matches(10, "fountain"), (true, true, 2));
        assert_eq!(matches(8, "fountain"), (true, false, 0), "no letter more");
    }
}
