//! Drawing candidates from a segment.

mod few;
mod intersection;
mod union;

use std::ops::Range;

use tantivy::fastfield::AliveBitSet;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal};

use super::Draw;
use super::filter::{self, Test};
use super::lead::Lead;
use super::table::{Sum, Table};
use super::window::Window;
use super::words::{WINDOW, Words};
use crate::error::{Error, Result};
use crate::open::Searcher;
use crate::rank::best::Scores;

/// A query in a segment.
pub(super) struct Drawing<'a> {
    groups: Vec<Vec<Words<'a>>>,
    tests: Vec<Test>,
    /// The only articles that are looked at.
    lead: Option<Lead>,
    alive: Option<&'a AliveBitSet>,
    segment: SegmentOrdinal,
    room: &'a mut Room,
}

/// What a drawing counts in, the same for one segment after the other.
pub(super) struct Room {
    window: Window,
    table: Table,
    sums: Vec<Sum>,
    held: Vec<bool>,
    /// The documents of a window in which rare words stand.
    seen: Vec<DocId>,
    /// The sums of those of them that may be among the best.
    rare: Vec<Sum>,
}

impl Room {
    pub(super) fn new() -> Self {
        let (window, table) = (Window::new(), Table::new());
        let (sums, held, seen, rare) = Default::default();
        Self { window, table, sums, held, seen, rare }
    }
}

impl<'a> Drawing<'a> {
    /// Opens a query; `None` where nothing can match.
    pub(super) fn open(
        draw: &Draw<'_>,
        searcher: &'a Searcher,
        segment: SegmentOrdinal,
        room: &'a mut Room,
    ) -> Result<Option<Self>> {
        let reader = searcher.inner.segment_reader(segment);
        let groups = open_groups(draw, searcher, segment)?;
        let Some(groups) = groups else { return Ok(None) };
        let postings =
            |group: &Vec<Words<'_>>| group.iter().map(|word| u64::from(word.number())).sum();
        let postings = groups.iter().map(postings).min().unwrap_or_default();
        Ok(Some(Self {
            groups,
            tests: filter::open(&draw.filters, searcher, segment)?,
            lead: Lead::of(searcher, segment, &draw.filters, postings)?,
            alive: reader.alive_bitset(),
            segment,
            room,
        }))
    }

    /// Adds the matches that may be among the best.
    pub(super) fn run(
        mut self,
        scores: &mut Scores,
        found: &mut Vec<(Score, DocAddress)>,
    ) -> Result<()> {
        let mut groups = std::mem::take(&mut self.groups);
        match groups.as_mut_slice() {
            [words] => match words.as_mut_slice() {
                [word] if self.lead.is_none() => self.one(word, scores, found),
                words if self.are_rare(words) => self.few(words, scores, found),
                words => self.union(words, scores, found),
            },
            _ => self.intersection(&mut groups, scores, found),
        }
        check(&groups)
    }

    /// A single word.
    fn one(
        &mut self,
        word: &mut Words<'_>,
        scores: &mut Scores,
        found: &mut Vec<(Score, DocAddress)>,
    ) {
        while word.next_above(scores.bound(), &mut self.room.sums) {
            self.take(scores, found);
        }
    }

    /// Returns the next documents from one on that are looked at together: a block of a single word, a window of
    /// several. `None` where none of the words stands in any more.
    fn window(&mut self, words: &mut [Words<'_>], begin: DocId) -> Option<Range<DocId>> {
        for word in &mut *words {
            word.seek_block(begin);
        }
        let next = words.iter().filter_map(Words::block).map(|block| block.start).min()?;
        let begin = begin.max(next);
        if let Some(lead) = &mut self.lead {
            return lead.window(begin);
        }
        match words {
            [word] => word.block().map(|block| begin..block.end),
            _ => Some(begin..begin.saturating_add(WINDOW)),
        }
    }

    /// Adds up those of some words in a range that are leading; documents that do not come above `least` may be left
    /// out.
    fn fill(
        &mut self,
        words: &mut [Words<'_>],
        leading: &[usize],
        range: &Range<DocId>,
        least: Score,
    ) {
        let Room { window, sums, .. } = &mut *self.room;
        sums.clear();
        if let ([only], None) = (leading, &self.lead) {
            if let Some(word) = words.get_mut(*only) {
                word.above_in(range, least, sums);
            }
            return;
        }
        let here = |at: &usize| words.get(*at).map_or(0.0, |word| word.here);
        let most: Score = leading.iter().map(here).sum();
        if most <= least {
            return;
        }
        window.begin_at(range.start);
        for at in leading {
            let Some(word) = words.get_mut(*at) else { continue };
            if let Some(lead) = &self.lead {
                lead.add(word, range, window);
            } else {
                let others = most - word.here;
                let add = |doc, score| window.add(doc, score);
                word.each_in(range, least - others, |_| true, add);
            }
        }
        window.drain(least, sums);
    }

    /// Takes what is above the bound and passes.
    fn take(&mut self, scores: &mut Scores, found: &mut Vec<(Score, DocAddress)>) {
        let mut bound = scores.bound();
        for (doc, sum) in self.room.sums.drain(..) {
            if sum > bound
                && self.alive.is_none_or(|alive| alive.is_alive(doc))
                && self.tests.iter_mut().all(|test| test.passes(doc))
            {
                bound = scores.keep((sum, DocAddress::new(self.segment, doc)), found);
            }
        }
    }
}

/// Says that the postings of some words were damaged, if they were.
pub(super) fn check(groups: &[Vec<Words<'_>>]) -> Result<()> {
    let damaged = groups.iter().flatten().any(Words::is_damaged);
    if damaged { Err(Error::damaged("postings of a word")) } else { Ok(()) }
}

/// Opens the words of a query; `None` where all of a group are missing.
pub(super) fn open_groups<'a>(
    draw: &Draw<'_>,
    searcher: &'a Searcher,
    segment: SegmentOrdinal,
) -> Result<Option<Vec<Vec<Words<'a>>>>> {
    let mut groups = Vec::with_capacity(draw.groups.len());
    for group in &draw.groups {
        let mut words = Vec::with_capacity(group.len());
        for word in group {
            let Some(info) = word.infos.of(segment) else { continue };
            let norms = searcher.norms_of(segment, word.field)?;
            let word = if let Some(within) = word.within {
                let list = within.list(segment).filter(|list| !list.is_empty());
                let Some(list) = list else { continue };
                Some(Words::of(list, word.weight, norms))
            } else {
                let postings = searcher.postings_of(segment, word.field)?;
                Words::open(postings, info, word.weight, norms)
            };
            words.push(word.ok_or_else(|| Error::damaged("postings of a word"))?);
        }
        if words.is_empty() {
            return Ok(None);
        }
        groups.push(words);
    }
    Ok(Some(groups))
}
