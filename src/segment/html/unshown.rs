//! What a page shows only where scripts are off or frames are none, and what it hides.
//!
//! The parser takes `noscript`, `noframes` and templates for raw text or nothing, as a browser does. Where a page has
//! no text otherwise it is parsed again with these tags written as `div`: all these names have eight letters, so no
//! byte moves.

use memchr::memchr_iter;

use super::articles::is_sentence;
use super::cues::{Cue, Cues};
use super::dom::Dom;
use super::draft::Draft;
use super::page::Page;
use super::parse;
use crate::read::Document;
use crate::segment::Common;

/// Elements for browsers that run no scripts or know no frames. A frameset lets no text stand beside it.
const UNSCRIPTED: &[&str] = &["noscript", "noframes", "frameset"];
/// Elements that scripts copy their text from.
const COPIED: &[&str] = &["template"];
/// What stands for a tag's name of eight letters.
const OPENED: &[u8; 8] = b"div     ";

/// Paragraphs that make a text a story, where it must not be a notice ...
const PARAGRAPHS: usize = 2;
/// ... or the characters of fewer ones.
const LONG: usize = 200;
/// More running text than this, in characters, is no notice about cookies.
const LONG_CONSENT: usize = 1000;

/// Reads a page and hands what it found to `then`: what the page shows, or where this holds no running text, what
/// stands in elements for browsers without scripts, then what is hidden.
///
/// Only a story of some length is looked for there: a notice that scripts are needed becomes the text of no page
/// but one that shows nothing at all.
pub(super) fn read<T>(
    document: &Document,
    html: &str,
    common: &Common,
    then: impl FnOnce(&Page<'_>, Vec<Draft>) -> T,
) -> T {
    let dom = parse::parse(html);
    let shown = Page::read(document, html, &dom, common, false);
    let drafts = shown.drafts();
    if has_text(&shown, &drafts) {
        return then(&shown, drafts);
    }
    let unscripted = opened(html, UNSCRIPTED);
    let all = opened(unscripted.as_deref().unwrap_or(html), COPIED);
    let parsed = |text: &Option<String>| text.as_deref().map(parse::parse);
    let (unscripted_dom, all_dom) = (parsed(&unscripted), parsed(&all));
    let hidden_dom = all_dom.as_ref().or(unscripted_dom.as_ref()).unwrap_or(&dom);
    let again = |dom, hidden| {
        let page = Page::read(document, html, dom, common, hidden);
        let drafts = page.drafts();
        (page, drafts)
    };
    let unscripted = unscripted_dom.as_ref().map(|dom: &Dom| again(dom, false));
    let hidden = || again(hidden_dom, true);
    let story = |reading: &(Page<'_>, Vec<Draft>)| is_story(&reading.0, &reading.1);
    let found = match unscripted {
        Some(reading) if story(&reading) => Some(reading),
        unscripted => {
            let noticed = unscripted.as_ref().map_or(0, |(page, _)| page.blocks.len());
            let hidden = Some(hidden()).filter(|reading| {
                // What shows nothing may be hidden whole, be it short.
                let is_more = !tells(&shown, &drafts) && !is_consent(&reading.0, &reading.1);
                story(reading) && is_more
                    || shown.blocks.is_empty() && reading.0.blocks.len() > noticed
            });
            let silent = drafts.iter().all(|draft| draft.body.is_empty());
            let headline = headline(&drafts);
            // What stands under a headline of its own is a notice.
            let some = |reading: &(Page<'_>, Vec<Draft>)| {
                silent
                    && running(&reading.0, &reading.1).next().is_some()
                    && (headline.is_none() || headline == self::headline(&reading.1))
            };
            hidden.or_else(|| unscripted.filter(some))
        }
    };
    match found {
        Some((page, drafts)) => then(&page, drafts),
        None => then(&shown, drafts),
    }
}

fn headline(drafts: &[Draft]) -> Option<&str> {
    drafts.iter().find_map(|draft| draft.headline.as_ref()).map(|(text, _)| text.as_str())
}

/// Tells whether a body holds a sentence, be it short. Three dots mean that something is still to come.
fn tells(page: &Page<'_>, drafts: &[Draft]) -> bool {
    let blocks = drafts.iter().flat_map(|draft| &draft.body).filter_map(|at| page.blocks.get(*at));
    let mut texts = blocks.map(|block| block.text.as_str());
    texts.any(|text| is_sentence(text) && !text.ends_with('…') && !text.ends_with(".."))
}

/// Yields the characters of the bodies' running blocks, with whether they are sentences.
fn running<'a>(
    page: &'a Page<'_>,
    drafts: &'a [Draft],
) -> impl Iterator<Item = (usize, bool)> + 'a {
    let all = drafts.iter().flat_map(|draft| &draft.body);
    let running = all.filter(|at| page.running.get(**at) == Some(&true));
    let blocks = running.filter_map(|at| page.blocks.get(*at));
    blocks.map(|block| (block.chars, is_sentence(&block.text)))
}

/// Tells whether a page has text: several articles, a body of running text, or one in its metadata.
fn has_text(page: &Page<'_>, drafts: &[Draft]) -> bool {
    if drafts.len() > 1 || drafts.iter().any(|draft| draft.hidden_body.is_some()) {
        return true;
    }
    let chars: usize = running(page, drafts).map(|(chars, _)| chars).sum();
    chars > LONG_CONSENT || chars > 0 && !is_consent(page, drafts)
}

/// Tells whether all running text of a body asks for consent or a login.
fn is_consent(page: &Page<'_>, drafts: &[Draft]) -> bool {
    // The page's own cues are void where an element holds most of the text, as a lone banner does.
    let cues = Cues::read(page.dom);
    let body = drafts.iter().flat_map(|draft| &draft.body);
    let mut running = body.filter(|at| page.running.get(**at) == Some(&true));
    running.all(|at| {
        page.blocks.get(*at).is_some_and(|block| {
            let above = std::iter::once(block.node).chain(page.dom.ancestors(block.node));
            let whole = |name| matches!(name, Some("article" | "main" | "body"));
            let mut above = above.take_while(|id| !whole(page.dom.name(*id)));
            above.any(|id| cues.own(id, Cue::Consent) || page.dom.name(id) == Some("dialog"))
        })
    })
}

/// Tells whether the bodies have the length of a story.
fn is_story(page: &Page<'_>, drafts: &[Draft]) -> bool {
    let sentences =
        || running(page, drafts).filter(|(_, sentence)| *sentence).map(|(chars, _)| chars);
    sentences().count() >= PARAGRAPHS || sentences().sum::<usize>() >= LONG
}

/// Writes tags as `div`; `None` where the page has none of them. Every name has eight letters.
fn opened(html: &str, names: &[&str]) -> Option<String> {
    let bytes = html.as_bytes();
    let mut left = Vec::new();
    for open in memchr_iter(b'<', bytes) {
        let start = open + 1 + usize::from(bytes.get(open + 1) == Some(&b'/'));
        let name = bytes.get(start..start + OPENED.len()).unwrap_or_default();
        let ends =
            bytes.get(start + OPENED.len()).is_some_and(|byte| !byte.is_ascii_alphanumeric());
        if ends && names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted.as_bytes())) {
            if left.is_empty() {
                left = bytes.to_vec();
            }
            if let Some(place) = left.get_mut(start..start + OPENED.len()) {
                place.copy_from_slice(OPENED);
            }
        }
    }
    // Letters were put for letters.
    if left.is_empty() { None } else { String::from_utf8(left).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_opened_and_no_byte_moves() {
        let html = "<NoScript id=a>é</NOSCRIPT><noscripts><noscript";
        assert_eq!(
            opened(html, UNSCRIPTED).as_deref(),
            Some("<div      id=a>é</div     ><noscripts><noscript")
        );
        assert_eq!(opened("<p>noscript<template>", UNSCRIPTED), None);
    }
}
