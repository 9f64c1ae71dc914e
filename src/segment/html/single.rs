//! The page's one article: everything but the choice of its blocks.

use presscut_index::Mark;

use super::authors;
use super::blocks::Block;
use super::byline;
use super::container;
use super::dom::NodeId;
use super::draft::Draft;
use super::entity::skeleton;
use super::first_max::FirstMax as _;
use super::headline;
use super::linked::Found;
use super::page::{Page, unresolved};
use super::published::{self, Reader};
use super::story::Story;

/// From this share on, a line is bold.
const BOLD: f32 = 0.9;
/// A heading in bold is no longer, in characters.
const BOLD_CHARS: usize = 120;

impl Page<'_> {
    /// Makes the page's one article.
    pub(super) fn single(&self, article: Option<Found<'_>>) -> Option<Draft> {
        let mut draft = self.described(article);
        draft.rule = if article.is_some() { "json-ld.article" } else { "html.page" };
        let container =
            container::container(self.dom, &self.blocks, &self.running, draft.headline_block);
        draft.body = self.body(&draft, article, container);
        self.signed_below(&mut draft);
        if draft.headline.is_none() {
            self.headline_above_body(&mut draft);
        }
        self.without_dateline(&mut draft);
        if draft.body.is_empty() {
            draft.hidden_body = self.body_in_metadata(article);
        }
        let is_nothing =
            draft.body.is_empty() && draft.hidden_body.is_none() && draft.headline.is_none();
        (!is_nothing).then_some(draft)
    }

    /// Takes the names that close the text for its authors, where nobody else is named but the site.
    fn signed_below(&self, draft: &mut Draft) {
        let is_site = |name: &str| self.sites.contains(&skeleton(name));
        if !draft.authors.iter().all(|(name, _)| is_site(name)) {
            return;
        }
        if let Some((at, names)) = self.closing(&draft.body).filter(|_| draft.body.len() > 1) {
            draft.body.retain(|block| *block != at);
            draft.authors = authors::shown(&names, "html.closing-names");
        }
    }

    /// Reads everything but the body.
    pub(super) fn described(&self, article: Option<Found<'_>>) -> Draft {
        let headlines = headline::headlines(&self.facts, article, &self.sites);
        let (headline, other_headline) =
            headlines.map_or((None, None), |found| (Some(found.chosen), found.other));
        let other_headline = other_headline.or_else(|| headline::of_another(&self.facts));
        let headline_block = self.headline_block(headline.as_ref().map_or("", |(text, _)| text));
        let headline_node = headline_block
            .and_then(|at| self.blocks.get(at))
            .map(|block| block.node)
            .or(self.facts.h1.first().map(|fact| fact.node));
        let byline = byline::byline(self.dom, &self.cues, NodeId::ROOT, headline_node);
        let container = container::container(self.dom, &self.blocks, &self.running, headline_block);
        let known = headline_node.into_iter().chain(container);
        let story = Story::new(self.dom, &self.cues, &self.blocks, known);
        let times = published::times_near(self.dom, &self.facts, headline_node, &story);
        let end = self.end(container);
        let near = self.lines_near(headline_block, &story, end);
        let reader = self.reader();
        let (published, changed) =
            reader.published(&self.facts, article, self.url.as_deref(), &times, &near);
        let date = published.or_else(|| self.first_short_date(&reader, &story, end));
        let modified = reader.modified(&self.facts, article).or(changed);
        // What says only when it was changed was published then or before: the best date there is.
        let date =
            date.or_else(|| modified.clone()).or_else(|| reader.coarse(&self.facts, article));
        let date_text = match date {
            Some(_) => None,
            None => {
                unresolved(&reader, &times, &near).or_else(|| Reader::unread(&self.facts, article))
            }
        };
        let (byline_block, signed) = self.signed(headline_block).unzip();
        let signed = signed.unwrap_or_default();
        Draft {
            authors: authors::authors(&self.facts, article, [&byline, &signed], &self.sites),
            byline_block,
            modified,
            section: self.section(article),
            headline,
            other_headline,
            headline_block,
            date,
            date_text,
            ..Draft::default()
        }
    }

    /// Finds the block that shows the headline: the same text, else the `h1` most like it.
    fn headline_block(&self, headline: &str) -> Option<usize> {
        let wanted = skeleton(headline);
        let level = |block: &Block| {
            let inside = std::iter::once(block.node).chain(self.dom.ancestors(block.node)).take(3);
            inside.filter_map(|id| self.dom.name(id)).find_map(|name| match name {
                "h1" => Some(0),
                "h2" => Some(1),
                "h3" => Some(2),
                _ => None,
            })
        };
        let same = |block: &Block| !wanted.is_empty() && skeleton(&block.text) == wanted;
        let places = || self.blocks.iter().enumerate();
        let equal = places()
            .filter(|(_, block)| same(block))
            .min_by_key(|(_, block)| level(block).unwrap_or(3));
        let words = |text: &str| -> Vec<String> { text.split_whitespace().map(skeleton).collect() };
        let headline_words = words(headline);
        let like = |block: &Block| {
            let own = words(&block.text);
            let shared = own.iter().filter(|word| headline_words.contains(word)).count();
            shared * 100 / own.len().max(1)
        };
        // A kicker may stand in the same heading, before the headline.
        let ends = |block: &Block| {
            let bare = skeleton(&block.text);
            !wanted.is_empty() && bare.len() < 2 * wanted.len() + 40 && bare.ends_with(&wanted)
        };
        let ending = || places().find(|(_, block)| level(block).is_some() && ends(block));
        equal
            .or_else(ending)
            .or_else(|| {
                let titles = places()
                    .filter(|(_, block)| level(block) == Some(0) && block.link_share() < 0.9);
                // Of equals the first: `max_by_key` would take the last.
                titles.first_max(|(_, block)| like(block))
            })
            .map(|(at, _)| at)
    }

    /// Finds the section.
    fn section(&self, article: Option<Found<'_>>) -> Option<(String, Mark)> {
        if let Some(found) = article
            && let Some(text) = found.text("articleSection")
        {
            let span =
                self.facts.linked.span(found, &found.raw("articleSection").unwrap_or_default());
            return Some((text, Mark::at(span, "json-ld.articleSection")));
        }
        let metas = [
            "article:section",
            "parsely-section",
            "section",
            "og:article:section",
            "cxenseparse:section",
            "dc.subject",
        ];
        let meta = self
            .facts
            .meta(&metas)
            .map(|fact| (fact.value.clone(), Mark::at(fact.span, "meta.section")));
        meta.or_else(|| {
            let fact = self.facts.props("articleSection").next()?;
            Some((fact.value.clone(), Mark::at(fact.span, "itemprop.articleSection")))
        })
    }

    /// Takes the heading above the body for the headline, where nothing else names one.
    fn headline_above_body(&self, draft: &mut Draft) {
        let first = draft.body.first().copied().unwrap_or(0);
        let heading = self
            .blocks
            .iter()
            .enumerate()
            .take(first + 1)
            .rev()
            .find(|(_, block)| matches!(self.dom.name(block.node), Some("h1" | "h2" | "h3")));
        // Pages older than style sheets set it in bold, at the head of their text.
        let bold = || {
            let above = self.blocks.iter().enumerate().take(first + 1).rev().take(3);
            let short = above.filter(|(_, block)| block.chars < BOLD_CHARS);
            let mut bold =
                short.filter(|(_, block)| block.bold_share() > BOLD && block.link_share() < 0.5);
            bold.next().filter(|_| draft.body.len() > 1)
        };
        let heading = heading.or_else(bold);
        if let Some((at, block)) = heading {
            draft.headline = Some((block.text.clone(), Mark::at(block.span, "html.heading")));
            draft.headline_block = Some(at);
            if draft.authors.is_empty() {
                let (byline, names) = self.signed(Some(at)).unzip();
                draft.authors = authors::shown(&names.unwrap_or_default(), "html.printed-byline");
                draft.byline_block = byline;
            }
            draft.body.retain(|place| *place != at && Some(*place) != draft.byline_block);
        }
    }
}
