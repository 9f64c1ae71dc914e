//! The lengths of the articles of a segment.

use tantivy::directory::OwnedBytes;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader};

use crate::error::{Error, Result};
use crate::open::Searcher;
use crate::rank::bm25::{Lengths, score};

/// The length of each document, as the engine keeps it, and what BM25 makes of it.
pub(crate) struct Norms {
    norms: OwnedBytes,
    lengths: Lengths,
}

impl Norms {
    pub(crate) fn open(searcher: &Searcher, reader: &SegmentReader, field: Field) -> Result<Self> {
        let file = reader.fieldnorms_readers().get_inner_file().open_read(field);
        let file = file.ok_or_else(|| Error::damaged("articles without lengths"))?;
        let norms = file.read_bytes().map_err(|source| Error::io("lengths of articles", source))?;
        Ok(Self { norms, lengths: Lengths::new(searcher.mean_length(field)?) })
    }

    /// Returns how many documents there are.
    pub(super) fn number(&self) -> u64 {
        self.norms.len() as u64
    }

    /// Returns the length of a document as the engine keeps it; none of one that does not exist.
    #[inline]
    fn of(&self, doc: DocId) -> u8 {
        self.norms.as_slice().get(doc as usize).copied().unwrap_or_default()
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
