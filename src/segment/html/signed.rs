//! A byline that no markup marks: a line of its own under the headline.

use std::ops::Range;

use presscut_index::Lang;

use super::facts::Fact;
use super::page::Page;
use crate::date;
use crate::segment::byline;

/// How many blocks below the headline are looked at: a standfirst may stand in between.
const BLOCKS: usize = 2;
/// The longest such line, in characters.
const MAX_CHARS: usize = 120;
/// Words beside names and date that it may hold: its lead, a job, a place.
const MAX_OTHER_WORDS: usize = 5;

impl Page<'_> {
    /// Finds the block under a headline that is a byline and nothing else, with the names in it.
    pub(super) fn signed(&self, headline: Option<usize>) -> Option<(usize, Vec<(String, Fact)>)> {
        let first = headline? + 1;
        (first..).zip(self.blocks.get(first..)?).take(BLOCKS).find_map(|(at, block)| {
            let names = names(&block.text, self.language).into_iter().filter_map(|name| {
                let name = block.text.get(name)?.to_owned();
                let fact = Fact { value: name.clone(), span: block.span, node: block.node };
                Some((name, fact))
            });
            let names: Vec<_> = names.collect();
            (!names.is_empty()).then_some((at, names))
        })
    }
}

/// Returns the names in a line that is a byline; none where it is more than that.
fn names(line: &str, language: Option<Lang>) -> Vec<Range<usize>> {
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
                names(line, None).into_iter().filter_map(|name| line.get(name)).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
