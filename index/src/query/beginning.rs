//! The words of dictionaries that begin alike.
//!
//! The dictionaries are walked side by side, letter by letter, so that a word is put together once however many of them
//! hold it, and no words are compared. The engine's streams would go through each of them alone.

use std::cell::Cell;

use tantivy::directory::OwnedBytes;
use tantivy::schema::Field;
use tantivy_fst::raw::{Fst, Node, Output, Transition};

use super::expand::Add;
use crate::error::{Error, Result};
use crate::open::{Dictionary, Searcher};

/// A word of a dictionary: the numbers of both.
type Place = (usize, u64);

/// Where a dictionary stands behind some letters.
struct At<'d> {
    number: usize,
    words: &'d Fst<OwnedBytes>,
    node: Node<'d>,
    /// What the letters so far add to the number of a word.
    before: Output,
    /// The next letter behind the node.
    next: Option<Transition>,
    /// How many letters behind the node were gone by.
    passed: usize,
}

impl<'d> At<'d> {
    fn new(number: usize, words: &'d Fst<OwnedBytes>, node: Node<'d>, before: Output) -> Self {
        let next = (!node.is_empty()).then(|| node.transition(0));
        Self { number, words, node, before, next, passed: 0 }
    }

    /// Returns the word that ends here.
    fn place(&self) -> Place {
        (self.number, self.before.cat(self.node.final_output()).value())
    }

    /// Returns where a letter leads.
    fn behind(&self, letter: Transition) -> Self {
        let node = self.words.node(letter.addr);
        Self::new(self.number, self.words, node, self.before.cat(letter.out))
    }

    /// Returns where a letter leads, if it does.
    fn find(&self, letter: u8) -> Option<Self> {
        let place = self.node.find_input(letter)?;
        Some(self.behind(self.node.transition(place)))
    }

    /// Returns where the next letter leads, and goes on to the one after it, if it is this one.
    fn take(&mut self, letter: u8) -> Option<Self> {
        let next = self.next.filter(|next| next.inp == letter)?;
        self.passed += 1;
        let is_left = self.passed < self.node.len();
        self.next = is_left.then(|| self.node.transition(self.passed));
        Some(self.behind(next))
    }
}

/// Adds the words of all dictionaries that begin so; ends when so many letters as are `left` were looked at.
pub(super) fn add(
    searcher: &Searcher,
    fields: &[Field],
    beginning: &[u8],
    left: &Cell<u64>,
    add: Add<'_>,
) -> Result<()> {
    let mut dictionaries = Vec::new();
    for segment in searcher.inner.segment_readers() {
        dictionaries.append(&mut searcher.dictionaries(segment, fields)?);
    }
    let infos = |number: usize| Some(&dictionaries.get(number)?.as_ref()?.infos);
    let damaged = Cell::new(false);
    walk(&dictionaries, beginning, left, |word, places| {
        // Of most words it is enough to know that they are rare.
        let documents = |(number, word): &Place| infos(*number)?.documents(*word).map(u64::from);
        let frequency = places.iter().map(documents).sum::<Option<u64>>();
        damaged.set(damaged.get() || frequency.is_none());
        add(word, frequency.unwrap_or_default(), &|| {
            let entry = |(number, word): &Place| Some((*number, infos(*number)?.of(*word)?));
            let entries = places.iter().map(entry).collect::<Option<_>>();
            damaged.set(damaged.get() || entries.is_none());
            entries.unwrap_or_default()
        })
    })?;
    if damaged.get() { Err(Error::damaged("a dictionary")) } else { Ok(()) }
}

/// Gives the words that begin so, in the order of their bytes, and where they stand, the first dictionary first; ends
/// when so many letters as are `left` were looked at.
fn walk(
    dictionaries: &[Option<Dictionary>],
    beginning: &[u8],
    left: &Cell<u64>,
    mut found: impl FnMut(&[u8], &[Place]) -> Result<()>,
) -> Result<()> {
    let mut nodes = Vec::new();
    for (number, dictionary) in dictionaries.iter().enumerate() {
        let Some(Dictionary { words, .. }) = dictionary else { continue };
        let mut at = Some(At::new(number, words, words.root(), Output::zero()));
        for letter in beginning {
            at = at.and_then(|at| at.find(*letter));
            left.set(left.get().saturating_sub(1));
        }
        nodes.extend(at);
    }
    let (mut word, mut places) = (beginning.to_vec(), Vec::new());
    // For each letter of the word behind the beginning, how many nodes stood before those behind it.
    let mut levels = vec![0];
    let mut is_new = true;
    while let (Some(begin), 1..) = (levels.last().copied(), left.get()) {
        let end = nodes.len();
        let here = nodes.get(begin..).unwrap_or_default();
        if is_new {
            places.clear();
            places.extend(here.iter().filter(|at| at.node.is_final()).map(At::place));
            if !places.is_empty() {
                found(&word, &places)?;
            }
        }
        let letter = here.iter().filter_map(|at| Some(at.next?.inp)).min();
        is_new = letter.is_some();
        let Some(letter) = letter else {
            nodes.truncate(begin);
            levels.pop();
            word.pop();
            continue;
        };
        for at in begin..end {
            if let Some(at) = nodes.get_mut(at).and_then(|at| at.take(letter)) {
                nodes.push(at);
                left.set(left.get().saturating_sub(1));
            }
        }
        levels.push(end);
        word.push(letter);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::expand::tests::searcher;
    use super::*;
    use crate::schema::Printed;

    fn dictionaries(searcher: &Searcher) -> Vec<Option<Dictionary>> {
        let fields = Printed::ALL.map(|printed| searcher.fields.printed_field(printed));
        let segments = searcher.inner.segment_readers();
        segments.iter().flat_map(|one| searcher.dictionaries(one, &fields).unwrap()).collect()
    }

    #[test]
    fn the_words_are_those_that_the_engine_finds() {
        let dir = tempfile::tempdir().unwrap();
        let searcher = searcher(dir.path(), "arbour abr ab ", "Arbor in abr ж");
        let dictionaries = dictionaries(&searcher);
        let mut all = 0;
        for beginning in ["a", "ab", "abr", "arbour", "arbours", "ж", "字", "\u{e9}", "e", "q"] {
            let mut engine = BTreeMap::new();
            let mut number = 0;
            for segment in searcher.inner.segment_readers() {
                for printed in Printed::ALL {
                    let field = searcher.fields.printed_field(printed);
                    let index = segment.inverted_index(field).unwrap();
                    let mut stream = index.terms().stream().unwrap();
                    while stream.advance() {
                        if stream.key().starts_with(beginning.as_bytes()) {
                            let words: &mut Vec<_> =
                                engine.entry(stream.key().to_vec()).or_default();
                            words.push((number, stream.value().clone()));
                        }
                    }
                    number += 1;
                }
            }
            let mut found = Vec::new();
            walk(&dictionaries, beginning.as_bytes(), &Cell::new(u64::MAX), |word, places| {
                let info = |(number, word): &Place| {
                    let infos = &dictionaries[*number].as_ref().unwrap().infos;
                    let info = infos.of(*word).unwrap();
                    assert_eq!(infos.documents(*word), Some(info.doc_freq));
                    (*number, info)
                };
                found.push((word.to_vec(), places.iter().map(info).collect::<Vec<_>>()));
                Ok(())
            })
            .unwrap();
            assert_eq!(found, engine.into_iter().collect::<Vec<_>>(), "{beginning}");
            all += found.len();
        }
        assert!(all > 500, "{all}");
    }

    #[test]
    fn a_walk_ends_when_its_letters_are_spent() {
        let dir = tempfile::tempdir().unwrap();
        let dictionaries = dictionaries(&searcher(dir.path(), "arbour abr ab ", "Arbor in abr ж"));
        let number = |steps| {
            let (left, mut number) = (Cell::new(steps), 0);
            let mut count = |_: &[u8], _: &[Place]| {
                number += 1;
                Ok(())
            };
            walk(&dictionaries, b"a", &left, &mut count).unwrap();
            (number, left.get())
        };
        let (all, left) = number(1_000_000);
        let needed = 1_000_000 - left;
        assert!(all > 100 && needed > 100, "{all} words, {needed} letters");
        assert!(number(needed / 2).0 < all && number(needed / 2).1 == 0);
    }
}
