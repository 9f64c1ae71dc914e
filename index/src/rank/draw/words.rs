//! The postings of a word in a segment, read block by block.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::schema::Field;
use tantivy::{DocId, Score, SegmentReader, TERMINATED};

use super::DOING;
use crate::error::{Doing as _, Result};
use crate::open::Searcher;

/// A match and the sum of its scores.
pub(super) type Sum = (DocId, Score);

/// How many documents are looked at one after the other before the rest of the block is halved.
const NEAR: usize = 8;

/// How many documents a window spans: their sums fit the processor's first cache.
pub(super) const WINDOW: u32 = 2048;

/// Keeps of the sums from a place on those above a bound, without a branch for each.
pub(super) fn keep_above(sums: &mut Vec<Sum>, begin: usize, bound: Score) {
    let mut kept = begin;
    for at in begin..sums.len() {
        let Some(sum) = sums.get(at).copied() else { break };
        if let Some(slot) = sums.get_mut(kept) {
            *slot = sum;
        }
        kept += usize::from(sum.1 > bound);
    }
    sums.truncate(kept);
}

/// Room for the frequencies of a word in a range of documents.
pub(super) struct Table(Vec<u32>);

impl Table {
    pub(super) fn new() -> Self {
        Self(vec![0; WINDOW as usize])
    }

    /// Returns room for so many documents, without any frequency.
    fn of(&mut self, length: u32) -> &mut [u32] {
        let room = self.0.get_mut(..length as usize).unwrap_or_default();
        room.fill(0);
        room
    }
}

/// More than rounding takes from a bound.
const ROUNDED: Score = 1.0 + 1e-5;

/// Returns what a block of postings scores at most, as a share of what the engine says: to find its best document it
/// compared lengths with the mean of the segment, and scores compare them with the mean of the index.
pub(super) fn slack(searcher: &Searcher, reader: &SegmentReader, field: Field) -> Result<Score> {
    let mean = searcher.mean_length(field)?;
    let index = reader.inverted_index(field).doing(DOING)?;
    let own = index.total_num_tokens() as Score / reader.max_doc().max(1) as Score;
    Ok((mean / own).max(own / mean) * ROUNDED)
}

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

    /// Returns its score in a document, if it stands there; documents are asked for in rising order.
    pub(super) fn score(&mut self, doc: DocId, norms: &FieldNormReader) -> Option<Score> {
        let frequency = self.frequency(doc)?;
        Some(self.weight.score(norms.fieldnorm_id(doc), frequency))
    }

    /// Adds its scores to those of some documents, which rise from call to call, and tells for each of them by its
    /// place whether it stands in it.
    ///
    /// Where the documents lie as close as its own, its frequencies are laid out over their range: that takes no branch
    /// a processor could guess wrong, which costs more than all the rest.
    pub(super) fn add(
        &mut self,
        sums: &mut [Sum],
        norms: &FieldNormReader,
        table: &mut Table,
        mut held: impl FnMut(usize, bool),
    ) {
        let (Some((begin, _)), Some((end, _))) = (sums.first().copied(), sums.last()) else {
            return;
        };
        let length = end - begin + 1;
        let own = u64::from(self.number()) * u64::from(length) / u64::from(norms.num_docs().max(1));
        if length > WINDOW || own > 4 * sums.len() as u64 {
            for (at, (doc, sum)) in sums.iter_mut().enumerate() {
                let score = self.score(*doc, norms);
                held(at, score.is_some());
                *sum += score.unwrap_or_default();
            }
            return;
        }
        let frequencies = table.of(length);
        self.seek(begin);
        self.blocks_before(begin + length, |docs, freqs, _| {
            for (doc, frequency) in docs.iter().zip(freqs) {
                if let Some(slot) = frequencies.get_mut((doc - begin) as usize) {
                    *slot = *frequency;
                }
            }
        });
        for (at, (doc, sum)) in sums.iter_mut().enumerate() {
            let frequency = frequencies.get((*doc - begin) as usize).copied().unwrap_or_default();
            held(at, frequency > 0);
            *sum += self.weight.score(norms.fieldnorm_id(*doc), frequency);
        }
    }

    /// Goes on to the first document from `doc` on.
    pub(super) fn seek(&mut self, doc: DocId) {
        if self.doc() >= doc {
            return;
        }
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

    /// Returns how often it stands in a document, if it does.
    fn frequency(&mut self, doc: DocId) -> Option<u32> {
        self.seek(doc);
        let frequency = || self.postings.freqs().get(self.at).copied().unwrap_or_default();
        (self.doc() == doc).then(frequency)
    }

    /// Gives those of the documents before `end` that are wanted, and what it scores in each.
    pub(super) fn each_before(
        &mut self,
        end: DocId,
        norms: &FieldNormReader,
        wanted: impl Fn(DocId) -> bool,
        mut each: impl FnMut(DocId, Score),
    ) {
        self.blocks_before(end, |docs, freqs, weight| {
            for (doc, frequency) in docs.iter().zip(freqs).filter(|(doc, _)| wanted(**doc)) {
                each(*doc, weight.score(norms.fieldnorm_id(*doc), *frequency));
            }
        });
    }

    /// Gives the documents before `end` and how often it stands in each, block by block.
    fn blocks_before(&mut self, end: DocId, mut each: impl FnMut(&[DocId], &[u32], &Bm25Weight)) {
        loop {
            let docs = self.postings.docs().get(self.at..).unwrap_or_default();
            let freqs = self.postings.freqs().get(self.at..).unwrap_or_default();
            let whole = docs.last().is_some_and(|last| *last < end);
            let number = if whole { docs.len() } else { docs.partition_point(|doc| *doc < end) };
            each(docs.get(..number).unwrap_or_default(), freqs, &self.weight);
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
        slack: Score,
        norms: &FieldNormReader,
        found: &mut Vec<Sum>,
    ) -> bool {
        loop {
            let docs = self.postings.docs().get(self.at..).unwrap_or_default();
            if docs.is_empty() {
                return false;
            }
            let most = self.postings.block_max_score(norms, &self.weight);
            if most * slack > bound {
                let docs = self.postings.docs().get(self.at..).unwrap_or_default();
                let freqs = self.postings.freqs().get(self.at..).unwrap_or_default();
                let begin = found.len();
                found.extend(docs.iter().zip(freqs).map(|(doc, frequency)| {
                    (*doc, self.weight.score(norms.fieldnorm_id(*doc), *frequency))
                }));
                keep_above(found, begin, bound);
            }
            self.next_block();
            if !found.is_empty() {
                return true;
            }
        }
    }
}
