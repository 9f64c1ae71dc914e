//! Running a query and fetching its page of hits.
//!
//! Scores and the order of hits depend on the articles alone, not on how they lie in segments: what
//! the engine finds is scored once more in a fixed order, and equal scores are ordered by id, then by
//! source.

mod by_date;
mod each;
mod first;
mod ids;
mod matcher;
mod order;
mod page;

use std::ops::Range;

use tantivy::collector::{Collector, Count};
use tantivy::query::Query as EngineQuery;
use tantivy::{DocAddress, Order, Score};

pub(crate) use self::page::Asked;
use crate::Article;
use crate::cursor;
use crate::error::{Doing as _, Result};
use crate::explain::{self, Explain, Marked};
use crate::hit::{Hit, Hits, SearchOptions, Sort, Total};
use crate::laps::{Laps, Stage};
use crate::marker::{Marking, Part, joined};
use crate::open::Searcher;
use crate::packing::Extent;
use crate::query::{self, Query};
use crate::rank::{Best, Draw, Exact, RANKING, Scored};
use crate::snippet::{snippet, whole};

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
        self.search_watched(query, options, &())
    }

    /// Searches as [`Searcher::search`] does, and tells when each part of it has ended.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn search_watched(
        &self,
        query: &Query,
        options: &SearchOptions,
        laps: &dyn Laps,
    ) -> Result<Hits> {
        let question = cursor::question(query, options);
        if let Some(cursor) = &options.after {
            cursor.check(question)?;
        }
        let asked_for = query;
        let ranked = options.sort == Sort::Relevance;
        let mut lowered = query::lower(self, query, options.any, ranked)?;
        let notes = std::mem::take(&mut lowered.notes);
        let Some(query) = lowered.query.take() else {
            return Ok(Hits { total: Total::Exact(0), hits: Vec::new(), notes, next: None });
        };
        if options.explain != Explain::Nothing {
            self.weigh(&mut lowered.marker)?;
        }
        let asked = Asked { question, ..Asked::new(&*query, &lowered, options, laps) };
        laps.lap(Stage::Plan);
        if options.sort == Sort::Id {
            return self.page_by_id(&asked, notes);
        }
        let cut = !notes.is_empty();
        let mut hits = self.page(&asked, notes)?;
        if cut {
            // Not every word of a pattern was searched.
            hits.total = if options.count {
                Total::Exact(self.count(asked_for, options.any)?)
            } else {
                Total::AtLeast(hits.total.number())
            };
        }
        Ok(hits)
    }

    /// Finds the best matches as [`Searcher::search`] does, without bringing back their articles; returns how
    /// many of those wanted there are.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn rank(&self, query: &Query, options: &SearchOptions, laps: &dyn Laps) -> Result<usize> {
        if options.sort == Sort::Id {
            return Ok(self.search_watched(query, options, laps)?.hits.len());
        }
        let mut lowered = query::lower(self, query, options.any, true)?;
        laps.lap(Stage::Plan);
        let Some(query) = lowered.query.take() else { return Ok(0) };
        let asked = Asked::new(&*query, &lowered, options, laps);
        Ok(self.ordered(&asked, options.limit)?.len().min(options.limit))
    }

    /// Counts the articles that match, with every word that a pattern stands for.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn count(&self, query: &Query, any: bool) -> Result<u64> {
        match query::lower(self, query, any, false)?.query {
            Some(query) => self.count_of(&*query),
            None => Ok(0),
        }
    }

    pub(crate) fn count_of(&self, query: &dyn EngineQuery) -> Result<u64> {
        if let Some(count) = self.count_union(query)? {
            return Ok(count);
        }
        let count = self.inner.search(query, &Count).doing("counting matches")?;
        Ok(count as u64)
    }

    /// Returns the first matches in an order other than that of ids, which [`Searcher::by_id`] has; more than `wanted`
    /// if there are more.
    pub(crate) fn ordered(&self, asked: &Asked<'_>, wanted: usize) -> Result<Vec<Found>> {
        let found = match asked.options.sort {
            Sort::Newest => self.unscored(asked.query, wanted, Some(Order::Desc))?,
            Sort::Oldest => self.unscored(asked.query, wanted, Some(Order::Asc))?,
            Sort::Relevance | Sort::Id if asked.scored => return self.by_score(asked, wanted),
            Sort::Relevance | Sort::Id => self.unscored(asked.query, wanted, None)?,
        };
        asked.laps.lap(Stage::Match);
        Ok(found)
    }

    /// Returns the best matches in order; more than `wanted` if there are more.
    fn by_score(&self, asked: &Asked<'_>, wanted: usize) -> Result<Vec<Found>> {
        let draw = Draw::of(self, asked.query)?;
        if let Some(draw) = draw.as_ref().filter(|draw| draw.is_exact())
            && asked.options.recency.is_none()
        {
            let found = draw.best(self, wanted.saturating_add(1))?;
            asked.laps.lap(Stage::Match);
            let found = self.by_falling(Scored::all(self, found)?, 0..wanted, |s| s.first)?;
            asked.laps.lap(Stage::Rescore);
            return Ok(found.into_iter().map(|scored| (scored.first, scored.at)).collect());
        }
        let exact = Exact::of_matches(self, asked.query)?;
        let reranked = exact.has_stems() || asked.options.recency.is_some();
        if !reranked || wanted == 0 {
            let found = self.candidates(asked, draw, &exact, 0..wanted)?;
            return Ok(found.into_iter().map(|scored| (scored.first, scored.at)).collect());
        }
        // Those that are weighed anew need no order among themselves.
        let candidates = RANKING.candidates(asked.options.recency);
        let certain = candidates..wanted.max(candidates);
        let found = self.candidates(asked, draw, &exact, certain)?;
        let found = self.rerank(asked, found, wanted)?;
        asked.laps.lap(Stage::Rescore);
        Ok(found)
    }

    /// Returns the best matches of the first stage; more than up to the end of the places that are to be
    /// certain, if there are more.
    fn candidates(
        &self,
        asked: &Asked<'_>,
        draw: Option<Draw<'_>>,
        exact: &Exact,
        certain: Range<usize>,
    ) -> Result<Vec<Scored>> {
        let wanted = certain.end.saturating_add(1);
        let first = |scored: &Scored| scored.first;
        let unordered = certain.start;
        let exact_sums = draw.as_ref().is_some_and(Draw::has_exact_sums);
        let found = match draw {
            Some(draw) => draw.best(self, wanted)?,
            None => self.collect(asked.query, &Best::new(self, asked.query, wanted)?)?,
        };
        asked.laps.lap(Stage::Match);
        let found = if exact_sums && unordered > 0 {
            // Many may tie with the last one; those behind it are not weighed anew.
            let mut found = self.by_falling(Scored::all(self, found)?, certain, first)?;
            let rest = found.split_off(found.len().min(unordered));
            let best = found.iter().map(|scored| (scored.first, scored.at)).collect();
            let mut found = exact.score(self, best)?;
            found.extend(rest);
            found
        } else {
            self.by_falling(exact.score(self, found)?, certain, first)?
        };
        asked.laps.lap(Stage::Rescore);
        Ok(found)
    }

    fn collect<C: Collector>(&self, query: &dyn EngineQuery, collector: &C) -> Result<C::Fruit> {
        self.inner.search_with_statistics_provider(query, collector, self).doing("searching")
    }

    /// Reads as much of an article as a hit shows.
    fn fetched(&self, address: DocAddress, options: &SearchOptions) -> Result<Article> {
        let explained = options.explain != Explain::Nothing;
        if options.bodies || options.snippet.is_some() || explained {
            return self.read(address, Extent::Body);
        }
        let head = self.read(address, Extent::Head)?;
        if head.headline.is_some() { Ok(head) } else { self.read(address, Extent::Body) }
    }

    fn hit(
        &self,
        at: usize,
        (score, address): Found,
        asked: &Asked<'_>,
        marking: &mut Marking<'_>,
    ) -> Result<Hit> {
        let article = self.fetched(address, asked.options)?;
        asked.laps.lap(Stage::Fetch);
        let hit = shown(at, score, article, asked, marking);
        asked.laps.lap(Stage::Snippet);
        Ok(hit)
    }
}

/// Makes a hit of an article.
fn shown(
    at: usize,
    score: Score,
    article: Article,
    asked: &Asked<'_>,
    marking: &mut Marking<'_>,
) -> Hit {
    let Asked { marker, options, .. } = *asked;
    let headline = article.headline.as_deref().unwrap_or_default();
    let headline_marks = marking.marks(headline, article.language, Part::Headline);
    let explained = options.explain != Explain::Nothing;
    let body_marks = if explained || options.snippet.is_some() {
        marking.marks(&article.body, article.language, Part::Body)
    } else {
        Vec::new()
    };
    let snippet = options.snippet.map(|length| {
        if options.whole {
            whole(&article.body, &body_marks)
        } else {
            snippet(&article.body, &body_marks, length, options.fragments)
        }
    });
    let reasons = if explained {
        let mut name = |name| (name, marking.marks(name, article.language, Part::Author));
        let authors = article.authors.iter().map(|author| name(author.as_str())).collect();
        let (headline, body) = ((headline, &*headline_marks), (&*article.body, &*body_marks));
        explain::reasons(marker, &Marked { headline, body, authors })
    } else {
        Vec::new()
    };
    Hit {
        rank: at as u64 + 1,
        score,
        headline_marks: joined(headline_marks.into_iter().map(|mark| mark.span)),
        snippet,
        article,
        rest: 0,
        reasons,
        facts: Vec::new(),
        score_parts: Vec::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
