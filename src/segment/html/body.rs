//! Which blocks are an article's text.

use presscut_index::Span;

use super::blocks::Block;
use super::cues::Cue;
use super::dom::NodeId;
use super::draft::Draft;
use super::entity::{clean, skeleton};
use super::features::{self, Knowledge, View};
use super::linked::Found;
use super::model;
use super::page::Page;

/// Blocks are kept from this share of the page's highest probability on.
pub(super) const KEEP: f32 = 0.45;

impl Page<'_> {
    /// Chooses the blocks of the body.
    pub(super) fn body(
        &self,
        draft: &Draft,
        article: Option<Found<'_>>,
        container: Option<NodeId>,
    ) -> Vec<usize> {
        let scores = model::probabilities(&self.sheet(draft, article, container));
        let most = scores.iter().copied().fold(0.0, f32::max);
        let limit = KEEP * most.min(1.0);
        let shown = draft
            .headline_block
            .and_then(|at| self.blocks.get(at))
            .map(|block| skeleton(&block.text));
        let is_headline =
            |block: &Block| shown.as_ref().is_some_and(|text| skeleton(&block.text) == *text);
        let likely: Vec<usize> = (0..)
            .zip(&self.blocks)
            .zip(&scores)
            .filter(|((_, block), score)| **score > limit && !is_headline(block))
            .map(|((at, _), _)| at)
            .filter(|at| Some(*at) != draft.byline_block && self.common.get(*at) != Some(&true))
            .collect();
        // What readers say is no part of the text, unless nothing else is.
        let written: Vec<usize> =
            likely.iter().copied().filter(|at| !self.is_comment(*at)).collect();
        if written.is_empty() { likely } else { written }
    }

    fn is_comment(&self, at: usize) -> bool {
        self.blocks.get(at).is_some_and(|block| {
            std::iter::once(block.node)
                .chain(self.dom.ancestors(block.node))
                .any(|id| self.cues.own(id, Cue::Comment))
        })
    }

    /// Measures the blocks for the model.
    pub(super) fn sheet(
        &self,
        draft: &Draft,
        article: Option<Found<'_>>,
        container: Option<NodeId>,
    ) -> features::Sheet {
        let description =
            self.facts.meta(&["og:description", "description", "twitter:description"]);
        let knowledge = Knowledge {
            headline: draft.headline.as_ref().map(|(text, _)| text.clone()).unwrap_or_default(),
            description: description.map(|fact| fact.value.clone()).unwrap_or_default(),
            body: article.and_then(|found| found.text("articleBody")).unwrap_or_default(),
            authors: draft.authors.iter().map(|(name, _)| name.clone()).collect(),
        };
        let view = View {
            dom: self.dom,
            cues: &self.cues,
            blocks: &self.blocks,
            running: &self.running,
            container,
            headline: draft.headline_block,
        };
        features::sheet(view, &knowledge)
    }

    /// Returns the body that the metadata gives, where the page itself shows none.
    pub(super) fn body_in_metadata(&self, article: Option<Found<'_>>) -> Option<(String, Span)> {
        let found = article?;
        let raw = found.raw("articleBody")?;
        let lines: Vec<String> = raw.lines().map(clean).filter(|line| !line.is_empty()).collect();
        (!lines.is_empty()).then(|| (lines.join("\n"), self.facts.linked.span(found, &raw)))
    }
}
