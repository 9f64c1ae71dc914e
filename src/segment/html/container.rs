//! The element that holds the article: where most running text stands, near the headline.

use std::collections::HashMap;

use super::blocks::Block;
use super::cues::{Cue, Cues};
use super::dom::{Dom, NodeId};

/// From how many characters a block counts as running text.
const RUNNING_CHARS: usize = 50;
/// Up to which share of links it does.
const RUNNING_LINKS: f32 = 0.4;
/// What is left of a block's weight one element further up.
const DECAY: f32 = 0.72;
/// From which share of the running text on an element's cue words say nothing about its contents:
/// layouts name whole columns after their sidebars.
const VOID_SHARE: f32 = 0.4;

/// Tells which blocks are running text.
pub(super) fn running(dom: &Dom, cues: &Cues, blocks: &[Block]) -> Vec<bool> {
    blocks
        .iter()
        .map(|block| {
            block.chars > RUNNING_CHARS
                && block.link_share() < RUNNING_LINKS
                && !std::iter::once(block.node).chain(dom.ancestors(block.node)).any(|id| {
                    matches!(dom.name(id), Some("aside" | "footer" | "nav" | "figcaption"))
                        || cues.own(id, Cue::Comment)
                })
        })
        .collect()
}

/// Takes back the cues of elements that hold much of the running text, alone or with all others of
/// their class.
pub(super) fn void_cues(dom: &Dom, cues: &mut Cues, blocks: &[Block], running: &[bool]) {
    let mut held: HashMap<NodeId, usize> = HashMap::new();
    let mut total = 0;
    for (block, _) in blocks.iter().zip(running).filter(|(_, running)| **running) {
        total += block.chars;
        for id in std::iter::once(block.node).chain(dom.ancestors(block.node)) {
            *held.entry(id).or_default() += block.chars;
        }
    }
    let mut by_class: HashMap<&str, usize> = HashMap::new();
    for (id, chars) in &held {
        if let Some(class) = dom.attr(*id, "class") {
            *by_class.entry(class).or_default() += chars;
        }
    }
    for (id, chars) in &held {
        let of_class = dom
            .attr(*id, "class")
            .and_then(|class| by_class.get(class))
            .copied()
            .unwrap_or_default();
        if (*chars).max(of_class) as f32 > VOID_SHARE * total as f32 {
            cues.void(*id);
        }
    }
}

/// Finds the container; `headline` is the place of the headline's block.
pub(super) fn container(
    dom: &Dom,
    blocks: &[Block],
    running: &[bool],
    headline: Option<usize>,
) -> Option<NodeId> {
    struct Held {
        weight: f32,
        first: usize,
    }
    let mut held: HashMap<NodeId, Held> = HashMap::new();
    let all = blocks.iter().zip(running).enumerate();
    for (at, (block, _)) in all.filter(|(_, (_, running))| **running) {
        let mut weight = block.chars as f32;
        for id in std::iter::once(block.node).chain(dom.ancestors(block.node)) {
            let name = dom.name(id);
            let entry = held.entry(id).or_insert(Held { weight: 0.0, first: at });
            entry.weight +=
                if matches!(name, Some("li" | "ul" | "ol" | "dl")) { weight / 2.0 } else { weight };
            weight *= DECAY;
            if matches!(name, Some("body")) {
                break;
            }
        }
    }
    let rank = |held: &Held| {
        let Some(headline) = headline else { return held.weight };
        let distance = held.first.abs_diff(headline) as f32;
        let before = if held.first < headline { 0.5 } else { 1.0 };
        held.weight * before / (1.0 + distance / 10.0)
    };
    // Ties go to the first in the page: maps have no order.
    held.iter()
        .map(|(id, held)| (rank(held), *id))
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, id)| id)
}
