//! The postings of a word in a segment, read block by block.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::{DocId, Score, TERMINATED};

/// A match and the sum of its scores.
pub(super) type Sum = (DocId, Score);

/// How many documents are looked at one after the other before the rest of the block is halved.
const NEAR: usize = 8;

/// A stem in a segment.
pub(super) struct Words {
    postings: BlockSegmentPostings,
    /// The place in the block.
    at: usize,
    weight: Bm25Weight,
    /// What it scores at most anywhere.
    pub(super) most: Score,
}

impl Words {
    pub(super) fn new(postings: BlockSegmentPostings, weight: Bm25Weight) -> Self {
        let most = weight.max_score();
        Self { postings, at: 0, weight, most }
    }

    /// Returns in how many documents it stands.
    pub(super) fn number(&self) -> u32 {
        self.postings.doc_freq()
    }

    /// Returns the document it is at.
    pub(super) fn doc(&self) -> DocId {
        self.postings.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn next_block(&mut self) {
        self.postings.advance();
        self.at = 0;
    }

    /// Goes on to the first document from this one on.
    pub(super) fn seek(&mut self, doc: DocId) {
        if self.doc() < doc {
            let docs = self.postings.docs();
            if docs.last().is_some_and(|last| *last >= doc) {
                let rest = docs.get(self.at..).unwrap_or_default();
                // Most often it is one of the next.
                let near = rest.iter().take(NEAR).position(|other| *other >= doc);
                self.at += near.unwrap_or_else(|| rest.partition_point(|other| *other < doc));
            } else {
                self.at = self.postings.seek(doc);
            }
        }
    }

    /// Returns its score in a document, if it stands there; documents are asked for in rising order.
    pub(super) fn score(&mut self, doc: DocId, norms: &FieldNormReader) -> Option<Score> {
        self.seek(doc);
        (self.doc() == doc).then(|| {
            let frequency = self.postings.freqs().get(self.at).copied().unwrap_or_default();
            self.weight.score(norms.fieldnorm_id(doc), frequency)
        })
    }

    /// Gives those of the documents before `end` that are wanted, and what it scores in each.
    pub(super) fn each_before(
        &mut self,
        end: DocId,
        norms: &FieldNormReader,
        wanted: impl Fn(DocId) -> bool,
        mut each: impl FnMut(DocId, Score),
    ) {
        loop {
            let docs = self.postings.docs().get(self.at..).unwrap_or_default();
            let freqs = self.postings.freqs().get(self.at..).unwrap_or_default();
            let whole = docs.last().is_some_and(|last| *last < end);
            let number = if whole { docs.len() } else { docs.partition_point(|doc| *doc < end) };
            let docs = docs.iter().zip(freqs).take(number);
            for (doc, frequency) in docs.filter(|(doc, _)| wanted(**doc)) {
                each(*doc, self.weight.score(norms.fieldnorm_id(*doc), *frequency));
            }
            self.at += number;
            if !whole {
                return;
            }
            self.next_block();
        }
    }

    /// Reads the next block that holds anything above a bound into `found`, each document with its score; tells
    /// whether there was one.
    pub(super) fn next_above(
        &mut self,
        bound: Score,
        norms: &FieldNormReader,
        found: &mut Vec<Sum>,
    ) -> bool {
        loop {
            let docs = self.postings.docs().get(self.at..).unwrap_or_default();
            if docs.is_empty() {
                return false;
            }
            let most = self.postings.block_max_score(norms, &self.weight);
            if most > bound {
                let docs = self.postings.docs().get(self.at..).unwrap_or_default();
                let freqs = self.postings.freqs().get(self.at..).unwrap_or_default();
                found.extend(docs.iter().zip(freqs).filter_map(|(doc, frequency)| {
                    let score = self.weight.score(norms.fieldnorm_id(*doc), *frequency);
                    (score > bound).then_some((*doc, score))
                }));
            }
            self.next_block();
            if !found.is_empty() {
                return true;
            }
        }
    }
}
