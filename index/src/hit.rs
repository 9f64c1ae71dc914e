//! The page of articles that a search brings back, and what to ask for.

use std::ops::Range;

use crate::{Article, Cursor, Explain, FieldReason, Reason, Recency, ScorePart};

/// What to bring back of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// How many hits at most; 0 is allowed.
    pub limit: usize,
    /// How many of the best to leave out: where a page begins.
    pub offset: usize,
    /// The hit that the page stands behind, instead of an offset.
    pub after: Option<Cursor>,
    /// Their order.
    pub sort: Sort,
    /// Words that follow each other without an operator may match singly.
    pub any: bool,
    /// Lets the scores of older articles fade; only where the order is by relevance.
    pub recency: Option<Recency>,
    /// Counts every match; without it the total may stay open, which is quicker.
    pub count: bool,
    /// The length of a snippet's passages in characters; `None` makes none.
    pub snippet: Option<usize>,
    /// How many passages of a body a snippet shows at most.
    pub fragments: usize,
    /// The snippet is the whole body, with its line breaks.
    pub whole: bool,
    /// How many hits of a source at most; the others are counted.
    pub per_source: Option<usize>,
    /// How much is told of why each hit matches.
    pub explain: Explain,
    /// Every hit brings its body along. Without, bodies are empty but of hits that have no headline, whose first
    /// words stand for one, or where a snippet or an explanation needs them; that is quicker.
    pub bodies: bool,
}

impl Default for SearchOptions {
    /// Ten articles by relevance with snippets of 240 characters, not counted.
    fn default() -> Self {
        Self {
            limit: 10,
            offset: 0,
            after: None,
            sort: Sort::Relevance,
            any: false,
            recency: None,
            count: false,
            snippet: Some(240),
            fragments: 1,
            whole: false,
            per_source: None,
            explain: Explain::Nothing,
            bodies: true,
        }
    }
}

/// The order of hits. Ties are broken by id, then by source, so that the order depends on nothing but the
/// articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sort {
    /// By falling score.
    #[default]
    Relevance,
    /// The latest date first, undated articles last.
    Newest,
    /// The earliest date first, undated articles last.
    Oldest,
    /// By id, and by source where two have one; not scored.
    Id,
}

/// How many articles match in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Total {
    /// So many.
    Exact(u64),
    /// So many or more: they were not counted.
    AtLeast(u64),
}

impl Total {
    /// Returns the number, exact or not.
    pub fn number(self) -> u64 {
        match self {
            Self::Exact(n) | Self::AtLeast(n) => n,
        }
    }
}

/// A page of hits.
#[derive(Clone, Debug, PartialEq)]
pub struct Hits {
    /// How many articles match.
    pub total: Total,
    /// The hits of the page, in order.
    pub hits: Vec<Hit>,
    /// What to tell the person, such as a prefix that stands for too many words.
    pub notes: Vec<String>,
    /// Where the next page begins; `None` behind the last.
    pub next: Option<Cursor>,
}

/// An article that matches.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its place among all matches, from 1.
    pub rank: u64,
    /// Its score; higher is better. 0 where the order is not by relevance.
    pub score: f32,
    /// The article without its evidence, which [`Searcher::articles`](crate::Searcher::articles) has; its body as
    /// [`SearchOptions::bodies`] says.
    pub article: Article,
    /// The bytes of the headline that match, ordered and disjoint.
    pub headline_marks: Vec<Range<usize>>,
    /// The part of the body that shows best why it matches; `None` where none was asked for.
    pub snippet: Option<Snippet>,
    /// How many matches of its source are left out behind this one, the last shown of it.
    pub rest: u64,
    /// What of the query is in its headline and body, if that was asked for.
    pub reasons: Vec<Reason>,
    /// What the query asks of its other fields and is true of it, likewise.
    pub facts: Vec<FieldReason>,
    /// The parts of its score, if these were asked for; they add up to it.
    pub score_parts: Vec<ScorePart>,
}

/// Parts of a body, cut at sentence or word borders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text; line breaks of the body are single spaces, and between passages stands [`Snippet::GAP`].
    pub text: String,
    /// The bytes of the text that each passage takes.
    pub passages: Vec<Range<usize>>,
    /// The bytes of the text that match, ordered and disjoint.
    pub marks: Vec<Range<usize>>,
    /// Text was left out before it.
    pub cut_before: bool,
    /// Text was left out behind it.
    pub cut_after: bool,
}

impl Snippet {
    /// What stands between passages that are apart in the body.
    pub const GAP: &'static str = " … ";
}
