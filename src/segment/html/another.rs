//! JSON-LD of another story, as templates and plug-ins leave it.
//!
//! Of 96 labelled pages with a headline in their JSON-LD, all have a ninth or more of its stems in their titles and
//! more than half in their text, whatever the two headlines make of the story. Of another page's headline in
//! the same language, nine in ten share nothing with the titles, and most hardly a stem with the text.

use std::collections::HashSet;

use presscut_index::{Lang, detect_language};

use super::blocks::Block;
use super::facts::Facts;
use super::linked::Found;
use crate::segment::stops;

/// Fewer stems of a headline prove nothing.
const STEMS: usize = 3;
/// Of the stems of a headline, one in so many is in its own text.
const SHARE: usize = 3;
/// Less text proves nothing, in characters.
const TEXT: usize = 200;
/// No page describes more stories that are not its own; each is compared with the whole text.
const SUSPECTS: usize = 20;
/// The letters of a word that inflection leaves alone.
const LETTERS: usize = 5;
/// Shorter words are in all texts.
const SHORT: usize = 4;
/// The characters of a date that are its day.
const DAY: usize = 10;

/// Takes back the articles of a page's JSON-LD that are of another story than the page shows: their headline shares no
/// word with the titles, next to none with the text, and neither address, authors, day nor language speak for them.
pub(super) fn disown(
    facts: &mut Facts,
    blocks: &[Block],
    running: &[bool],
    url: Option<&str>,
    language: Option<Lang>,
) {
    let metas = [facts.meta(&["og:title"]), facts.meta(&["twitter:title"]), facts.title.as_ref()];
    let shown = metas.into_iter().flatten().chain(&facts.h1).chain(facts.props("headline"));
    let titles: HashSet<String> = shown.flat_map(|fact| stems(&fact.value)).collect();
    let suspects: Vec<(usize, Found<'_>, HashSet<String>)> = facts
        .linked
        .articles()
        .into_iter()
        .filter(|(_, found)| !url.is_some_and(|url| found.is_about(url)))
        .filter_map(|(at, found)| Some((at, found, stems(&found.text("headline")?))))
        .filter(|(.., stems)| stems.len() >= STEMS && stems.is_disjoint(&titles))
        .take(SUSPECTS)
        .collect();
    if titles.is_empty() || suspects.is_empty() {
        return;
    }
    let texts = || blocks.iter().zip(running).filter(|(_, running)| **running);
    let text: HashSet<String> = texts().flat_map(|(block, _)| stems(&block.text)).collect();
    let sample = texts().map(|(block, _)| block.text.as_str()).collect::<Vec<_>>().join(" ");
    let tongue = language.or_else(|| detect_language(&sample));
    let is_other = |found: Found<'_>, headline: &HashSet<String>| {
        let known = headline.intersection(&text).count();
        let title = found.text("headline").unwrap_or_default();
        let own_tongue = found.text("inLanguage").as_deref().and_then(Lang::parse);
        let own_tongue = own_tongue.or_else(|| detect_language(&title));
        let translated = is_latin(&title) != is_latin(&sample)
            || own_tongue.is_some_and(|own| tongue.is_some_and(|tongue| tongue != own));
        known * SHARE <= headline.len()
            && !translated
            && !is_signed(facts, found, blocks)
            && !is_dated(facts, found)
    };
    let enough = texts().map(|(block, _)| block.chars).sum::<usize>() >= TEXT;
    let others = suspects.iter().filter(|(_, found, stems)| enough && is_other(*found, stems));
    let others: HashSet<usize> = others.map(|(at, ..)| *at).collect();
    facts.linked.disown(others);
}

/// Tells whether the page names an author of the node.
fn is_signed(facts: &Facts, found: Found<'_>, blocks: &[Block]) -> bool {
    let authors = facts.linked.authors(found);
    let mut persons = authors.iter().filter(|(name, _)| !name.organisation);
    persons.any(|(name, _)| blocks.iter().any(|block| block.text.contains(&name.text)))
}

/// Tells whether a time or another source of the page gives the node's day.
fn is_dated(facts: &Facts, found: Found<'_>) -> bool {
    let given = found.raw("datePublished").unwrap_or_default();
    let Some(day) = given.get(..DAY) else { return false };
    let metas = facts.metas.iter().map(|(_, fact)| fact);
    facts.times.iter().chain(metas).any(|fact| fact.value.starts_with(day))
}

/// Returns the beginnings of a text's longer words, and for scripts without blanks its pairs of characters.
fn stems(text: &str) -> HashSet<String> {
    let mut stems = HashSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.contains(|c: char| {
            ('\u{e00}'..'\u{e80}').contains(&c) || ('\u{2e80}'..'\u{f000}').contains(&c)
        }) {
            let pairs = word.char_indices().zip(word.char_indices().skip(1));
            stems.extend(pairs.filter_map(|((start, _), (last, c))| {
                Some(word.get(start..last + c.len_utf8())?.to_owned())
            }));
            continue;
        }
        let word = word.to_lowercase();
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        if (is_number || word.chars().count() >= SHORT) && !stops::is_stop(&word) {
            stems.insert(word.chars().take(LETTERS).collect());
        }
    }
    stems
}

/// Tells whether most letters of a text's beginning are Latin.
fn is_latin(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic()).take(TEXT);
    letters().filter(|c| *c < '\u{250}').count() * 2 >= letters().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_their_beginnings_and_by_pairs_where_blanks_are_none() {
        let of = |text: &str| {
            let mut stems: Vec<String> = stems(text).into_iter().collect();
            stems.sort();
            stems
        };
        assert_eq!(of("The ferries, and the Ferry: 12 of them"), ["12", "ferri", "ferry"]);
        assert_eq!(of("港の船"), ["の船", "港の"]);
    }
}
