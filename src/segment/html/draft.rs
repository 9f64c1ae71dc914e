//! An article of a page before its spans are settled.

use presscut_index::{Mark, Span};

use super::authors::Author;
use super::published::Dated;

/// An article before its spans are settled.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The headline and where it stood.
    pub(super) headline: Option<(String, Mark)>,
    /// The other headline, where what the page shows and what its metadata says differ.
    pub(super) other_headline: Option<(String, Mark)>,
    /// The block of the headline, where it is shown.
    pub(super) headline_block: Option<usize>,
    /// The block of a byline that no markup marks.
    pub(super) byline_block: Option<usize>,
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
