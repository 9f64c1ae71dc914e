//! A page seen whole: its facts, its blocks, and which of them are whose.

use presscut_index::{Lang, Mark, Precision};

use super::another;
use super::articles;
use super::blocks::{self, Block};
use super::container;
use super::cues::Cues;
use super::dom::{Dom, NodeId};
use super::draft::Draft;
use super::facts::{Fact, Facts};
use super::headline;
use super::linked::Found;
use super::published::{Printed, Reader};
use super::story;
use crate::date;
use crate::read::Document;
use crate::segment::Common;

/// Longer blocks hold no dateline.
pub(super) const DATE_CHARS: usize = 160;

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
    /// The tree.
    pub(super) dom: &'a Dom,
    /// The cue words of its elements.
    pub(super) cues: Cues,
    /// Which blocks are running text.
    pub(super) running: Vec<bool>,
    /// The names of the site, as skeletons.
    pub(super) sites: Vec<String>,
    /// Which blocks are on many pages of the host.
    pub(super) common: Vec<bool>,
    document: &'a Document,
}

impl<'a> Page<'a> {
    /// Reads a page, and what it hides if that is wanted.
    pub(super) fn read(
        document: &'a Document,
        html: &str,
        dom: &'a Dom,
        common: &Common,
        hidden_too: bool,
    ) -> Self {
        let mut facts = Facts::collect(dom, NodeId::ROOT);
        let mut cues = Cues::read(dom);
        story::order_titles(dom, &cues, &mut facts);
        if let Some(title) = facts.h1.first() {
            cues.void_comments(dom.ancestors(title.node));
        }
        let blocks = blocks::blocks(dom, html, hidden_too);
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
        another::disown(&mut facts, &blocks, &running, url.as_deref(), language);
        let mut sites = headline::sites(&facts, url.as_deref());
        let title = facts.title.as_ref().map_or("", |fact| fact.value.as_str());
        sites.extend(story::site_in_title(dom, &blocks, title));
        let common = blocks.iter().map(|block| common.has(html, block.span)).collect();
        Self { blocks, facts, url, language, dom, cues, running, sites, common, document }
    }

    /// Finds what the metadata says of the page's article.
    pub(super) fn article(&self) -> Option<Found<'_>> {
        let titles: Vec<&str> =
            [self.facts.meta(&["og:title"]), self.facts.h1.first(), self.facts.title.as_ref()]
                .into_iter()
                .flatten()
                .map(|fact| fact.value.as_str())
                .collect();
        self.facts.linked.article(&titles, self.url.as_deref())
    }

    /// Finds the articles.
    pub(super) fn drafts(&self) -> Vec<Draft> {
        let article = self.article();
        let declared = article.is_some()
            || self
                .facts
                .meta(&["og:type"])
                .is_some_and(|kind| kind.value.eq_ignore_ascii_case("article"));
        // A ticker declares itself and holds many all the same.
        let ticker = self.facts.linked.is_ticker();
        let items = articles::items(
            self.dom,
            &self.cues,
            &self.blocks,
            &self.running,
            declared && !ticker,
            ticker,
        );
        if items.is_empty() {
            return self.single(article).into_iter().collect();
        }
        self.several(&items, article)
    }

    /// Returns what the dates are read with.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader {
            captured: self.document.captured.as_ref(),
            language: self.language,
            least: Precision::Day,
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
pub(super) fn unresolved(
    reader: &Reader<'_>,
    times: &[(&Fact, bool)],
    near: &[Printed<'_>],
) -> Option<(String, Mark)> {
    let of_times = times.iter().map(|(fact, _)| Printed { text: &fact.value, span: fact.span });
    of_times.chain(near.iter().copied()).find_map(|line| {
        let found = date::find(line.text, reader.language)?;
        let text = line.text.get(found.range)?.to_owned();
        let is_open = date::resolve(&found.printed, reader.captured).is_none();
        is_open.then(|| (text, Mark::at(line.span, "html.printed-date")))
    })
}
