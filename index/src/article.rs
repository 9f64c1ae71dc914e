//! The article: the contract between the ingester and the index.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::{Date, Lang};

/// A half-open range of bytes in a document's decoded UTF-8 text.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

impl Span {
    /// Makes the span of `start..end` from offsets in memory.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u64, end: end as u64 }
    }

    /// Returns the number of bytes in the span.
    pub fn len(self) -> u64 {
        self.end.saturating_sub(self.start)
    }

    /// Tells whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the text of the span, or `None` where it does not fit `text`.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(usize::try_from(self.start).ok()?..usize::try_from(self.end).ok()?)
    }
}

/// Where a value stood in the source, and which rule found it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The bytes it was read from; `None` where the format gave it as a field of its own.
    #[serde(default, skip_serializing_if = "Option::is_none", flatten)]
    pub span: Option<Span>,
    /// The rule, such as `line.byline` or `json-ld.headline`.
    pub rule: Cow<'static, str>,
}

impl Mark {
    /// Makes a mark for bytes found by `rule`.
    pub fn at(span: Span, rule: &'static str) -> Self {
        Self { span: Some(span), rule: Cow::Borrowed(rule) }
    }

    /// Makes a mark for a value that a record's field gave.
    pub fn field(rule: impl Into<Cow<'static, str>>) -> Self {
        Self { span: None, rule: rule.into() }
    }
}

/// A headline that was not chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherHeadline {
    /// Its text.
    pub text: String,
    /// Where it stood.
    #[serde(flatten)]
    pub mark: Mark,
}

/// The proof behind an article's fields: nothing in it is invented.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Why the article was cut here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Mark>,
    /// Where the headline stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<Mark>,
    /// The other headline, where the one that the page shows and the one of its metadata differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_headline: Option<OtherHeadline>,
    /// Where each author stood, in the order of [`Article::authors`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Mark>,
    /// Where the date stood, read or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Mark>,
    /// Where the date of modification stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Mark>,
    /// Where the section stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Mark>,
    /// The runs of text that make up the body, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Span>,
}

/// One news item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The record's own id, or one made by [`Article::make_id`]; unique within its source.
    pub id: String,
    /// The headline, where the input holds one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The text, one paragraph a line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// The authors' names as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The printed date, where it could not be read or is relative without a capture time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<String>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Date>,
    /// The section or rubric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The language of headline and body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// The page's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When the page was fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<Date>,
    /// The name of the source: a path as given, normalised, never absolute unless given so.
    pub source: String,
    /// The article's place in its document, from 0.
    pub ordinal: u32,
    /// The byte offset of its document (record) in the source's decompressed stream.
    pub record: u64,
    /// The bytes of the document that belong to the article.
    pub span: Span,
    /// The page (address, or source) that holds the article of which this is a teaser, where pages
    /// were cut knowing each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teaser_of: Option<String>,
    /// Where each field stood.
    #[serde(default)]
    pub evidence: Evidence,
}

impl Article {
    /// Makes an id of 16 hexadecimal digits from the article's place and text.
    ///
    /// XXH3-64 over source, record offset, ordinal, headline and body, each preceded by its length,
    /// so that the id depends on no order of work, thread or machine.
    pub fn make_id(&self) -> String {
        let mut hash = Xxh3::new();
        let mut feed = |bytes: &[u8]| {
            hash.update(&(bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        feed(self.source.as_bytes());
        feed(&self.record.to_le_bytes());
        feed(&self.ordinal.to_le_bytes());
        feed(self.headline.as_deref().unwrap_or_default().as_bytes());
        feed(self.body.as_bytes());
        format!("{:016x}", hash.digest())
    }

    /// Returns the host of the article's url, as [`site`] does.
    pub fn site(&self) -> Option<String> {
        site(self.url.as_deref()?)
    }
}

/// Returns the host of a url, lower case, without port, user and leading `www.`.
pub fn site(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?.trim_end_matches('.').to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_is_the_bare_host() {
        let site = |url: &str| Article { url: Some(url.into()), ..Article::default() }.site();
        assert_eq!(site("https://www.Example.org:8080/a?b#c").as_deref(), Some("example.org"));
        assert_eq!(site("http://u:p@news.example.org").as_deref(), Some("news.example.org"));
        assert_eq!(site("not a url"), None);
        assert_eq!(site(""), None);
    }

    #[test]
    fn id_depends_on_every_part_of_place_and_text() {
        let base = Article { source: "a".into(), body: "b".into(), ..Article::default() };
        let mut seen = vec![base.make_id()];
        seen.push(Article { source: "ab".into(), body: String::new(), ..base.clone() }.make_id());
        seen.push(Article { record: 1, ..base.clone() }.make_id());
        seen.push(Article { ordinal: 1, ..base.clone() }.make_id());
        seen.push(Article { headline: Some("h".into()), ..base.clone() }.make_id());
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 5);
        assert_eq!(base.make_id(), base.clone().make_id());
    }
}
