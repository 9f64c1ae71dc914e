//! Words in few articles, each read as it stands.

use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{InvertedIndexReader, Score, SegmentOrdinal};

use super::super::DOING;
use super::super::norms::Norms;
use super::super::postings::{BLOCK, FieldPostings};
use super::super::words::Words;
use super::SPAN;
use super::sums::Sums;
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;

/// A field of a segment.
pub(super) struct Opened<'a> {
    index: Arc<InvertedIndexReader>,
    norms: &'a Norms,
    all: &'a FieldPostings,
    /// Room for the postings of one word after the other.
    postings: Option<BlockSegmentPostings>,
}

impl<'a> Opened<'a> {
    pub(super) fn open(
        field: Field,
        searcher: &'a Searcher,
        segment: SegmentOrdinal,
    ) -> Result<Self> {
        Ok(Self {
            index: searcher.inner.segment_reader(segment).inverted_index(field).doing(DOING)?,
            norms: searcher.norms_of(segment, field)?,
            all: searcher.postings_of(segment, field)?,
            postings: None,
        })
    }

    /// Returns what a word scores at least where it stands.
    pub(super) fn least(&self, weight: Score) -> Option<Score> {
        Some(self.norms.least(weight)).filter(|least| *least > 0.0)
    }

    /// Opens a word whose documents may be skipped.
    pub(super) fn words(&self, info: &TermInfo, weight: Score) -> Result<Words<'a>> {
        let words = Words::open(self.all, info, weight, self.norms);
        words.ok_or_else(|| Error::damaged("postings of a word"))
    }

    /// Adds what a word scores in the documents that have their sums.
    pub(super) fn add(&mut self, info: &TermInfo, weight: Score, sums: &mut Sums) -> Result<()> {
        let postings = match &mut self.postings {
            Some(postings) => {
                self.index
                    .reset_block_postings_from_terminfo(info, postings)
                    .map_err(|source| Error::io("postings", source))?;
                postings
            }
            none => none.insert(
                self.index
                    .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
                    .map_err(|source| Error::io("postings", source))?,
            ),
        };
        if sums.begin() > 0 {
            postings.seek(sums.begin());
        }
        loop {
            let (docs, mut scores) = (postings.docs(), [0.0; BLOCK]);
            self.norms.scores(weight, docs, postings.freqs(), &mut scores);
            for (doc, score) in docs.iter().zip(scores) {
                sums.add(*doc, score);
            }
            let last = postings.docs().last().and_then(|last| last.checked_sub(sums.begin()));
            if last.is_none_or(|last| last >= SPAN) {
                return Ok(());
            }
            postings.advance();
        }
    }
}
