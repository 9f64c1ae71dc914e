//! HTML: from a page to its articles.
//!
//! One tree and one list of blocks feed everything: the metadata gives headline, dates and authors
//! in a fixed order of sources; the body is chosen block by block by a fitted linear model around
//! the element that holds most running text near the headline. Pages of several articles are cut at
//! their `article` elements. Nothing is fetched, no script is run, no stylesheet is read.

mod another;
mod articles;
mod assemble;
mod attributes;
mod authors;
mod blocks;
mod body;
mod breaks;
mod byline;
mod cards;
mod container;
mod cues;
mod dateline;
mod dom;
mod draft;
mod entity;
mod facts;
mod features;
mod first_max;
pub(super) mod fit;
mod headline;
mod json;
mod linked;
mod model;
mod names;
mod page;
mod parse;
mod published;
mod reasons;
mod several;
mod siblings;
mod signed;
mod single;
mod sink;
mod story;
#[cfg(test)]
mod tests;
mod unshown;
mod weights;

use super::{Common, Reason, Segmentation};
use crate::read::Document;

/// Cuts a page: `html` is the document's decoded markup, whose bytes all spans count.
pub(super) fn segment(document: &Document, html: &str, common: &Common) -> Segmentation {
    unshown::read(document, html, common, |page, drafts| {
        assemble::segmentation(document, page, drafts)
    })
}

/// Cuts a page, and gives the reasons, block by block.
pub(super) fn explain(
    document: &Document,
    html: &str,
    common: &Common,
) -> (Segmentation, Vec<Reason>) {
    unshown::read(document, html, common, |page, drafts| {
        let cut = assemble::segmentation(document, page, drafts);
        let reasons = reasons::reasons(page, &cut);
        (cut, reasons)
    })
}

/// Splits a byline that a record gives into names.
pub(super) fn names_of(byline: &str) -> Vec<String> {
    names::split(byline)
}
