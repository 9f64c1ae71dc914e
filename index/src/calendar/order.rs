//! The articles of an index one after the other, in the order of their dates.

use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::ops::Range;

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Order, SegmentOrdinal};

use super::days::places;
use super::table::{Block, Calendar};
use crate::error::Result;
use crate::open::Searcher;
use crate::schema::DateQuery;

/// Orders dates, the greatest first; what has none comes last.
pub(crate) fn date_place(date: Option<i64>, order: Order) -> u64 {
    const SIGN: u64 = 1 << 63;
    let Some(date) = date else { return 0 };
    let rising = date.cast_unsigned() ^ SIGN;
    (if order == Order::Desc { rising } else { !rising }).max(1)
}

/// The articles that have a date and were not taken yet.
pub(crate) struct InOrder<'a> {
    lines: Vec<Line<'a>>,
    /// The first of each line: its place, its line and its document.
    heads: BinaryHeap<(u64, usize, DocId)>,
}

/// A list of a segment.
struct Line<'a> {
    segment: SegmentOrdinal,
    calendar: &'a Calendar,
    list: usize,
    starts: Column<i64>,
    order: Order,
    /// The places that were not read yet.
    rest: Range<usize>,
    /// The block that is read, and the place that it begins with.
    block: Option<(usize, Block<'a>)>,
}

impl Searcher {
    /// Begins with the latest or the earliest article of all, or of a range of dates, which it may exceed; `None`
    /// where a calendar is missing or damaged.
    pub(crate) fn in_order(
        &self,
        order: Order,
        dates: Option<&DateQuery>,
    ) -> Result<Option<InOrder<'_>>> {
        let mut found = InOrder { lines: Vec::new(), heads: BinaryHeap::new() };
        for segment in self.segments() {
            let Some(calendar) = self.calendar(segment) else { return Ok(None) };
            let starts = self.date_starts(segment)?;
            let Some(places) = places(calendar, starts, dates) else { return Ok(None) };
            for (list, rest) in places.into_iter().enumerate().filter(|(_, rest)| !rest.is_empty())
            {
                let (starts, block) = (starts.clone(), None);
                let mut line = Line { segment, calendar, list, starts, order, rest, block };
                let Some((place, doc)) = line.next() else { return Ok(None) };
                found.heads.push((place, found.lines.len(), doc));
                found.lines.push(line);
            }
        }
        Ok(Some(found))
    }
}

impl InOrder<'_> {
    /// Returns how many articles there are.
    pub(crate) fn number(&self) -> usize {
        self.heads.len() + self.lines.iter().map(|line| line.rest.len()).sum::<usize>()
    }

    /// Takes so many articles and all that share the date of the last one; `None` where these are more than `most`,
    /// or where a calendar is damaged.
    pub(crate) fn take(&mut self, number: usize, most: usize) -> Option<Vec<DocAddress>> {
        let mut taken = Vec::new();
        let mut last = None;
        while let Some(mut head) = self.heads.peek_mut() {
            let (place, at, doc) = *head;
            if taken.len() >= number && last != Some(place) {
                break;
            }
            if taken.len() >= most {
                return None;
            }
            let line = self.lines.get_mut(at)?;
            taken.push(DocAddress::new(line.segment, doc));
            last = Some(place);
            if line.rest.is_empty() {
                PeekMut::pop(head);
            } else {
                let (place, doc) = line.next()?;
                *head = (place, at, doc);
            }
        }
        Some(taken)
    }
}

impl Line<'_> {
    fn next(&mut self) -> Option<(u64, DocId)> {
        let at = match self.order {
            Order::Asc => self.rest.next(),
            Order::Desc => self.rest.next_back(),
        }?;
        let known = self.block.filter(|(begin, block)| (*begin..begin + block.len()).contains(&at));
        let (begin, block) = match known {
            Some(known) => known,
            None => *self.block.insert(self.calendar.block_at(self.list, at)?),
        };
        let doc = block.get(at - begin)?;
        Some((date_place(Some(self.starts.first(doc)?), self.order), doc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_ordered_both_ways_and_none_is_last() {
        let dates = [Some(i64::MIN), Some(-1), Some(0), Some(i64::MAX)];
        for order in [Order::Asc, Order::Desc] {
            let mut places = dates.map(|date| date_place(date, order));
            if order == Order::Asc {
                places.reverse();
            }
            assert!(places.is_sorted(), "{places:?}");
            assert!(places.iter().all(|place| *place > date_place(None, order)));
        }
    }
}
