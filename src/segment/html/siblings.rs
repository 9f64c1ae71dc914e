//! Items beside those that told a list: their like with short texts, and single ones that are set differently, such as
//! the lead of a section front.

use std::collections::HashSet;

use super::articles::{Item, LEAST_ITEM, heading, is_sentence};
use super::blocks::Block;
use super::cards::{Kind, above, is_linked, is_within, kind, titled};
use super::cues::{Cue, Cues};
use super::dom::{Dom, NodeId};

/// Items that tell a list so well that what is set differently is one as well.
const LEAST_ITEMS: usize = 3;
/// The shortest text of such an item, in characters.
const LEAST_TEXT: usize = 15;

/// Adds to the items of a list their like, with a headline and a short text of their own; in order.
pub(super) fn with_short(dom: &Dom, cues: &Cues, blocks: &[Block], items: Vec<Item>) -> Vec<Item> {
    let kinds: HashSet<Kind<'_>> = items.iter().filter_map(|item| kind(dom, item.node)).collect();
    let mut known: HashSet<NodeId> = items.iter().map(|item| item.node).collect();
    let mut all = items;
    let short = blocks.iter().filter(|block| {
        (LEAST_TEXT..LEAST_ITEM).contains(&block.chars)
            && block.link_share() < 0.5
            && is_sentence(&block.text)
            && !above(dom, block.node).any(|id| cues.has(id, &[Cue::Comment, Cue::Footer]))
    });
    for block in short {
        let alike = |id: &NodeId| kind(dom, *id).is_some_and(|kind| kinds.contains(&kind));
        let Some(node) = above(dom, block.node).find(alike) else { continue };
        let Some(heading) = titled(dom, node) else { continue };
        if !is_within(dom, block.node, heading) && known.insert(node) {
            all.push(Item { node, heading });
        }
    }
    if all.len() >= LEAST_ITEMS {
        all.extend(lone(dom, cues, blocks, &all));
    }
    all.sort_by_key(|item| dom.node(item.node).span.start);
    all
}

/// Finds texts under a linked headline of their own, in elements that hold no known item.
fn lone(dom: &Dom, cues: &Cues, blocks: &[Block], items: &[Item]) -> Vec<Item> {
    let holding: HashSet<NodeId> = items
        .iter()
        .flat_map(|item| std::iter::once(item.node).chain(dom.ancestors(item.node)))
        .collect();
    let inside: HashSet<NodeId> = items.iter().map(|item| item.node).collect();
    let mut found: Vec<Item> = Vec::new();
    for block in blocks.iter().filter(|block| block.chars >= LEAST_ITEM && block.link_share() < 0.5)
    {
        let mut all = std::iter::once(block.node).chain(dom.ancestors(block.node));
        let beside = all.any(|id| {
            inside.contains(&id)
                || cues.has(id, &[Cue::Comment, Cue::Footer])
                || matches!(dom.name(id), Some("footer" | "nav" | "aside"))
        });
        if beside {
            continue;
        }
        let mut free = above(dom, block.node).take_while(|id| !holding.contains(id));
        let item = free.find_map(|node| Some(Item { node, heading: heading(dom, node)? }));
        let is_new = |item: &Item| found.last().is_none_or(|last| last.heading != item.heading);
        let own = |item: &Item| !is_within(dom, block.node, item.heading);
        found.extend(item.filter(|item| is_linked(dom, item.heading) && own(item) && is_new(item)));
    }
    found
}
