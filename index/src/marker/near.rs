//! Two runs of words near each other, followed word by word through a text.

use std::ops::Range;

use super::phrase::{Phrase, Progress};
use super::{Mark, Where};
use crate::Lang;
use crate::analyze::Word;

/// Two runs to look for.
#[derive(Clone, Debug)]
pub(super) struct Near {
    pub(super) runs: [Phrase; 2],
    pub(super) slop: u32,
    pub(super) place: Where,
    /// The languages of the articles in which they are looked for; `None`: all.
    pub(super) languages: Option<Vec<Option<Lang>>>,
}

/// How much of them has been read.
pub(super) struct NearProgress<'n> {
    near: &'n Near,
    runs: [Progress<'n>; 2],
    /// The runs read so far that may still be near one to come.
    read: [Vec<Reading>; 2],
    marks: Vec<Mark>,
}

struct Reading {
    /// Its first word, and the one behind its last.
    words: Range<u32>,
    mark: Mark,
    marked: bool,
}

impl<'n> NearProgress<'n> {
    pub(super) fn new(near: &'n Near) -> Self {
        let [first, second] = &near.runs;
        Self {
            near,
            runs: [Progress::new(first), Progress::new(second)],
            read: [Vec::new(), Vec::new()],
            marks: Vec::new(),
        }
    }

    pub(super) fn read(&mut self, word: &Word, marks: &mut Vec<Mark>) {
        for run in 0..self.runs.len() {
            let (Some(progress), Some(phrase)) = (self.runs.get_mut(run), self.near.runs.get(run))
            else {
                return;
            };
            progress.read(word, &mut self.marks);
            let end = word.position.saturating_add(1);
            let words = end.saturating_sub(phrase.length())..end;
            for mark in std::mem::take(&mut self.marks) {
                self.meet(run, Reading { words: words.clone(), mark, marked: false }, marks);
            }
        }
    }

    /// Marks a run and those of the other one that are near it, and remembers it.
    fn meet(&mut self, run: usize, mut reading: Reading, marks: &mut Vec<Mark>) {
        // The other stands before: a swap, where this is the first one.
        let swap = if run == 0 { 2 } else { 0 };
        let Some(others) = self.read.get_mut(1 - run) else { return };
        let reach = self.near.slop.saturating_add(2);
        others.retain(|other| other.words.end.saturating_add(reach) >= reading.words.start);
        for other in others {
            let Some(between) = reading.words.start.checked_sub(other.words.end) else { continue };
            if between.saturating_add(swap) > self.near.slop {
                continue;
            }
            for found in [other, &mut reading] {
                if !std::mem::replace(&mut found.marked, true) {
                    marks.push(found.mark.clone());
                }
            }
        }
        if let Some(own) = self.read.get_mut(run) {
            own.push(reading);
        }
    }
}
