//! What was removed of a term and still stands in its postings.
//!
//! It is counted in the postings, which takes the longer the more was removed. Where that is much, what was removed of
//! each frequent term stands in a table beside the segment, made at the commit that removed it. As with all that
//! stands there, a missing or damaged table costs time alone.

use tantivy::fastfield::AliveBitSet;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet as _, SegmentOrdinal, SegmentReader, TERMINATED};

use super::Searcher;
use crate::beside::{self, Table};
use crate::bits;
use crate::error::{Doing as _, Error, Result};

/// What the name of a table ends in.
const EXTENSION: &str = "gone";
const DOING: &str = "counting removed articles";
/// Of fewer documents that were removed from a segment there is no table.
const MANY: u32 = if cfg!(test) { 35 } else { 256 };
/// Terms in so many documents of a segment stand in its table; of others all postings are read in microseconds.
const FREQUENT: u32 = if cfg!(test) { 100 } else { 2048 };
/// The key of the number of documents that had been removed when the table was made: no term has it.
const REMOVED: u64 = u64::MAX;

/// Articles that were removed and still stand in the postings of a term, and how often it stands in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gone {
    pub(crate) articles: u64,
    pub(crate) occurrences: u64,
}

impl Gone {
    fn add(&mut self, postings: &impl Postings) {
        self.articles += 1;
        self.occurrences += u64::from(postings.term_freq());
    }

    /// Puts both into one number, if they are small enough.
    fn packed(self) -> Option<u64> {
        let [articles, occurrences] =
            [self.articles, self.occurrences].map(|n| u32::try_from(n).ok().map(u64::from));
        Some(articles? << 32 | occurrences?)
    }

    fn unpacked(number: u64) -> Self {
        Self { articles: number >> 32, occurrences: number & u64::from(u32::MAX) }
    }
}

/// The key of a term in a table: its field, and where its postings begin in the segment.
fn key(field: Field, info: &TermInfo) -> u64 {
    (u64::from(field.field_id()) << 48) ^ info.postings_range.start as u64
}

impl Searcher {
    /// Counts what was removed of a term of a field.
    pub(super) fn gone<'a>(
        &self,
        field: Field,
        infos: impl Iterator<Item = Option<&'a TermInfo>>,
    ) -> Result<Gone> {
        let mut all = Gone::default();
        for (segment, info) in self.segments().zip(infos) {
            let Some(info) = info else { continue };
            let Gone { articles, occurrences } = self.gone_of(segment, field, info)?;
            all.articles += articles;
            all.occurrences += occurrences;
        }
        Ok(all)
    }

    /// Counts what was removed of a term in a segment.
    pub(crate) fn gone_of(
        &self,
        segment: SegmentOrdinal,
        field: Field,
        info: &TermInfo,
    ) -> Result<Gone> {
        let reader = self.inner.segment_reader(segment);
        if info.doc_freq >= FREQUENT && reader.num_deleted_docs() >= MANY {
            let read = |reader: &SegmentReader| Ok(self.table_of_gone(reader).unwrap_or_default());
            let table = self.part(segment, |opened| &opened.gone, read)?;
            if let Some(known) = table.get(key(field, info)) {
                return Ok(Gone::unpacked(known));
            }
        }
        self.count_gone(segment, field, info)
    }

    /// Counts it in the postings. Of those of a frequent term only the blocks are read in which something was removed.
    pub(super) fn count_gone(
        &self,
        segment: SegmentOrdinal,
        field: Field,
        info: &TermInfo,
    ) -> Result<Gone> {
        let mut gone = Gone::default();
        let reader = self.inner.segment_reader(segment);
        let Some(alive) = reader.alive_bitset() else { return Ok(gone) };
        let index = reader.inverted_index(field).doing(DOING)?;
        let mut postings = index
            .read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
            .map_err(|source| Error::io("postings", source))?;
        if info.doc_freq <= reader.num_deleted_docs() {
            while postings.doc() != TERMINATED {
                if alive.is_deleted(postings.doc()) {
                    gone.add(&postings);
                }
                postings.advance();
            }
            return Ok(gone);
        }
        let removed =
            self.part(segment, |opened| &opened.removed, |_| Ok(removed(alive, reader)))?;
        for doc in removed {
            if postings.doc() < *doc && postings.seek(*doc) == TERMINATED {
                break;
            }
            if postings.doc() == *doc {
                gone.add(&postings);
            }
        }
        Ok(gone)
    }

    /// Reads the table of a segment; `None` where it is missing or damaged, or more was removed since.
    fn table_of_gone(&self, reader: &SegmentReader) -> Option<Table> {
        let table = Table::read(&beside::path(&self.dir, reader, EXTENSION))?;
        (table.get(REMOVED)? == u64::from(reader.num_deleted_docs())).then_some(table)
    }

    /// Makes the tables of segments of which much was removed, where they are not known yet.
    pub(super) fn make_tables_of_gone(&self) -> Result<()> {
        let known = |_: SegmentOrdinal, reader: &SegmentReader| {
            reader.num_deleted_docs() < MANY || self.table_of_gone(reader).is_some()
        };
        self.make_beside(EXTENSION, known, |segment, reader| {
            let mut entries = vec![(REMOVED, u64::from(reader.num_deleted_docs()))];
            for text in self.fields.texts() {
                let index = reader.inverted_index(text.field).doing(DOING)?;
                let terms = index.terms().stream();
                let mut terms = terms.map_err(|source| Error::io("terms", source))?;
                while terms.advance() {
                    let info = terms.value();
                    if info.doc_freq >= FREQUENT {
                        let gone = self.count_gone(segment, text.field, info)?.packed();
                        entries.extend(gone.map(|gone| (key(text.field, info), gone)));
                    }
                }
            }
            Ok(Table::new(entries).bytes())
        })
    }
}

/// Returns the documents of a segment that were removed.
fn removed(alive: &AliveBitSet, reader: &SegmentReader) -> Vec<DocId> {
    let mut left = BitSet::with_max_value_and_full(reader.max_doc());
    left.intersect_update(alive.bitset());
    let words = 0..reader.max_doc().div_ceil(64);
    let gone: Vec<u64> =
        words.map(|word| !u64::from_le_bytes(left.tinyset(word).into_bytes())).collect();
    bits::documents(0, &gone).take_while(|doc| *doc < reader.max_doc()).collect()
}
