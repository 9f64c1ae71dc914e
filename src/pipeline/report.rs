//! What a run did, in numbers.

use std::time::Duration;

use presscut_index::{Article, DocumentEntry, PartKind};
use serde::Serialize;

use super::took::Took;
use crate::read::{Content, Document};

/// What a run of indexing did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Report {
    /// Sources found under the paths.
    pub(crate) sources: u64,
    /// Sources read to their end.
    pub(crate) sources_read: u64,
    /// Sources that were not read again since they did not change.
    pub(crate) sources_unchanged: u64,
    /// Sources that hold nothing that presscut reads.
    pub(crate) sources_not_read: u64,
    /// Paths and sources that could not be opened.
    pub(crate) sources_failed: u64,
    /// Sources dropped because they are gone.
    pub(crate) sources_pruned: u64,
    /// Documents: pages and records.
    pub(crate) documents: u64,
    /// Articles found in them.
    pub(crate) articles: u64,
    /// Articles with a headline.
    pub(crate) with_headline: u64,
    /// Articles with an author.
    pub(crate) with_author: u64,
    /// Articles with a date.
    pub(crate) with_date: u64,
    /// Articles whose date was printed and could not be read.
    pub(crate) dates_unread: u64,
    /// Records with an empty headline or body.
    pub(crate) empty: u64,
    /// Articles whose headline and body were in the run before.
    pub(crate) duplicates: u64,
    /// Records and bytes that could not be read.
    pub(crate) bad_records: u64,
    /// Windows that longer texts were cut in.
    pub(crate) windows: u64,
    /// Byte sequences that no encoding explains, replaced by U+FFFD.
    pub(crate) replaced: u64,
    /// Bytes of text in documents.
    pub(crate) text_bytes: u64,
    /// Bytes of text that belong to no article.
    pub(crate) boilerplate_bytes: u64,
    /// Bytes read from files.
    pub(crate) stored_bytes: u64,
    /// Bytes after decompression.
    pub(crate) bytes: u64,
    /// Seconds that the run took.
    pub(crate) seconds: f64,
    /// Bytes after decompression in millions a second.
    pub(crate) mb_per_second: f64,
    /// The run was stopped; what was committed is kept.
    pub(crate) interrupted: bool,
    /// What the stages took.
    #[serde(skip)]
    pub(crate) took: Took,
}

impl Report {
    /// Tells whether nothing went wrong.
    pub(crate) fn is_clean(&self) -> bool {
        self.bad_records == 0 && self.sources_failed == 0
    }

    /// Counts a document and its articles.
    pub(super) fn count(
        &mut self,
        document: &Document,
        articles: &[Article],
        entry: &DocumentEntry,
    ) {
        self.documents += 1;
        self.windows += u64::from(document.window);
        self.replaced += document.replaced;
        self.text_bytes += entry.text_bytes;
        let boilerplate = entry.parts.iter().filter(|part| part.kind == PartKind::Boilerplate);
        self.boilerplate_bytes += boilerplate.map(|part| part.span.len()).sum::<u64>();
        self.articles += articles.len() as u64;
        let many =
            |found: fn(&Article) -> bool| articles.iter().filter(|a| found(a)).count() as u64;
        self.with_headline += many(|a| a.headline.is_some());
        self.with_author += many(|a| !a.authors.is_empty());
        self.with_date += many(|a| a.date.is_some());
        self.dates_unread += many(|a| a.date.is_none() && a.date_text.is_some());
        if let Content::Article(record) = &document.content {
            let no_headline = record.headline.as_deref().is_none_or(|text| text.trim().is_empty());
            self.empty += u64::from(no_headline || record.body.trim().is_empty());
        }
    }

    /// Adds the counts of a batch.
    pub(super) fn add(&mut self, batch: &Self) {
        self.documents += batch.documents;
        self.articles += batch.articles;
        self.with_headline += batch.with_headline;
        self.with_author += batch.with_author;
        self.with_date += batch.with_date;
        self.dates_unread += batch.dates_unread;
        self.empty += batch.empty;
        self.bad_records += batch.bad_records;
        self.windows += batch.windows;
        self.replaced += batch.replaced;
        self.text_bytes += batch.text_bytes;
        self.boilerplate_bytes += batch.boilerplate_bytes;
        self.stored_bytes += batch.stored_bytes;
        self.bytes += batch.bytes;
        self.took.add(&batch.took);
    }

    /// Sets how long it took.
    pub(super) fn set_time(&mut self, took: Duration) {
        self.seconds = took.as_secs_f64();
        self.mb_per_second =
            if self.seconds > 0.0 { self.bytes as f64 / 1e6 / self.seconds } else { 0.0 };
    }
}
