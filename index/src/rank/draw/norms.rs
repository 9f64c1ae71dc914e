//! The lengths of the articles of a segment.

use std::sync::OnceLock;

use tantivy::directory::OwnedBytes;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader};

use super::DOING;
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;
use crate::rank::bm25::{Lengths, score};

/// The length of each document, as the engine keeps it, and what BM25 makes of it.
pub(crate) struct Norms {
    bytes: OwnedBytes,
    lengths: Lengths,
    /// What a block of postings scores at most, as a share of what the engine says: to find its best document it
    /// compared lengths with the mean of the segment, and scores compare them with the mean of the index.
    slack: Score,
    /// The length of the longest document, as the engine keeps it.
    longest: OnceLock<u8>,
}

/// More than rounding takes from a bound.
pub(super) const ROUNDED: Score = 1.0 + 1e-5;

impl Norms {
    pub(crate) fn open(searcher: &Searcher, reader: &SegmentReader, field: Field) -> Result<Self> {
        let file = reader.fieldnorms_readers().get_inner_file().open_read(field);
        let file = file.ok_or_else(|| Error::damaged("articles without lengths"))?;
        let bytes = file.read_bytes().map_err(|source| Error::io("lengths of articles", source))?;
        let mean = searcher.mean_length(field)?;
        let index = reader.inverted_index(field).doing(DOING)?;
        let own = index.total_num_tokens() as Score / reader.max_doc().max(1) as Score;
        let slack = (mean / own).max(own / mean) * ROUNDED;
        Ok(Self { bytes, lengths: Lengths::new(mean), slack, longest: OnceLock::new() })
    }

    /// Returns how much more a document may score than the engine says of the best one of its block, as a factor.
    pub(in crate::rank) fn slack(&self) -> Score {
        self.slack
    }

    /// Returns what a word of a weight scores at least in a document in which it stands.
    pub(super) fn least(&self, weight: Score) -> Score {
        let longest = || self.bytes.iter().copied().max().unwrap_or_default();
        self.score_of(weight, *self.longest.get_or_init(longest), 1)
    }

    /// Returns how many documents there are.
    pub(super) fn number(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Returns the length of a document as the engine keeps it; none of one that does not exist.
    #[inline]
    fn of(&self, doc: DocId) -> u8 {
        self.bytes.as_slice().get(doc as usize).copied().unwrap_or_default()
    }

    /// Returns the length of a document in tokens, as the engine rounds it.
    pub(in crate::rank) fn length(&self, doc: DocId) -> u32 {
        FieldNormReader::id_to_fieldnorm(self.of(doc))
    }

    /// Returns what is set against the frequency of a word in a document.
    #[inline]
    pub(super) fn against(&self, doc: DocId) -> Score {
        self.lengths.against(self.of(doc))
    }

    /// Returns what a word of a weight scores in a document in which it stands so often.
    #[inline]
    pub(in crate::rank) fn score(&self, weight: Score, doc: DocId, frequency: u32) -> Score {
        self.lengths.score(weight, self.of(doc), frequency)
    }

    /// Puts what it scores in each of some documents in their places.
    pub(super) fn scores(
        &self,
        weight: Score,
        docs: &[DocId],
        frequencies: &[u32],
        scores: &mut [Score],
    ) {
        for (slot, doc) in scores.iter_mut().zip(docs) {
            *slot = self.against(*doc);
        }
        // The processor divides several at once.
        for (slot, frequency) in scores.iter_mut().zip(frequencies) {
            *slot = score(weight, *slot, *frequency);
        }
    }

    /// Returns what it scores in a document of a length.
    pub(super) fn score_of(&self, weight: Score, norm: u8, frequency: u32) -> Score {
        self.lengths.score(weight, norm, frequency)
    }
}
