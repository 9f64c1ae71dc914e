//! Items of a list that no `article` element marks: section fronts, tickers, lists of results.
//!
//! A card is an element like its siblings (the same name and class under the same parent), of which
//! three or more hold a headline and a text. Cards have links, times or bylines: chapters of one story have not.

use std::collections::HashMap;

use super::articles::{Item, LEAST_ITEM, heading};
use super::blocks::Block;
use super::cues::{Cue, Cues};
use super::dom::{self, Dom, NodeId};

/// A card is at most so many elements above its text.
const LEVELS: usize = 6;
/// The fewest cards of a list.
const LEAST_CARDS: usize = 3;
/// The fewest words of a link that is a headline.
const LEAST_WORDS: usize = 3;

/// What an element is among its siblings.
pub(super) type Kind<'a> = (NodeId, &'a str, &'a str);

/// Finds the cards of a page with the characters of their texts, in order.
pub(super) fn cards(dom: &Dom, cues: &Cues, blocks: &[Block]) -> Vec<(Item, usize)> {
    let others = [Cue::Comment, Cue::Footer];
    let texts: Vec<&Block> = blocks
        .iter()
        .filter(|block| block.chars >= LEAST_ITEM && block.link_share() < 0.5)
        .filter(|block| !above(dom, block.node).any(|id| cues.has(id, &others)))
        .collect();
    let mut alike: HashMap<Kind<'_>, Vec<NodeId>> = HashMap::new();
    for text in &texts {
        for id in above(dom, text.node) {
            let Some(kind) = kind(dom, id) else { continue };
            let siblings = alike.entry(kind).or_default();
            if siblings.last() != Some(&id) {
                siblings.push(id);
            }
        }
    }
    let mut headings: HashMap<NodeId, Option<NodeId>> = HashMap::new();
    let mut found: Vec<(Item, usize)> = Vec::new();
    for text in &texts {
        let card = above(dom, text.node).find_map(|id| {
            let many = alike.get(&kind(dom, id)?)?.len() >= LEAST_CARDS;
            let heading = *headings.entry(id).or_insert_with(|| titled(dom, id));
            let heading = heading.filter(|heading| many && !is_within(dom, text.node, *heading))?;
            Some(Item { node: id, heading })
        });
        let Some(item) = card else { continue };
        match found.last_mut() {
            Some((last, chars)) if last.node == item.node => *chars += text.chars,
            _ => found.push((item, text.chars)),
        }
    }
    let told =
        found.iter().filter(|(item, _)| is_linked(dom, item.heading) || has_time(dom, item.node));
    let signed = || found.iter().all(|(item, _)| is_signed(dom, cues, item.node));
    let list = found.len() >= LEAST_CARDS && (told.count() * 2 >= found.len() || signed());
    if list { found } else { Vec::new() }
}

/// An element and those above it, as far as a card may be.
pub(super) fn above(dom: &Dom, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    std::iter::once(node).chain(dom.ancestors(node)).take(LEVELS)
}

pub(super) fn kind(dom: &Dom, id: NodeId) -> Option<Kind<'_>> {
    let parent = dom.ancestors(id).next()?;
    Some((parent, dom.name(id)?, dom.attr(id, "class").unwrap_or_default()))
}

/// Returns the headline of a card: its first heading, else its first link of some words.
pub(super) fn titled(dom: &Dom, card: NodeId) -> Option<NodeId> {
    heading(dom, card).or_else(|| {
        dom.subtree(card).find(|id| {
            dom.name(*id) == Some("a")
                && dom.attr(*id, "href").is_some()
                && dom.text(*id).0.split_whitespace().count() >= LEAST_WORDS
                && !is_in_sentence(dom, *id)
        })
    })
}

/// Tells whether a link stands in a sentence, with words beside it.
fn is_in_sentence(dom: &Dom, link: NodeId) -> bool {
    let node = dom.node(link);
    [node.previous, node.next].into_iter().flatten().any(|beside| {
        matches!(&dom.node(beside).kind, dom::Kind::Text(text) if text.chars().any(char::is_alphabetic))
    })
}

pub(super) fn is_within(dom: &Dom, node: NodeId, outer: NodeId) -> bool {
    node == outer || dom.ancestors(node).any(|id| id == outer)
}

/// Tells whether a headline is a link, holds one or stands in one.
pub(super) fn is_linked(dom: &Dom, heading: NodeId) -> bool {
    let is_link = |id: NodeId| dom.name(id) == Some("a") && dom.attr(id, "href").is_some();
    dom.subtree(heading).any(is_link) || above(dom, heading).any(is_link)
}

/// Tells whether a card names its author: chapters of one story do not.
fn is_signed(dom: &Dom, cues: &Cues, card: NodeId) -> bool {
    dom.subtree(card).any(|id| cues.own(id, Cue::Author))
}

fn has_time(dom: &Dom, card: NodeId) -> bool {
    dom.subtree(card).any(|id| dom.name(id) == Some("time"))
}
