//! A phrase that leads through a segment.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal};

use super::beside::Beside;
use super::{DOING, Draw};
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;
use crate::rank::best::Scores;

/// A phrase that leads through a segment.
pub(super) struct Turn<'a> {
    /// The postings of its rarest word.
    lead: BlockSegmentPostings,
    bm25: &'a Bm25Weight,
    norms: FieldNormReader,
    /// See [`Norms::slack`](super::Norms::slack).
    slack: Score,
    beside: Beside<'a>,
    segment: SegmentOrdinal,
}

impl<'a> Turn<'a> {
    /// Opens the turn of one of the first phrases of a query; `None` where it finds nothing.
    pub(super) fn open(
        draw: &'a Draw<'_>,
        leading: usize,
        searcher: &'a Searcher,
        segment: SegmentOrdinal,
    ) -> Result<Option<Self>> {
        let leader = draw.phrases.first().and_then(|phrases| phrases.parts().get(leading));
        let Some(phrase) = leader else { return Ok(None) };
        let Some(rarest) = phrase.rarest(segment) else { return Ok(None) };
        let Some(beside) = Beside::open(draw, leading, searcher, segment)? else {
            return Ok(None);
        };
        let reader = searcher.inner.segment_reader(segment);
        let index = reader.inverted_index(phrase.field).doing(DOING)?;
        let lead = index
            .read_block_postings_from_terminfo(rarest, IndexRecordOption::WithFreqs)
            .map_err(|source| Error::io("postings", source))?;
        let norms = beside.norms().clone();
        let slack = searcher.norms_of(segment, phrase.field)?.slack();
        Ok(Some(Self { lead, bm25: &phrase.bm25, norms, slack, beside, segment }))
    }

    /// Adds the matches that may be among the best.
    pub(super) fn run(
        mut self,
        scores: &mut Scores,
        found: &mut Vec<(Score, DocAddress)>,
    ) -> Result<()> {
        let mut bound = scores.bound();
        // Nothing matches before this one.
        let mut next: DocId = 0;
        while let Some(last) = self.lead.docs().last().copied() {
            if last < next {
                self.lead.seek(next);
                if self.lead.docs().last().is_none_or(|last| *last < next) {
                    break;
                }
                continue;
            }
            let least = bound - self.beside.most;
            if self.lead.block_max_score(&self.norms, self.bm25) * self.slack > least {
                for (doc, frequency) in self.lead.docs().iter().zip(self.lead.freqs()) {
                    let worth = || self.bm25.score(self.norms.fieldnorm_id(*doc), *frequency);
                    if *doc < next || worth() <= bound - self.beside.most {
                        continue;
                    }
                    match self.beside.score(*doc, bound) {
                        Ok(score) if score > bound => {
                            let at = DocAddress::new(self.segment, *doc);
                            bound = scores.keep((score, at), found);
                        }
                        Ok(_) => {}
                        Err(later) => next = later,
                    }
                }
            }
            self.lead.advance();
        }
        self.beside.check()
    }
}
