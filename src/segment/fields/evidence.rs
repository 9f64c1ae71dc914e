//! Evidence for and against authors: who is spoken of, credits, signatures.

use std::ops::Range;

use super::super::lines::Bullet;
use super::super::measure::Own;
use super::super::{byline, names};
use super::{Cut, credit};

/// Lines at the end of a text that may be about its author.
const CLOSING: usize = 4;

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
