//! What is removed: articles that were added before, and none that were added after.
//!
//! To the engine a removal concerns every segment that it is given before the next commit, since it tells what
//! came first by documents of its own. So a removal knows which segments came after it, and spares them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, Term};

/// How many removals there were when a segment was handed in.
#[derive(Clone, Debug, Default)]
pub(super) struct Removals(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// The removals so far.
    number: u64,
    segments: HashMap<SegmentId, u64>,
}

impl Removals {
    /// Notes that a segment is complete.
    pub(super) fn note(&self, segment: SegmentId) {
        let mut state = self.state();
        let number = state.number;
        state.segments.insert(segment, number);
    }

    /// Returns a query for what is to be removed: what holds a term in the segments so far.
    pub(super) fn query(&self, term: Term) -> Box<dyn Query> {
        let mut state = self.state();
        state.number += 1;
        let term = TermQuery::new(term, IndexRecordOption::Basic);
        Box::new(Removal { term, number: state.number, all: self.clone() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A map is whole whoever panicked while holding it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Clone, Debug)]
struct Removal {
    term: TermQuery,
    number: u64,
    all: Removals,
}

impl Query for Removal {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let (number, all) = (self.number, self.all.clone());
        Ok(Box::new(RemovalWeight { term: self.term.weight(scoring)?, number, all }))
    }
}

struct RemovalWeight {
    term: Box<dyn Weight>,
    number: u64,
    all: Removals,
}

impl Weight for RemovalWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let before = self.all.state().segments.get(&reader.segment_id()).copied();
        if before.is_some_and(|before| before >= self.number) {
            return Ok(Box::new(EmptyScorer));
        }
        self.term.scorer(reader, boost)
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.term.explain(reader, doc)
    }
}
