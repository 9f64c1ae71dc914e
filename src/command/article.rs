//! An article as JSON for people's programs: one flat object, named after schema.org/NewsArticle.

use presscut_index::{Article, Date, Evidence, Lang};
use serde::Serialize;

/// The fields of an article that `search` and `show` share; absent ones are null.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArticleObject<'a> {
    id: &'a str,
    source: &'a str,
    headline: Option<&'a str>,
    author: &'a [String],
    date_published: Option<&'a str>,
    date_modified: Option<&'a str>,
    article_section: Option<&'a str>,
    in_language: Option<Lang>,
    url: Option<&'a str>,
    /// The page that holds the article of which this is a teaser.
    #[serde(skip_serializing_if = "Option::is_none")]
    teaser_of: Option<&'a str>,
    article_body: &'a str,
}

impl<'a> ArticleObject<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        Self {
            id: &article.id,
            source: &article.source,
            headline: article.headline.as_deref(),
            author: &article.authors,
            date_published: article.date.as_ref().map(Date::iso),
            date_modified: article.modified.as_ref().map(Date::iso),
            article_section: article.section.as_deref(),
            in_language: article.language,
            url: article.url.as_deref(),
            teaser_of: article.teaser_of.as_deref(),
            article_body: &article.body,
        }
    }
}

/// Where an article came from: what `show` adds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OriginObject<'a> {
    date_text: Option<&'a str>,
    captured: Option<&'a str>,
    record: u64,
    ordinal: u32,
    start: u64,
    end: u64,
    evidence: &'a Evidence,
}

impl<'a> OriginObject<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        Self {
            date_text: article.date_text.as_deref(),
            captured: article.captured.as_ref().map(Date::iso),
            record: article.record,
            ordinal: article.ordinal,
            start: article.span.start,
            end: article.span.end,
            evidence: &article.evidence,
        }
    }
}
