//! The best matches of a pattern: of a union of many words as printed, each in one field.
//!
//! Word after word is added up in one sum a document, in the order of the query, so that the sums are exact and need
//! no second look. Most words of a pattern are rare: to skip some of their articles would cost more than it saves.

use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, InvertedIndexReader, Score, SegmentOrdinal};

use super::norms::Norms;
use super::postings::BLOCK;
use super::{DOING, Filter, filter};
use crate::error::{Doing as _, Error, Result};
use crate::open::{Infos, Searcher};
use crate::rank::PrintedQuery;
use crate::rank::best::Scores;
use crate::rank::exact::rounded;

/// How many documents have their sums at a time: these are two megabytes. In tests a segment has several such spans.
const SPAN: u32 = if cfg!(test) { 1 << 10 } else { 1 << 18 };

/// A union of fewer words is drawn as one of words, which skips articles that cannot be among the best.
pub(super) const FEWEST: usize = 4;

/// The words of a pattern, in the order of the query.
pub(super) struct Pattern<'q> {
    words: Vec<Word<'q>>,
    fields: Vec<Field>,
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
    pub(super) fn of(searcher: &Searcher, query: &'q dyn Query) -> Option<Self> {
        let union = query.downcast_ref::<BooleanQuery>()?;
        if union.clauses().len() < FEWEST {
            return None;
        }
        let mut pattern =
            Self { words: Vec::with_capacity(union.clauses().len()), fields: Vec::new() };
        for (occur, part) in union.clauses() {
            let printed = part.downcast_ref::<PrintedQuery>()?;
            let (infos, weight) = printed.single(searcher)?;
            if *occur != Occur::Should || weight <= 0.0 {
                return None;
            }
            let field = pattern.field(printed.field);
            pattern.words.push(Word { infos, field, weight });
        }
        Some(pattern)
    }

    fn field(&mut self, field: Field) -> usize {
        if let Some(known) = self.fields.iter().position(|known| *known == field) {
            return known;
        }
        self.fields.push(field);
        self.fields.len() - 1
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
            for field in &self.fields {
                fields.push(Opened::open(*field, searcher, segment)?);
            }
            let alive = reader.alive_bitset();
            let mut tests = filter::open(filters, searcher, segment)?;
            for begin in (0..reader.max_doc()).step_by(to_usize(SPAN)) {
                sums.begin_at(begin, SPAN.min(reader.max_doc()));
                for word in &self.words {
                    if let (Some(info), Some(field)) =
                        (word.infos.of(segment), fields.get_mut(word.field))
                    {
                        field.add(info, word.weight, &mut sums)?;
                    }
                }
                if !tests.is_empty() {
                    // These are asked about documents in rising order.
                    sums.sort();
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
    norms: &'a Norms,
    /// Room for the postings of one word after the other.
    postings: Option<BlockSegmentPostings>,
}

impl<'a> Opened<'a> {
    fn open(field: Field, searcher: &'a Searcher, segment: SegmentOrdinal) -> Result<Self> {
        Ok(Self {
            index: searcher.inner.segment_reader(segment).inverted_index(field).doing(DOING)?,
            norms: searcher.norms_of(segment, field)?,
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
            let (docs, mut scores) = (postings.docs(), [0.0; BLOCK]);
            self.norms.scores(weight, docs, postings.freqs(), &mut scores);
            for (doc, score) in docs.iter().zip(scores) {
                sums.add(*doc, score);
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
    /// Which of them there are, and room for one more.
    docs: Vec<DocId>,
    number: usize,
}

impl Sums {
    /// Begins a run of so many documents.
    fn begin_at(&mut self, begin: DocId, length: u32) {
        self.begin = begin;
        self.worth.resize(to_usize(length), 0.0);
        self.docs.resize(to_usize(length) + 1, 0);
    }

    /// Adds to the sum of a document, if it has one.
    fn add(&mut self, doc: DocId, score: Score) {
        let sum = self.worth.get_mut(to_usize(doc.wrapping_sub(self.begin)));
        if let (Some(sum), Some(slot)) = (sum, self.docs.get_mut(self.number)) {
            // Whether it is the first is not guessed: a processor would often guess wrong.
            *slot = doc;
            self.number += usize::from(*sum == 0.0);
            *sum += f64::from(score);
        }
    }

    /// Puts them in the order of the documents.
    fn sort(&mut self) {
        self.docs.get_mut(..self.number).unwrap_or_default().sort_unstable();
    }

    /// Takes the sums out.
    fn drain(&mut self, mut each: impl FnMut(DocId, f64)) {
        for doc in self.docs.iter().take(std::mem::take(&mut self.number)) {
            if let Some(sum) = self.worth.get_mut(to_usize(*doc - self.begin)) {
                each(*doc, std::mem::take(sum));
            }
        }
    }
}

fn to_usize(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
