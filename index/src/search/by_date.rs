//! The first matches by date without a look at all matches: articles are taken in the order of their dates, and the
//! query is asked about each.
//!
//! How many have to be taken is estimated from how many match. Where the newest do not match as often as others, more
//! are taken, until it would have been as well to visit all matches.

use tantivy::query::Query;
use tantivy::{DocAddress, Order, SegmentReader};

use super::first::{Placed, place};
use super::matcher::{Clauses, Matcher};
use crate::calendar::date_place;
use crate::error::Result;
use crate::open::Searcher;
use crate::top::Top;

/// Nanoseconds for a match that is visited among all, as measured.
const VISIT: f64 = 20.0;
/// Nanoseconds for an article that is taken, beside those for each clause that is asked about it.
const TAKE: f64 = 60.0;
/// Nanoseconds for a clause that is asked about an article.
const ASK: f64 = 40.0;
/// How many times as many as expected are taken at first, since seldom as many match as expected.
const MARGIN: f64 = 1.5;
/// How many more, for queries that nearly all articles match.
const EXTRA: f64 = 8.0;
/// How many times as many are taken in each further round.
const GROWTH: usize = 4;
/// Articles are taken for so much of the time that visiting all matches is expected to take.
const WORTH: f64 = 0.5;

/// How many articles are taken.
#[derive(Clone, Copy, Debug)]
struct Effort {
    /// At first.
    first: usize,
    /// In all.
    most: usize,
}

impl Searcher {
    /// Returns the first matches by date, and all that share their place with the last one, as a
    /// [`First`](super::first::First) collects them; `None` where it is to do so.
    pub(super) fn first_by_date(
        &self,
        query: &dyn Query,
        wanted: usize,
        order: Order,
    ) -> Result<Option<Vec<Placed>>> {
        let Some(clauses) = Clauses::of(self, query)? else { return Ok(None) };
        let readers = self.inner.segment_readers();
        let largest = (0..).zip(readers).max_by_key(|(_, reader)| reader.max_doc());
        let Some((segment, reader)) = largest else { return Ok(None) };
        // Opening takes its time; where one segment tells that it is in vain, the others are spared.
        let mut opened = Some(clauses.open(self, segment)?);
        let is_narrow = clauses.dates().is_some();
        let effort = self.effort(opened.iter().zip([reader]), wanted);
        if !is_narrow && effort.first > effort.most.saturating_mul(2) {
            return Ok(None);
        }
        let mut matchers = Vec::with_capacity(readers.len());
        for at in self.segments() {
            matchers.push(match opened.take_if(|_| at == segment) {
                Some(matcher) => matcher,
                None => clauses.open(self, at)?,
            });
        }
        let effort = self.effort(matchers.iter().zip(readers), wanted);
        // A range may hold few articles, however few of them match.
        if !is_narrow && effort.first > effort.most {
            return Ok(None);
        }
        self.taken(&clauses, matchers, wanted, order, effort)
    }

    fn matchers(&self, clauses: &Clauses<'_>) -> Result<Vec<Matcher>> {
        self.segments().map(|segment| clauses.open(self, segment)).collect()
    }

    /// Estimates from some segments how many articles are to be taken.
    fn effort<'a>(
        &self,
        segments: impl Iterator<Item = (&'a Matcher, &'a SegmentReader)>,
        wanted: usize,
    ) -> Effort {
        let (mut held, mut matches, mut visits, mut clauses) = (0.0, 0.0, 0.0, 0);
        for (matcher, reader) in segments {
            let number = f64::from(reader.max_doc());
            held += number;
            matches += number * matcher.share(reader);
            visits += matcher.visits(reader);
            clauses = clauses.max(matcher.clauses());
        }
        let first = wanted as f64 * MARGIN * held / matches + EXTRA;
        let readers = self.inner.segment_readers().iter();
        let all: f64 = readers.map(|reader| f64::from(reader.max_doc())).sum();
        let most = WORTH * visits * all / held * VISIT / (TAKE + ASK * clauses as f64);
        Effort { first: whole(first), most: whole(most) }
    }

    fn taken(
        &self,
        clauses: &Clauses<'_>,
        mut matchers: Vec<Matcher>,
        wanted: usize,
        order: Order,
        effort: Effort,
    ) -> Result<Option<Vec<Placed>>> {
        let dates = clauses.dates();
        let Some(mut articles) = self.in_order(order, dates)? else { return Ok(None) };
        let (mut number, mut most) = (effort.first.min(articles.number()), effort.most);
        if number > most {
            return Ok(None);
        }
        let mut places = Top::new(wanted);
        let mut found = Vec::new();
        loop {
            let Some(mut taken) = articles.take(number, most) else { return Ok(None) };
            most -= taken.len();
            taken.sort_unstable();
            for placed in self.matching(&taken, &mut matchers, order)? {
                places.add(placed.0);
                found.push(placed);
            }
            if let Some(last) = places.last() {
                found.retain(|(place, _)| *place >= last);
                return Ok(Some(found));
            }
            if articles.number() == 0 {
                // Those without date come last, and match no range of dates.
                return Ok(dates.is_some().then_some(found));
            }
            number = number.saturating_mul(GROWTH);
            if number > most && articles.number() > most {
                return Ok(None);
            }
            matchers = self.matchers(clauses)?;
        }
    }

    /// Returns which of some articles match, and their places.
    fn matching(
        &self,
        articles: &[DocAddress],
        matchers: &mut [Matcher],
        order: Order,
    ) -> Result<Vec<Placed>> {
        let mut found = Vec::new();
        for docs in articles.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let Some(segment) = docs.first().map(|at| at.segment_ord) else { continue };
            let ordinal = usize::try_from(segment).ok();
            let Some(matcher) = ordinal.and_then(|at| matchers.get_mut(at)) else { continue };
            let reader = self.inner.segment_reader(segment);
            let (dates, starts) = (self.date_starts(segment)?, self.id_starts(segment)?);
            let alive = reader.alive_bitset();
            for at in docs {
                let doc = at.doc_id;
                if alive.is_none_or(|alive| alive.is_alive(doc)) && matcher.matches(doc) {
                    let date = date_place(dates.first(doc), order);
                    found.push((place(date, starts.first(doc)), *at));
                }
            }
        }
        Ok(found)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an estimate, which saturates"
)]
fn whole(number: f64) -> usize {
    number as usize
}

#[cfg(test)]
mod tests;
