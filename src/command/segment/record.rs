//! An article as `segment` prints it: the keys that the scorer reads, what else is known, and the evidence.

use std::io::{self, Write};

use presscut_index::{Article, Date, Evidence};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'a> {
    source: &'a str,
    ordinal: u32,
    headline: Option<&'a str>,
    authors: &'a [String],
    date: Option<&'a str>,
    body: &'a str,
    start: u64,
    end: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    teaser_of: Option<&'a str>,
    evidence: Proof<'a>,
}

/// Where the article's fields stood, and in which record.
#[derive(Serialize)]
struct Proof<'a> {
    record: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_text: Option<&'a str>,
    #[serde(flatten)]
    fields: &'a Evidence,
}

/// Writes an article as one line of JSON.
pub(super) fn write(out: &mut impl Write, article: &Article) -> io::Result<()> {
    let record = Record {
        source: &article.source,
        ordinal: article.ordinal,
        headline: article.headline.as_deref(),
        authors: &article.authors,
        date: article.date.as_ref().map(Date::iso),
        body: &article.body,
        start: article.span.start,
        end: article.span.end,
        modified: article.modified.as_ref().map(Date::iso),
        section: article.section.as_deref(),
        teaser_of: article.teaser_of.as_deref(),
        evidence: Proof {
            record: article.record,
            date_text: article.date_text.as_deref(),
            fields: &article.evidence,
        },
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")
}
