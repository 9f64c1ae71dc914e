//! The lines of a page's story in which its date may be printed.

use super::blocks::Block;
use super::dom::NodeId;
use super::draft::Draft;
use super::page::{DATE_CHARS, Page};
use super::published::{Dated, Printed, Reader};
use super::story::Story;
use crate::date;

/// How many blocks around the headline are looked at for a printed date.
const NEAR_BLOCKS: usize = 12;
/// A line that holds a date and little else is no longer.
const SHORT_DATE_CHARS: usize = 60;
/// Elements that head what stands below them.
const HEADINGS: &[&str] = &["h2", "h3", "h4", "h5", "h6"];

impl Page<'_> {
    /// Returns the place of the heading below the story, where lists of events and of other stories begin; else
    /// the end.
    pub(super) fn end(&self, container: Option<NodeId>) -> usize {
        let inside = |block: &Block| {
            let mut above = std::iter::once(block.node).chain(self.dom.ancestors(block.node));
            container.is_some_and(|holder| above.any(|id| id == holder))
        };
        let mut texts = self.blocks.iter().zip(&self.running);
        let last = texts.rposition(|(block, running)| *running && inside(block));
        let behind = self.blocks.iter().enumerate().skip(last.map_or(usize::MAX, |last| last + 1));
        let mut headings = behind.filter(|(_, block)| {
            let near = std::iter::once(block.node).chain(self.dom.ancestors(block.node)).take(3);
            !inside(block)
                && near.filter_map(|id| self.dom.name(id)).any(|name| HEADINGS.contains(&name))
        });
        headings.next().map_or(self.blocks.len(), |(at, _)| at)
    }

    /// Returns the short lines around the headline and above the `end`, those behind it first.
    pub(super) fn lines_near(
        &self,
        headline: Option<usize>,
        story: &Story<'_>,
        end: usize,
    ) -> Vec<Printed<'_>> {
        let at = headline.unwrap_or(0);
        let behind = self.blocks.get(at..(at + NEAR_BLOCKS).min(end)).unwrap_or_default();
        let before = self.blocks.get(at.saturating_sub(NEAR_BLOCKS / 2)..at).unwrap_or_default();
        behind
            .iter()
            .chain(before.iter().rev())
            .filter(|block| block.chars < DATE_CHARS && !story.is_elsewhere(block.node))
            .map(|block| Printed { text: &block.text, span: block.span })
            .collect()
    }

    /// Returns the first date in a line that holds little else: the last resort. Below the `end` of the story it may
    /// hold still less: what happens on a day stands beside it.
    pub(super) fn first_short_date(
        &self,
        reader: &Reader<'_>,
        story: &Story<'_>,
        end: usize,
    ) -> Option<Dated> {
        let short = (0..).zip(&self.blocks).filter(|(at, block)| {
            let alone = || {
                let found = date::find(&block.text, self.language);
                found.is_some_and(|found| found.range.len() * 2 > block.text.len())
            };
            block.chars < SHORT_DATE_CHARS && (*at < end || alone())
        });
        short.filter(|(_, block)| !story.is_elsewhere(block.node)).find_map(|(_, block)| {
            let line = Printed { text: &block.text, span: block.span };
            reader.printed(line, "html.printed-date").0
        })
    }

    /// Takes the line that gave the date out of the body, where it heads the text.
    pub(super) fn without_dateline(&self, draft: &mut Draft) {
        let Some(dateline) = draft.date.as_ref().and_then(|dated| dated.mark.span) else { return };
        let heads = |at: &usize| {
            self.running.get(*at) != Some(&true)
                && self
                    .blocks
                    .get(*at)
                    .is_some_and(|block| block.span == dateline && block.chars < SHORT_DATE_CHARS)
        };
        let text = draft.body.iter().position(|at| self.running.get(*at) == Some(&true));
        let head = draft.body.iter().take(text.unwrap_or(0)).copied().find(heads);
        draft.body.retain(|at| Some(*at) != head);
    }
}
