//! The words of the index that a pattern stands for.

use std::cell::Cell;
use std::collections::BTreeMap;

use tantivy::SegmentReader;
use tantivy::query::DfaWrapper;
use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy_fst::Automaton;

use super::beginning;
use super::edits::Walk;
use super::frequent::{Entry, Frequent};
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

/// Takes a word, in how many articles it stands, and what else is said of it.
pub(super) type Add<'a> = &'a mut dyn FnMut(&[u8], u64, &dyn Fn() -> Vec<Entry>) -> Result<()>;

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
    let fields: Vec<Field> =
        fields.iter().map(|printed| searcher.fields.printed_field(*printed)).collect();
    let field = |number: usize| fields.get(number % fields.len()).copied();
    let gone = |(number, info): &Entry| {
        let (Some(field), Ok(segment)) = (field(*number), (number / fields.len()).try_into())
        else {
            return Ok(0);
        };
        Ok(searcher.gone_of(segment, field, info)?.articles)
    };
    let removed = searcher.inner.segment_readers().iter().any(SegmentReader::has_deletes);
    let mut kept = Frequent::new(most, wanted, removed.then_some(gone));
    let add: Add<'_> =
        &mut |word, frequency, entries: &dyn Fn() -> Vec<Entry>| kept.add(word, frequency, entries);
    match (automaton.edits(), automaton.beginning()) {
        (Some(edits), _) => walk_edits(searcher, &fields, edits, left, add)?,
        (_, Some(beginning)) => beginning::add(searcher, &fields, beginning, left, add)?,
        _ => walk(searcher, &fields, &Counted { automaton, left }, add)?,
    }
    let segments = searcher.inner.segment_readers().len();
    let found =
        kept.into_expansion(fields.len(), segments, |number, infos| match field(number) {
            Some(field) => searcher.known_infos(field, infos),
            None => Ok(Infos::default()),
        })?;
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

/// Reads the dictionaries of all segments side by side.
fn walk<A: Automaton>(
    searcher: &Searcher,
    fields: &[Field],
    automaton: &A,
    add: Add<'_>,
) -> Result<()>
where
    A::State: Clone,
{
    let mut indexes = Vec::new();
    for segment in searcher.inner.segment_readers() {
        for field in fields {
            indexes.push(segment.inverted_index(*field).doing("opening a dictionary")?);
        }
    }
    let mut streams = Vec::new();
    for (number, index) in indexes.iter().enumerate() {
        let terms = index.terms().search(automaton);
        let mut stream = terms.into_stream().map_err(|source| Error::io("dictionary", source))?;
        if stream.advance() {
            streams.push((number, stream));
        }
    }
    let (mut word, mut entries) = (Vec::new(), Vec::new());
    while next_word(&mut streams, &mut word, &mut entries) {
        add(&word, frequency(&entries), &|| entries.clone())?;
    }
    Ok(())
}

/// Reads one dictionary after the other; few words are some edits away from one.
fn walk_edits(
    searcher: &Searcher,
    fields: &[Field],
    automaton: &DfaWrapper,
    left: &Cell<u64>,
    add: Add<'_>,
) -> Result<()> {
    let mut walk = Walk::new(automaton, left);
    let mut words: BTreeMap<Vec<u8>, Vec<Entry>> = BTreeMap::new();
    let mut numbers = 0..;
    for segment in searcher.inner.segment_readers() {
        let dictionaries = searcher.dictionaries(segment, fields)?;
        for ((dictionary, field), number) in dictionaries.iter().zip(fields).zip(&mut numbers) {
            let Some(dictionary) = dictionary else { continue };
            let index = segment.inverted_index(*field).doing("opening a dictionary")?;
            let mut new = Vec::new();
            walk.run(dictionary, &mut |word| new.push(word.to_vec()));
            for word in new {
                let info = index.terms().get(&word).map_err(|source| Error::io("terms", source))?;
                words.entry(word).or_default().extend(info.map(|info| (number, info)));
            }
        }
    }
    words.iter().try_for_each(|(word, entries)| add(word, frequency(entries), &|| entries.clone()))
}

/// Returns in how many articles a word stands, in all fields together.
fn frequency(entries: &[Entry]) -> u64 {
    entries.iter().map(|(_, info)| u64::from(info.doc_freq)).sum()
}

/// An automaton that matches nothing more after so many letters.
struct Counted<'a, A> {
    automaton: &'a A,
    left: &'a Cell<u64>,
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

/// Writes the least word of all streams and what they say of it, and moves those that hold it on; tells whether
/// there was one.
fn next_word<A: Automaton>(
    streams: &mut Vec<(usize, TermStreamer<'_, A>)>,
    word: &mut Vec<u8>,
    entries: &mut Vec<Entry>,
) -> bool
where
    A::State: Clone,
{
    let Some(least) = streams.iter().map(|(_, stream)| stream.key()).min() else { return false };
    word.clear();
    word.extend_from_slice(least);
    entries.clear();
    streams.retain_mut(|(number, stream)| {
        if stream.key() != word.as_slice() {
            return true;
        }
        entries.push((*number, stream.value().clone()));
        stream.advance()
    });
    true
}

#[cfg(test)]
pub(super) mod tests {
    use std::path::Path;

    use super::super::pattern;
    use super::*;
    use crate::{Article, Index, WriterOptions};

    /// Some words and many of few letters, some of several bytes, in two segments.
    pub(in crate::query) fn searcher(dir: &Path, words: &str, headline: &str) -> Searcher {
        let letters = ["a", "b", "r", "ж", "字", "é", "𝔘"];
        let index = Index::create_or_open(dir).unwrap();
        let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
        for half in 0..2_usize {
            let mut body = words.to_owned();
            for number in 0..2000_usize {
                let mut word = number * 7919 + half * 101;
                for _ in 0..=number % 5 {
                    body += letters[word % 7];
                    word /= 7;
                }
                body.push(' ');
            }
            let headline = Some(headline.to_owned());
            let id = half.to_string();
            writer.add(&Article { id, headline, body, ..Article::default() }).unwrap();
            writer.commit().unwrap();
        }
        writer.finish().unwrap();
        index.searcher().unwrap()
    }

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
