//! What a query asked for, and in which texts.

use super::Form;
use crate::Lang;
use crate::open::Only;

/// Two runs of words, each with its distance from the first of its run, and the languages of the articles in which they
/// are looked for; `None`: all.
pub(crate) type NearPart = ([Vec<(u32, Form)>; 2], Option<Vec<Option<Lang>>>);

/// Something that a query asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A word in any form that has one of these stems, each in texts of some languages only.
    Stems(Vec<(String, Only)>),
    /// One of these words as printed, folded.
    Printed(Vec<String>),
    /// A word that begins so, folded.
    Prefix(String),
    /// Words in this order.
    Phrase {
        /// The words with their distance from the first.
        terms: Vec<(u32, Form)>,
        /// How many other words may stand in between.
        slop: u32,
    },
    /// Two runs of words, each with its distance from the first of its run, with at most so many words in
    /// between; in articles of some languages, or of all.
    Near(Vec<NearPart>, u32),
}

/// The texts in which something was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Where {
    pub(crate) headline: bool,
    pub(crate) body: bool,
    pub(crate) authors: bool,
}

/// A text that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Headline,
    Body,
    Author,
}

impl Where {
    pub(super) fn has(self, part: Part) -> bool {
        match part {
            Part::Headline => self.headline,
            Part::Body => self.body,
            Part::Author => self.authors,
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        self.headline |= other.headline;
        self.body |= other.body;
        self.authors |= other.authors;
    }
}
