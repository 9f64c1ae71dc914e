//! The order of matches that are worth the same: by id, then by source.
//!
//! The begin of an id, a number in a column, tells most of them apart. Where it does not, the places that are to be
//! certain are filled from all segments in turns: the dictionary of a column is in order, so that within a segment
//! numbers are compared, and strings are read only of what stands first in each.

use std::cmp::Reverse;
use std::ops::Range;

use tantivy::query::Query as EngineQuery;
use tantivy::{DocAddress, Order, Score};

use super::Found;
use super::first::First;
use crate::cursor::{Key, Rank};
use crate::error::{Doing as _, Error, Result};
use crate::hit::Sort;
use crate::open::Searcher;
use crate::rank::Scored;

impl Searcher {
    /// Returns the first matches by their dates, or by their ids alone; more than `wanted` if there are more.
    pub(super) fn unscored(
        &self,
        query: &dyn EngineQuery,
        wanted: usize,
        dates: Option<Order>,
    ) -> Result<Vec<Found>> {
        let more = wanted.saturating_add(1);
        let looked_up = match dates {
            Some(order) => self.first_by_date(query, more, order)?,
            None => None,
        };
        let mut found = match looked_up {
            Some(found) => found,
            None => self.inner.search(query, &First::new(more, dates)).doing("searching")?,
        };
        found.sort_unstable_by_key(|(place, at)| (Reverse(*place), *at));
        let mut begin = 0;
        for run in found.chunk_by_mut(|a, b| a.0 == b.0) {
            if begin < wanted {
                let certain = run.len().min(wanted - begin);
                self.by_id_of(run, certain, |(_, at)| *at)?;
            }
            begin += run.len();
        }
        Ok(found.into_iter().map(|(_, at)| (0.0, at)).collect())
    }

    /// Orders matches by a score; those of one score by their ids, as far as it takes to be certain which match
    /// stands at each place of a range, and which ones before it.
    pub(crate) fn by_falling(
        &self,
        mut found: Vec<Scored>,
        certain: Range<usize>,
        score: impl Fn(&Scored) -> Score,
    ) -> Result<Vec<Scored>> {
        found.sort_by(|a, b| {
            let by_score = score(b).total_cmp(&score(a));
            by_score.then_with(|| (a.start, a.at).cmp(&(b.start, b.at)))
        });
        let same =
            |a: &Scored, b: &Scored| a.start == b.start && score(a).total_cmp(&score(b)).is_eq();
        let mut begin = 0;
        for run in found.chunk_by_mut(same) {
            let end = begin + run.len();
            if run.len() > 1 && begin < certain.end && end > certain.start {
                self.by_id_of(run, certain.end.min(end) - begin, |scored| scored.at)?;
            }
            begin = end;
        }
        Ok(found)
    }

    /// Puts the first `wanted` of some matches by their ids before the others.
    fn by_id_of<T: Copy>(
        &self,
        same: &mut [T],
        wanted: usize,
        at: impl Fn(&T) -> DocAddress,
    ) -> Result<()> {
        if same.len() < 2 {
            return Ok(());
        }
        same.sort_by_key(&at);
        let mut queues = Vec::new();
        for matches in same.chunk_by(|a, b| at(a).segment_ord == at(b).segment_ord) {
            let Some(first) = matches.first().map(&at) else { continue };
            let segment = first.segment_ord;
            let (Some(ids), Some(sources)) = (self.id_keys(segment)?, self.source_names(segment)?)
            else {
                return Err(Error::damaged("articles without ids"));
            };
            let ords = |found: &T| {
                let doc = at(found).doc_id;
                (ids.ords().first(doc), sources.ords().first(doc))
            };
            let mut queue: Vec<T> = matches.to_vec();
            // The last one comes first.
            queue.sort_by_cached_key(|found| Reverse(ords(found)));
            queues.push((None, queue));
        }
        let mut ordered = Vec::with_capacity(same.len());
        while ordered.len() < wanted {
            for (head, queue) in &mut queues {
                if let (None, Some(next)) = (&head, queue.last()) {
                    let next = at(next);
                    *head = Some((self.id_key(next)?, self.source_name(next)?));
                }
            }
            let heads = queues.iter_mut().filter(|(head, _)| head.is_some());
            let Some((head, queue)) = heads.min_by(|(a, _), (b, _)| a.cmp(b)) else { break };
            *head = None;
            ordered.extend(queue.pop());
        }
        ordered.extend(queues.into_iter().flat_map(|(_, queue)| queue.into_iter().rev()));
        same.copy_from_slice(&ordered);
        Ok(())
    }

    /// Returns what a match is ordered by.
    pub(super) fn key(&self, found: Found, sort: Sort) -> Result<Key> {
        Ok(Key {
            rank: self.rank_of(found, sort)?,
            id: self.id_key(found.1)?,
            source: self.source_name(found.1)?,
        })
    }

    /// Returns what a match is ordered by first.
    pub(super) fn rank_of(&self, (score, address): Found, sort: Sort) -> Result<Rank> {
        let date = || Ok(self.date_starts(address.segment_ord)?.first(address.doc_id));
        Ok(match sort {
            Sort::Relevance => Rank::Score(score),
            Sort::Newest => Rank::Newest(date()?),
            Sort::Oldest => Rank::Oldest(date()?),
            Sort::Id => Rank::Id,
        })
    }
}
