//! The stems of a text, each as often as it stands there, equal ones together.
//!
//! The fields of stems keep no positions, so the order of their tokens is free. Equal tokens in a row
//! find the engine's tables in the processor's cache, and a word that a text repeats is looked up
//! in ours once a time but copied once in all. Counts are kept beside the slots of the table of
//! stems; a word that another one pushes out of its slot is given out at once.

use super::Stemmer;
use crate::Lang;

/// Counts the stems of one text after another.
#[derive(Clone)]
pub(super) struct Tally {
    stemmer: Stemmer,
    /// For each slot how often its word stood in the text so far.
    counts: Vec<u32>,
    /// The slots that were counted in.
    touched: Vec<usize>,
}

/// A word's stems, to be given out as often as the word stood there.
#[derive(Clone, Debug, Default)]
pub(super) struct Due {
    pub(super) first: String,
    pub(super) second: Option<String>,
    pub(super) times: u32,
}

/// What became of a word that was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// It waits for the end of the text.
    Kept,
    /// It waits too, but another word had to go and is due.
    Pushed,
    /// There is no stemmer for it.
    Unstemmed,
}

impl Tally {
    pub(super) fn new(stemmer: Stemmer) -> Self {
        Self { stemmer, counts: Vec::new(), touched: Vec::new() }
    }

    /// Forgets what is left of the text before.
    pub(super) fn begin(&mut self) {
        self.counts.resize(self.stemmer.size(), 0);
        for index in self.touched.drain(..) {
            if let Some(count) = self.counts.get_mut(index) {
                *count = 0;
            }
        }
    }

    /// Counts a word; `due` is written if another one had to go.
    pub(super) fn count(
        &mut self,
        language: Option<Lang>,
        lower: &str,
        folded: &str,
        due: &mut Due,
    ) -> Counted {
        let place = language.and_then(|language| self.stemmer.place(language, lower));
        let Some((index, held)) = place else { return Counted::Unstemmed };
        let Some(count) = self.counts.get_mut(index) else { return Counted::Unstemmed };
        if held && *count > 0 {
            *count = count.saturating_add(1);
            return Counted::Kept;
        }
        if *count == 0 {
            self.touched.push(index);
        }
        let before = std::mem::replace(count, 1);
        if held {
            return Counted::Kept;
        }
        let pushed =
            before > 0 && self.stemmer.held(index).map(|held| due.set(held, before)).is_some();
        self.stemmer.fill(index, language, lower, folded);
        if pushed { Counted::Pushed } else { Counted::Kept }
    }

    /// Takes the next word that waits; `due` is written if there is one.
    pub(super) fn take(&mut self, due: &mut Due) -> bool {
        while let Some(index) = self.touched.pop() {
            let count = self.counts.get_mut(index).map_or(0, std::mem::take);
            if count > 0 && self.stemmer.held(index).map(|held| due.set(held, count)).is_some() {
                return true;
            }
        }
        false
    }
}

impl Due {
    fn set(&mut self, (first, second): (&str, Option<&str>), times: u32) {
        first.clone_into(&mut self.first);
        self.second = second.map(str::to_owned);
        self.times = times;
    }
}
