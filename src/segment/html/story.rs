//! Where on a page the story is: what stands in menus, beside it or below it is about something else.

use std::collections::{HashMap, HashSet};

use super::blocks::{Block, is_hidden};
use super::cues::{Cue, Cues};
use super::dom::{Dom, NodeId};
use super::entity::skeleton;
use super::facts::{Fact, Facts};
use super::headline::parts;

/// Cues of elements that are about something else than the story.
const BESIDE: &[Cue] = &[Cue::Related, Cue::Teaser];

/// A wrapper around a date says little by its names: they count on elements with more text than this, in
/// characters.
const WRAPPER: usize = 60;
/// From this share of links on, a line is one of a menu.
const LINKED: f32 = 0.5;

/// The elements that hold the headline or the text.
pub(super) struct Story<'a> {
    dom: &'a Dom,
    cues: &'a Cues,
    above: HashSet<NodeId>,
    /// Characters of text in each element.
    chars: HashMap<NodeId, usize>,
}

impl<'a> Story<'a> {
    /// Finds the story by the elements of its headline and its text.
    pub(super) fn new(
        dom: &'a Dom,
        cues: &'a Cues,
        blocks: &[Block],
        known: impl IntoIterator<Item = NodeId>,
    ) -> Self {
        let above = known.into_iter().flat_map(|id| std::iter::once(id).chain(dom.ancestors(id)));
        let mut chars: HashMap<NodeId, usize> = HashMap::new();
        for block in blocks {
            for id in std::iter::once(block.node).chain(dom.ancestors(block.node)) {
                *chars.entry(id).or_default() += block.chars;
            }
        }
        Self { dom, cues, above: above.collect(), chars }
    }

    /// Tells whether an element stands outside the story: hidden, in a menu, a column or a footer of the page,
    /// among comments, or in another article.
    pub(super) fn is_elsewhere(&self, node: NodeId) -> bool {
        let mut edge = false;
        for id in std::iter::once(node).chain(self.dom.ancestors(node)) {
            if self.above.contains(&id) {
                // Header and footer of the story itself hold its date.
                let own = std::iter::once(id).chain(self.dom.ancestors(id));
                let mut own = own.filter_map(|id| self.dom.name(id));
                return edge && !own.any(|name| matches!(name, "article" | "main"));
            }
            if is_hidden(self.dom, id)
                || matches!(self.dom.name(id), Some("aside" | "nav" | "article"))
                || self.cues.own(id, Cue::Comment)
                || self.cues.has(id, BESIDE) && self.chars.get(&id).is_some_and(|n| *n > WRAPPER)
            {
                return true;
            }
            edge |= matches!(self.dom.name(id), Some("header" | "footer"));
        }
        edge
    }
}

/// Orders the `h1` elements of a page, the likeliest headline first, and leaves out those that are hidden or stand
/// in menus and forms while the page's title says something else.
///
/// A site's name may be one as well: what the page's title begins with is likelier, then what stands in an
/// article.
pub(super) fn order_titles(dom: &Dom, cues: &Cues, facts: &mut Facts) {
    let title = facts.title.as_ref().map(|fact| skeleton(&fact.value)).unwrap_or_default();
    let above = |fact: &Fact| std::iter::once(fact.node).chain(dom.ancestors(fact.node));
    let named = |fact: &Fact, names: &[&str]| {
        above(fact).filter_map(|id| dom.name(id)).any(|name| names.contains(&name))
    };
    let in_title = |fact: &Fact| {
        let bare = skeleton(&fact.value);
        !bare.is_empty() && title.starts_with(&bare)
    };
    facts.h1.retain(|fact| {
        let aside = named(fact, &["nav", "footer", "aside", "form", "dialog"]);
        let other = aside && !title.is_empty() && !in_title(fact);
        !other && !above(fact).any(|id| is_hidden(dom, id))
    });
    facts.h1.sort_by_cached_key(|fact| match () {
        () if in_title(fact) => 0,
        () if above(fact).any(|id| cues.has(id, &[Cue::Consent, Cue::Comment])) => 3,
        () if named(fact, &["article", "main"]) => 1,
        () => 2,
    });
}

/// Finds the site's name in the page's title: what stands beside the text of one of its headings, or as the shorter
/// part beside a line of its own, as old pages set their headlines.
pub(super) fn site_in_title(dom: &Dom, blocks: &[Block], title: &str) -> Option<String> {
    let is_heading = |block: &Block| {
        let mut near = std::iter::once(block.node).chain(dom.ancestors(block.node)).take(3);
        near.any(|id| matches!(dom.name(id), Some("h1" | "h2" | "h3")))
    };
    // Whether a text is that of a heading.
    let mut lines: HashMap<String, bool> = HashMap::new();
    for block in blocks.iter().filter(|block| block.text.len() <= title.len()) {
        let heading = is_heading(block);
        if heading || block.link_share() < LINKED {
            *lines.entry(skeleton(&block.text)).or_default() |= heading;
        }
    }
    parts(title).find_map(|(head, tail)| {
        let (head, tail) = (skeleton(head), skeleton(tail));
        let heading = *lines.get(&head)?;
        let is_site = !tail.is_empty() && head != tail && (heading || head.len() > tail.len());
        is_site.then_some(tail)
    })
}
