//! A byline that no markup marks: a line of its own under the headline.

use std::ops::Range;

use presscut_index::Lang;

use super::blocks::Block;
use super::facts::Fact;
use super::page::Page;
use crate::date;
use crate::segment::{byline, names};

/// How many blocks below the headline are looked at: a standfirst may stand in between.
const BLOCKS: usize = 2;
/// How many for a line of names without a "By": pictures and dates may stand in between as well.
const BARE_BLOCKS: usize = 6;
/// How many of these may be running text.
const STANDFIRSTS: usize = 1;
/// The longest such line, in characters.
const MAX_CHARS: usize = 120;
/// Words beside names and date that it may hold: its lead, a job, a place.
const MAX_OTHER_WORDS: usize = 5;

impl Page<'_> {
    /// Finds the block under a headline that is a byline and nothing else, with the names in it.
    pub(super) fn signed(&self, headline: Option<usize>) -> Option<(usize, Vec<(String, Fact)>)> {
        let first = headline? + 1;
        let below = (first..).zip(self.blocks.get(first..)?);
        let read = |(at, block): (usize, &Block), names: Vec<Range<usize>>| {
            let names = facts(block, names);
            (!names.is_empty()).then_some((at, names))
        };
        let by = |item: (usize, &Block)| read(item, led(&item.1.text, self.language));
        let bare = |item: (usize, &Block)| {
            let is_shown = !self.is_caption(item.0);
            read(item, if is_shown { people(&item.1.text) } else { Vec::new() })
        };
        let mut found = below.clone().take(BLOCKS).find_map(by);
        if found.is_none() {
            let mut texts = 0;
            let mut header = below.take(BARE_BLOCKS).take_while(|(at, _)| {
                texts += usize::from(self.running.get(*at) == Some(&true));
                texts <= STANDFIRSTS
            });
            found = header.find_map(bare);
        }
        found
    }

    /// Finds the names that close a text: its last block, or the one below, where that is names and
    /// nothing else. Returns the block, too.
    pub(super) fn closing(&self, body: &[usize]) -> Option<(usize, Vec<(String, Fact)>)> {
        let last = *body.last()?;
        [last, last + 1].into_iter().find_map(|at| {
            let block = self.blocks.get(at)?;
            let names = facts(block, people(&block.text));
            (!names.is_empty()).then_some((at, names))
        })
    }
}

/// Reads a line of people's names; agencies deliver what others sign, and capitals are a label's.
fn people(line: &str) -> Vec<Range<usize>> {
    let mut names = byline::names(line);
    let is_person = |name: &str| !names::is_agency(name) && name.contains(char::is_lowercase);
    names.retain(|name| line.get(name.clone()).is_some_and(is_person));
    names
}

fn facts(block: &Block, names: Vec<Range<usize>>) -> Vec<(String, Fact)> {
    let facts = names.into_iter().filter_map(|name| {
        let name = block.text.get(name)?.to_owned();
        let fact = Fact { value: name.clone(), span: block.span, node: block.node };
        Some((name, fact))
    });
    facts.collect()
}

/// Returns the names in a line that is a byline; none where it is more than that.
fn led(line: &str, language: Option<Lang>) -> Vec<Range<usize>> {
    if line.chars().count() > MAX_CHARS || line.ends_with(['.', '!', '?', ':']) {
        return Vec::new();
    }
    let names = byline::parse(line);
    let date = date::find(line, language).map_or(0..0, |found| found.range);
    let is_known = |at: usize| date.contains(&at) || names.iter().any(|name| name.contains(&at));
    let others: String =
        line.char_indices().map(|(at, c)| if is_known(at) { ' ' } else { c }).collect();
    let others = others.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    if others.count() > MAX_OTHER_WORDS { Vec::new() } else { names }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_names_is_told_from_one_about_them() {
        for (line, expected) in [
            ("By Ada Moor, 14 February 2026", &["Ada Moor"][..]),
            ("By Ada Moor and Ben Tide, staff reporters", &["Ada Moor", "Ben Tide"]),
            ("Von Ada Moor | 14.02.2026, 09:15 Uhr", &["Ada Moor"]),
            ("By Ada Moor's reckoning the ferry was late again that year", &[]),
            ("By Ada Moor.", &[]),
            ("The ferry was late", &[]),
            ("14 February 2026", &[]),
        ] {
            let found: Vec<&str> =
                led(line, None).into_iter().filter_map(|name| line.get(name)).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
