//! Items of a list whose text is too short to tell a list by, beside items that told it.

use std::collections::HashSet;

use super::articles::{Item, LEAST_ITEM};
use super::blocks::Block;
use super::cards::{Kind, above, is_within, kind, titled};
use super::cues::{Cue, Cues};
use super::dom::{Dom, NodeId};

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
            && block.text.ends_with(['.', '!', '?', '…', '。', '؟'])
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
    all.sort_by_key(|item| dom.node(item.node).span.start);
    all
}
