//! The articles of a page that has several.

use std::collections::HashMap;

use presscut_index::Mark;

use super::articles::{Item, is_sentence};
use super::authors::{self, Author};
use super::blocks::Block;
use super::body::KEEP;
use super::byline;
use super::dom::NodeId;
use super::draft::Draft;
use super::facts::{Fact, Facts, of_text};
use super::linked::Found;
use super::model;
use super::page::{DATE_CHARS, Page, unresolved};
use super::published::{self, Printed};

/// The shortest introduction above the items of a page, in characters.
const LEAST_LEAD: usize = 100;
/// The shortest text of an item that has no other, in characters.
const LEAST_BESIDE: usize = 15;

impl Page<'_> {
    /// Makes the articles of a page that has several.
    pub(super) fn several(&self, items: &[Item], article: Option<Found<'_>>) -> Vec<Draft> {
        let page = self.described(article);
        let known = if article.is_some() { page.clone() } else { Draft::default() };
        let scores = model::probabilities(&self.sheet(&known, article, None));
        let main = page.headline_block.and_then(|at| {
            let node = self.blocks.get(at)?.node;
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
            if main == Some(at) && article.is_some() {
                draft = Draft { body: draft.body, rule: draft.rule, ..page.clone() };
            }
            draft
        });
        let first = inside.iter().flatten().min().copied().unwrap_or_default();
        let lead = if main.is_none() { self.lead(&page, first) } else { None };
        let drafts = lead.into_iter().chain(drafts);
        drafts.filter(|draft| !draft.body.is_empty() || draft.headline.is_some()).collect()
    }

    /// Makes an article of what stands between the page's headline and its first item, as the introduction
    /// of a ticker does.
    fn lead(&self, page: &Draft, first: usize) -> Option<Draft> {
        let from = page.headline_block?;
        let between = || (from + 1..first).filter(|at| Some(*at) != page.byline_block);
        let body: Vec<usize> =
            between().filter(|at| self.running.get(*at) == Some(&true)).collect();
        let chars: usize =
            body.iter().filter_map(|at| self.blocks.get(*at)).map(|block| block.chars).sum();
        (chars >= LEAST_LEAD).then(|| Draft { body, rule: "html.lead", ..page.clone() })
    }

    /// Makes the article of one item.
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
        let times: Vec<(&Fact, bool)> =
            facts.times.iter().map(|fact| (fact, published::is_change(self.dom, fact))).collect();
        let reader = self.reader();
        let (date, modified) = reader.published(&facts, None, None, &times, &short);
        let date = date.or_else(|| modified.clone());
        let date_text = if date.is_none() { unresolved(&reader, &times, &short) } else { None };
        let most = inside.iter().filter_map(|at| scores.get(*at)).copied().fold(0.0, f32::max);
        let signed = self.signed(headline_block).filter(|(at, _)| inside.contains(at));
        let (byline_block, signed) = signed.unzip();
        let signed = signed.unwrap_or_default();
        let authors: Vec<Author> = authors::authors(&facts, None, [&byline, &signed], &self.sites);
        let names_author =
            |block: &Block| authors.iter().any(|(name, _)| block.text.contains(name.as_str()));
        let belongs = |at: &usize| {
            let Some(block) = self.blocks.get(*at).filter(|block| !is_heading(block)) else {
                return false;
            };
            let likely =
                scores.get(*at).is_some_and(|score| *score > KEEP * most && block.chars > 25);
            (self.running.get(*at) == Some(&true) || likely) && Some(*at) != byline_block
        };
        let mut body: Vec<usize> = inside.iter().copied().filter(belongs).collect();
        if body.is_empty() {
            body = self.beside(inside, |at, block| {
                is_heading(block) || Some(at) == byline_block || names_author(block)
            });
        }
        Draft {
            headline: heading.map(|fact| (fact.value, Mark::at(fact.span, "html.heading"))),
            headline_block,
            byline_block,
            authors,
            date,
            date_text,
            modified,
            body,
            rule: "html.article",
            ..Draft::default()
        }
    }

    /// Returns the short texts of an item that has no others: its sentences, else what is no date, caption or link.
    fn beside(&self, inside: &[usize], is_other: impl Fn(usize, &Block) -> bool) -> Vec<usize> {
        let texts = |wanted: &dyn Fn(usize, &Block) -> bool| -> Vec<usize> {
            let all = inside.iter().filter_map(|at| Some((*at, self.blocks.get(*at)?)));
            let own = all.filter(|(at, block)| {
                block.link_share() < 0.5
                    && block.chars >= LEAST_BESIDE
                    && !self.is_caption(*at)
                    && !is_other(*at, block)
            });
            own.filter(|(at, block)| wanted(*at, block)).map(|(at, _)| at).collect()
        };
        let sentences = texts(&|_, block| is_sentence(&block.text));
        if sentences.is_empty() { texts(&|at, _| !self.is_dateline(at)) } else { sentences }
    }
}
