//! The articles of a range of dates, where these are fewer than those that hold the words.
//!
//! Where few articles pass, few are found, the last candidate stays low, and nothing is skipped by it. So the range is
//! looked up first, and the words' postings are read in windows in which it has articles, for these alone.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, Score, SegmentOrdinal, TERMINATED};

use super::filter::Filter;
use super::window::Window;
use super::words::{Sum, WINDOW, Words};
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
    /// The first document that was not looked at yet.
    next: DocId,
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
        Ok(days.bits().map(|articles| Self { articles, next: 0 }))
    }

    /// Adds up the next articles that hold some words; those that do not come above `least` are left out. Tells whether there were any articles left.
    pub(super) fn fill(
        &mut self,
        words: &mut [Words],
        norms: &FieldNormReader,
        least: Score,
        window: &mut Window,
        sums: &mut Vec<Sum>,
    ) -> bool {
        let first = words.iter().map(Words::doc).min().unwrap_or(TERMINATED);
        self.next = self.next.max(first);
        let Some((begin, ahead)) = self.articles.from(self.next, WINDOW) else { return false };
        let end = begin.saturating_add(WINDOW);
        let number = bits::count(ahead);
        window.begin_at(begin);
        for word in words {
            let postings = u64::from(word.number()) * u64::from(WINDOW) / self.articles.room();
            if number.saturating_mul(LOOK_UP) < postings {
                for doc in bits::documents(begin, ahead) {
                    if let Some(score) = word.score(doc, norms) {
                        window.add(doc, score);
                    }
                }
            } else {
                word.seek(begin);
                let wanted = |doc| self.articles.has(doc);
                word.each_before(end, norms, wanted, |doc, score| window.add(doc, score));
            }
        }
        window.drain(least, sums);
        self.next = end;
        true
    }
}
