//! Counting the matches of a union of words: a bit for each document.

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentOrdinal, SegmentReader};

use super::{DOING, Draw};
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;

impl Draw<'_> {
    /// Returns how many articles match a union of words; `None` where more is asked or articles were removed.
    pub(crate) fn count(&self, searcher: &Searcher) -> Result<Option<u64>> {
        let removed = searcher.inner.segment_readers().iter().any(SegmentReader::has_deletes);
        let alone = self.groups.len() == 1 && self.phrases.is_empty() && self.patterns.is_empty();
        if removed || !alone || !self.filters.is_empty() {
            return Ok(None);
        }
        let mut count = 0;
        for (segment, reader) in (0..).zip(searcher.inner.segment_readers()) {
            count += self.count_in(searcher, segment, reader)?;
        }
        Ok(Some(count))
    }

    fn count_in(
        &self,
        searcher: &Searcher,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> Result<u64> {
        let index = reader.inverted_index(searcher.fields.stems()).doing(DOING)?;
        let mut bits = Bits::new(reader.max_doc());
        for info in self.groups.iter().flatten().filter_map(|stem| stem.infos.of(segment)) {
            let postings = index
                .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)
                .map_err(|source| Error::io("postings", source))?;
            bits.add(postings);
        }
        Ok(bits.count())
    }
}

/// A bit for each document of a segment.
struct Bits(Vec<u64>);

impl Bits {
    fn new(documents: DocId) -> Self {
        Self(vec![0; documents.div_ceil(64) as usize])
    }

    fn add(&mut self, mut postings: BlockSegmentPostings) {
        while !postings.docs().is_empty() {
            for doc in postings.docs() {
                if let Some(bits) = self.0.get_mut((doc / 64) as usize) {
                    *bits |= 1 << (doc % 64);
                }
            }
            postings.advance();
        }
    }

    fn count(&self) -> u64 {
        self.0.iter().map(|bits| u64::from(bits.count_ones())).sum()
    }
}
