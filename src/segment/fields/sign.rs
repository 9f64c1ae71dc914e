//! Whether names without a "By" sign an article: facts about their line, weighed by fitted weights.

use super::super::byline::Signed;
use super::super::cues::{self, Cue};
use super::super::weights::Weights;
use super::super::{bio, names};
use super::Cut;
use super::evidence::{is_credit, is_item, is_named};
use super::place::{Place, Places};
use crate::date;

/// Lines before and after that are looked at.
const NEAR: usize = 2;

/// A fact about a line of names.
type Fact = fn(&Line<'_>) -> bool;

/// Facts about a line of names without a "By", each with its name in `weights.txt`.
const FACTS: &[(&str, Fact)] = &[
    ("always", |_| true),
    ("header", |line| line.place == Place::Header),
    ("header-1", |line| line.place == Place::Header && line.below_head() <= 1),
    ("header-2", |line| line.place == Place::Header && (2..=3).contains(&line.below_head())),
    ("tail-1", |line| line.place == Place::Tail && line.below_text() == 1),
    ("teaser-1", |line| line.place == Place::Tail && line.below_text() == 1 && line.is_teaser()),
    ("dated", |line| line.signed.dated),
    ("date-near", |line| {
        !line.signed.dated && (line.publishes(line.at) || line.near(Line::is_date))
    }),
    ("job", |line| line.signed.job),
    ("job-below", |line| !line.signed.job && line.near_text(names::is_job_title)),
    ("given-name", |line| line.names().any(names::has_given_name)),
    ("agency", |line| line.names().any(|name| names::is_agency(name) || names::is_newsroom(name))),
    ("eastern", |line| line.names().any(names::is_eastern_name)),
    ("several", |line| line.signed.names.len() > 1),
    ("bio-below", |line| line.goes_on()),
    ("item", |line| is_item(line.cut, line.at)),
    ("loud", |line| line.is_loud()),
    ("common-word", |line| line.names().any(|name| line.has_common_word(name))),
    ("named", |line| line.names().any(|name| is_named(line.cut, name, line.at))),
];

/// A line of names in its place.
struct Line<'a> {
    cut: &'a Cut<'a>,
    places: &'a Places,
    place: Place,
    at: usize,
    signed: &'a Signed,
}

impl<'a> Line<'a> {
    fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        let line = self.cut.text(self.at);
        self.signed.names.iter().filter_map(move |name| line.get(name.clone()))
    }

    /// Tells whether it shouts names that nobody has.
    fn is_loud(&self) -> bool {
        self.names().all(|name| {
            !name.contains(char::is_lowercase)
                && name.contains(' ')
                && !names::has_given_name(name)
                && !names::is_agency(name)
        })
    }

    /// Tells whether a word of a name stands in small letters in the text.
    fn has_common_word(&self, name: &str) -> bool {
        let words = name.split([' ', '\u{a0}', '-']).filter(|word| word.chars().count() > 3);
        words.map(str::to_lowercase).any(|word| {
            (0..self.cut.lines.len()).any(|at| {
                let line = self.cut.text(at);
                line.match_indices(&*word).any(|(from, _)| {
                    let edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
                    edge(line.get(..from).and_then(|before| before.chars().next_back()))
                        && edge(line.get(from + word.len()..).and_then(|rest| rest.chars().next()))
                })
            })
        })
    }

    fn is_teaser(&self) -> bool {
        (0..self.cut.lines.len()).filter(|&at| self.cut.is_prose(at)).take(3).count() < 3
    }

    fn near(&self, test: fn(&Self, usize) -> bool) -> bool {
        let lines = self.at.saturating_sub(NEAR)..(self.at + NEAR + 1).min(self.cut.lines.len());
        lines.filter(|&at| at != self.at && !self.cut.is_prose(at)).any(|at| test(self, at))
    }

    fn near_text(&self, test: fn(&str) -> bool) -> bool {
        self.at + 1 < self.cut.lines.len() && test(self.cut.text(self.at + 1))
    }

    /// Tells whether a line says when the article came out or how long it takes to read.
    fn publishes(&self, at: usize) -> bool {
        let text = self.cut.text(at);
        let counts = cues::count(&text.to_lowercase());
        let has = |cue: Cue| counts.get(cue as usize).is_some_and(|&count| count > 0);
        text.len() <= 120 && (has(Cue::Publish) || has(Cue::Reading))
    }

    fn is_date(&self, at: usize) -> bool {
        let text = self.cut.text(at);
        let found = if text.len() <= 120 { date::find(text, None) } else { None };
        found.is_some_and(|found| found.range.len() * 3 >= text.len()) || self.publishes(at)
    }

    fn goes_on(&self) -> bool {
        let next = self.cut.text(self.at + 1);
        let named = self.names().next().is_some_and(|name| bio::goes_on(next, name));
        let about =
            cues::count(&next.to_lowercase()).get(Cue::Bio as usize).is_some_and(|&n| n > 0);
        self.place == Place::Tail && named && about
    }

    /// Returns how many lines below the headline it stands; credits and dates do not count.
    fn below_head(&self) -> usize {
        let between = self.places.head + 1..self.at;
        let other = between.filter(|&at| !is_credit(self.cut, at) && !self.is_date(at)).count();
        other + usize::from(self.at > self.places.head)
    }

    fn below_text(&self) -> usize {
        self.at.saturating_sub(self.places.last)
    }
}

/// Returns the names of the facts.
pub(in crate::segment) fn fact_names() -> impl Iterator<Item = &'static str> {
    FACTS.iter().map(|(name, _)| *name)
}

/// Tells which facts hold of a line of names.
pub(super) fn facts(cut: &Cut<'_>, places: &Places, at: usize, signed: &Signed) -> Vec<bool> {
    let line = Line { cut, places, place: places.get(at), at, signed };
    FACTS.iter().map(|(_, fact)| fact(&line)).collect()
}

/// Tells whether names without a "By" sign the article: a logistic regression over the facts.
pub(super) fn signs(weights: &Weights, facts: &[bool]) -> bool {
    let weights = weights.signs().iter().zip(facts);
    weights.filter(|(_, fact)| **fact).map(|(weight, _)| weight).sum::<f32>() >= 0.0
}
