//! The order of matches that are worth the same: by id, then by source.
//!
//! The dictionary of a column is in order, so that within a segment numbers are compared; strings are read only
//! of what is kept.

use tantivy::collector::TopDocs;
use tantivy::collector::sort_key::{SortByStaticFastValue, SortByString};
use tantivy::query::Query as EngineQuery;
use tantivy::{DocAddress, Order};

use super::Found;
use crate::cursor::{Key, Rank};
use crate::error::{Doing as _, Error, Result};
use crate::hit::Sort;
use crate::open::Searcher;
use crate::rank::Scored;
use crate::schema::{DATE_START, ID_KEY, SOURCE};
use crate::store::{read_string, strings};

impl Searcher {
    /// Returns matches that are all worth the same.
    pub(super) fn by_tie(&self, query: &dyn EngineQuery, wanted: usize) -> Result<Vec<Found>> {
        let collector = TopDocs::with_limit(wanted.saturating_add(1)).order_by(ties());
        let found = self.collect(query, &collector)?;
        Ok(found.into_iter().map(|(_, address)| (0.0, address)).collect())
    }

    /// Returns matches by their dates.
    pub(super) fn by_date(
        &self,
        query: &dyn EngineQuery,
        wanted: usize,
        order: Order,
    ) -> Result<Vec<Found>> {
        let (id, source) = ties();
        let dates = (SortByStaticFastValue::<i64>::for_field(DATE_START), order);
        let collector = TopDocs::with_limit(wanted.saturating_add(1)).order_by((dates, id, source));
        let found = self.inner.search(query, &collector).doing("searching")?;
        Ok(found.into_iter().map(|(_, address)| (0.0, address)).collect())
    }

    /// Orders matches by their scores in the first stage.
    pub(super) fn by_first_score(&self, found: Vec<Scored>) -> Result<Vec<Scored>> {
        self.by_falling(found, |scored| (scored.first, scored.at))
    }

    /// Orders matches by a score; those of one score by their ids.
    pub(crate) fn by_falling<T: Copy>(
        &self,
        mut found: Vec<T>,
        key: impl Fn(&T) -> Found,
    ) -> Result<Vec<T>> {
        found.sort_by(|a, b| {
            let ((a, x), (b, y)) = (key(a), key(b));
            b.total_cmp(&a).then(x.cmp(&y))
        });
        for same in found.chunk_by_mut(|a, b| key(a).0.total_cmp(&key(b).0).is_eq()) {
            if same.len() > 1 {
                self.by_id_of(same, |found| key(found).1)?;
            }
        }
        Ok(found)
    }

    /// Orders matches of one score, which stand by address, by their ids.
    fn by_id_of<T: Copy>(&self, same: &mut [T], at: impl Fn(&T) -> DocAddress) -> Result<()> {
        let mut keyed = Vec::with_capacity(same.len());
        for matches in same.chunk_by(|a, b| at(a).segment_ord == at(b).segment_ord) {
            let Some(first) = matches.first().map(&at) else { continue };
            let segment = self.inner.segment_reader(first.segment_ord);
            let ids = strings(segment, ID_KEY)?;
            let ids = ids.ok_or_else(|| Error::damaged("articles without ids"))?;
            let ord = |found: &T| ids.ords().first(at(found).doc_id).unwrap_or_default();
            let mut ordered: Vec<(u64, T)> =
                matches.iter().map(|found| (ord(found), *found)).collect();
            ordered.sort_by_key(|(ord, _)| *ord);
            let ords: Vec<u64> = ordered.iter().map(|(ord, _)| *ord).collect();
            let mut founds = ordered.into_iter().map(|(_, found)| found);
            let read = ids.dictionary().sorted_ords_to_term_cb(&ords, |id| {
                keyed.extend(founds.next().map(|found| (id.to_vec(), found)));
            });
            if !read.map_err(|error| Error::io("ids", error))? {
                return Err(Error::damaged("ids are missing"));
            }
        }
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        for alike in keyed.chunk_by_mut(|(a, _), (b, _)| a == b) {
            if alike.len() > 1 {
                let mut of_sources = Vec::with_capacity(alike.len());
                for (_, found) in &*alike {
                    of_sources.push((self.string(SOURCE, at(found))?, *found));
                }
                of_sources.sort_by(|(a, _), (b, _)| a.cmp(b));
                for ((_, slot), (_, found)) in alike.iter_mut().zip(of_sources) {
                    *slot = found;
                }
            }
        }
        for (slot, (_, found)) in same.iter_mut().zip(keyed) {
            *slot = found;
        }
        Ok(())
    }

    /// Returns what a match is ordered by.
    pub(super) fn key(&self, (score, address): Found, sort: Sort) -> Result<Key> {
        let fast = self.inner.segment_reader(address.segment_ord).fast_fields();
        let date = || Ok(fast.i64(DATE_START).doing("ordering hits")?.first(address.doc_id));
        Ok(Key {
            rank: match sort {
                Sort::Relevance => Rank::Score(score),
                Sort::Newest => Rank::Newest(date()?),
                Sort::Oldest => Rank::Oldest(date()?),
                Sort::Id => Rank::Id,
            },
            id: self.string(ID_KEY, address)?,
            source: self.string(SOURCE, address)?,
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

/// By id, then by source.
fn ties() -> ((SortByString, Order), (SortByString, Order)) {
    let column = |name| (SortByString::for_field(name), Order::Asc);
    (column(ID_KEY), column(SOURCE))
}
