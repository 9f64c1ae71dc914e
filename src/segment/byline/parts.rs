//! The parts of a byline: names, agencies, jobs, places, outlets.

use std::ops::Range;

use super::{names, stops};

/// Words that join two authors.
const ANDS: &[&str] = &[
    " and ", " und ", " et ", " y ", " e ", " en ", " i ", " och ", " og ", " и ", " та ", " dan ",
    " ve ", " & ",
];

/// Other words between an author and what stands beside the name.
const JOINS: &[&str] = &[
    " - ", " with ", " mit ", " avec ", " con ", " com ", " met ", " for ", " in ", " aus ",
    " para ", " pour ",
];

/// Last words of a group that signs with somebody: "Ada Byron and Harbour Team".
const GROUPS: &[&str] = &["team", "staff", "desk", "editors", "reporters"];

/// What a part of a line holds.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) names: Vec<Range<usize>>,
    /// Whether a job is named.
    pub(super) job: bool,
    /// Words that are neither.
    pub(super) other: usize,
}

/// Reads people and agencies from byte `from` on; stops at the first part that names nobody after
/// one that did, such as a place or date.
pub(super) fn strict(line: &str, from: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut told = false;
    for part in parts(line, from) {
        let part = trim(line, part);
        let text = line.get(part.clone()).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        let joined = !found.is_empty() && is_joined(line, part.start);
        if told && !joined {
            break;
        }
        // "Ada Byron, Political Editor, and Max Muster"
        if !found.is_empty() && names::is_job_title(text) {
            told = true;
            continue;
        }
        let Some(name) = name_at_start(text).filter(|_| !names::is_job_title(text)) else {
            // "Ada Byron in Lomfield and Max Muster in Ostholm"
            if !found.is_empty() && !joined && is_place(line, &part) {
                told = true;
                continue;
            }
            if joined && is_group(text) {
                found.push(part);
            }
            break;
        };
        // "Ada Byron, HARBOUR RADIO": capitals after a name in small letters are an outlet's.
        let small = |name: &Range<usize>| {
            line.get(name.clone()).is_some_and(|name| name.contains(char::is_lowercase))
        };
        let loud = !text.contains(char::is_lowercase) && !names::is_agency(text);
        let outlet = loud && !joined && found.iter().any(small);
        if !found.is_empty() && (outlet || is_outlet(text, name)) {
            break;
        }
        found.push(part.start..part.start + name);
    }
    found
}

/// Reads whatever a lead introduces, in a place where only a byline can stand: newsrooms, single
/// names, names in other scripts.
pub(super) fn loose(line: &str, from: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for part in parts(line, from).into_iter().filter(|_| line.len() <= 120) {
        let part = trim(line, part);
        let text = line.get(part.clone()).unwrap_or_default();
        // After a comma stand outlets and degrees, after "and" the next author.
        let first = part.start == from;
        if !(first || is_joined(line, part.start)) || !is_loose_name(text) {
            break;
        }
        found.push(part);
    }
    found
}

/// Reads a line without a lead: people, with agencies, jobs and places beside them.
pub(super) fn alone(line: &str) -> Found {
    let mut found = Found::default();
    for part in parts(line, 0) {
        let part = trim(line, part);
        let text = line.get(part.clone()).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        if names::is_job_title(text) {
            found.job = true;
            continue;
        }
        let name = name_at_start(text);
        let rest = name.and_then(|name| text.get(name..)).unwrap_or_default();
        match name {
            Some(name) if names::is_job(rest) && !is_outlet(text, name) => {
                found.job |= names::is_job_title(rest);
                found.names.push(part.start..part.start + name);
            }
            None if names::is_newsroom(text) || names::is_eastern_name(text) => {
                found.names.push(part);
            }
            None if is_group(text) && !found.names.is_empty() && is_joined(line, part.start) => {
                found.names.push(part);
            }
            _ => found.other += text.split_whitespace().count(),
        }
    }
    found
}

/// Tells whether a part is a group: "Harbour Team".
fn is_group(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|word| {
        GROUPS.contains(&word.to_lowercase().as_str()) && word.len() < text.len()
    })
}

/// Tells whether a part is "Harbour Radio Staff Writers": what stands before "staff" is an outlet.
fn is_outlet(text: &str, name: usize) -> bool {
    text.get(name..).is_some_and(|rest| rest.trim_start().to_lowercase().starts_with("staff "))
}

/// Tells whether a part says where somebody wrote: one to three capitalised words after "in".
fn is_place(line: &str, part: &Range<usize>) -> bool {
    let text = line.get(part.clone()).unwrap_or_default();
    line.get(..part.start).is_some_and(|before| before.ends_with(" in "))
        && (1..=3).contains(&text.split_whitespace().count())
        && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

fn is_joined(line: &str, at: usize) -> bool {
    line.get(..at).is_some_and(|before| ANDS.iter().any(|and| before.ends_with(and)))
}

/// Tells whether a text could be the name of somebody or some newsroom.
fn is_loose_name(text: &str) -> bool {
    let mark = |c: char| matches!(c, ' ' | '-' | '.' | '\'' | '’');
    (1..=4).contains(&text.split_whitespace().count())
        && !text.starts_with(char::is_lowercase)
        && text.chars().all(|c| c.is_alphabetic() || mark(c))
        && text.split_whitespace().all(|word| !stops::is_stop(&word.to_lowercase()))
        && !names::is_job(text)
}

/// Takes white space off both ends of a range.
pub(super) fn trim(line: &str, part: Range<usize>) -> Range<usize> {
    let text = line.get(part.clone()).unwrap_or_default();
    let start = part.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

/// Splits a range at bars, bullets and spaced dashes.
pub(super) fn split_at_bars(line: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = line.get(range.clone()).unwrap_or_default();
    let mut found = Vec::new();
    let mut start = range.start;
    for (at, c) in text.char_indices() {
        let next = range.start + at + c.len_utf8();
        let spaced = line.get(..range.start + at).is_some_and(|before| before.ends_with(' '))
            && line.get(next..).is_some_and(|after| after.starts_with(' '));
        let dash = matches!(c, '-' | '–' | '—') && spaced;
        if dash || matches!(c, '|' | '•' | '·' | '\t' | '»' | '›') {
            found.push(start..range.start + at);
            start = next;
        }
    }
    found.push(start..range.end);
    found
}

/// Splits at commas, bars, slashes, brackets, dashes, "and", and where words are glued together.
fn parts(line: &str, from: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = from;
    let mut at = from;
    let mut before = ' ';
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(c) = rest.chars().next() else { break };
        if before.is_lowercase()
            && (c.is_uppercase() || c.is_ascii_digit())
            && is_glued(line, start, at)
        {
            parts.push(start..at);
            start = at;
        }
        before = c;
        let cut = match c {
            ',' | ';' | '|' | '/' | '&' | '(' | ')' | '•' | '·' | '—' | '–' | '、' | '\t' | '@' => {
                c.len_utf8()
            }
            ' ' => ANDS
                .iter()
                .chain(JOINS)
                .find(|join| rest.starts_with(**join))
                .map_or(0, |join| join.len()),
            _ => 0,
        };
        if cut > 0 {
            parts.push(start..at);
            at += cut;
            start = at;
        } else {
            at += c.len_utf8();
        }
    }
    parts.push(start..line.len());
    parts
}

/// Tells whether two things are glued together here, rather than a name with a capital inside.
fn is_glued(line: &str, start: usize, at: usize) -> bool {
    let word =
        line.get(start..at).and_then(|part| part.rsplit([' ', '-']).next()).unwrap_or_default();
    !matches!(word, "Mc" | "Mac" | "De" | "Di" | "La" | "Le" | "Van" | "Fitz" | "Del" | "Du")
}

/// Returns the length of the name that a part begins with.
fn name_at_start(part: &str) -> Option<usize> {
    let part = part.trim_end_matches(['.', ':']).trim_end();
    let bare = strip_titles(part);
    if names::is_person(bare) || names::is_agency(bare) {
        return Some(part.len());
    }
    // Other things may be glued to a name: two capitalised words before a job or an address.
    let mut cut = 0;
    let mut best = None;
    for word in part.split_inclusive(' ') {
        cut += word.len();
        let head = part.get(..cut)?.trim_end();
        if names::is_person(strip_titles(head)) {
            best = Some(head.len());
        } else if best.is_some() {
            break;
        }
    }
    // What follows the name must look like a job or address, not like running text.
    let rest = part.get(best?..)?.trim_start();
    let opens = rest.starts_with(char::is_uppercase) || rest.contains('@') || rest.len() < 30;
    best.filter(|_| opens && part.len() <= 90)
}

fn strip_titles(name: &str) -> &str {
    let mut name = name;
    for title in
        ["Dr. ", "Dr ", "Prof. ", "Prof ", "Professor ", "Sir ", "Dame ", "Rev. ", "Mr ", "Ms "]
    {
        name = name.strip_prefix(title).unwrap_or(name);
    }
    name
}
