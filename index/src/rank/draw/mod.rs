//! The first stage of ranking for queries made of words: candidates drawn straight from the postings.
//!
//! The engine finds the best of a union document by document (Block-Max WAND), which pays where few are wanted of very
//! many. Here a window of documents is read at a time, word by word, into a table of sums; the words whose bounds
//! together no longer reach the last candidate are only looked up for what the others found (`MaxScore`: Turtle and
//! Flood, *Query evaluation: strategies and optimizations*, 1995). Intersections are led by their rarest word. Each
//! word was looked up in the dictionaries once, when the query was made.
//!
//! What filters and excludes is asked only about documents that would be among the candidates. A range of dates that
//! holds few articles leads instead: words are looked up in these alone.

mod filter;
mod lead;
mod segment;
mod words;

use tantivy::query::{
    Bm25Weight, BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query, Weight,
};
use tantivy::{DocAddress, Score};

use self::filter::Filter;
use self::segment::Drawing;
use super::StemQuery;
use super::best::Scores;
use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::schema::DateQuery;

const DOING: &str = "searching";

/// A query made of words, and what else it asks.
pub(crate) struct Draw<'q> {
    /// Of each of these one must match; all that match add to the score.
    groups: Vec<Vec<(&'q StemQuery, Bm25Weight)>>,
    filters: Vec<Filter<'q>>,
}

impl<'q> Draw<'q> {
    /// Takes a query apart; `None` where it is of another kind.
    pub(crate) fn of(searcher: &Searcher, query: &'q dyn Query) -> Result<Option<Self>> {
        if let Some(group) = words(searcher, query)? {
            return Ok(Some(Self { groups: vec![group], filters: Vec::new() }));
        }
        let Some(all) = query.downcast_ref::<BooleanQuery>() else { return Ok(None) };
        let mut draw = Self { groups: Vec::new(), filters: Vec::new() };
        let unscored = |query: &dyn Query| -> Result<Box<dyn Weight>> {
            query.weight(EnableScoring::disabled_from_searcher(&searcher.inner)).doing(DOING)
        };
        for (occur, part) in all.clauses() {
            match occur {
                Occur::Must => {
                    if let Some(group) = words(searcher, &**part)? {
                        draw.groups.push(group);
                    } else if let Some(dates) = part.downcast_ref::<DateQuery>() {
                        draw.filters.push(Filter::Dates(dates));
                    } else if part.is::<ConstScoreQuery>() {
                        draw.filters.push(Filter::Inside(unscored(&**part)?));
                    } else {
                        return Ok(None);
                    }
                }
                Occur::MustNot => draw.filters.push(Filter::Outside(unscored(&**part)?)),
                Occur::Should => return Ok(None),
            }
        }
        // Of an intersection of words and nothing else the engine skips more, by what each block holds at most.
        let plain = draw.filters.is_empty() && draw.groups.iter().all(|group| group.len() == 1);
        Ok((!draw.groups.is_empty() && !plain).then_some(draw))
    }

    /// Returns the best matches as a [`Best`](super::Best) would collect them.
    pub(crate) fn best(
        &self,
        searcher: &Searcher,
        wanted: usize,
    ) -> Result<Vec<(Score, DocAddress)>> {
        let mut scores = Scores::new(wanted);
        let mut found = Vec::new();
        for (segment, reader) in (0..).zip(searcher.inner.segment_readers()) {
            if let Some(drawing) = Drawing::open(self, searcher, segment, reader)? {
                drawing.run(&mut scores, &mut found);
            }
        }
        let bound = scores.bound();
        found.retain(|(score, _)| *score > bound);
        Ok(found)
    }
}

/// Returns the words of a union of them, and what weighs each.
fn words<'q>(
    searcher: &Searcher,
    query: &'q dyn Query,
) -> Result<Option<Vec<(&'q StemQuery, Bm25Weight)>>> {
    let weighed = |stem: &'q StemQuery| Ok((stem, stem.first(searcher)?));
    if let Some(stem) = query.downcast_ref::<StemQuery>() {
        return Ok(Some(vec![weighed(stem)?]));
    }
    let Some(union) = query.downcast_ref::<BooleanQuery>() else { return Ok(None) };
    let mut words = Vec::with_capacity(union.clauses().len());
    for (occur, part) in union.clauses() {
        match part.downcast_ref::<StemQuery>() {
            Some(stem) if *occur == Occur::Should => words.push(weighed(stem)?),
            _ => return Ok(None),
        }
    }
    Ok(Some(words))
}

#[cfg(test)]
mod tests;
