//! Bylines: "By Ada Byron and Max Muster, Berlin".

use std::ops::Range;

use super::names;

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
            let start = part.start + (text.len() - text.trim_start().len());
            found.push(start..start + name);
        } else if !text.trim().is_empty() {
            break;
        }
    }
    found
}

/// Reads the name that a line ends with after a bar or slash, as in "Student desk / Ada Byron".
pub(super) fn last_part(line: &str) -> Option<Range<usize>> {
    let at = line.rfind(['/', '|', '•', '·'])?;
    let mark = line.get(at..)?.chars().next()?.len_utf8();
    let part = line.get(at + mark..)?;
    let name = part.trim();
    let start = at + mark + (part.len() - part.trim_start().len());
    names::is_person(name).then(|| start..start + name.len())
}

/// Splits at commas, semicolons, bars, slashes, ampersands, brackets, dots between spaces and "and".
fn parts(line: &str, from: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = from;
    let mut at = from;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(c) = rest.chars().next() else { break };
        let cut = match c {
            ',' | ';' | '|' | '/' | '&' | '(' | ')' | '•' | '·' | '—' | '–' => c.len_utf8(),
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

const JOINS: &[&str] = &[
    " and ", " und ", " et ", " y ", " e ", " en ", " i ", " och ", " og ", " - ", " with ",
    " mit ", " for ", " in ", " aus ", " para ", " pour ",
];

/// Returns the length of the name that a part begins with.
fn name_at_start(part: &str) -> Option<usize> {
    let part = part.trim().trim_end_matches(['.', ':']);
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
