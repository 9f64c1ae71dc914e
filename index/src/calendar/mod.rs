//! The articles of each segment in the order of their dates, which the engine does not keep.
//!
//! With it the newest articles are told without a look at any other, and those of a few days without a look at all
//! dates. It stands in a file beside the segment ([`crate::beside`]), of which a search reads what it needs.
//!
//! A date lasts: a day, a month, a year. A range of dates that asks where they end is therefore a little wider, by
//! the longest of them, where it is looked up by where they begin; so that years do not widen it for days, articles
//! stand in three [lists](table::List), by how long their dates last. Articles without date stand in none.

mod days;
mod order;
mod table;

use tantivy::directory::{Directory as _, FileSlice, MmapDirectory};
use tantivy::{SegmentOrdinal, SegmentReader};

pub(crate) use self::order::date_place;
pub(crate) use self::table::Calendar;
use self::table::{LISTS, List};
use crate::beside;
use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::schema::{DATE_END, DATE_START};

/// What the name of a calendar ends in.
const EXTENSION: &str = "calendar";
const DOING: &str = "reading dates";

impl Searcher {
    /// Returns the calendar of a segment, unless it is missing or damaged.
    fn calendar(&self, segment: SegmentOrdinal) -> Option<&Calendar> {
        let open = || self.open_calendar(self.inner.segment_reader(segment));
        self.opened(segment).ok()?.calendar.get_or_init(open).as_ref()
    }

    fn open_calendar(&self, reader: &SegmentReader) -> Option<Calendar> {
        let path = beside::path(&self.dir, reader, EXTENSION);
        let dir = MmapDirectory::open(&self.dir).ok()?;
        let file = dir.get_file_handle(path.file_name()?.as_ref()).ok()?;
        Calendar::open(FileSlice::new(file).read_bytes().ok()?)
    }

    /// Makes the calendars that are missing or whose head is damaged, and removes those of segments that are gone.
    ///
    /// Their blocks are not read: there are four bytes of every article in them.
    pub(crate) fn make_calendars(&self) -> Result<()> {
        let opens =
            |_: SegmentOrdinal, reader: &SegmentReader| self.open_calendar(reader).is_some();
        self.make_beside(EXTENSION, opens, |_, reader| calendar_of(reader))
    }
}

/// Puts the articles of a segment in order.
fn calendar_of(reader: &SegmentReader) -> Result<Vec<u8>> {
    let fast = reader.fast_fields();
    let starts = fast.i64(DATE_START).doing(DOING)?;
    let ends = fast.i64(DATE_END).doing(DOING)?;
    let mut lists: [List; LISTS] = Default::default();
    for doc in 0..reader.max_doc() {
        if let (Some(start), Some(end)) = (starts.first(doc), ends.first(doc)) {
            let seconds = end.saturating_sub(start);
            if let Some(list) = lists.get_mut(table::list_of(seconds)) {
                list.add(start, seconds, doc);
            }
        }
    }
    Ok(table::bytes_of(lists))
}

#[cfg(test)]
pub(crate) mod tests;
