//! What the fitting program needs of a page: its blocks and their features.

use super::{container, features, unshown};
use crate::read::{Content, Document};
use crate::segment::Common;

/// The blocks of a page as the block model sees them.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    /// Their texts.
    pub texts: Vec<String>,
    /// The values of their features, in the order of [`block_names`].
    pub rows: Vec<Vec<f32>>,
    /// The place of the one that is the headline.
    pub headline: Option<usize>,
}

/// Returns the names of the features of a block.
pub fn block_names() -> Vec<String> {
    features::feature_names()
}

/// Measures the blocks of a page; `None` for what is no HTML.
pub fn blocks(document: &Document) -> Option<Blocks> {
    let Content::Html(html) = &document.content else { return None };
    let blocks = unshown::read(document, html, &Common::default(), |page, _| {
        let article = page.article();
        let draft = page.described(article);
        let container =
            container::container(page.dom, &page.blocks, &page.running, draft.headline_block);
        Blocks {
            rows: page.sheet(&draft, article, container).rows,
            texts: page.blocks.iter().map(|block| block.text.clone()).collect(),
            headline: draft.headline_block,
        }
    });
    Some(blocks)
}
