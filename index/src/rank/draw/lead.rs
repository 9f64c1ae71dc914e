//! The articles of a range of dates, where these are fewer than those that hold the words.
//!
//! Where few articles pass, few are found, the last candidate stays low, and nothing is skipped by it. So the range is
//! looked up first, and the words' postings are read in windows in which it has articles, for these alone.

use std::ops::Range;

use tantivy::{DocId, Score, SegmentOrdinal};

use super::filter::Filter;
use super::window::Window;
use super::words::{WINDOW, Words};
use crate::bits::{self, Bits};
use crate::error::Result;
use crate::open::Searcher;

/// A range leads where it holds at most so many articles for each posting of the words.
const LEADS: u64 = 1;
/// Looking a document up in a word's postings takes as long as reading so many of them.
const LOOK_UP: u64 = 16;

/// Articles of a segment.
pub(super) struct Lead {
    articles: Bits,
}

impl Lead {
    /// Returns the articles of the narrowest range of dates among some filters; `None` where it is not narrow beside
    /// so many postings, or its calendar is missing.
    pub(super) fn of(
        searcher: &Searcher,
        segment: SegmentOrdinal,
        filters: &[Filter<'_>],
        postings: u64,
    ) -> Result<Option<Self>> {
        let mut narrowest = None;
        for filter in filters {
            let Filter::Dates(dates) = filter else { continue };
            let Some(days) = searcher.days(segment, dates)? else { continue };
            let number = days.number() as u64;
            if narrowest.as_ref().is_none_or(|(least, _)| number < *least) {
                narrowest = Some((number, days));
            }
        }
        let Some((number, days)) = narrowest else { return Ok(None) };
        if number > postings.saturating_mul(LEADS) {
            return Ok(None);
        }
        Ok(days.bits().map(|articles| Self { articles }))
    }

    /// Returns the window in which the next of the articles from one on lies.
    pub(super) fn window(&self, begin: DocId) -> Option<Range<DocId>> {
        let (begin, _) = self.articles.from(begin, WINDOW)?;
        Some(begin..begin.saturating_add(WINDOW))
    }

    /// Adds what a word scores in those of the articles that lie in a window.
    pub(super) fn add(&self, word: &mut Words<'_>, range: &Range<DocId>, window: &mut Window) {
        let Some((begin, ahead)) = self.articles.from(range.start, WINDOW) else { return };
        let postings = u64::from(word.number()) * u64::from(WINDOW) / self.articles.room();
        if bits::count(ahead).saturating_mul(LOOK_UP) < postings {
            for doc in bits::documents(begin, ahead) {
                if let Some(score) = word.score(doc) {
                    window.add(doc, score);
                }
            }
        } else {
            let wanted = |doc| self.articles.has(doc);
            word.each_in(range, Score::MIN, wanted, |doc, score| window.add(doc, score));
        }
    }
}
