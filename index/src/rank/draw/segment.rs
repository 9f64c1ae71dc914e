//! Drawing candidates from a segment.

use tantivy::fastfield::AliveBitSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Score, SegmentOrdinal, TERMINATED};

use super::filter::{self, Test};
use super::lead::Lead;
use super::window::Window;
use super::words::{Sum, Table, WINDOW, Words, keep_above, slack};
use super::{DOING, Draw};
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;
use crate::rank::best::Scores;

/// A query in a segment.
pub(super) struct Drawing<'a> {
    groups: Vec<Vec<Words>>,
    tests: Vec<Test>,
    /// The only articles that are looked at.
    lead: Option<Lead>,
    norms: FieldNormReader,
    /// See [`slack`].
    slack: Score,
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
}

impl Room {
    pub(super) fn new() -> Self {
        Self { window: Window::new(), table: Table::new(), sums: Vec::new(), held: Vec::new() }
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
        let Some(groups) = open_groups(draw, searcher, segment)? else { return Ok(None) };
        let reader = searcher.inner.segment_reader(segment);
        let field = searcher.fields.stems();
        let postings = |group: &Vec<Words>| group.iter().map(|word| u64::from(word.number())).sum();
        let postings = groups.iter().map(postings).min().unwrap_or_default();
        let norms = reader.fieldnorms_readers().get_field(field).doing(DOING)?;
        Ok(Some(Self {
            groups,
            tests: filter::open(&draw.filters, searcher, segment)?,
            lead: Lead::of(searcher, segment, &draw.filters, postings)?,
            norms: norms.ok_or_else(|| Error::damaged("articles without lengths"))?,
            slack: slack(searcher, reader, field)?,
            alive: reader.alive_bitset(),
            segment,
            room,
        }))
    }

    /// Adds the matches that may be among the best.
    pub(super) fn run(mut self, scores: &mut Scores, found: &mut Vec<(Score, DocAddress)>) {
        if self.groups.len() > 1 {
            self.intersection(scores, found);
        } else {
            self.union(scores, found);
        }
    }

    /// One word at least; those that cannot bring a document above the bound without the others only add to what
    /// the others find.
    fn union(&mut self, scores: &mut Scores, found: &mut Vec<(Score, DocAddress)>) {
        let mut words: Vec<Words> = self.groups.drain(..).flatten().collect();
        words.sort_by(|a, b| a.most.total_cmp(&b.most));
        // What the first so many score together at most.
        let mut below = vec![0.0];
        below.extend(words.iter().scan(0.0, |sum, word| {
            *sum += word.most;
            Some(*sum)
        }));
        loop {
            let bound = scores.bound();
            // The sum is rounded, the bound leaves more room than that.
            let idle = below.partition_point(|most| *most <= bound).saturating_sub(1);
            let rest = below.get(idle).copied().unwrap_or_default();
            let Some((idle, leading)) = words.split_at_mut_checked(idle) else { return };
            if !self.fill(leading, bound - rest) {
                return;
            }
            let Room { sums, table, .. } = &mut *self.room;
            for (word, rest) in idle.iter_mut().zip(&below).rev() {
                keep_above(sums, 0, bound - (rest + word.most));
                word.add(sums, &self.norms, table, |_, _| ());
            }
            self.take(scores, found);
        }
    }

    /// One word of each group at least, led by the group that stands in the fewest documents.
    fn intersection(&mut self, scores: &mut Scores, found: &mut Vec<(Score, DocAddress)>) {
        let mut groups = std::mem::take(&mut self.groups);
        groups.sort_by_key(|group| group.iter().map(|word| u64::from(word.number())).sum::<u64>());
        let most = |group: &Vec<Words>| group.iter().map(|word| word.most).sum::<Score>();
        // What the groups from each on score together at most.
        let mut rest: Vec<Score> = groups
            .iter()
            .rev()
            .scan(0.0, |sum, group| {
                *sum += most(group);
                Some(*sum)
            })
            .collect();
        rest.reverse();
        let Some((leading, others)) = groups.split_first_mut() else { return };
        loop {
            let bound = scores.bound();
            if !self.fill(leading, bound - rest.get(1).copied().unwrap_or_default()) {
                return;
            }
            let Room { sums, table, held, .. } = &mut *self.room;
            for (group, rest) in others.iter_mut().zip(rest.iter().skip(1)) {
                keep_above(sums, 0, bound - rest);
                held.clear();
                held.resize(sums.len(), false);
                for word in group {
                    word.add(sums, &self.norms, table, |at, stands| {
                        if let Some(held) = held.get_mut(at) {
                            *held |= stands;
                        }
                    });
                }
                let mut held = held.iter();
                sums.retain(|_| held.next().is_some_and(|held| *held));
            }
            self.take(scores, found);
        }
    }

    /// Adds up the next documents of some words; those that do not come above `least` may be left out. Tells whether
    /// there were any.
    fn fill(&mut self, words: &mut [Words], least: Score) -> bool {
        let Room { window, sums, .. } = &mut *self.room;
        sums.clear();
        if let Some(lead) = &mut self.lead {
            return lead.fill(words, &self.norms, least, window, sums);
        }
        if let [word] = words {
            return word.next_above(least, self.slack, &self.norms, sums);
        }
        let Some(begin) = words.iter().map(Words::doc).min().filter(|doc| *doc < TERMINATED) else {
            return false;
        };
        window.begin_at(begin);
        for word in words {
            let end = begin.saturating_add(WINDOW);
            word.each_before(end, &self.norms, |_| true, |doc, score| window.add(doc, score));
        }
        window.drain(least, sums);
        true
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

/// Opens the words of a query; `None` where all of a group are missing.
pub(super) fn open_groups(
    draw: &Draw<'_>,
    searcher: &Searcher,
    segment: SegmentOrdinal,
) -> Result<Option<Vec<Vec<Words>>>> {
    let index = searcher
        .inner
        .segment_reader(segment)
        .inverted_index(searcher.fields.stems())
        .doing(DOING)?;
    let mut groups = Vec::with_capacity(draw.groups.len());
    for group in &draw.groups {
        let mut words = Vec::with_capacity(group.len());
        for stem in group {
            let Some(info) = stem.infos.of(segment) else { continue };
            let postings = index
                .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
                .map_err(|source| Error::io("postings", source))?;
            words.push(Words::new(postings, stem.first.clone()));
        }
        if words.is_empty() {
            return Ok(None);
        }
        groups.push(words);
    }
    Ok(Some(groups))
}
