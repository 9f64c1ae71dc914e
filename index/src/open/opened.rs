//! What searches read of a segment again and again: each part is opened once, when it is first needed, since opening
//! reads what stands before the values.

use std::sync::OnceLock;

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, SegmentOrdinal, SegmentReader};

use super::Searcher;
use super::living::Living;
use crate::beside::Table;
use crate::calendar::Calendar;
use crate::error::{Doing as _, Error, Result};
use crate::rank::{FieldPostings, Norms};
use crate::schema::{DATE_END, DATE_START, ID_KEY, ID_START, SOURCE, TEXTS, TextField};
use crate::store::{Blocks, read_string, strings};

/// A segment, as far as it was asked for.
#[derive(Default)]
pub(crate) struct Opened {
    id_starts: OnceLock<Column<u64>>,
    date_starts: OnceLock<Column<i64>>,
    date_ends: OnceLock<Column<i64>>,
    id_keys: OnceLock<Option<StrColumn>>,
    sources: OnceLock<Option<StrColumn>>,
    /// The number of each article's language.
    pub(super) languages: OnceLock<Vec<u16>>,
    /// What is left of it, if something was removed.
    pub(super) living: OnceLock<Living>,
    /// What was removed.
    pub(super) removed: OnceLock<Vec<DocId>>,
    /// How often frequent terms stand in that.
    pub(super) gone: OnceLock<Table>,
    pub(crate) store: OnceLock<Blocks>,
    /// The postings of the fields of words, and the lengths of their texts.
    postings: [OnceLock<FieldPostings>; TEXTS],
    norms: [OnceLock<Norms>; TEXTS],
    /// How often frequent stems stand in it.
    pub(crate) occurrences: OnceLock<Table>,
    /// Its articles in the order of their dates, if that is known.
    pub(crate) calendar: OnceLock<Option<Calendar>>,
}

const DOING: &str = "opening a column";

impl Searcher {
    /// Returns the beginnings of the ids in a segment.
    pub(crate) fn id_starts(&self, segment: SegmentOrdinal) -> Result<&Column<u64>> {
        let open = |reader: &SegmentReader| reader.fast_fields().u64(ID_START).doing(DOING);
        self.part(segment, |opened| &opened.id_starts, open)
    }

    /// Returns when the dates in a segment begin.
    pub(crate) fn date_starts(&self, segment: SegmentOrdinal) -> Result<&Column<i64>> {
        let open = |reader: &SegmentReader| reader.fast_fields().i64(DATE_START).doing(DOING);
        self.part(segment, |opened| &opened.date_starts, open)
    }

    /// Returns when the dates in a segment end.
    pub(crate) fn date_ends(&self, segment: SegmentOrdinal) -> Result<&Column<i64>> {
        let open = |reader: &SegmentReader| reader.fast_fields().i64(DATE_END).doing(DOING);
        self.part(segment, |opened| &opened.date_ends, open)
    }

    /// Returns the ids in a segment as ties are ordered by them; `None` where it has none.
    pub(crate) fn id_keys(&self, segment: SegmentOrdinal) -> Result<Option<&StrColumn>> {
        let column = self.part(segment, |opened| &opened.id_keys, |reader| strings(reader, ID_KEY));
        column.map(Option::as_ref)
    }

    /// Returns the sources in a segment; `None` where it has none.
    pub(crate) fn source_names(&self, segment: SegmentOrdinal) -> Result<Option<&StrColumn>> {
        let column = self.part(segment, |opened| &opened.sources, |reader| strings(reader, SOURCE));
        column.map(Option::as_ref)
    }

    /// Returns the id of an article as ties are ordered by it.
    pub(crate) fn id_key(&self, at: DocAddress) -> Result<String> {
        string(self.id_keys(at.segment_ord)?, at)
    }

    /// Returns the source of an article.
    pub(crate) fn source_name(&self, at: DocAddress) -> Result<String> {
        string(self.source_names(at.segment_ord)?, at)
    }

    /// Returns the stored articles of a segment.
    pub(crate) fn store(&self, segment: SegmentOrdinal) -> Result<&Blocks> {
        self.part(segment, |opened| &opened.store, |reader| Blocks::open(self, reader))
    }

    /// Returns the postings of a field of words in a segment.
    pub(crate) fn postings_of(
        &self,
        segment: SegmentOrdinal,
        field: Field,
    ) -> Result<&FieldPostings> {
        let (text, slot) = self.of_text(field, &self.opened(segment)?.postings)?;
        known(slot, || {
            let bytes = self.postings(self.inner.segment_reader(segment), field)?;
            Ok(FieldPostings { bytes, places: !text.stemmed })
        })
    }

    /// Returns the lengths of the texts of a field of words in a segment.
    pub(crate) fn norms_of(&self, segment: SegmentOrdinal, field: Field) -> Result<&Norms> {
        let (_, slot) = self.of_text(field, &self.opened(segment)?.norms)?;
        known(slot, || Norms::open(self, self.inner.segment_reader(segment), field))
    }

    /// Returns what belongs to a field of words.
    fn of_text<'a, T>(&self, field: Field, parts: &'a [T; TEXTS]) -> Result<(TextField, &'a T)> {
        let part = self.fields.texts().into_iter().zip(parts).find(|(text, _)| text.field == field);
        part.ok_or_else(|| Error::damaged("no such field of words"))
    }

    /// Returns what was opened of a segment so far.
    pub(crate) fn opened(&self, segment: SegmentOrdinal) -> Result<&Opened> {
        let opened = usize::try_from(segment).ok().and_then(|at| self.opened.get(at));
        opened.ok_or_else(|| Error::damaged("no such segment"))
    }

    /// Returns a part of a segment, opening it where it is not yet.
    pub(super) fn part<T>(
        &self,
        segment: SegmentOrdinal,
        part: impl FnOnce(&Opened) -> &OnceLock<T>,
        open: impl FnOnce(&SegmentReader) -> Result<T>,
    ) -> Result<&T> {
        known(part(self.opened(segment)?), || open(self.inner.segment_reader(segment)))
    }
}

/// Returns what is known, opening it where it is not.
fn known<T>(slot: &OnceLock<T>, open: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = slot.get() {
        return Ok(known);
    }
    let new = open()?;
    Ok(slot.get_or_init(|| new))
}

fn string(column: Option<&StrColumn>, at: DocAddress) -> Result<String> {
    let mut text = String::new();
    if let Some(column) = column {
        read_string(column, at.doc_id, &mut text)?;
    }
    Ok(text)
}
