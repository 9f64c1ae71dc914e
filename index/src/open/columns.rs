//! What searches read of a segment again and again: each is opened once, since opening reads what stands before the
//! values.

use std::sync::OnceLock;

use tantivy::columnar::Column;
use tantivy::store::StoreReader;
use tantivy::{SegmentOrdinal, SegmentReader};

use super::Searcher;
use crate::error::{Doing as _, Error, Result};
use crate::schema::{DATE_START, ID_START};

/// The columns of an index's segments, as far as they were asked for.
pub(crate) struct Columns(Vec<Opened>);

#[derive(Default)]
struct Opened {
    id_starts: OnceLock<Column<u64>>,
    date_starts: OnceLock<Column<i64>>,
    store: OnceLock<StoreReader>,
}

/// Blocks of stored articles that are kept, which no query has a use for again.
const BLOCKS: usize = 1;

impl Columns {
    pub(super) fn new(segments: usize) -> Self {
        Self((0..segments).map(|_| Opened::default()).collect())
    }
}

const DOING: &str = "ordering hits";

impl Searcher {
    /// Returns the beginnings of the ids in a segment.
    pub(crate) fn id_starts(&self, segment: SegmentOrdinal) -> Result<&Column<u64>> {
        let open = |reader: &SegmentReader| reader.fast_fields().u64(ID_START).doing(DOING);
        self.opened(segment, |opened| &opened.id_starts, open)
    }

    /// Returns when the dates in a segment begin.
    pub(crate) fn date_starts(&self, segment: SegmentOrdinal) -> Result<&Column<i64>> {
        let open = |reader: &SegmentReader| reader.fast_fields().i64(DATE_START).doing(DOING);
        self.opened(segment, |opened| &opened.date_starts, open)
    }

    /// Returns the stored articles of a segment.
    pub(crate) fn store(&self, segment: SegmentOrdinal) -> Result<&StoreReader> {
        let open = |reader: &SegmentReader| {
            reader.get_store_reader(BLOCKS).map_err(|source| Error::io("articles", source))
        };
        self.opened(segment, |opened| &opened.store, open)
    }

    fn opened<T>(
        &self,
        segment: SegmentOrdinal,
        column: impl FnOnce(&Opened) -> &OnceLock<T>,
        open: impl FnOnce(&SegmentReader) -> Result<T>,
    ) -> Result<&T> {
        let opened = usize::try_from(segment).ok().and_then(|at| self.columns.0.get(at));
        let slot = column(opened.ok_or_else(|| Error::damaged("no such segment"))?);
        if let Some(column) = slot.get() {
            return Ok(column);
        }
        let new = open(self.inner.segment_reader(segment))?;
        Ok(slot.get_or_init(|| new))
    }
}
