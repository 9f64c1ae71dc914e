//! The order of matches that are worth the same: by id, then by source.
//!
//! The begin of an id, a number in a column, tells most of them apart. Where it does not, the places that are to be
//! certain are filled from all segments in turns: the dictionary of a column is in order, so that within a segment
//! numbers are compared, and strings are read only of what stands first in each.

use std::ops::Range;

use tantivy::collector::TopDocs;
use tantivy::collector::sort_key::{SortByStaticFastValue, SortByString};
use tantivy::query::Query as EngineQuery;
use tantivy::{DocAddress, Order, Score};

use super::Found;
use crate::cursor::{Key, Rank};
use crate::error::{Doing as _, Error, Result};
use crate::hit::Sort;
use crate::open::Searcher;
use crate::rank::Scored;
use crate::schema::{DATE_START, ID_KEY, ID_START, SOURCE};
use crate::store::{read_string, strings};

impl Searcher {
    /// Returns matches that are all worth the same.
    pub(super) fn by_tie(&self, query: &dyn EngineQuery, wanted: usize) -> Result<Vec<Found>> {
        let collector = TopDocs::with_limit(wanted.saturating_add(1)).order_by(starts());
        let found = self.inner.search(query, &collector).doing("searching")?;
        let found: Vec<_> = found.into_iter().map(|(start, at)| ((), start, at)).collect();
        if let Some(found) = self.told_apart(&found, wanted)? {
            return Ok(found);
        }
        let collector = TopDocs::with_limit(wanted.saturating_add(1)).order_by(ties());
        let found = self.inner.search(query, &collector).doing("searching")?;
        Ok(found.into_iter().map(|(_, at)| (0.0, at)).collect())
    }

    /// Returns matches by their dates.
    pub(super) fn by_date(
        &self,
        query: &dyn EngineQuery,
        wanted: usize,
        order: Order,
    ) -> Result<Vec<Found>> {
        let dates = || (SortByStaticFastValue::<i64>::for_field(DATE_START), order);
        let limit = || TopDocs::with_limit(wanted.saturating_add(1));
        let collector = limit().order_by((dates(), starts()));
        let found = self.inner.search(query, &collector).doing("searching")?;
        let found: Vec<_> =
            found.into_iter().map(|((date, start), at)| (date, start, at)).collect();
        if let Some(found) = self.told_apart(&found, wanted)? {
            return Ok(found);
        }
        let (id, source) = ties();
        let collector = limit().order_by((dates(), id, source));
        let found = self.inner.search(query, &collector).doing("searching")?;
        Ok(found.into_iter().map(|(_, at)| (0.0, at)).collect())
    }

    /// Orders matches by their ids that stand by a key and the begin of the id; `None` where the last one wanted
    /// and the next one have both in common, so that others may have them, too.
    fn told_apart<K: PartialEq>(
        &self,
        found: &[(K, Option<u64>, DocAddress)],
        wanted: usize,
    ) -> Result<Option<Vec<Found>>> {
        let same = |a: &(K, Option<u64>, DocAddress), b: &(K, Option<u64>, DocAddress)| {
            a.0 == b.0 && a.1 == b.1
        };
        if let (Some(last), Some(next)) =
            (wanted.checked_sub(1).and_then(|at| found.get(at)), found.get(wanted))
            && same(last, next)
        {
            return Ok(None);
        }
        let mut ordered = Vec::with_capacity(found.len());
        for run in found.chunk_by(same) {
            let mut run: Vec<DocAddress> = run.iter().map(|(.., at)| *at).collect();
            let all = run.len();
            self.by_id_of(&mut run, all, |at| *at)?;
            ordered.extend(run.into_iter().map(|at| (0.0, at)));
        }
        Ok(Some(ordered))
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
            let segment = self.inner.segment_reader(first.segment_ord);
            let (Some(ids), Some(sources)) = (strings(segment, ID_KEY)?, strings(segment, SOURCE)?)
            else {
                return Err(Error::damaged("articles without ids"));
            };
            let ords = |found: &T| {
                let doc = at(found).doc_id;
                (ids.ords().first(doc), sources.ords().first(doc))
            };
            let mut queue: Vec<T> = matches.to_vec();
            // The last one comes first.
            queue.sort_by_cached_key(|found| std::cmp::Reverse(ords(found)));
            queues.push((None, queue));
        }
        let mut ordered = Vec::with_capacity(same.len());
        while ordered.len() < wanted {
            for (head, queue) in &mut queues {
                if let (None, Some(next)) = (&head, queue.last()) {
                    let next = at(next);
                    *head = Some((self.string(ID_KEY, next)?, self.string(SOURCE, next)?));
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
            id: self.string(ID_KEY, found.1)?,
            source: self.string(SOURCE, found.1)?,
        })
    }

    /// Returns what a match is ordered by first.
    pub(super) fn rank_of(&self, (score, address): Found, sort: Sort) -> Result<Rank> {
        let fast = self.inner.segment_reader(address.segment_ord).fast_fields();
        let date = || Ok(fast.i64(DATE_START).doing("ordering hits")?.first(address.doc_id));
        Ok(match sort {
            Sort::Relevance => Rank::Score(score),
            Sort::Newest => Rank::Newest(date()?),
            Sort::Oldest => Rank::Oldest(date()?),
            Sort::Id => Rank::Id,
        })
    }

    fn string(&self, column: &str, address: DocAddress) -> Result<String> {
        let segment = self.inner.segment_reader(address.segment_ord);
        let mut text = String::new();
        if let Some(column) = strings(segment, column)? {
            read_string(&column, address.doc_id, &mut text)?;
        }
        Ok(text)
    }
}

/// By the begin of the id.
fn starts() -> (SortByStaticFastValue<u64>, Order) {
    (SortByStaticFastValue::for_field(ID_START), Order::Asc)
}

/// By id, then by source.
fn ties() -> ((SortByString, Order), (SortByString, Order)) {
    let column = |name| (SortByString::for_field(name), Order::Asc);
    (column(ID_KEY), column(SOURCE))
}
