//! The first matches in an order that needs no scores: by date and id, or by id alone.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::collector::Collector;
use tantivy::columnar::Column;
use tantivy::query::Weight;
use tantivy::{DocAddress, Order, SegmentOrdinal, SegmentReader};

use crate::calendar::date_place;
use crate::schema::{DATE_START, ID_START};
use crate::top::{InOneGo, Top};

/// What a match is ordered by, the greatest first: its date, then the begin of its id.
pub(super) type Place = (u64, u64);

/// Returns the place of a match by that of its date and the begin of its id.
pub(super) fn place(date: u64, id_start: Option<u64>) -> Place {
    (date, !id_start.unwrap_or_default())
}

/// A match and its place.
pub(super) type Placed = (Place, DocAddress);

/// Collects the first matches, and all that share their place with the last one.
pub(super) struct First {
    dates: Option<Order>,
    places: Mutex<Top<Place>>,
}

impl First {
    /// Wants so many, by date in an order or by id alone.
    pub(super) fn new(wanted: usize, dates: Option<Order>) -> Self {
        Self { dates, places: Mutex::new(Top::new(wanted)) }
    }

    fn places(&self) -> MutexGuard<'_, Top<Place>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Collector for First {
    type Fruit = Vec<Placed>;
    type Child = InOneGo<Placed>;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<Self::Child> {
        Ok(InOneGo::new())
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Vec<Placed>> {
        let dates: Option<(Column<i64>, Order)> = match self.dates {
            Some(order) => Some((reader.fast_fields().i64(DATE_START)?, order)),
            None => None,
        };
        let starts = reader.fast_fields().u64(ID_START)?;
        let alive = reader.alive_bitset();
        let mut places = self.places();
        let mut last = places.last().unwrap_or_default();
        let mut found: Vec<Placed> = Vec::new();
        weight.for_each_no_score(reader, &mut |docs| {
            for doc in docs {
                let date = dates
                    .as_ref()
                    .map_or(0, |(dates, order)| date_place(dates.first(*doc), *order));
                if date < last.0 || alive.is_some_and(|alive| alive.is_deleted(*doc)) {
                    continue;
                }
                let place = place(date, starts.first(*doc));
                if place < last {
                    continue;
                }
                places.add(place);
                last = places.last().unwrap_or_default();
                let new = (place, DocAddress::new(segment, *doc));
                places.keep(&mut found, new, |(place, _)| *place >= last);
            }
        })?;
        Ok(found)
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Placed>>) -> tantivy::Result<Vec<Placed>> {
        let last = self.places().last().unwrap_or_default();
        Ok(fruits.into_iter().flatten().filter(|(place, _)| *place >= last).collect())
    }
}
