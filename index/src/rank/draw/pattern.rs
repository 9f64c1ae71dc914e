//! The best matches of a pattern: of a union of many words as printed, each in one field.
//!
//! Word after word is added up in one sum a document, in the order of the query, so that the sums are exact and need
//! no second look. Most words of a pattern are rare: to skip some of their articles would cost more than it saves.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, InvertedIndexReader, Score, SegmentReader};

use super::{DOING, Filter, filter};
use crate::error::{Doing as _, Error, Result};
use crate::open::{Infos, Searcher};
use crate::rank::PrintedQuery;
use crate::rank::best::Scores;
use crate::rank::bm25::Lengths;
use crate::rank::exact::rounded;

/// How many documents have their sums at a time: these are two megabytes. In tests a segment has several such spans.
const SPAN: u32 = if cfg!(test) { 1 << 10 } else { 1 << 18 };

/// A union of fewer words is drawn as one of words, which skips articles that cannot be among the best.
pub(super) const FEWEST: usize = 4;

/// The words of a pattern, in the order of the query.
pub(super) struct Pattern<'q> {
    words: Vec<Word<'q>>,
    fields: Vec<(Field, Lengths)>,
}

/// A word in one field.
struct Word<'q> {
    infos: &'q Infos,
    /// Which of the pattern's fields it is in.
    field: usize,
    weight: Score,
}

impl<'q> Pattern<'q> {
    /// Takes a query apart; `None` where it is no union of words as printed, or one of them counts nothing.
    pub(super) fn of(searcher: &Searcher, query: &'q dyn Query) -> Result<Option<Self>> {
        let Some(union) = query.downcast_ref::<BooleanQuery>() else { return Ok(None) };
        if union.clauses().len() < FEWEST {
            return Ok(None);
        }
        let mut pattern =
            Self { words: Vec::with_capacity(union.clauses().len()), fields: Vec::new() };
        for (occur, part) in union.clauses() {
            let Some(printed) = part.downcast_ref::<PrintedQuery>() else { return Ok(None) };
            let Some((infos, weight)) = printed.single(searcher) else { return Ok(None) };
            if *occur != Occur::Should || weight <= 0.0 {
                return Ok(None);
            }
            let field = pattern.field(searcher, printed.field)?;
            pattern.words.push(Word { infos, field, weight });
        }
        Ok(Some(pattern))
    }

    fn field(&mut self, searcher: &Searcher, field: Field) -> Result<usize> {
        if let Some(known) = self.fields.iter().position(|(known, _)| *known == field) {
            return Ok(known);
        }
        self.fields.push((field, Lengths::new(searcher.mean_length(field)?)));
        Ok(self.fields.len() - 1)
    }

    /// Adds the matches that are among the best, with their exact scores.
    pub(super) fn draw(
        &self,
        filters: &[Filter<'_>],
        searcher: &Searcher,
        scores: &mut Scores,
        found: &mut Vec<(Score, DocAddress)>,
    ) -> Result<()> {
        let mut sums = Sums::default();
        for (segment, reader) in (0..).zip(searcher.inner.segment_readers()) {
            let mut fields = Vec::with_capacity(self.fields.len());
            for (field, lengths) in &self.fields {
                fields.push(Opened::open(*field, lengths, reader)?);
            }
            let alive = reader.alive_bitset();
            let mut tests = filter::open(filters, searcher, segment)?;
            for begin in (0..reader.max_doc()).step_by(to_usize(SPAN)) {
                sums.begin = begin;
                sums.worth.resize(to_usize(SPAN.min(reader.max_doc())), 0.0);
                for word in &self.words {
                    if let (Some(info), Some(field)) =
                        (word.infos.of(segment), fields.get_mut(word.field))
                    {
                        field.add(info, word.weight, &mut sums)?;
                    }
                }
                if !tests.is_empty() {
                    // These are asked about documents in rising order.
                    sums.docs.sort_unstable();
                }
                let mut bound = scores.bound();
                sums.drain(|doc, sum| {
                    let score = rounded(sum);
                    if score > bound
                        && alive.is_none_or(|alive| alive.is_alive(doc))
                        && tests.iter_mut().all(|test| test.passes(doc))
                    {
                        bound = scores.keep((score, DocAddress::new(segment, doc)), found);
                    }
                });
            }
        }
        Ok(())
    }
}

/// A field of a segment.
struct Opened<'a> {
    index: Arc<InvertedIndexReader>,
    lengths: &'a Lengths,
    norms: FieldNormReader,
    /// Room for the postings of one word after the other.
    postings: Option<BlockSegmentPostings>,
}

impl<'a> Opened<'a> {
    fn open(field: Field, lengths: &'a Lengths, reader: &SegmentReader) -> Result<Self> {
        let norms = reader.fieldnorms_readers().get_field(field).doing(DOING)?;
        Ok(Self {
            index: reader.inverted_index(field).doing(DOING)?,
            lengths,
            norms: norms.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)),
            postings: None,
        })
    }

    /// Adds what a word scores in the documents that have their sums.
    fn add(&mut self, info: &TermInfo, weight: Score, sums: &mut Sums) -> Result<()> {
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
        if sums.begin > 0 {
            postings.seek(sums.begin);
        }
        loop {
            for (doc, frequency) in postings.docs().iter().zip(postings.freqs()) {
                sums.add(
                    *doc,
                    self.lengths.score(weight, self.norms.fieldnorm_id(*doc), *frequency),
                );
            }
            let last = postings.docs().last().and_then(|last| last.checked_sub(sums.begin));
            if last.is_none_or(|last| last >= SPAN) {
                return Ok(());
            }
            postings.advance();
        }
    }
}

/// Sums of a run of documents.
#[derive(Default)]
struct Sums {
    begin: DocId,
    worth: Vec<f64>,
    /// Which of them there are.
    docs: Vec<DocId>,
}

impl Sums {
    /// Adds to the sum of a document, if it has one.
    fn add(&mut self, doc: DocId, score: Score) {
        if let Some(sum) = self.worth.get_mut(to_usize(doc.wrapping_sub(self.begin))) {
            if *sum == 0.0 {
                self.docs.push(doc);
            }
            *sum += f64::from(score);
        }
    }

    /// Takes the sums out.
    fn drain(&mut self, mut each: impl FnMut(DocId, f64)) {
        for doc in self.docs.drain(..) {
            if let Some(sum) = self.worth.get_mut(to_usize(doc - self.begin)) {
                each(doc, std::mem::take(sum));
            }
        }
    }
}

fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
