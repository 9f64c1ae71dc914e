//! The first stage's collector: the best matches by the engine's scores, and all that may tie with the last one.
//!
//! The engine adds scores up in an order that changes with the segments, so that its scores are off by their last
//! digits. What is a little lower than the last one wanted is kept, too, for exact scores to decide. One pass does:
//! the engine skips what cannot come near the last one wanted of all segments seen so far.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::collector::Collector;
use tantivy::query::{Query, Weight};
use tantivy::{DocAddress, Score, SegmentOrdinal, SegmentReader};

use crate::error::Result;
use crate::open::Searcher;
use crate::top::{InOneGo, Top};

/// How far the engine's sum may be from the exact one, as a share of it.
///
/// A sum of n positive floats is off by less than n of their last digits (2^-24 each); patterns
/// have the most clauses, a few hundred.
const ERROR: Score = 1e-4;
type Found = (Score, DocAddress);

/// The best scores so far, whose last one bounds what is still looked for.
#[derive(Clone)]
pub(super) struct Scores(
    /// Their bits, which are ordered as the scores are, none being negative.
    Top<u32>,
);

impl Scores {
    /// Wants so many.
    pub(super) fn new(wanted: usize) -> Self {
        Self(Top::new(wanted))
    }

    /// Keeps a match; returns what a further one must exceed.
    pub(super) fn keep(&mut self, new: Found, found: &mut Vec<Found>) -> Score {
        let bound = self.add(new.0);
        self.0.keep(found, new, |(score, _)| *score > bound);
        bound
    }

    /// Counts a score; returns what a further one must exceed.
    pub(super) fn add(&mut self, score: Score) -> Score {
        self.0.add(score.max(0.0).to_bits());
        self.bound()
    }

    /// Returns what a match must exceed to be among those wanted or to tie with one.
    pub(super) fn bound(&self) -> Score {
        let last = self.0.last().map_or(0.0, Score::from_bits);
        if last > 0.0 { last * (1.0 - ERROR) } else { Score::MIN }
    }
}

/// Collects matches.
pub(crate) struct Best {
    scores: Mutex<Scores>,
    /// What blocks of postings score at most in each segment, as a share of what the engine says
    /// ([`Norms::slack`](super::draw::Norms::slack)).
    slack: Vec<Score>,
}

impl Best {
    /// Wants so many of the matches of a query.
    pub(crate) fn new(searcher: &Searcher, query: &dyn Query, wanted: usize) -> Result<Self> {
        let texts = searcher.fields.texts().map(|text| text.field);
        let mut fields = Vec::new();
        query.query_terms(&mut |term, _| {
            if texts.contains(&term.field()) && !fields.contains(&term.field()) {
                fields.push(term.field());
            }
        });
        let most = |segment| {
            let mut most: Score = 1.0;
            for field in &fields {
                let slack = searcher.norms_of(segment, *field)?.slack();
                most = if slack.is_finite() { most.max(slack) } else { Score::INFINITY };
            }
            Ok(most)
        };
        let slack = searcher.segments().map(most).collect::<Result<_>>()?;
        Ok(Self { scores: Mutex::new(Scores::new(wanted)), slack })
    }

    fn scores(&self) -> MutexGuard<'_, Scores> {
        self.scores.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Collector for Best {
    type Fruit = Vec<Found>;
    type Child = InOneGo<Found>;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Self::Child> {
        Ok(InOneGo::new())
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Vec<Found>> {
        let mut scores = self.scores();
        let alive = reader.alive_bitset();
        let mut found: Vec<Found> = Vec::new();
        let slack = self.slack.get(segment as usize).copied().unwrap_or(Score::INFINITY);
        // What the engine skips must be below the bound whatever it takes it to score.
        let lowered = |bound: Score| if bound > 0.0 { bound / slack } else { bound };
        let mut bound = scores.bound();
        weight.for_each_pruning(lowered(bound), reader, &mut |doc, score| {
            if score > bound && alive.is_none_or(|alive| alive.is_alive(doc)) {
                bound = scores.keep((score, DocAddress::new(segment, doc)), &mut found);
            }
            lowered(bound)
        })?;
        Ok(found)
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Found>>) -> tantivy::Result<Vec<Found>> {
        let bound = self.scores().bound();
        Ok(fruits.into_iter().flatten().filter(|(score, _)| *score > bound).collect())
    }
}
