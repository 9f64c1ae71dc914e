//! Dates as ranges over two columns.

use std::fmt;
use std::ops::{Bound, RangeBounds as _, RangeInclusive};

use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{
    BitSet, DocId, DocSet, Score, SeekDangerResult, SegmentOrdinal, SegmentReader, TERMINATED,
    TantivyError,
};

use crate::error::{Error, Result};
use crate::explain::stands_at;
use crate::open::Searcher;

/// A range of dates that holds fewer than one article in so many of a segment is looked up in its calendar.
const NARROW: usize = 3;

/// A range of civil seconds.
type Seconds = (Bound<i64>, Bound<i64>);

impl Searcher {
    /// Matches articles whose date begins within `starts` and ends within `ends`, both in civil
    /// seconds, without a score. Undated articles match no range, not even the open one.
    pub(crate) fn dated(&self, starts: Seconds, ends: Seconds) -> Box<dyn Query> {
        Box::new(DateQuery { starts, ends, searcher: self.clone() })
    }
}

/// Matches articles by their dates.
///
/// Beside words that are ranked it is better asked of each article that would make the page: see
/// [`DateQuery::open`]. To the engine the articles of a narrow range are a set, from the calendars, which leads; of
/// a wide one the dates of those are looked at that match the rest of the query.
#[derive(Clone)]
pub(crate) struct DateQuery {
    starts: Seconds,
    ends: Seconds,
    searcher: Searcher,
}

impl fmt::Debug for DateQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dates({:?}, {:?})", self.starts, self.ends)
    }
}

impl Query for DateQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for DateQuery {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.documents(reader).map_err(|error| std::io::Error::other(error).into())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if stands_at(&mut *self.scorer(reader, 1.0)?, doc) {
            return Ok(Explanation::new("dates", 0.0));
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}

impl DateQuery {
    fn documents(&self, reader: &SegmentReader) -> Result<Box<dyn Scorer>> {
        let mut segments = (0..).zip(self.searcher.inner.segment_readers());
        let same = |(_, other): &(SegmentOrdinal, &SegmentReader)| {
            other.segment_id() == reader.segment_id()
        };
        let (segment, _) = segments.find(same).ok_or_else(|| Error::damaged("no such segment"))?;
        let within = self.open(&self.searcher, segment)?;
        if let Some(docs) = self.listed(segment, &within)? {
            return Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), 0.0)));
        }
        let mut tested = Tested { within, doc: 0, end: reader.max_doc() };
        tested.seek(0);
        Ok(Box::new(ConstScorer::new(tested, 0.0)))
    }

    /// Returns the documents of a segment that match; `None` where they are many, or the calendar is missing or
    /// damaged.
    fn listed(
        &self,
        segment: SegmentOrdinal,
        within: impl Fn(DocId) -> bool,
    ) -> Result<Option<BitSet>> {
        let held = self.searcher.inner.segment_reader(segment).max_doc();
        let Some(days) = self.searcher.days(segment, self)? else { return Ok(None) };
        if days.number().saturating_mul(NARROW) > held as usize {
            return Ok(None);
        }
        let mut docs = BitSet::with_max_value(held);
        let whole = days.each(|doc| {
            if within(doc) {
                docs.insert(doc);
            }
        });
        Ok(whole.map(|()| docs))
    }
}

/// The documents that pass a test, each of which is tested when it is come to.
struct Tested<T> {
    within: T,
    doc: DocId,
    end: DocId,
}

impl<T: Fn(DocId) -> bool + Send> DocSet for Tested<T> {
    fn advance(&mut self) -> DocId {
        self.seek(self.doc.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let next = (target..self.end).find(|doc| (self.within)(*doc));
        self.doc = next.unwrap_or(TERMINATED);
        self.doc
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target < self.end && (self.within)(target) {
            self.doc = target;
            return SeekDangerResult::Found;
        }
        SeekDangerResult::SeekLowerBound(target.saturating_add(1).min(TERMINATED))
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}

impl DateQuery {
    /// Returns what tells whether a document of a segment matches.
    pub(crate) fn open(
        &self,
        searcher: &Searcher,
        segment: SegmentOrdinal,
    ) -> Result<impl Fn(DocId) -> bool + use<>> {
        let start = searcher.date_starts(segment)?.clone();
        let end = searcher.date_ends(segment)?.clone();
        let (starts, ends) = (self.starts, self.ends);
        // A date ends behind its begin, which often says enough.
        let ended = move |start: i64| {
            ends.1 == Bound::Unbounded
                && match ends.0 {
                    Bound::Included(end) | Bound::Excluded(end) => start >= end,
                    Bound::Unbounded => true,
                }
        };
        Ok(move |doc| {
            start.first(doc).is_some_and(|start| {
                starts.contains(&start)
                    && (ended(start) || end.first(doc).is_some_and(|end| ends.contains(&end)))
            })
        })
    }
}

impl DateQuery {
    /// Returns where the dates begin that may match, if none of them lasts longer than so many seconds.
    pub(crate) fn begins(&self, longest: i64) -> RangeInclusive<i64> {
        let first = match self.starts.0 {
            Bound::Included(start) => start,
            Bound::Excluded(start) => start.saturating_add(1),
            Bound::Unbounded => i64::MIN,
        };
        let last = match self.starts.1 {
            Bound::Included(start) => start,
            Bound::Excluded(start) => start.saturating_sub(1),
            Bound::Unbounded => i64::MAX,
        };
        let first_of_end = match self.ends.0 {
            Bound::Included(end) | Bound::Excluded(end) => end.saturating_sub(longest),
            Bound::Unbounded => i64::MIN,
        };
        let last_of_end = match self.ends.1 {
            Bound::Included(end) | Bound::Excluded(end) => end,
            Bound::Unbounded => i64::MAX,
        };
        first.max(first_of_end)..=last.min(last_of_end)
    }
}
