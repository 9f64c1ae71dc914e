//! Cutting: from a document to its articles.
//!
//! A pure function: no files, no clock, no randomness.

mod html;

mod adopt;
mod bio;
mod byline;
mod common;
mod context;
mod cues;
mod decode;
mod echo;
mod explain;
mod features;
mod fields;
#[doc(hidden)]
pub mod fit;
mod forest;
mod habits;
mod lines;
mod measure;
mod names;
mod nobody;
mod ordinals;
mod outline;
mod record;
mod rhythm;
mod rivals;
mod scoring;
mod step;
mod stops;
#[cfg(test)]
mod tests;
mod text;
mod verdict;
mod vocabulary;
mod weights;

pub use common::{Common, keys};
pub use explain::{Reason, Rival, Share, explain};

use presscut_index::{Article, Span};

use crate::read::{Content, Document};

/// What a line of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The headline.
    Headline,
    /// A label above the headline: section, topic, kicker.
    Kicker,
    /// The authors' line.
    Byline,
    /// A line with the date or time.
    Date,
    /// Text of the article.
    Body,
    /// A caption or credit of a picture.
    Caption,
    /// A line about the author.
    Bio,
    /// A prompt, advert or link inside an article.
    Noise,
    /// Text of no article.
    Boilerplate,
}

/// One run of text of a document, with what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// The ordinal of its article; `None` for boilerplate.
    pub article: Option<u32>,
}

/// A document, cut.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segmentation {
    /// The articles, in order; their spans are disjoint.
    pub articles: Vec<Article>,
    /// The lines (text) or blocks (HTML) that hold text, in order.
    pub lines: Vec<Line>,
}

/// Cuts a document into its articles, knowing nothing but the document.
pub fn segment(document: &Document) -> Segmentation {
    segment_among(document, &Common::default())
}

/// Cuts a document into its articles, knowing what it has in common with others of its host: such
/// lines are text of no article.
pub fn segment_among(document: &Document, common: &Common) -> Segmentation {
    match &document.content {
        Content::Html(html) => html::segment(document, html, common),
        Content::Text(text) => text::segment(document, text, weights::Weights::fitted(), common),
        Content::Article(record) => record::segment(document, record),
    }
}
