//! Which elements of a page are articles of their own.

use std::collections::HashMap;

use super::blocks::Block;
use super::cards::cards;
use super::cues::{Cue, Cues};
use super::dom::{Dom, NodeId};
use super::siblings;

/// Least text of one item where the page says that it is an article, in characters.
const LEAST_BESIDE: usize = 900;
/// Least text of one item of a list.
pub(super) const LEAST_ITEM: usize = 60;
/// Least text of an `article` element that is one whatever else stands beside it.
const LEAST_WHOLE: usize = 300;
/// The most that the largest item of a list holds of all their text.
const MOST_OF_ONE: f32 = 0.6;
/// The least that all items hold of the page's running text.
const LEAST_OF_ALL: f32 = 0.6;

/// An element that is an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// The element.
    pub(super) node: NodeId,
    /// Its headline's element.
    pub(super) heading: NodeId,
}

/// Finds the articles of a page that has several; empty where it has one.
///
/// `declared` tells that the metadata describes one article: then only long texts with a headline
/// of their own stand beside it. `ticker` tells that they describe a live ticker, which may have a long
/// introduction.
pub(super) fn items(
    dom: &Dom,
    cues: &Cues,
    blocks: &[Block],
    running: &[bool],
    declared: bool,
    ticker: bool,
) -> Vec<Item> {
    let mut own: HashMap<NodeId, usize> = HashMap::new();
    let mut total = 0;
    for (block, _) in blocks.iter().zip(running).filter(|(block, running)| {
        **running || block.chars > LEAST_ITEM && block.link_share() < 0.5
    }) {
        total += block.chars;
        let article = std::iter::once(block.node)
            .chain(dom.ancestors(block.node))
            .find(|id| is_article(dom, *id));
        if let Some(article) = article {
            *own.entry(article).or_default() += block.chars;
        }
    }
    let least = if declared { LEAST_BESIDE } else { LEAST_ITEM };
    let mut found: Vec<(Item, usize)> = Vec::new();
    for node in dom.subtree(NodeId::ROOT).filter(|id| is_article(dom, *id)) {
        let Some(&chars) = own.get(&node).filter(|chars| **chars >= least) else { continue };
        let is_comment = std::iter::once(node).chain(dom.ancestors(node)).any(|id| {
            cues.own(id, Cue::Comment)
                || dom.attr(id, "itemtype").is_some_and(|kind| kind.ends_with("Comment"))
        });
        let nested = dom
            .ancestors(node)
            .any(|id| own.get(&id).is_some_and(|chars| *chars >= least) && is_article(dom, id));
        let Some(heading) = heading(dom, node).filter(|_| !is_comment && !nested) else { continue };
        found.push((Item { node, heading }, chars));
    }
    if found.len() < 2 || !(declared || is_list(&found, total)) {
        let cards = if declared { Vec::new() } else { cards(dom, cues, blocks) };
        // Two whole articles are two, however unlike in length.
        found.retain(|(_, chars)| !declared && *chars >= LEAST_WHOLE);
        found = match () {
            () if is_list(&cards, total) || ticker && cards.len() >= 2 => cards,
            () if found.len() >= 2 => found,
            () => Vec::new(),
        };
    }
    let items: Vec<Item> = found.into_iter().map(|(item, _)| item).collect();
    if declared { items } else { siblings::with_short(dom, cues, blocks, items) }
}

/// Tells whether items are a list: most of the page's text, and none of them most of the list's.
fn is_list(items: &[(Item, usize)], total: usize) -> bool {
    let all: usize = items.iter().map(|(_, chars)| chars).sum();
    let most = items.iter().map(|(_, chars)| *chars).max().unwrap_or(0);
    items.len() >= 2
        && all as f32 >= LEAST_OF_ALL * total as f32
        && most as f32 <= MOST_OF_ONE * all as f32
}

fn is_article(dom: &Dom, id: NodeId) -> bool {
    dom.name(id) == Some("article") || dom.attr(id, "role") == Some("article")
}

/// Tells whether a text ends as a sentence does.
pub(super) fn is_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '“', '’', '»', '«', ')'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// Returns an element's first heading with text.
pub(super) fn heading(dom: &Dom, root: NodeId) -> Option<NodeId> {
    dom.subtree(root).find(|id| {
        matches!(dom.name(*id), Some("h1" | "h2" | "h3" | "h4"))
            && !dom.text(*id).0.trim().is_empty()
    })
}
