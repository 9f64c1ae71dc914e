//! The tree of a query.

use std::ops::{Bound, Range};

use crate::Date;
use crate::open::Only;

/// A part of a query and the bytes it was read from.
///
/// Two nodes are equal when they ask the same, wherever they stood.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
}

impl Node {
    pub(crate) fn new(kind: Kind, span: Range<usize>) -> Self {
        Self { kind, span }
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What a node asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// One of the nodes.
    Or(Vec<Node>),
    /// Nodes that follow each other: all of them, or one of them where any word may match.
    List(Vec<Node>),
    /// All of the nodes.
    And(Vec<Node>),
    /// Articles that the node does not match.
    Not(Box<Node>),
    /// The node must match even where any word may.
    Required(Box<Node>),
    /// The node is searched in this field.
    In(Field, Box<Node>),
    /// The node counts this many times.
    Boost(Box<Node>, f32),
    /// Two nodes with at most so many words in between, in either order.
    Near(Box<Node>, Box<Node>, u32),
    /// Every article, or every one that has the field.
    All,
    /// Free text: any of its words.
    Text(String),
    /// A word in any of its forms.
    Word(String),
    /// A word as printed, with its diacritics.
    Exact(String),
    /// Words in this order, with at most so many others in between.
    Phrase(String, u32),
    /// Words that begin so.
    Prefix(String),
    /// Words of this shape: `?` is one letter, `*` any number, `\` takes the next as it is.
    Wildcard(String),
    /// Words at most so many edits away.
    Fuzzy(String, u8),
    /// Words that match a regular expression as a whole.
    Regex(String),
    /// Articles of this time.
    Date(DateRange),
    /// What the node matches; each of the stems adds so much to the score, a word's being 1.
    Also(Box<Node>, Vec<Share>),
    /// Articles like another one.
    Like(Like),
}

/// What articles like another one have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Like {
    /// The source of that article, which does not match itself.
    pub(crate) source: String,
    /// Its id.
    pub(crate) id: String,
    /// Its stems, one of which must be there.
    pub(crate) stems: Vec<Share>,
}

/// A stem that a program adds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Share {
    pub(crate) stem: String,
    /// The languages in whose articles it is the stem of the words that it stands for.
    pub(crate) only: Only,
    /// What it counts where a word of a query counts 1.
    pub(crate) weight: f32,
}

/// A span of time: articles match where their own span overlaps it.
///
/// An excluded bound asks for more: articles that begin after the lower one has ended, or end
/// before the upper one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// Where it begins.
    pub lower: Bound<Date>,
    /// Where it ends.
    pub upper: Bound<Date>,
}

/// A field that a query can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The headline.
    Headline,
    /// The text.
    Body,
    /// The authors' names.
    Author,
    /// The section, as a whole.
    Section,
    /// The source's name, as a whole.
    Source,
    /// The host of the url.
    Site,
    /// The language's code.
    Lang,
    /// The url, as a whole.
    Url,
    /// The article's id.
    Id,
    /// The date of publication.
    Date,
}

/// How a field's values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// Word by word.
    Text,
    /// As a whole.
    Keyword,
    /// As a span of time.
    Date,
}

impl Field {
    /// Every field, in the order in which they are listed to people.
    pub const ALL: [Self; 10] = [
        Self::Headline,
        Self::Body,
        Self::Author,
        Self::Section,
        Self::Source,
        Self::Site,
        Self::Lang,
        Self::Url,
        Self::Id,
        Self::Date,
    ];

    /// The other names that [`Field::parse`] knows, in lower case.
    pub(crate) const ALIASES: [&str; 10] = [
        "title",
        "text",
        "articlebody",
        "authors",
        "byline",
        "articlesection",
        "category",
        "language",
        "inlanguage",
        "datepublished",
    ];

    /// Returns the field's name in a query.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Body => "body",
            Self::Author => "author",
            Self::Section => "section",
            Self::Source => "source",
            Self::Site => "site",
            Self::Lang => "lang",
            Self::Url => "url",
            Self::Id => "id",
            Self::Date => "date",
        }
    }

    /// Finds a field by its name or one that datasets and schema.org use, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "headline" | "title" => Self::Headline,
            "body" | "text" | "articlebody" => Self::Body,
            "author" | "authors" | "byline" => Self::Author,
            "section" | "articlesection" | "category" => Self::Section,
            "source" => Self::Source,
            "site" => Self::Site,
            "lang" | "language" | "inlanguage" => Self::Lang,
            "url" => Self::Url,
            "id" => Self::Id,
            "date" | "datepublished" => Self::Date,
            _ => return None,
        })
    }

    pub(crate) fn kind(self) -> FieldKind {
        match self {
            Self::Headline | Self::Body | Self::Author => FieldKind::Text,
            Self::Section | Self::Source | Self::Site | Self::Lang | Self::Url | Self::Id => {
                FieldKind::Keyword
            }
            Self::Date => FieldKind::Date,
        }
    }
}
