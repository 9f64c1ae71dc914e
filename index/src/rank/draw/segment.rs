//! Drawing candidates from a segment.

use tantivy::fastfield::AliveBitSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TERMINATED};

use super::filter::Test;
use super::lead::Lead;
use super::words::{Sum, Words};
use super::{DOING, Draw};
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;
use crate::rank::best::Scores;

/// How many documents a window spans: their sums fit the processor's first cache.
pub(super) const WINDOW: u32 = 2048;

/// A query in a segment.
pub(super) struct Drawing<'a> {
    groups: Vec<Vec<Words>>,
    tests: Vec<Test>,
    /// The only articles that are looked at.
    lead: Option<Lead>,
    norms: FieldNormReader,
    alive: Option<&'a AliveBitSet>,
    segment: SegmentOrdinal,
    window: Window,
    sums: Vec<Sum>,
}

impl<'a> Drawing<'a> {
    /// Opens a query; `None` where nothing can match.
    pub(super) fn open(
        draw: &Draw<'_>,
        searcher: &Searcher,
        segment: SegmentOrdinal,
        reader: &'a SegmentReader,
    ) -> Result<Option<Self>> {
        let field = searcher.fields.stems();
        let index = reader.inverted_index(field).doing(DOING)?;
        let mut groups = Vec::with_capacity(draw.groups.len());
        for group in &draw.groups {
            let mut words = Vec::with_capacity(group.len());
            for (stem, weight) in group {
                let Some(info) = stem.infos.of(segment) else { continue };
                let postings = index
                    .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
                    .map_err(|source| Error::io("postings", source))?;
                words.push(Words::new(postings, weight.clone()));
            }
            if words.is_empty() {
                return Ok(None);
            }
            groups.push(words);
        }
        let postings = |group: &Vec<Words>| group.iter().map(|word| u64::from(word.number())).sum();
        let postings = groups.iter().map(postings).min().unwrap_or_default();
        let norms = reader.fieldnorms_readers().get_field(field).doing(DOING)?;
        Ok(Some(Self {
            groups,
            tests: draw.filters.iter().map(|filter| filter.open(reader)).collect::<Result<_>>()?,
            lead: Lead::of(searcher, segment, reader, &draw.filters, postings)?,
            norms: norms.ok_or_else(|| Error::damaged("articles without lengths"))?,
            alive: reader.alive_bitset(),
            segment,
            window: Window::new(),
            sums: Vec::new(),
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
            for (word, rest) in idle.iter_mut().zip(&below).rev() {
                let least = bound - (rest + word.most);
                self.sums.retain_mut(|(doc, sum)| {
                    let wanted = *sum > least;
                    if wanted {
                        *sum += word.score(*doc, &self.norms).unwrap_or_default();
                    }
                    wanted
                });
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
            for (group, rest) in others.iter_mut().zip(rest.iter().skip(1)) {
                self.sums.retain_mut(|(doc, sum)| {
                    if *sum + rest <= bound {
                        return false;
                    }
                    let mut any = false;
                    for word in &mut *group {
                        if let Some(score) = word.score(*doc, &self.norms) {
                            *sum += score;
                            any = true;
                        }
                    }
                    any
                });
            }
            self.take(scores, found);
        }
    }

    /// Adds up the next documents of some words; those that do not come above `least` may be left out. Tells whether
    /// there were any.
    fn fill(&mut self, words: &mut [Words], least: Score) -> bool {
        self.sums.clear();
        if let Some(lead) = &mut self.lead {
            return lead.fill(words, &self.norms, &mut self.window, &mut self.sums);
        }
        if let [word] = words {
            return word.next_above(least, &self.norms, &mut self.sums);
        }
        let Some(begin) = words.iter().map(Words::doc).min().filter(|doc| *doc < TERMINATED) else {
            return false;
        };
        self.window.begin = begin;
        for word in words {
            let window = &mut self.window;
            let end = begin.saturating_add(WINDOW);
            word.each_before(end, &self.norms, |_| true, |doc, score| window.add(doc, score));
        }
        self.window.drain(&mut self.sums);
        true
    }

    /// Takes what is above the bound and passes.
    fn take(&mut self, scores: &mut Scores, found: &mut Vec<(Score, DocAddress)>) {
        let mut bound = scores.bound();
        for (doc, sum) in self.sums.drain(..) {
            if sum > bound
                && self.alive.is_none_or(|alive| alive.is_alive(doc))
                && self.tests.iter_mut().all(|test| test.passes(doc))
            {
                bound = scores.keep((sum, DocAddress::new(self.segment, doc)), found);
            }
        }
    }
}

/// Sums of a run of documents.
pub(super) struct Window {
    pub(super) begin: DocId,
    sums: Vec<Score>,
    /// A bit for each document that has one.
    seen: Vec<u64>,
}

impl Window {
    fn new() -> Self {
        let length = usize::try_from(WINDOW).unwrap_or_default();
        Self { begin: 0, sums: vec![0.0; length], seen: vec![0; length / 64] }
    }

    pub(super) fn add(&mut self, doc: DocId, score: Score) {
        let at = doc.wrapping_sub(self.begin) as usize;
        if let (Some(sum), Some(bits)) = (self.sums.get_mut(at), self.seen.get_mut(at / 64)) {
            *sum += score;
            *bits |= 1 << (at % 64);
        }
    }

    /// Moves the sums out, in the order of the documents.
    pub(super) fn drain(&mut self, to: &mut Vec<Sum>) {
        for (begin, bits) in (self.begin..).step_by(64).zip(&mut self.seen) {
            while *bits != 0 {
                let doc = begin + bits.trailing_zeros();
                let at = doc.wrapping_sub(self.begin) as usize;
                if let Some(sum) = self.sums.get_mut(at) {
                    to.push((doc, std::mem::take(sum)));
                }
                *bits &= *bits - 1;
            }
        }
    }
}
