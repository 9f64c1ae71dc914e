//! What a page of hits shows of an article beside a snippet: all but evidence and body, read without a copy.

use serde::{Deserialize, Serialize};

use super::{damaged, packing};
use crate::error::Result;
use crate::{Article, Date, Evidence, Lang, Span};

/// The fields in the order in which they are stored, as postcard writes them.
#[derive(Serialize, Deserialize)]
struct Head<'a> {
    id: &'a str,
    headline: Option<&'a str>,
    #[serde(borrow)]
    authors: Vec<&'a str>,
    date: Option<Date>,
    date_text: Option<&'a str>,
    modified: Option<Date>,
    section: Option<&'a str>,
    language: Option<Lang>,
    url: Option<&'a str>,
    captured: Option<Date>,
    source: &'a str,
    ordinal: u32,
    record: u64,
    span: Span,
    teaser_of: Option<&'a str>,
}

/// Writes the head of an article.
pub(super) fn write(article: &Article) -> Result<Vec<u8>> {
    let head = Head {
        id: &article.id,
        headline: article.headline.as_deref(),
        authors: article.authors.iter().map(String::as_str).collect(),
        date: article.date.clone(),
        date_text: article.date_text.as_deref(),
        modified: article.modified.clone(),
        section: article.section.as_deref(),
        language: article.language,
        url: article.url.as_deref(),
        captured: article.captured.clone(),
        source: &article.source,
        ordinal: article.ordinal,
        record: article.record,
        span: article.span,
        teaser_of: article.teaser_of.as_deref(),
    };
    postcard::to_allocvec(&head).map_err(packing)
}

/// Reads the head of an article, without body and evidence; returns what stands behind it, too.
pub(super) fn read(packed: &[u8]) -> Result<(Article, &[u8])> {
    let (head, rest): (Head<'_>, _) = postcard::take_from_bytes(packed).map_err(damaged)?;
    let article = Article {
        id: head.id.to_owned(),
        headline: head.headline.map(str::to_owned),
        body: String::new(),
        authors: head.authors.into_iter().map(str::to_owned).collect(),
        date: head.date,
        date_text: head.date_text.map(str::to_owned),
        modified: head.modified,
        section: head.section.map(str::to_owned),
        language: head.language,
        url: head.url.map(str::to_owned),
        captured: head.captured,
        source: head.source.to_owned(),
        ordinal: head.ordinal,
        record: head.record,
        span: head.span,
        teaser_of: head.teaser_of.map(str::to_owned),
        evidence: Evidence::default(),
    };
    Ok((article, rest))
}
