//! Authors: bylines, names and agencies alone in a byline's place, and closing lines about them.

use std::borrow::Cow;
use std::ops::Range;

use presscut_index::{Article, Mark};

use super::super::measure::Own;
use super::super::{Role, bio, byline, names};
use super::{Cut, headline};
use crate::date;

/// Lines above the text in which a name alone signs it.
const ABOVE: usize = 10;

/// Lines below the text in which a name alone signs it.
const BELOW: usize = 4;

/// The longest line that is read for names, in bytes.
const LONGEST: usize = 700;

/// Names with the rule that found them.
type Names = Vec<(Range<usize>, &'static str)>;

/// Finds the authors; photographers are left out with the credit lines.
pub(super) fn fill(cut: &Cut<'_>, roles: &mut [Role], article: &mut Article) {
    let mut led = false;
    for at in cut.matter() {
        let line = cut.text(at);
        let after_lead = std::mem::replace(&mut led, byline::is_lead(line));
        if line.len() > LONGEST || is_credit(cut, at) {
            continue;
        }
        let (found, role) = read(cut, at, after_lead);
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

/// Reads the names of one line.
fn read(cut: &Cut<'_>, at: usize, after_lead: bool) -> (Names, Role) {
    let line = cut.text(at);
    let with =
        |names: Vec<Range<usize>>, rule| names.into_iter().map(|name| (name, rule)).collect();
    let place = in_place(cut, at);
    let mut found: Names = with(byline::parse(line), "line.byline");
    if place || at < cut.first_prose() {
        let loose = byline::parse_loosely(line);
        if loose.len() > found.len() {
            found = with(loose, "line.byline");
        }
    }
    if found.is_empty() && (place || after_lead) {
        found = alone(line, if after_lead { "line.byline" } else { "line.name" });
    }
    if !found.is_empty() || at < cut.first_prose() {
        return (found, Role::Byline);
    }
    (bio::parse(line).into_iter().collect(), Role::Bio)
}

/// Adds a name unless the article has it already.
fn add(cut: &Cut<'_>, at: usize, name: &Range<usize>, rule: &'static str, article: &mut Article) {
    let Some(text) = cut.text(at).get(name.clone()).map(headline::once) else { return };
    let name = name.start..name.start + text.len();
    let known = article.authors.iter().any(|known| known.to_lowercase() == text.to_lowercase());
    if !known {
        article.authors.push(text.to_owned());
        let span = Some(cut.span(at, &name));
        article.evidence.authors.push(Mark { span, rule: Cow::Borrowed(rule) });
    }
}

/// Tells whether the line credits a picture: by a cue, or as "name/agency".
fn is_credit(cut: &Cut<'_>, at: usize) -> bool {
    let line = cut.text(at);
    let slashed = || line.split('/').any(|part| names::is_agency(part.trim()));
    cut.lines.get(at).is_some_and(|line| line.own(Own::Credit) > 0.0)
        || (line.contains('/') && line.len() < 120 && !byline::begins(line) && slashed())
        || line.starts_with('(')
}

/// Tells whether a name alone here signs the article: between headline and text, or at its end.
fn in_place(cut: &Cut<'_>, at: usize) -> bool {
    let (head, first, last) = (cut.first_head(), cut.first_prose(), cut.last_prose());
    let above = at < first && first - at <= ABOVE && head.is_none_or(|head| head < at);
    // A standfirst may stand above the byline.
    let below_standfirst = at > first && at - first <= 2 && at < last;
    above || below_standfirst || (at > last && at - last <= BELOW)
}

/// Reads a line of nothing but names and agencies, with a date, job or section beside them.
fn alone(line: &str, rule: &'static str) -> Names {
    if names::is_agency(line) {
        return vec![(0..line.len(), "line.agency")];
    }
    if names::is_wide_name(line) {
        return vec![(0..line.len(), rule)];
    }
    if line.len() > 160 {
        return Vec::new();
    }
    let date = date::find(line, None).map_or(line.len()..line.len(), |found| found.range);
    let mut found = byline::alone(line, 0, date.start);
    found.extend(byline::alone(line, date.end, line.len()));
    found.into_iter().map(|name| (name, rule)).collect()
}
