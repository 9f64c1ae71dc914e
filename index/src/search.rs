//! Running a query and fetching its page of hits.
//!
//! The order of hits depends on the articles alone, not on how they lie in segments. Scores of
//! equal articles may differ in their last bits with the order in which they were added up, so
//! these are rounded off; equal scores are ordered by a hash of source and id. When the page's last
//! hit ties with the next one, every match is looked at.

use std::cmp::Reverse;

use tantivy::collector::sort_key::SortByStaticFastValue;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query as EngineQuery;
use tantivy::{DocAddress, DocId, Order, Score, SegmentReader};

use crate::analyze::Stemmer;
use crate::error::{Doing as _, Result};
use crate::hit::{Hit, Hits, SearchOptions, Sort, Total};
use crate::marker::{Marker, Part, joined};
use crate::open::Searcher;
use crate::query::{self, Lowered, Query};
use crate::schema::{DATE_START, TIE};
use crate::snippet::snippet;

/// How many hits beyond the page are fetched to see where it ends: first one, then so many.
const MORE: [usize; 2] = [1, 50];

/// A match before its article is fetched.
type Found = (Score, DocAddress);

impl Searcher {
    /// Finds the articles that match and brings back a page of them.
    ///
    /// # Errors
    ///
    /// A query that cannot be run, such as a field compared with what it cannot hold, or what the
    /// disk or the index says.
    pub fn search(&self, query: &Query, options: &SearchOptions) -> Result<Hits> {
        let Lowered { query, scored, notes, marker } = query::lower(self, query, options.any)?;
        let Some(query) = query else {
            return Ok(Hits { total: Total::Exact(0), hits: Vec::new(), notes });
        };
        let held = usize::try_from(self.inner.num_docs()).unwrap_or(usize::MAX);
        let wanted = options.offset.saturating_add(options.limit).min(held);
        let found = match options.sort {
            Sort::Relevance => self.by_score(&*query, wanted, scored)?,
            Sort::Newest => self.by_date(&*query, wanted, Order::Desc)?,
            Sort::Oldest => self.by_date(&*query, wanted, Order::Asc)?,
        };
        let total = if found.len() <= wanted {
            Total::Exact(found.len() as u64)
        } else if options.count {
            Total::Exact(self.count_of(&*query)?)
        } else {
            Total::AtLeast(found.len() as u64)
        };
        let page = found.into_iter().take(wanted).enumerate().skip(options.offset);
        let mut stemmer = Stemmer::for_query();
        let hits = page
            .map(|(at, found)| self.hit(at, found, &marker, options, &mut stemmer))
            .collect::<Result<_>>()?;
        Ok(Hits { total, hits, notes })
    }

    /// Counts the articles that match.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn count(&self, query: &Query, any: bool) -> Result<u64> {
        match query::lower(self, query, any)?.query {
            Some(query) => self.count_of(&*query),
            None => Ok(0),
        }
    }

    fn count_of(&self, query: &dyn EngineQuery) -> Result<u64> {
        let count = self.inner.search(query, &Count).doing("counting matches")?;
        Ok(count as u64)
    }

    /// Returns the best matches in order; more than `wanted` if there are more.
    fn by_score(&self, query: &dyn EngineQuery, wanted: usize, scored: bool) -> Result<Vec<Found>> {
        for more in MORE.iter().filter(|_| scored || wanted == 0) {
            let limit = wanted.saturating_add(*more);
            // Alone, this collector skips what cannot make the page; beside another it cannot.
            let collector = TopDocs::with_limit(limit).order_by_score();
            let found = self
                .inner
                .search_with_statistics_provider(query, &collector, self)
                .doing("searching")?;
            if settled(&found, wanted, limit) {
                return self.in_order(found);
            }
        }
        let collector =
            TopDocs::with_limit(wanted.saturating_add(1)).tweak_score(|segment: &SegmentReader| {
                let ties = segment.fast_fields().u64(TIE).ok();
                move |doc: DocId, score: Score| {
                    let tie = ties.as_ref().and_then(|ties| ties.first(doc));
                    (steady(score), Reverse(tie))
                }
            });
        let found = self
            .inner
            .search_with_statistics_provider(query, &collector, self)
            .doing("searching")?;
        Ok(found.into_iter().map(|((score, _), address)| (score, address)).collect())
    }

    fn in_order(&self, found: Vec<Found>) -> Result<Vec<Found>> {
        let mut keyed = Vec::with_capacity(found.len());
        for (score, address) in found {
            let segment = self.inner.segment_reader(address.segment_ord);
            let ties = segment.fast_fields().u64(TIE).doing("ordering hits")?;
            keyed.push((steady(score), ties.first(address.doc_id), address));
        }
        keyed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        Ok(keyed.into_iter().map(|(score, _, address)| (score, address)).collect())
    }

    fn by_date(&self, query: &dyn EngineQuery, wanted: usize, order: Order) -> Result<Vec<Found>> {
        let collector = TopDocs::with_limit(wanted.saturating_add(1)).order_by((
            (SortByStaticFastValue::<i64>::for_field(DATE_START), order),
            (SortByStaticFastValue::<u64>::for_field(TIE), Order::Asc),
        ));
        let found = self.inner.search(query, &collector).doing("searching")?;
        Ok(found.into_iter().map(|(_, address)| (0.0, address)).collect())
    }

    fn hit(
        &self,
        at: usize,
        (score, address): Found,
        marker: &Marker,
        options: &SearchOptions,
        stemmer: &mut Stemmer,
    ) -> Result<Hit> {
        let article = self.article(address)?;
        let headline = article.headline.as_deref().unwrap_or_default();
        let headline_marks = marker.marks(headline, article.language, Part::Headline, stemmer);
        let snippet = options.snippet.map(|length| {
            let marks = marker.marks(&article.body, article.language, Part::Body, stemmer);
            snippet(&article.body, &marks, length)
        });
        Ok(Hit {
            rank: at as u64 + 1,
            score,
            headline_marks: joined(headline_marks.into_iter().map(|mark| mark.span)),
            snippet,
            article,
        })
    }
}

/// Rounds off the bits of a score that depend on the order of its sum.
fn steady(score: Score) -> Score {
    Score::from_bits(score.to_bits().saturating_add(0x80) & !0xFF)
}

/// Tells whether the matches of a page are certain: all there are, or set apart from the rest.
fn settled(found: &[Found], wanted: usize, limit: usize) -> bool {
    let last = wanted.checked_sub(1).and_then(|at| found.get(at));
    match (last, found.last()) {
        (Some(last), Some(rest)) if found.len() == limit => steady(last.0) > steady(rest.0),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
