//! Bylines: "By Ada Byron and Max Muster, Berlin".

use std::ops::Range;

use super::{names, stops};

/// Words that begin a byline, in lower case, each with a space or colon after it.
const LEADS: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "text",
    "written by",
    "words by",
    "story by",
    "ein gastbeitrag von",
    "eine kolumne von",
    "ein kommentar von",
    "kommentar von",
    "eine analyse von",
    "ein interview von",
    "interview",
    "aus",
    "autor",
    "autorin",
    "autoren",
    "author",
    "authors",
    "auteur",
    "autore",
    "autora",
    "autor/in",
    "scritto da",
    "a cura di",
    "écrit par",
    "publié par",
    "escrito por",
    "tekst",
    "propos recueillis par",
    "opinion by",
    "analysis by",
    "posted by",
    "published by",
    "article by",
    "van onze",
    "de",
    "da",
];

/// Leads that prose also begins with: a name must fill the rest of the line.
const WEAK: &[&str] = &["aus", "di", "de", "da", "interview", "text", "tekst", "van onze"];

/// Tells whether the line begins as a byline does and names a person or agency.
pub(super) fn begins(line: &str) -> bool {
    !parse(line).is_empty()
}

/// Reads the names of a byline, with their bytes in the line; none where it is no byline.
pub(super) fn parse(line: &str) -> Vec<Range<usize>> {
    let Some(from) = lead(line) else { return Vec::new() };
    names_in(line, from)
}

/// Returns where the names begin, after the lead and its colon.
fn lead(line: &str) -> Option<usize> {
    let head = line.get(..line.floor_char_boundary(40))?.to_lowercase();
    LEADS
        .iter()
        .filter_map(|lead| {
            let rest = head.strip_prefix(lead)?;
            let gap = rest.len() - rest.trim_start_matches([' ', ':', '\u{a0}', '\t']).len();
            let at = lead.len() + gap;
            // Lower-casing may change lengths; then the line is left alone.
            (gap > 0 && line.is_char_boundary(at)).then_some((at, lead))
        })
        .filter(|(at, lead)| {
            !WEAK.contains(lead) || names::is_person(line.get(*at..).unwrap_or_default())
        })
        .map(|(at, _)| at)
        .max()
}

/// Reads the names from byte `from` on: people and agencies between commas, "and" and bars.
///
/// Reading stops at the first part that names nobody after one that did, such as a place or date.
pub(super) fn names_in(line: &str, from: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for part in parts(line, from) {
        let text = line.get(part.clone()).unwrap_or_default();
        if let Some(name) = name_at_start(text) {
            // "Ada Byron, HARBOUR RADIO": capitals after a name in small letters are an outlet's.
            let small = line.get(from..part.start).is_some_and(|s| s.contains(char::is_lowercase));
            if small && !found.is_empty() && !text.contains(char::is_lowercase) {
                break;
            }
            let start = part.start + (text.len() - text.trim_start().len());
            found.push(start..start + name);
        } else if !text.trim().is_empty() {
            break;
        }
    }
    found
}

/// Reads whatever a byline's lead introduces, in a place where only a byline can stand: newsrooms,
/// single names, names in other scripts.
pub(super) fn parse_loosely(line: &str) -> Vec<Range<usize>> {
    let Some(from) = lead(line).filter(|_| line.len() <= 120) else { return Vec::new() };
    let strict = names_in(line, from);
    let mut found: Vec<Range<usize>> = Vec::new();
    for part in parts(line, from) {
        let part = trim(line, part);
        let text = line.get(part.clone()).unwrap_or_default();
        if strict.iter().any(|name| name.start == part.start) {
            found.extend(strict.iter().find(|name| name.start == part.start).cloned());
            continue;
        }
        // After a comma stand outlets and degrees, after "and" the next author.
        let first = part.start == from;
        let joined = line
            .get(..part.start)
            .is_some_and(|before| ANDS.iter().any(|and| before.ends_with(and)));
        if !(first || joined) || !is_loose_name(text) {
            break;
        }
        found.push(part);
    }
    found
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

/// Tells whether the line is only the lead of a byline whose names follow on the next line.
pub(super) fn is_lead(line: &str) -> bool {
    let line = line.trim_end_matches([':', ' ']).to_lowercase();
    LEADS.contains(&line.as_str()) && !WEAK.contains(&line.as_str())
}

/// Reads the names of a line that has no lead: people, with agencies, jobs and places beside them.
pub(super) fn alone(line: &str, from: usize, to: usize) -> Vec<Range<usize>> {
    let Some(head) = line.get(..to) else { return Vec::new() };
    let mut found = Vec::new();
    let mut other = 0;
    for part in parts(head, from) {
        let mut part = trim(head, part);
        part.start += lead(head.get(part.clone()).unwrap_or_default()).unwrap_or_default();
        let text = head.get(part.clone()).unwrap_or_default();
        match name_at_start(text) {
            // Behind a first name alone in its part, an outlet may follow the next one.
            Some(name)
                if !found.is_empty() || names::is_job(text.get(name..).unwrap_or_default()) =>
            {
                found.push(part.start..part.start + name);
            }
            None if names::is_newsroom(text) => found.push(part),
            _ => other += text.split_whitespace().count(),
        }
    }
    // With much else beside the names, the line says something about them.
    if other > 4 { Vec::new() } else { found }
}

fn trim(line: &str, part: Range<usize>) -> Range<usize> {
    let text = line.get(part.clone()).unwrap_or_default();
    let start = part.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
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
            ' ' => JOINS.iter().find(|join| rest.starts_with(**join)).map_or(0, |join| join.len()),
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

const ANDS: &[&str] = &[" and ", " und ", " et ", " y ", " e ", " en ", " i ", " & "];

const JOINS: &[&str] = &[
    " and ", " und ", " et ", " y ", " e ", " en ", " i ", " och ", " og ", " - ", " with ",
    " mit ", " for ", " in ", " aus ", " para ", " pour ",
];

/// Returns the length of the name that a part begins with.
fn name_at_start(part: &str) -> Option<usize> {
    let part = part.trim().trim_end_matches(['.', ':']).trim_end();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<&str> {
        parse(line).into_iter().map(|range| &line[range]).collect()
    }

    #[test]
    fn bylines_of_several_languages_give_their_names() {
        assert_eq!(read("By Ada Byron and Max Muster"), ["Ada Byron", "Max Muster"]);
        assert_eq!(read("Von Ada Byron, Berlin"), ["Ada Byron"]);
        assert_eq!(read("Par Ada Byron (à Lyon)"), ["Ada Byron"]);
        assert_eq!(read("Por Ada Byron y José Muster | Madrid"), ["Ada Byron", "José Muster"]);
        assert_eq!(read("By: Dr. Ada Byron, Reuters"), ["Dr. Ada Byron", "Reuters"]);
        assert_eq!(read("Von dpa"), ["dpa"]);
        assert_eq!(read("BY ADA BYRON"), ["ADA BYRON"]);
        assert_eq!(read("By Ada Byron Political Editor"), ["Ada Byron"]);
    }

    #[test]
    fn prose_is_no_byline() {
        for line in [
            "By signing up you agree to our terms",
            "By the time Ada Byron came home, the harbour was closed",
            "Von München bis Aachen",
            "Par exemple",
            "de la nature",
            "By",
        ] {
            assert!(read(line).is_empty(), "{line}: {:?}", read(line));
        }
    }
}
