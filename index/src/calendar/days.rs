//! The articles of a segment from a range of dates.

use std::ops::Range;

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentOrdinal};

use super::table::{Calendar, LISTS};
use crate::bits::Bits;
use crate::error::Result;
use crate::open::Searcher;
use crate::schema::DateQuery;

/// What may match a range of dates; where the dates end is still to be asked.
pub(crate) struct Days<'a> {
    calendar: &'a Calendar,
    /// How many documents the segment holds.
    documents: DocId,
    places: [Range<usize>; LISTS],
}

impl Searcher {
    /// Looks a range of dates up in a segment; `None` where its calendar is missing or damaged.
    pub(crate) fn days(
        &self,
        segment: SegmentOrdinal,
        dates: &DateQuery,
    ) -> Result<Option<Days<'_>>> {
        let Some(calendar) = self.calendar(segment) else { return Ok(None) };
        let places = places(calendar, self.date_starts(segment)?, Some(dates));
        let documents = self.inner.segment_reader(segment).max_doc();
        Ok(places.map(|places| Days { calendar, documents, places }))
    }
}

impl Days<'_> {
    /// Returns how many articles there are.
    pub(crate) fn number(&self) -> usize {
        self.places.iter().map(ExactSizeIterator::len).sum()
    }

    /// Returns them as a set; `None` where the calendar is damaged.
    pub(crate) fn bits(&self) -> Option<Bits> {
        let mut bits = Bits::new(self.documents);
        self.each(|doc| bits.add(doc)).map(|()| bits)
    }

    /// Gives each of them, in no order; `None` where the calendar is damaged.
    pub(crate) fn each(&self, mut found: impl FnMut(DocId)) -> Option<()> {
        for (list, places) in self.places.iter().enumerate() {
            self.calendar.each(list, places.clone(), |doc| {
                if doc < self.documents {
                    found(doc);
                }
            })?;
        }
        Some(())
    }
}

/// Returns the places in each list of what may match a range of dates, or all; `None` where the calendar is damaged.
pub(super) fn places(
    calendar: &Calendar,
    starts: &Column<i64>,
    dates: Option<&DateQuery>,
) -> Option<[Range<usize>; LISTS]> {
    let mut all: [Range<usize>; LISTS] = Default::default();
    for (places, (at, list)) in all.iter_mut().zip(calendar.lists()) {
        *places = match dates {
            Some(dates) => {
                let begins = dates.begins(list.longest);
                let place = |before: &dyn Fn(i64) -> bool| {
                    calendar.place(at, |doc| starts.first(doc), before)
                };
                let end = place(&|start| start <= *begins.end())?;
                place(&|start| start < *begins.start())?.min(end)..end
            }
            None => 0..list.number,
        };
    }
    Some(all)
}
