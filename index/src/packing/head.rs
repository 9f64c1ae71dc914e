//! An article without its body and the evidence of its fields.

use serde::Serialize;

use crate::{Article, Date, Lang, Span};

/// All of an article that a page of hits may show beside its snippet; what it lacks is left out.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) struct Head<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<&'a Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<Lang>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    captured: Option<&'a Date>,
    source: &'a str,
    ordinal: u32,
    record: u64,
    span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    teaser_of: Option<&'a str>,
}

impl<'a> Head<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        // Named one by one, so that no field is forgotten.
        let Article {
            id,
            headline,
            body: _,
            authors,
            date,
            date_text,
            modified,
            section,
            language,
            url,
            captured,
            source,
            ordinal,
            record,
            span,
            teaser_of,
            evidence: _,
        } = article;
        Self {
            id,
            headline: headline.as_deref(),
            authors,
            date: date.as_ref(),
            date_text: date_text.as_deref(),
            modified: modified.as_ref(),
            section: section.as_deref(),
            language: *language,
            url: url.as_deref(),
            captured: captured.as_ref(),
            source,
            ordinal: *ordinal,
            record: *record,
            span: *span,
            teaser_of: teaser_of.as_deref(),
        }
    }
}
