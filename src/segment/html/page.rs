//! A page seen whole: its facts, its blocks, and which of them are whose.

use std::collections::HashMap;

use presscut_index::{Lang, Mark, Span};

use super::articles::{self, Item};
use super::authors::{self, Author};
use super::blocks::{self, Block};
use super::byline;
use super::container;
use super::cues::Cues;
use super::dom::{Dom, NodeId};
use super::entity::skeleton;
use super::facts::{Fact, Facts, of_text};
use super::features::{self, Knowledge, View};
use super::headline;
use super::linked::Found;
use super::model;
use super::published::{self, Dated, Printed, Reader};
use crate::date;
use crate::read::Document;

/// Blocks are kept from this share of the page's highest probability on.
const KEEP: f32 = 0.45;
/// How many blocks around the headline are looked at for a printed date.
const NEAR_BLOCKS: usize = 12;
/// A line that holds a date and little else is no longer.
const SHORT_DATE_CHARS: usize = 60;
/// Longer blocks hold no dateline.
const DATE_CHARS: usize = 160;

/// A page, read.
pub(super) struct Page<'a> {
    /// The blocks with text, in order of the tree.
    pub(super) blocks: Vec<Block>,
    /// The facts of the whole page.
    pub(super) facts: Facts,
    /// The page's address.
    pub(super) url: Option<String>,
    /// The language it declares.
    pub(super) language: Option<Lang>,
    document: &'a Document,
    dom: &'a Dom,
    cues: Cues,
    running: Vec<bool>,
    sites: Vec<String>,
}

/// An article before its spans are settled.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The headline and where it stood.
    pub(super) headline: Option<(String, Mark)>,
    /// The block of the headline, where it is shown.
    pub(super) headline_block: Option<usize>,
    /// The authors.
    pub(super) authors: Vec<Author>,
    /// When it was published.
    pub(super) date: Option<Dated>,
    /// A printed date that could not be resolved.
    pub(super) date_text: Option<(String, Mark)>,
    /// When it was changed.
    pub(super) modified: Option<Dated>,
    /// The section.
    pub(super) section: Option<(String, Mark)>,
    /// The blocks of the body, in order.
    pub(super) body: Vec<usize>,
    /// Text and place of a body that is only in the metadata.
    pub(super) hidden_body: Option<(String, Span)>,
    /// Why it is an article.
    pub(super) rule: &'static str,
}

impl<'a> Page<'a> {
    /// Reads a page.
    pub(super) fn read(document: &'a Document, html: &str, dom: &'a Dom) -> Self {
        let facts = Facts::collect(dom, NodeId::ROOT);
        let mut cues = Cues::read(dom);
        if let Some(title) = facts.h1.first() {
            cues.void_comments(dom.ancestors(title.node));
        }
        let mut blocks = blocks::blocks(dom, html, false);
        if blocks.is_empty() {
            // Some pages show their text by script only.
            blocks = blocks::blocks(dom, html, true);
        }
        let mut running = container::running(dom, &cues, &blocks);
        container::void_cues(dom, &mut cues, &blocks, &running);
        running = container::running(dom, &cues, &blocks);
        let own = facts.canonical.as_ref().or_else(|| facts.meta(&["og:url"]));
        let own = own.map(|fact| fact.value.clone()).filter(|url| url.starts_with("http"));
        let url = document.url.clone().or(own);
        let language = document.language.or(facts.language).or_else(|| {
            let declared = facts.meta(&[
                "og:locale",
                "language",
                "content-language",
                "inlanguage",
                "dc.language",
            ]);
            let linked = || facts.linked.any("inLanguage").map(|(value, _)| value);
            declared.map(|fact| fact.value.clone()).or_else(linked).as_deref().and_then(Lang::parse)
        });
        let sites = headline::sites(&facts, url.as_deref());
        Self { blocks, facts, url, language, document, dom, cues, running, sites }
    }

    /// Finds the articles.
    pub(super) fn drafts(&self) -> Vec<Draft> {
        let titles: Vec<&str> =
            [self.facts.meta(&["og:title"]), self.facts.h1.first(), self.facts.title.as_ref()]
                .into_iter()
                .flatten()
                .map(|fact| fact.value.as_str())
                .collect();
        let article = self.facts.linked.article(&titles, self.url.as_deref());
        let declared = article.is_some()
            || self
                .facts
                .meta(&["og:type"])
                .is_some_and(|kind| kind.value.eq_ignore_ascii_case("article"));
        let items = articles::items(self.dom, &self.cues, &self.blocks, &self.running, declared);
        if items.is_empty() {
            return self.single(article).into_iter().collect();
        }
        self.several(&items, article)
    }

    fn reader(&self) -> Reader<'_> {
        Reader { captured: self.document.captured.as_ref(), language: self.language }
    }

    /// Makes the page's one article.
    fn single(&self, article: Option<Found<'_>>) -> Option<Draft> {
        let mut draft = self.described(article);
        draft.rule = if article.is_some() { "json-ld.article" } else { "html.page" };
        let container =
            container::container(self.dom, &self.blocks, &self.running, draft.headline_block);
        draft.body = self.body(&draft, article, container);
        if draft.headline.is_none() {
            self.headline_above_body(&mut draft);
        }
        if draft.body.is_empty() {
            draft.hidden_body = self.body_in_metadata(article);
        }
        let is_nothing =
            draft.body.is_empty() && draft.hidden_body.is_none() && draft.headline.is_none();
        (!is_nothing).then_some(draft)
    }

    /// Reads everything but the body.
    fn described(&self, article: Option<Found<'_>>) -> Draft {
        let headline = headline::headline(&self.facts, article, &self.sites);
        let headline_block = self.headline_block(headline.as_ref().map_or("", |(text, _)| text));
        let headline_node = headline_block
            .and_then(|at| self.blocks.get(at))
            .map(|block| block.node)
            .or(self.facts.h1.first().map(|fact| fact.node));
        let byline = byline::byline(self.dom, &self.cues, NodeId::ROOT, headline_node);
        let times = published::times_near(self.dom, &self.facts, headline_node);
        let near = self.lines_near(headline_block);
        let reader = self.reader();
        let date = reader.published(&self.facts, article, self.url.as_deref(), &times, &near);
        let date = date.or_else(|| self.first_short_date(&reader));
        let date_text = match date {
            Some(_) => None,
            None => unresolved(&reader, &times, &near),
        };
        Draft {
            authors: authors::authors(&self.facts, article, &byline, &self.sites),
            modified: reader.modified(&self.facts, article),
            section: self.section(article),
            headline,
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
                titles.rev_max(|(_, block)| like(block))
            })
            .map(|(at, _)| at)
    }

    /// Returns the short lines around the headline, those behind it first.
    fn lines_near(&self, headline: Option<usize>) -> Vec<Printed<'_>> {
        let at = headline.unwrap_or(0);
        let behind =
            self.blocks.get(at..(at + NEAR_BLOCKS).min(self.blocks.len())).unwrap_or_default();
        let before = self.blocks.get(at.saturating_sub(NEAR_BLOCKS / 2)..at).unwrap_or_default();
        behind
            .iter()
            .chain(before.iter().rev())
            .filter(|block| block.chars < DATE_CHARS)
            .map(|block| Printed { text: &block.text, span: block.span })
            .collect()
    }

    /// Returns the first date in a line that holds little else: the last resort.
    fn first_short_date(&self, reader: &Reader<'_>) -> Option<Dated> {
        self.blocks.iter().filter(|block| block.chars < SHORT_DATE_CHARS).find_map(|block| {
            let line = Printed { text: &block.text, span: block.span };
            reader.printed(line, "html.printed-date")
        })
    }

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

    /// Chooses the blocks of the body.
    fn body(
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
        (0..)
            .zip(&self.blocks)
            .zip(&scores)
            .filter(|((_, block), score)| **score > limit && !is_headline(block))
            .map(|((at, _), _)| at)
            .collect()
    }

    /// Measures the blocks for the model.
    fn sheet(
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

    fn headline_above_body(&self, draft: &mut Draft) {
        let first = draft.body.first().copied().unwrap_or(0);
        let heading = self
            .blocks
            .iter()
            .enumerate()
            .take(first + 1)
            .rev()
            .find(|(_, block)| matches!(self.dom.name(block.node), Some("h1" | "h2" | "h3")));
        if let Some((at, block)) = heading {
            draft.headline = Some((block.text.clone(), Mark::at(block.span, "html.heading")));
            draft.headline_block = Some(at);
            draft.body.retain(|place| *place != at);
        }
    }

    /// Returns the body that the metadata gives, where the page itself shows none.
    fn body_in_metadata(&self, article: Option<Found<'_>>) -> Option<(String, Span)> {
        let found = article?;
        let raw = found.raw("articleBody")?;
        let lines: Vec<String> =
            raw.lines().map(super::entity::clean).filter(|line| !line.is_empty()).collect();
        (!lines.is_empty()).then(|| (lines.join("\n"), self.facts.linked.span(found, &raw)))
    }

    /// Makes the articles of a page that has several.
    fn several(&self, items: &[Item], article: Option<Found<'_>>) -> Vec<Draft> {
        let page = article.map(|found| self.described(Some(found)));
        let scores =
            model::probabilities(&self.sheet(&page.clone().unwrap_or_default(), article, None));
        let main = page.as_ref().and_then(|draft| {
            let node = self.blocks.get(draft.headline_block?)?.node;
            items.iter().position(|item| self.dom.ancestors(node).any(|id| id == item.node))
        });
        let places: HashMap<NodeId, usize> = items.iter().map(|item| item.node).zip(0..).collect();
        let mut inside: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
        for (at, block) in self.blocks.iter().enumerate() {
            let mut above = std::iter::once(block.node).chain(self.dom.ancestors(block.node));
            let item =
                above.find_map(|id| places.get(&id)).and_then(|place| inside.get_mut(*place));
            if let Some(blocks) = item {
                blocks.push(at);
            }
        }
        let drafts = items.iter().zip(&inside).enumerate().map(|(at, (item, inside))| {
            let mut draft = self.item(*item, inside, &scores);
            if let Some(page) = page.as_ref().filter(|_| main == Some(at)) {
                draft = Draft { body: draft.body, rule: draft.rule, ..page.clone() };
            }
            draft
        });
        drafts.filter(|draft| !draft.body.is_empty() || draft.headline.is_some()).collect()
    }

    fn item(&self, item: Item, inside: &[usize], scores: &[f32]) -> Draft {
        let facts = Facts::collect(self.dom, item.node);
        let heading = of_text(self.dom, item.heading);
        let is_heading = |block: &Block| {
            block.node == item.heading
                || self.dom.ancestors(block.node).any(|id| id == item.heading)
        };
        let headline_block =
            inside.iter().copied().find(|at| self.blocks.get(*at).is_some_and(is_heading));
        let byline = byline::byline(self.dom, &self.cues, item.node, Some(item.heading));
        let short: Vec<Printed<'_>> = inside
            .iter()
            .filter_map(|at| self.blocks.get(*at))
            .filter(|block| block.chars < DATE_CHARS)
            .map(|block| Printed { text: &block.text, span: block.span })
            .collect();
        let times: Vec<&Fact> = facts.times.iter().collect();
        let reader = self.reader();
        let date = reader.published(&facts, None, None, &times, &short);
        let date_text = if date.is_none() { unresolved(&reader, &times, &short) } else { None };
        let most = inside.iter().filter_map(|at| scores.get(*at)).copied().fold(0.0, f32::max);
        let authors: Vec<Author> = authors::authors(&facts, None, &byline, &self.sites);
        let belongs = |at: &usize| {
            let Some(block) = self.blocks.get(*at).filter(|block| !is_heading(block)) else {
                return false;
            };
            let likely =
                scores.get(*at).is_some_and(|score| *score > KEEP * most && block.chars > 25);
            self.running.get(*at) == Some(&true) || likely
        };
        Draft {
            headline: heading.map(|fact| (fact.value, Mark::at(fact.span, "html.heading"))),
            headline_block,
            authors,
            date,
            date_text,
            body: inside.iter().copied().filter(belongs).collect(),
            rule: "html.article",
            ..Draft::default()
        }
    }

    /// Tells what a block outside the body is by its element.
    pub(super) fn is_caption(&self, at: usize) -> bool {
        self.blocks.get(at).is_some_and(|block| {
            std::iter::once(block.node)
                .chain(self.dom.ancestors(block.node))
                .take(4)
                .any(|id| matches!(self.dom.name(id), Some("figcaption" | "figure")))
        })
    }

    /// Tells whether a short block holds a date.
    pub(super) fn is_dateline(&self, at: usize) -> bool {
        self.blocks.get(at).is_some_and(|block| {
            block.chars < DATE_CHARS / 2 && date::find(&block.text, self.language).is_some()
        })
    }
}

/// Returns the first printed date that could not be turned into one.
fn unresolved(
    reader: &Reader<'_>,
    times: &[&Fact],
    near: &[Printed<'_>],
) -> Option<(String, Mark)> {
    let of_times = times.iter().map(|fact| Printed { text: &fact.value, span: fact.span });
    of_times.chain(near.iter().copied()).find_map(|line| {
        let found = date::find(line.text, reader.language)?;
        let text = line.text.get(found.range)?.to_owned();
        let is_open = date::resolve(&found.printed, reader.captured).is_none();
        is_open.then(|| (text, Mark::at(line.span, "html.printed-date")))
    })
}

/// The first of the greatest, where `max_by_key` takes the last.
trait RevMax: Iterator + Sized {
    fn rev_max<K: Ord>(self, key: impl Fn(&Self::Item) -> K) -> Option<Self::Item> {
        self.fold(None, |best: Option<Self::Item>, item| match best {
            Some(best) if key(&best) >= key(&item) => Some(best),
            _ => Some(item),
        })
    }
}

impl<I: Iterator> RevMax for I {}
