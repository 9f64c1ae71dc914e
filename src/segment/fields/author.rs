//! Authors: bylines, names and agencies alone in a byline's place, and closing lines about them.

use std::borrow::Cow;
use std::ops::Range;

use presscut_index::{Article, Mark};

use super::super::measure::Own;
use super::super::{Role, bio, byline, names};
use super::Cut;

/// Lines around the text in which a name alone signs it.
const NEAR: usize = 6;

/// Finds the authors; photographers are left out with the credit lines.
pub(super) fn fill(cut: &Cut<'_>, roles: &mut [Role], article: &mut Article) {
    for at in cut.matter() {
        let line = cut.text(at);
        if line.len() > 700 || is_credit(cut, at) {
            continue;
        }
        let mut role = Role::Byline;
        let mut found: Vec<(Range<usize>, &'static str)> =
            byline::parse(line).into_iter().map(|name| (name, "line.byline")).collect();
        if found.is_empty() && in_place(cut, at) {
            found = alone(line);
        }
        if found.is_empty() && at > cut.first_prose() {
            found.extend(bio::parse(line));
            role = Role::Bio;
        }
        if found.is_empty() {
            continue;
        }
        for (name, rule) in found {
            add(cut, at, &name, rule, article);
        }
        if let Some(slot) = roles.get_mut(at) {
            *slot = role;
        }
    }
}

/// Adds a name unless the article has it already.
fn add(cut: &Cut<'_>, at: usize, name: &Range<usize>, rule: &'static str, article: &mut Article) {
    let Some(text) = cut.text(at).get(name.clone()) else { return };
    let known = article.authors.iter().any(|known| known.to_lowercase() == text.to_lowercase());
    if !known {
        article.authors.push(text.to_owned());
        article
            .evidence
            .authors
            .push(Mark { span: Some(cut.span(at, name)), rule: Cow::Borrowed(rule) });
    }
}

/// Tells whether the line credits a picture, by itself or as the name after such a line.
fn is_credit(cut: &Cut<'_>, at: usize) -> bool {
    cut.lines.get(at).is_some_and(|line| line.own(Own::Credit) > 0.0)
}

/// Tells whether a name alone here signs the article: between headline and text, or at its end.
fn in_place(cut: &Cut<'_>, at: usize) -> bool {
    let (head, first, last) = (cut.first_head(), cut.first_prose(), cut.last_prose());
    let above = at < first && first - at <= NEAR && head.is_none_or(|head| head < at);
    // A standfirst may stand above the byline.
    let below_standfirst = at > first && at - first <= 3 && at < last;
    above || below_standfirst || (at > last && at - last <= NEAR)
}

/// Reads a line of nothing but names and agencies, with a date, place or section beside them.
fn alone(line: &str) -> Vec<(Range<usize>, &'static str)> {
    let line = line.get(..line.floor_char_boundary(160)).unwrap_or(line);
    if names::is_agency(line) {
        return vec![(0..line.len(), "line.agency")];
    }
    let found = byline::names_in(line, 0);
    if found.is_empty() {
        return byline::last_part(line).into_iter().map(|name| (name, "line.name")).collect();
    }
    found.into_iter().map(|name| (name, "line.name")).collect()
}
