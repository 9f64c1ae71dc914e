//! What is asked about the documents that a phrase finds: whether it stands there, and all else of the query.

use tantivy::fastfield::AliveBitSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, Score, SegmentOrdinal};

use super::filter::{self, Test};
use super::phrases::open;
use super::segment::{check, open_groups};
use super::words::Words;
use super::{DOING, Draw};
use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::rank::phrase::PhraseCursor;

/// A query in a segment in the turn of one of its first phrases.
pub(super) struct Beside<'a> {
    own: PhraseCursor<'a>,
    /// Those that led before it: what they find was looked at.
    before: Vec<PhraseCursor<'a>>,
    /// Those that have not led yet.
    after: Vec<PhraseCursor<'a>>,
    /// Words one of which must stand in a match.
    groups: Vec<Vec<Words<'a>>>,
    /// Phrases one of which must stand there.
    others: Vec<Vec<PhraseCursor<'a>>>,
    tests: Vec<Test>,
    alive: Option<&'a AliveBitSet>,
    /// What all but the own phrase score at most.
    pub(super) most: Score,
    /// What all but the first phrases score at most.
    rest: Score,
}

impl<'a> Beside<'a> {
    /// Opens the query; `None` where nothing can match.
    pub(super) fn open(
        draw: &'a Draw<'_>,
        leading: usize,
        searcher: &'a Searcher,
        segment: SegmentOrdinal,
    ) -> Result<Option<Self>> {
        let reader = searcher.inner.segment_reader(segment);
        let Some((first, all_others)) = draw.phrases.split_first() else { return Ok(None) };
        let (before, after) = first.parts().split_at_checked(leading).unwrap_or_default();
        let Some((own, after)) = after.split_first() else { return Ok(None) };
        let Some(own) = own.open(segment, reader).doing(DOING)? else { return Ok(None) };
        let groups = open_groups(draw, searcher, segment)?;
        let Some(groups) = groups else { return Ok(None) };
        let mut others = Vec::with_capacity(all_others.len());
        for phrases in all_others {
            let phrases = open(phrases.parts(), segment, reader)?;
            if phrases.is_empty() {
                return Ok(None);
            }
            others.push(phrases);
        }
        let after = open(after, segment, reader)?;
        let words = groups.iter().flatten().map(|word| word.most);
        let rest = words.sum::<Score>() + others.iter().map(|other| most_of(other)).sum::<Score>();
        Ok(Some(Self {
            own,
            before: open(before, segment, reader)?,
            most: rest + most_of(&after),
            after,
            groups,
            others,
            tests: filter::open(&draw.filters, searcher, segment)?,
            alive: reader.alive_bitset(),
            rest,
        }))
    }

    /// Says what was damaged, if anything was.
    pub(super) fn check(&self) -> Result<()> {
        check(&self.groups)
    }

    /// Returns the lengths of the own phrase's texts.
    pub(super) fn norms(&self) -> &FieldNormReader {
        self.own.norms()
    }

    /// Returns the score of a match, which may be left out where it is not above a bound; for other documents,
    /// before which one there is no match. Documents are asked about in rising order.
    pub(super) fn score(&mut self, doc: DocId, bound: Score) -> std::result::Result<Score, DocId> {
        let most = self.own.most(doc)?;
        let mut phrases = self.own.worth(doc, most);
        for phrase in &mut self.after {
            phrases += phrase.most(doc).map_or(0.0, |most| phrase.worth(doc, most));
        }
        if phrases + self.rest <= bound || self.alive.is_some_and(|alive| alive.is_deleted(doc)) {
            return Err(doc + 1);
        }
        let (mut sum, mut rest) = (0.0, self.rest);
        for group in &mut self.groups {
            let mut any = false;
            for word in group {
                rest -= word.most;
                if let Some(score) = word.score(doc) {
                    sum += score;
                    any = true;
                }
            }
            if !any || phrases + sum + rest.max(0.0) <= bound {
                return Err(doc + 1);
            }
        }
        if self.before.iter_mut().any(|phrase| phrase.most(doc).is_ok())
            || !self.tests.iter_mut().all(|test| test.passes(doc))
        {
            return Err(doc + 1);
        }
        let first = std::iter::once(&mut self.own).chain(&mut self.after);
        sum += any_of(first, doc).ok_or(doc + 1)?;
        for phrases in &mut self.others {
            sum += any_of(phrases.iter_mut(), doc).ok_or(doc + 1)?;
        }
        Ok(sum)
    }
}

/// Returns the sum of the scores of those phrases that stand in a document, if any does.
fn any_of<'p, 'a: 'p>(
    phrases: impl Iterator<Item = &'p mut PhraseCursor<'a>>,
    doc: DocId,
) -> Option<Score> {
    phrases.filter_map(|phrase| phrase.score(doc)).reduce(|sum, score| sum + score)
}

fn most_of(phrases: &[PhraseCursor<'_>]) -> Score {
    phrases.iter().map(PhraseCursor::max_score).sum()
}
