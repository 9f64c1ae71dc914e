//! Bylines: "By Ada Byron and Max Muster, Berlin", and the same without a "By".

mod eastern;
mod lead;
mod parts;

use std::ops::Range;

use super::{names, stops};
use crate::date;

pub(super) use lead::{find as after_lead, is_whole as is_lead};

/// The longest line without a lead that is read, in bytes.
const LONGEST: usize = 160;

/// The most words beside the names of a line without a lead.
const OTHER: usize = 4;

/// Dates in one line that are read apart from its names.
const DATES: usize = 3;

/// How a line signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum How {
    /// Not at all.
    #[default]
    Nobody,
    /// With a "By" or "reporter", and people or agencies.
    Led,
    /// With a "By" and something else that may be a name.
    Loosely,
    /// With names alone.
    Alone,
}

/// Who signs in a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signed {
    /// The names' bytes.
    pub(super) names: Vec<Range<usize>>,
    pub(super) how: How,
    /// Whether the line says what the people are at the paper.
    pub(super) job: bool,
    /// Whether a date stands beside them.
    pub(super) dated: bool,
}

/// Tells whether the line begins as a byline does and names a person or agency.
pub(super) fn begins(line: &str) -> bool {
    !parse(line).is_empty()
}

/// Reads the names after a lead that the line begins with.
pub(super) fn parse(line: &str) -> Vec<Range<usize>> {
    lead::find(line).map(|from| parts::strict(line, from)).unwrap_or_default()
}

/// Reads a line that is the names of people and nothing else.
pub(super) fn names(line: &str) -> Vec<Range<usize>> {
    let signed = read(line);
    let named: usize = signed.names.iter().map(ExactSizeIterator::len).sum();
    let people = |name: &Range<usize>| line.get(name.clone()).is_some_and(names::is_person);
    // Only commas and "and"s stand between them.
    let only = signed.how == How::Alone
        && signed.names.iter().all(people)
        && named + 5 * signed.names.len() >= line.trim().len() + 5;
    if only { signed.names } else { Vec::new() }
}

/// Reads who signs in a line, beside dates, sections, jobs and outlets.
pub(super) fn read(line: &str) -> Signed {
    let (pieces, dated) = pieces(line);
    for how in [How::Led, How::Loosely] {
        for piece in &pieces {
            let text = line.get(piece.clone()).unwrap_or_default();
            let names = match how {
                How::Led => parse(text),
                _ => lead::find(text).map(|from| parts::loose(text, from)).unwrap_or_default(),
            };
            if !names.is_empty() {
                let names = shift(names, piece.start);
                return Signed { names, how, job: false, dated };
            }
        }
    }
    let names = eastern::read(line);
    if !names.is_empty() {
        return Signed { names, how: How::Led, job: true, dated };
    }
    alone(line, &pieces, dated)
}

/// Reads names without a lead; with much else beside them, the line says something about them.
fn alone(line: &str, pieces: &[Range<usize>], dated: bool) -> Signed {
    let mut signed = Signed { how: How::Alone, dated, ..Signed::default() };
    let mut other = 0;
    for piece in pieces.iter().filter(|_| line.len() <= LONGEST) {
        let text = line.get(piece.clone()).unwrap_or_default();
        let found = parts::alone(text);
        signed.names.extend(shift(found.names, piece.start));
        signed.job |= found.job;
        other += found.other;
    }
    if signed.names.is_empty() || other > OTHER { Signed::default() } else { signed }
}

/// Reads the author whom the last sentence of a standfirst names: "... Ein Essay von Ada Byron.",
/// "... By Ada Byron".
pub(super) fn closes(line: &str) -> Vec<Range<usize>> {
    let whole = line.trim_end_matches(['.', ' ']);
    let borders = [". ", "? ", "! ", "… ", "\u{201c} ", "\" "];
    let Some(at) = borders.iter().filter_map(|mark| Some(whole.rfind(mark)? + mark.len())).max()
    else {
        return Vec::new();
    };
    let last = whole.get(at..).unwrap_or_default();
    let names = parse(last);
    let people = names.iter().all(|name| last.get(name.clone()).is_some_and(names::is_person));
    let to_end = names.last().is_some_and(|name| name.end == last.len());
    if people && to_end { shift(names, at) } else { Vec::new() }
}

/// Parts a line at its dates, bars, bullets and spaced dashes; tells whether it has dates.
fn pieces(line: &str) -> (Vec<Range<usize>>, bool) {
    let mut from = 0;
    let mut between = Vec::new();
    for _ in 0..DATES {
        let Some(found) = line.get(from..).and_then(|rest| date::find(rest, None)) else { break };
        between.push(from..from + found.range.start);
        from += found.range.end;
    }
    let dated = from > 0;
    between.push(from..line.len());
    let split = between.into_iter().flat_map(|range| parts::split_at_bars(line, range));
    (split.map(|range| parts::trim(line, range)).filter(|range| !range.is_empty()).collect(), dated)
}

fn shift(names: Vec<Range<usize>>, by: usize) -> Vec<Range<usize>> {
    names.into_iter().map(|name| name.start + by..name.end + by).collect()
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
        assert_eq!(
            read("BY ADA BYRON, MAX MUSTER and EVA LANG-ROTH"),
            ["ADA BYRON", "MAX MUSTER", "EVA LANG-ROTH"]
        );
        assert_eq!(read("By Ada Byron, HARBOUR RADIO"), ["Ada Byron"]);
        assert_eq!(read("By Ada Byron and Harbour Team"), ["Ada Byron", "Harbour Team"]);
        assert_eq!(read("By Ada Byron Political Editor"), ["Ada Byron"]);
        assert_eq!(
            read("By Ada Byron, Political Editor, and Max Muster"),
            ["Ada Byron", "Max Muster"]
        );
        assert_eq!(read("By Ada Byron, Political Editor, Harbour Post"), ["Ada Byron"]);
        assert!(read("By Our Special Correspondent").is_empty());
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
