//! Which of the matches make a page, and where the next one begins.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::ControlFlow;

use tantivy::query::Query as EngineQuery;

use super::{Found, shown};
use crate::Article;
use crate::cursor::{Cursor, Key, Rank};
use crate::error::{Error, Result};
use crate::hit::{Hit, Hits, SearchOptions, Sort, Total};
use crate::laps::{Laps, Stage};
use crate::marker::{Marker, Marking};
use crate::open::Searcher;
use crate::query::{FieldClause, Lowered};
use crate::rank::Sequence;
use crate::schema::id_key;

/// Matches in order, as far as they are known.
struct Listed {
    /// Each with the number of others of its source that are left out behind it.
    hits: Vec<(Found, u64)>,
    /// How many matches were seen, listed or not.
    seen: u64,
    /// Whether these are all.
    complete: bool,
}

/// What was asked, as the engine runs it.
pub(crate) struct Asked<'a> {
    pub(crate) query: &'a dyn EngineQuery,
    pub(crate) scored: bool,
    pub(crate) marker: &'a Marker,
    pub(crate) fields: &'a [FieldClause],
    pub(crate) sequence: &'a Sequence,
    /// What the nearness of these is multiplied with, once the matches are ranked.
    pub(crate) worth: Cell<f64>,
    pub(crate) options: &'a SearchOptions,
    pub(crate) laps: &'a dyn Laps,
    /// The hash of all of it.
    pub(crate) question: u64,
}

impl<'a> Asked<'a> {
    /// Puts a lowered query, apart from the rest of it, beside what is asked for; the question has no hash.
    pub(crate) fn new(
        query: &'a dyn EngineQuery,
        lowered: &'a Lowered,
        options: &'a SearchOptions,
        laps: &'a dyn Laps,
    ) -> Self {
        let Lowered { scored, marker, fields, sequence, .. } = lowered;
        let worth = Cell::default();
        Self { query, scored: *scored, marker, fields, sequence, worth, options, laps, question: 0 }
    }
}

impl Searcher {
    /// Brings back a page in an order other than that of ids.
    pub(super) fn page(&self, asked: &Asked<'_>, notes: Vec<String>) -> Result<Hits> {
        let options = asked.options;
        let held = usize::try_from(self.inner.num_docs()).unwrap_or(usize::MAX);
        let skipped = options
            .after
            .as_ref()
            .map_or(options.offset, |cursor| usize::try_from(cursor.rank).unwrap_or(usize::MAX));
        let mut wanted = skipped.saturating_add(options.limit).min(held);
        let (listed, first) = loop {
            let listed = self.listed(asked, wanted)?;
            let first = match &options.after {
                None => options.offset,
                Some(cursor) => self.behind(cursor, &listed, options.sort)?,
            };
            // Where articles were added before the cursor, it stands further on than it did.
            let needed = first.saturating_add(options.limit).min(held);
            if listed.complete || needed <= wanted {
                break (listed, first);
            }
            wanted = needed;
        };
        let total = if listed.complete {
            Total::Exact(listed.seen)
        } else if options.count {
            let counted = self.count_of(asked.query)?;
            asked.laps.lap(Stage::Match);
            Total::Exact(counted)
        } else {
            Total::AtLeast(listed.seen)
        };
        let last = first.saturating_add(options.limit);
        let mut marking = Marking::new(asked.marker);
        let page = listed.hits.iter().enumerate().take(last).skip(first);
        let hits: Vec<Hit> = page
            .map(|(at, (found, rest))| {
                let mut hit = self.hit(at, *found, asked, &mut marking)?;
                hit.rest = *rest;
                self.explain(&mut hit, found.1, asked)?;
                Ok(hit)
            })
            .collect::<Result<_>>()?;
        let more = !listed.complete || listed.hits.len() > last;
        let next = if more && listed.hits.len() >= last {
            self.cursor(&listed, first, &hits, asked)?
        } else {
            None
        };
        Ok(Hits { total, hits, notes, next })
    }

    fn listed(&self, asked: &Asked<'_>, wanted: usize) -> Result<Listed> {
        if let Some(most) = asked.options.per_source {
            let all = usize::try_from(self.inner.num_docs()).unwrap_or(usize::MAX);
            let found = self.ordered(asked, all)?;
            let seen = found.len() as u64;
            return Ok(Listed { hits: self.grouped(found, most)?, seen, complete: true });
        }
        let mut found = self.ordered(asked, wanted)?;
        let (seen, complete) = (found.len() as u64, found.len() <= wanted);
        // Behind those wanted the order is not certain.
        found.truncate(wanted);
        Ok(Listed { hits: found.into_iter().map(|found| (found, 0)).collect(), seen, complete })
    }

    /// Keeps the first `most` of each source, and counts the rest with the last of them.
    fn grouped(&self, found: Vec<Found>, most: usize) -> Result<Vec<(Found, u64)>> {
        // Each source with its matches, and the last of them that is kept.
        let mut groups: HashMap<String, (usize, usize)> = HashMap::new();
        let mut kept: Vec<(Found, u64)> = Vec::new();
        for found in found {
            let (matches, last) = groups.entry(self.source_name(found.1)?).or_default();
            *matches += 1;
            if *matches <= most {
                *last = kept.len();
                kept.push((found, 0));
            } else if let Some((_, rest)) = kept.get_mut(*last) {
                *rest += 1;
            }
        }
        Ok(kept)
    }

    /// Returns how many of the matches stand up to a cursor.
    fn behind(&self, cursor: &Cursor, listed: &Listed, sort: Sort) -> Result<usize> {
        let mut failed = None;
        let mut count = |before: &dyn Fn(&Key) -> bool| {
            listed.hits.partition_point(|(found, _)| match self.key(*found, sort) {
                Ok(key) => before(&key),
                Err(error) => {
                    failed = Some(error);
                    false
                }
            })
        };
        let before = count(&|key| key.is_before(&cursor.key));
        let until = count(&|key| !cursor.key.is_before(key));
        let same = usize::try_from(cursor.same).unwrap_or(usize::MAX);
        match failed {
            Some(error) => Err(error),
            None => Ok(before.saturating_add(same).min(until)),
        }
    }

    /// Names the last hit of a page that begins at `first` of the listed matches.
    fn cursor(
        &self,
        listed: &Listed,
        first: usize,
        page: &[Hit],
        asked: &Asked<'_>,
    ) -> Result<Option<Cursor>> {
        let Some(last) = page.last() else { return Ok(None) };
        let sort = asked.options.sort;
        let mut before = listed.hits.iter().enumerate().take(first + page.len()).rev();
        let Some((at, (found, _))) = before.next() else {
            return Err(Error::damaged("a page without hits goes on"));
        };
        let key = Key { rank: self.rank_of(*found, sort)?, ..by_id(&last.article) };
        let mut same = 1;
        for (place, (found, _)) in before {
            let rank = self.rank_of(*found, sort)?;
            if rank != key.rank {
                break;
            }
            // Where ids have to tell hits apart, those of the page are at hand, and others are read.
            let shown = place.checked_sub(first).and_then(|at| page.get(at));
            let other = match shown {
                Some(hit) => Key { rank, ..by_id(&hit.article) },
                None => self.key(*found, sort)?,
            };
            if other != key {
                break;
            }
            same += 1;
        }
        Ok(Some(Cursor { question: asked.question, rank: at as u64 + 1, same, key }))
    }

    /// Brings back a page in the order of ids.
    pub(super) fn page_by_id(&self, asked: &Asked<'_>, notes: Vec<String>) -> Result<Hits> {
        let options = asked.options;
        let mut marking = Marking::new(asked.marker);
        let mut sources: HashMap<String, (usize, Option<usize>)> = HashMap::new();
        let mut hits: Vec<Hit> = Vec::new();
        let (mut at, mut more) = (0, false);
        let (mut last, mut same, mut same_of_last) = (None, 0, 0);
        let total = self.by_id(asked.query, options, &mut |address, article| {
            if let Some(most) = options.per_source {
                let (matches, shown) = sources.entry(article.source.clone()).or_default();
                *matches += 1;
                if *matches > most {
                    if let Some(hit) = shown.and_then(|shown| hits.get_mut(shown)) {
                        hit.rest += 1;
                    }
                    return Ok(ControlFlow::Continue(()));
                }
                // A source whose last hit stands on another page has its rest there.
                *shown = None;
            }
            let key = by_id(&article);
            same = if last.as_ref() == Some(&key) { same + 1 } else { 1 };
            let is_behind = match &options.after {
                None => at >= options.offset,
                Some(cursor) => {
                    cursor.key.is_before(&key) || cursor.key == key && same > cursor.same
                }
            };
            if is_behind && hits.len() < options.limit {
                if options.per_source.is_some()
                    && let Some((_, shown)) = sources.get_mut(&article.source)
                {
                    *shown = Some(hits.len());
                }
                let mut hit = shown(at, 0.0, article, asked, &mut marking);
                self.explain(&mut hit, address, asked)?;
                hits.push(hit);
                same_of_last = same;
            } else if is_behind {
                more = true;
            }
            last = Some(key);
            at += 1;
            // What is left of the sources is counted to the end.
            let done = more && options.per_source.is_none();
            Ok(if done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        let next = match (hits.last(), more) {
            (Some(hit), true) => {
                let key = by_id(&hit.article);
                Some(Cursor { question: asked.question, rank: hit.rank, same: same_of_last, key })
            }
            _ => None,
        };
        Ok(Hits { total: Total::Exact(total), hits, notes, next })
    }
}

/// What an article is ordered by where ids alone decide.
fn by_id(article: &Article) -> Key {
    Key { rank: Rank::Id, id: id_key(&article.id), source: article.source.clone() }
}
