//! Phrases, followed word by word through a text.

use std::ops::Range;

use super::{Mark, Where};
use crate::analyze::{Word, start};

/// What may stand at a place of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One of these words, folded.
    Words(Vec<String>),
    /// A word that begins so, folded.
    Beginning(String),
    /// This word with its diacritics, in lower case.
    Printed(String),
}

impl Form {
    /// Returns how the words begin that it is.
    pub(super) fn starts(&self) -> Vec<[u8; 2]> {
        match self {
            Self::Words(words) => words.iter().map(|word| start(word)).collect(),
            Self::Beginning(word) | Self::Printed(word) => vec![start(word)],
        }
    }

    fn is(&self, word: &Word) -> bool {
        match self {
            Self::Words(words) => words.contains(&word.folded),
            Self::Beginning(start) => word.folded.starts_with(start.as_str()),
            Self::Printed(lower) => word.lower == *lower,
        }
    }
}

/// A phrase to look for.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) terms: Vec<(u32, Form)>,
    pub(super) slop: u32,
    pub(super) id: usize,
    pub(super) place: Where,
}

impl Phrase {
    /// Returns how many places it has.
    pub(super) fn length(&self) -> u32 {
        self.terms.last().map_or(0, |(offset, _)| offset.saturating_add(1))
    }
}

/// How much of a phrase has been read.
pub(super) struct Progress<'p> {
    phrase: &'p Phrase,
    /// For each term, where it was read last, and where the phrase up to it began.
    read: Vec<Option<Reading>>,
}

#[derive(Clone)]
struct Reading {
    position: u32,
    start: usize,
    span: Range<usize>,
}

impl<'p> Progress<'p> {
    pub(super) fn new(phrase: &'p Phrase) -> Self {
        Self { phrase, read: vec![None; phrase.terms.len()] }
    }

    /// Reads the next word that may be of it.
    pub(super) fn read(&mut self, word: &Word, marks: &mut Vec<Mark>) {
        let last = self.phrase.terms.len().saturating_sub(1);
        // Backwards, so that a word that stands twice in the phrase does not follow itself.
        for at in (0..=last).rev() {
            let Some((offset, form)) = self.phrase.terms.get(at) else { return };
            if !form.is(word) {
                continue;
            }
            let reading =
                |start| Reading { position: word.position, start, span: word.span.clone() };
            if self.phrase.slop > 0 {
                self.set(at, reading(word.span.start));
                self.close_loosely(marks);
                continue;
            }
            let start = match at.checked_sub(1) {
                None => Some(word.span.start),
                Some(before) => self.follows(before, *offset, word.position),
            };
            let Some(start) = start else { continue };
            self.set(at, reading(start));
            if at == last {
                marks.push(Mark { span: start..word.span.end, id: self.phrase.id });
            }
        }
    }

    fn set(&mut self, at: usize, reading: Reading) {
        if let Some(slot) = self.read.get_mut(at) {
            *slot = Some(reading);
        }
    }

    /// Returns where the phrase began, if the term before stands where it has to.
    fn follows(&self, before: usize, offset: u32, position: u32) -> Option<usize> {
        let reading = self.read.get(before)?.as_ref()?;
        let distance = offset.saturating_sub(self.phrase.terms.get(before)?.0);
        (reading.position.saturating_add(distance) == position).then_some(reading.start)
    }

    /// Marks the terms one by one, once all of them stand close enough to each other.
    fn close_loosely(&mut self, marks: &mut Vec<Mark>) {
        let Some(readings) = self.read.iter().cloned().collect::<Option<Vec<_>>>() else { return };
        // Where the phrase would begin by each of its words, as the search counts slop.
        let begins = || {
            let words = readings.iter().zip(&self.phrase.terms);
            words.map(|(reading, (offset, _))| i64::from(reading.position) - i64::from(*offset))
        };
        let (Some(first), Some(last)) = (begins().min(), begins().max()) else { return };
        let mut positions: Vec<u32> = readings.iter().map(|reading| reading.position).collect();
        positions.sort_unstable();
        let apart = positions.is_sorted_by(|a, b| a < b);
        if apart && last - first <= i64::from(self.phrase.slop) {
            marks.extend(readings.into_iter().map(|r| Mark { span: r.span, id: self.phrase.id }));
        }
    }
}
