//! Where a block stands: among the others, and in the tree.

use super::super::blocks::{Block, share};
use super::super::cues;
use super::super::dom::NodeId;
use super::{Page, Put};

/// How many elements above a block are "near".
const NEAR: usize = 3;
/// Tags that have a feature of their own, for the block and for what is above it.
const TAGS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "div",
    "blockquote",
    "figcaption",
    "td",
    "section",
    "article",
    "header",
    "pre",
];
const ABOVE: &[&str] = &[
    "aside",
    "footer",
    "nav",
    "header",
    "figure",
    "form",
    "ul",
    "ol",
    "table",
    "blockquote",
    "article",
    "main",
    "section",
    "details",
];

impl Page<'_> {
    /// Measures where a block stands among the others.
    pub(super) fn place(&self, at: usize, block: &Block, put: Put<'_>) {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let inside = self.inside.get(at) == Some(&true);
        put(format_args!("running"), flag(self.view.running.get(at) == Some(&true)));
        put(format_args!("inside"), flag(inside));
        put(format_args!("inside and short"), flag(inside && block.chars < 50));
        put(format_args!("before the first long"), flag(at < self.first_long));
        put(format_args!("after the last long"), flag(at > self.last_long));
        put(format_args!("between"), flag(at >= self.first_long && at <= self.last_long));
        put(
            format_args!("inside between"),
            flag(inside && at >= self.first_long && at <= self.last_long),
        );
        let behind = at.saturating_sub(self.last_long) as f32;
        put(format_args!("log blocks behind the last long"), behind.ln_1p());
        let steps = self.view.container.filter(|_| inside).map(|holder| {
            std::iter::once(block.node)
                .chain(self.view.dom.ancestors(block.node))
                .position(|id| id == holder)
                .unwrap_or(0)
        });
        put(format_args!("child of the container"), flag(steps.is_some_and(|steps| steps <= 1)));
        put(
            format_args!("log steps below the container"),
            steps.map_or(0.0, |steps| (steps as f32).ln_1p()),
        );
        let headline = self.view.headline;
        put(format_args!("before the headline"), flag(headline.is_some_and(|h| at < h)));
        put(format_args!("is the headline's block"), flag(headline == Some(at)));
        put(format_args!("no headline's block"), flag(headline.is_none()));
        let distance = headline.map_or(0.0, |h| (at.saturating_sub(h) as f32).ln_1p());
        put(format_args!("log distance to the headline"), distance);
        put(
            format_args!("near after the headline"),
            flag(headline.is_some_and(|h| at > h && at <= h + 4)),
        );
        let path =
            self.path_of.get(at).and_then(|path| self.paths.get(path)).copied().unwrap_or_default();
        put(format_args!("share of text with its path"), share(path, self.total));
        put(format_args!("path holds a third"), flag(share(path, self.total) > 0.33));
        put(format_args!("path holds nothing"), flag(path == 0));
        put(format_args!("log place"), (at as f32).ln_1p());
        put(format_args!("place in page"), share(at, self.view.blocks.len()));
    }

    /// Measures what elements hold a block, and what their names say.
    pub(super) fn elements(&self, block: &Block, put: Put<'_>) {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let dom = self.view.dom;
        let name = dom.name(block.node);
        for tag in TAGS {
            put(format_args!("{tag}"), flag(name == Some(tag)));
        }
        let stop = self.view.container.filter(|&holder| self.view.holds(holder, block));
        let above: Vec<NodeId> =
            dom.ancestors(block.node).take_while(|id| Some(*id) != stop).collect();
        for tag in ABOVE {
            put(
                format_args!("above {tag}"),
                flag(above.iter().any(|id| dom.name(*id) == Some(tag))),
            );
        }
        let mask = |ids: &mut dyn Iterator<Item = NodeId>| {
            ids.fold(0, |mask, id| mask | self.view.cues.mask(id))
        };
        let near =
            mask(&mut std::iter::once(block.node).chain(dom.ancestors(block.node)).take(NEAR));
        let far = mask(&mut dom.ancestors(block.node).skip(NEAR - 1));
        for cue in cues::ALL {
            put(format_args!("near {cue:?}"), flag(near & *cue as u32 != 0));
            put(format_args!("far {cue:?}"), flag(far & *cue as u32 != 0));
        }
    }
}
