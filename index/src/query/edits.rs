//! The words of a dictionary that are some edits away from one.
//!
//! Once the edits are spent few letters lead on: these are looked up behind each node, rather than all of a node
//! compared.

use std::cell::Cell;
use std::collections::HashMap;

use tantivy::directory::OwnedBytes;
use tantivy::query::DfaWrapper;
use tantivy_fst::Automaton as _;
use tantivy_fst::raw::{Fst, Node};

use crate::open::Dictionary;

/// So many letters at most are looked up.
const FEW: usize = 4;

/// Which letters lead on from a state of the automaton.
#[derive(Clone, Copy)]
enum Letters {
    /// The first so many of these.
    Few([u8; FEW], usize),
    Many,
}

/// A walk through dictionaries with the automaton of a word with edits.
pub(super) struct Walk<'a> {
    automaton: &'a DfaWrapper,
    /// How many letters may still be compared.
    left: &'a Cell<u64>,
    letters: HashMap<u32, Letters>,
    word: Vec<u8>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(automaton: &'a DfaWrapper, left: &'a Cell<u64>) -> Self {
        Self { automaton, left, letters: HashMap::new(), word: Vec::new() }
    }

    /// Gives the words of a dictionary that the automaton accepts.
    pub(super) fn run(&mut self, dictionary: &Dictionary, found: &mut dyn FnMut(&[u8])) {
        let words = &dictionary.words;
        self.node(words, &words.root(), self.automaton.start(), found);
    }

    fn node(
        &mut self,
        words: &Fst<OwnedBytes>,
        node: &Node<'_>,
        state: u32,
        found: &mut dyn FnMut(&[u8]),
    ) {
        match self.letters(state) {
            Letters::Few(letters, number) => {
                let known =
                    letters.iter().take(number).filter_map(|letter| node.find_input(*letter));
                known.for_each(|place| self.letter(words, node, place, state, found));
            }
            Letters::Many => {
                (0..node.len()).for_each(|place| self.letter(words, node, place, state, found));
            }
        }
    }

    /// Goes on behind a node by one of its letters.
    fn letter(
        &mut self,
        words: &Fst<OwnedBytes>,
        node: &Node<'_>,
        place: usize,
        state: u32,
        found: &mut dyn FnMut(&[u8]),
    ) {
        let letter = node.transition(place);
        let state = self.automaton.accept(&state, letter.inp);
        self.left.set(self.left.get().saturating_sub(1));
        if !self.automaton.can_match(&state) || self.left.get() == 0 {
            return;
        }
        let node = words.node(letter.addr);
        self.word.push(letter.inp);
        if node.is_final() && self.automaton.is_match(&state) {
            found(&self.word);
        }
        self.node(words, &node, state, found);
        self.word.pop();
    }

    fn letters(&mut self, state: u32) -> Letters {
        let automaton = self.automaton;
        *self.letters.entry(state).or_insert_with(|| {
            let mut few = [0; FEW];
            let mut number = 0;
            for letter in 0..=u8::MAX {
                if automaton.can_match(&automaton.accept(&state, letter)) {
                    let Some(place) = few.get_mut(number) else { return Letters::Many };
                    *place = letter;
                    number += 1;
                }
            }
            Letters::Few(few, number)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tantivy::Term;
    use tantivy::query::FuzzyTermQuery;

    use super::super::expand::tests::searcher;
    use super::*;
    use crate::schema::Printed;

    const WORDS: &str = "harbour harbours harbor arbour hrabour haarbour Ärbour ";

    #[test]
    fn the_words_are_those_that_the_engine_finds() {
        let dir = tempfile::tempdir().unwrap();
        let searcher = searcher(dir.path(), WORDS, "Arbor in hàrbour");
        let fields = Printed::ALL.map(|printed| searcher.fields.printed_field(printed));
        let mut all = 0;
        for text in ["harbour", "ab", "b", "жab", "字字", "éa𝔘", "arb", "nothing"] {
            for edits in 0..=2 {
                let term = Term::from_field_text(fields[0], text);
                let automaton = FuzzyTermQuery::new(term, edits, true).automaton().unwrap();
                for segment in searcher.inner.segment_readers() {
                    let dictionaries = searcher.dictionaries(segment, &fields).unwrap();
                    for (dictionary, field) in dictionaries.iter().zip(fields) {
                        let mut engine = BTreeSet::new();
                        let index = segment.inverted_index(field).unwrap();
                        let mut stream = index.terms().search(&automaton).into_stream().unwrap();
                        while stream.advance() {
                            engine.insert(stream.key().to_vec());
                        }
                        let mut found = BTreeSet::new();
                        let left = Cell::new(u64::MAX);
                        let mut walk = Walk::new(&automaton, &left);
                        if let Some(dictionary) = dictionary {
                            walk.run(dictionary, &mut |word| assert!(found.insert(word.to_vec())));
                        }
                        assert_eq!(found, engine, "{text}~{edits}");
                        all += found.len();
                    }
                }
            }
        }
        assert!(all > 1000, "{all}");
    }

    #[test]
    fn a_walk_ends_when_its_letters_are_spent() {
        let dir = tempfile::tempdir().unwrap();
        let searcher = searcher(dir.path(), WORDS, "Arbor in hàrbour");
        let field = searcher.fields.printed_field(Printed::Body);
        let term = Term::from_field_text(field, "ab");
        let automaton = FuzzyTermQuery::new(term, 2, true).automaton().unwrap();
        let segment = searcher.inner.segment_reader(0);
        let dictionary = searcher.dictionaries(segment, &[field]).unwrap().remove(0).unwrap();
        let number = |steps| {
            let (left, mut number) = (Cell::new(steps), 0);
            Walk::new(&automaton, &left).run(&dictionary, &mut |_| number += 1);
            (number, left.get())
        };
        let (all, left) = number(1_000_000);
        let needed = 1_000_000 - left;
        assert!(all > 100 && needed > 100, "{all} words, {needed} letters");
        assert!(number(needed / 2).0 < all && number(needed / 2).1 == 0);
    }
}
