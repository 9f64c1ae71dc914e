//! Evidence that a line signs an article, or does not.

use std::ops::Range;

use super::super::byline::Signed;
use super::super::cues::{self, Cue};
use super::super::lines::Bullet;
use super::super::measure::Own;
use super::super::{bio, byline, names};
use super::place::{Place, Places};
use super::{Cut, credit};
use crate::date;

/// Lines at the end of a text that may be about its author.
const CLOSING: usize = 4;

/// Lines before and after that are looked at.
const NEAR: usize = 2;

/// A fact about a line of names.
type Fact = fn(&Line<'_>) -> bool;

/// Facts about a line of names without a "By", with what each adds; from 1 on the names sign.
const WEIGHTS: &[(f32, Fact)] = &[
    (0.5, |line| line.place == Place::Header),
    (0.6, |line| line.place == Place::Header && line.below_head() <= 1),
    (0.5, |line| line.place == Place::Header && (2..=3).contains(&line.below_head())),
    (0.6, |line| line.place == Place::Tail && line.below_text() == 1),
    (0.5, |line| line.place == Place::Tail && line.below_text() == 1 && line.is_teaser()),
    (-0.8, |line| line.place == Place::Tail && line.below_text() > 3),
    (1.5, |line| line.signed.dated),
    (1.0, |line| !line.signed.dated && (line.publishes(line.at) || line.near(Line::is_date))),
    (1.5, |line| line.signed.job),
    (1.0, |line| !line.signed.job && line.near_text(names::is_job_title)),
    (0.7, |line| line.names().any(names::has_given_name)),
    (0.7, |line| line.names().any(|name| names::is_agency(name) || names::is_newsroom(name))),
    (0.7, |line| line.names().any(names::is_eastern_name)),
    (0.5, |line| line.signed.names.len() > 1),
    (2.0, |line| line.goes_on()),
    (-0.8, |line| is_item(line.cut, line.at)),
    (-0.5, |line| line.at + 1 < line.cut.lines.len() && is_credit(line.cut, line.at + 1)),
    (-0.7, |line| line.is_loud()),
    (-1.2, |line| line.names().any(|name| line.has_common_word(name))),
    (-3.0, |line| line.names().any(|name| is_named(line.cut, name, line.at))),
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

/// Tells whether names without a "By" sign the article.
pub(super) fn signs(cut: &Cut<'_>, places: &Places, at: usize, signed: &Signed) -> bool {
    let line = Line { cut, places, place: places.get(at), at, signed };
    let sum: f32 = WEIGHTS.iter().filter(|(_, fact)| fact(&line)).map(|(weight, _)| weight).sum();
    sum >= 1.0
}

/// Tells whether headline or text before line `before` mention somebody, by surname.
pub(super) fn is_named(cut: &Cut<'_>, name: &str, before: usize) -> bool {
    let surname = names::surname(name);
    let mentions = |at: usize| {
        let line = cut.text(at);
        line.match_indices(surname).any(|(from, _)| {
            let after = line.get(from + surname.len()..).and_then(|rest| rest.chars().next());
            !after.is_some_and(char::is_alphanumeric)
        })
    };
    let counts =
        |at: &usize| cut.is_prose(*at) || cut.tags.get(*at).is_some_and(|tag| tag.is_head());
    // Below the text, what stands further down is about the author as well.
    let end =
        if before > cut.last_prose().saturating_sub(CLOSING) { before } else { cut.lines.len() };
    (0..end).filter(counts).any(|at| byline::closes(cut.text(at)).is_empty() && mentions(at))
}

/// Tells whether the line credits a picture: by a cue, or as "name/agency".
pub(super) fn is_credit(cut: &Cut<'_>, at: usize) -> bool {
    let line = cut.text(at);
    // "By Ada Byron/AP" names who wrote it.
    if byline::begins(line) {
        return credit::credits(line) && !line.contains('/');
    }
    let agency = |part: &str| names::is_agency(part) || names::is_picture_agency(part);
    let slashed = || line.split('/').any(|part| agency(part.trim()));
    cut.lines.get(at).is_some_and(|line| line.own(Own::Credit) > 0.0)
        || line.contains('/') && line.len() < 120 && slashed() && signature(line).is_none()
        || line.starts_with('(') && signature(line).is_none()
}

/// Tells whether the line is an item of a list.
pub(super) fn is_item(cut: &Cut<'_>, at: usize) -> bool {
    cut.lines.get(at).is_some_and(|line| line.raw.bullet != Bullet::None)
}

/// Reads a line of agencies and initials: "SDA/sep", "dpa", "© dpa-infocom, dpa:20-99".
pub(super) fn signature(line: &str) -> Option<Vec<Range<usize>>> {
    let from = line.len() - line.trim_start_matches(['©', '(', ' ', '\u{a0}']).len();
    let inner = line.get(from..)?.split([' ', ',', ')', '-']).next()?;
    let closed =
        inner.len() + from + 1 >= line.len() || line.starts_with('©') || inner.contains('/');
    if line.len() > 40 || !closed {
        return None;
    }
    let mut names = Vec::new();
    let mut at = from;
    for part in inner.split('/') {
        let initials = part.len() <= 4 && part.chars().all(char::is_lowercase);
        if names::is_agency(part) || !names.is_empty() && initials {
            names.push(at..at + part.len());
        } else {
            return None;
        }
        at += part.len() + 1;
    }
    Some(names)
}

/// Reads initials in brackets at the end of a line.
pub(super) fn initials(line: &str) -> Option<Range<usize>> {
    let inner = line.trim_end_matches('.').strip_suffix(')')?;
    let at = inner.rfind('(')? + 1;
    let name = inner.get(at..)?;
    let small = (2..=4).contains(&name.len()) && name.chars().all(|c| c.is_ascii_lowercase());
    (small && !names::is_agency(name)).then_some(at..at + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_and_initials_sign_at_the_end() {
        let read = |line: &'static str| {
            signature(line)
                .map(|names| names.into_iter().map(|name| &line[name]).collect::<Vec<_>>())
        };
        assert_eq!(read("SDA/sep"), Some(vec!["SDA", "sep"]));
        assert_eq!(read("(dpa)"), Some(vec!["dpa"]));
        assert_eq!(read("Foto/dpa"), None);
        assert_eq!(read("Harbour news"), None);
        let read = |line: &'static str| initials(line).map(|name| &line[name]);
        assert_eq!(read("The pier is open again. (mab)"), Some("mab"));
        assert_eq!(read("The pier (north) is open."), None);
    }
}
