//! What is excluded, kept from being asked about documents that lie behind it.
//!
//! The engine asks what is excluded about each candidate with `seek_danger`, also about candidates before its
//! first match. Phrases and intersections have moved on by then, and take the question for one ahead: in a
//! build with overflow checks or debug assertions tantivy 0.27 panics. Here the engine's answers are kept, each
//! of which says where the next match may be at the earliest, and no candidate before that place is asked about.

use tantivy::query::{
    BooleanQuery, EnableScoring, Explanation, Occur, Query, Scorer, TermQuery, Weight,
};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, Term};

use crate::rank::StemQuery;

/// Matches what the clause does.
#[derive(Debug)]
struct Guarded(Box<dyn Query>);

impl Clone for Guarded {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

/// Guards a clause, unless it is made of words alone: these can be asked about any document.
pub(super) fn guarded(clause: Box<dyn Query>) -> Box<dyn Query> {
    if is_plain(&*clause) { clause } else { Box::new(Guarded(clause)) }
}

fn is_plain(query: &dyn Query) -> bool {
    let union = |group: &BooleanQuery| {
        group.clauses().iter().all(|(occur, part)| *occur == Occur::Should && is_plain(&**part))
    };
    query.is::<TermQuery>()
        || query.is::<StemQuery>()
        || query.downcast_ref::<BooleanQuery>().is_some_and(union)
}

impl Query for Guarded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(GuardedWeight(self.0.weight(scoring)?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.query_terms(visitor);
    }
}

struct GuardedWeight(Box<dyn Weight>);

impl Weight for GuardedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorer = self.0.scorer(reader, boost)?;
        Ok(Box::new(GuardedScorer { next: scorer.doc(), scorer }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, doc)
    }
}

struct GuardedScorer {
    scorer: Box<dyn Scorer>,
    /// No document before this one matches, of those that were not asked about yet.
    next: DocId,
}

impl DocSet for GuardedScorer {
    fn advance(&mut self) -> DocId {
        self.next = self.scorer.advance();
        self.next
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.scorer.doc() < target {
            self.next = self.scorer.seek(target);
        }
        self.scorer.doc()
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target < self.next {
            return SeekDangerResult::SeekLowerBound(self.next);
        }
        let answer = self.scorer.seek_danger(target);
        self.next = match answer {
            SeekDangerResult::Found => target,
            SeekDangerResult::SeekLowerBound(next) => next,
        };
        answer
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }
}

impl Scorer for GuardedScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}
