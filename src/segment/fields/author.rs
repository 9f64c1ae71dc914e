//! Authors: bylines, names that sign without a "By", and lines about the author.

use std::borrow::Cow;
use std::ops::Range;

use presscut_index::{Article, Mark};

use super::super::byline::{self, How};
use super::super::weights::Weights;
use super::super::{Role, bio, names, nobody};
use super::place::{Place, Places};
use super::{Cut, evidence, glued, headline, sign};

/// The longest line that is read for names, in bytes.
const LONGEST: usize = 700;

/// At most so many lines of an article are read for names.
const LINES: usize = 80;

/// A name, where it stands and the rule that found it.
struct Name {
    at: usize,
    bytes: Range<usize>,
    rule: &'static str,
}

/// Finds the authors; photographers are left out with the credit lines.
pub(super) fn fill(cut: &Cut<'_>, weights: &Weights, roles: &mut [Role], article: &mut Article) {
    let places = Places::of(cut);
    let mut names = Vec::new();
    let mut inside = Vec::new();
    for at in cut.matter().take(LINES) {
        if !may_sign(cut, at) {
            continue;
        }
        let place = places.get(at);
        let (found, role) = read(cut, weights, &places, at);
        if found.is_empty() {
            continue;
        }
        if let Some(slot) = roles.get_mut(at) {
            *slot = role;
        }
        if place == Place::Inside { &mut inside } else { &mut names }.extend(found);
    }
    // Who signs with a "By" signs alone, but for names on the lines beside.
    let led: Vec<usize> =
        names.iter().filter(|name| name.rule == "line.byline").map(|name| name.at).collect();
    if !led.is_empty() {
        names.retain(|name: &Name| {
            name.rule != "line.name" || led.iter().any(|at| at.abs_diff(name.at) <= 1)
        });
    }
    // Bylines within the text are those of teasers, unless nobody signs elsewhere.
    let mut chosen = if names.is_empty() { inside } else { names };
    if chosen.is_empty() {
        chosen = glued(cut);
    }
    if chosen.is_empty() {
        chosen = within_text(cut, &places);
    }
    for name in chosen {
        add(cut, &name, article);
    }
}

/// Tells whether a line beside the text is read for names.
fn may_sign(cut: &Cut<'_>, at: usize) -> bool {
    cut.text(at).len() <= LONGEST && !evidence::is_credit(cut, at)
}

/// Returns the names and facts of the lines of which facts decide whether they sign.
pub(super) fn unsure(cut: &Cut<'_>) -> Vec<(Vec<String>, Vec<bool>)> {
    let places = Places::of(cut);
    let lines = cut.matter().take(LINES).filter(|&at| {
        may_sign(cut, at) && places.get(at) != Place::Inside && !has_lead_above(cut, at)
    });
    let read = lines.map(|at| (at, byline::read(cut.text(at))));
    let alone = read.filter(|(_, signed)| signed.how == How::Alone);
    let facts = alone.map(|(at, signed)| {
        let names = signed.names.iter().filter_map(|name| cut.text(at).get(name.clone()));
        (names.map(str::to_owned).collect(), sign::facts(cut, &places, at, &signed))
    });
    facts.collect()
}

/// Tells whether the line above is a "By" and nothing else.
fn has_lead_above(cut: &Cut<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| byline::is_lead(cut.text(before)))
}

/// Reads the names of one line.
fn read(cut: &Cut<'_>, weights: &Weights, places: &Places, at: usize) -> (Vec<Name>, Role) {
    let line = cut.text(at);
    let with = |names: Vec<Range<usize>>, rule| {
        names.into_iter().map(|bytes| Name { at, bytes, rule }).collect::<Vec<_>>()
    };
    let signed = byline::read(line);
    let led = has_lead_above(cut, at);
    let place = places.get(at);
    let agency = names::is_agency(line);
    let accepted = match signed.how {
        How::Nobody => false,
        How::Led => place != Place::Inside || !evidence::is_item(cut, at),
        How::Loosely => place != Place::Inside,
        How::Alone => {
            led || place != Place::Inside
                && sign::signs(weights, &sign::facts(cut, places, at, &signed))
        }
    };
    if accepted {
        let rule = match signed.how {
            How::Alone if agency => "line.agency",
            How::Alone if !led => "line.name",
            _ => "line.byline",
        };
        return (with(signed.names, rule), Role::Byline);
    }
    if place != Place::Tail {
        return (Vec::new(), Role::Noise);
    }
    if let Some(names) = evidence::signature(line) {
        return (with(names, "line.agency"), Role::Byline);
    }
    let labelled = at.checked_sub(1).is_some_and(|before| bio::is_label(cut.text(before)));
    let about = bio::people(line).into_iter().filter(|(name, _)| {
        labelled || !evidence::is_named(cut, line.get(name.clone()).unwrap_or_default(), at)
    });
    (about.map(|(bytes, rule)| Name { at, bytes, rule }).collect(), Role::Bio)
}

/// Reads a byline that is glued to the headline.
fn glued(cut: &Cut<'_>) -> Vec<Name> {
    let Some(at) = cut.first_head() else { return Vec::new() };
    let line = cut.text(at);
    let Some(from) = glued::tail(line) else { return Vec::new() };
    let names = byline::parse(line.get(from..).unwrap_or_default());
    let bytes = names.into_iter().map(|name| from + name.start..from + name.end);
    bytes.map(|bytes| Name { at, bytes, rule: "line.byline" }).collect()
}

/// Reads authors that only the text itself names: at the end of a standfirst or a teaser, or by the
/// initials that close it.
fn within_text(cut: &Cut<'_>, places: &Places) -> Vec<Name> {
    let mut prose = (0..cut.lines.len()).filter(|&at| cut.is_prose(at));
    let standfirst = prose.find_map(|at| {
        let names =
            if places.get(at) == Place::Inside { Vec::new() } else { byline::closes(cut.text(at)) };
        (!names.is_empty()).then_some((at, names))
    });
    if let Some((at, names)) = standfirst {
        return names.into_iter().map(|bytes| Name { at, bytes, rule: "text.byline" }).collect();
    }
    let last = cut.last_prose();
    let signed = (last..cut.lines.len().min(last + 3)).find_map(|at| {
        Some(Name { at, bytes: evidence::initials(cut.text(at))?, rule: "text.initials" })
    });
    signed.into_iter().collect()
}

/// Adds a name unless the article has it already.
fn add(cut: &Cut<'_>, name: &Name, article: &mut Article) {
    let Some(text) = cut.text(name.at).get(name.bytes.clone()).map(headline::once) else { return };
    let bytes = name.bytes.start..name.bytes.start + text.len();
    let known = article.authors.iter().any(|known| known.to_lowercase() == text.to_lowercase());
    if !known && !nobody::is_nobody(text) {
        article.authors.push(text.to_owned());
        let span = Some(cut.span(name.at, &bytes));
        article.evidence.authors.push(Mark { span, rule: Cow::Borrowed(name.rule) });
    }
}
