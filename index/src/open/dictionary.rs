//! The dictionaries of a segment as automata, node by node, and its postings as they stand.
//!
//! The engine reads a dictionary against an automaton of its own and visits every letter behind every node on the
//! way. Where few letters can lead on, as in a word with edits, it is many times faster to look these up.

use std::path::Path;

use tantivy::SegmentReader;
use tantivy::directory::{CompositeFile, OwnedBytes};
use tantivy::schema::Field;
use tantivy::{Directory as _, TantivyError};
use tantivy_fst::raw::Fst;

use super::Searcher;
use super::term_infos::TermInfos;
use crate::error::{Doing as _, Error, Result};

/// A dictionary.
pub(crate) struct Dictionary {
    /// Its words and their numbers.
    pub(crate) words: Fst<OwnedBytes>,
    /// What it says of them.
    pub(crate) infos: TermInfos,
}

/// What stands behind a dictionary and the numbers of its words, in bytes.
const FOOTER: usize = 16;
/// The end of that: the layout of the dictionary that is read here, and its kind.
const LAYOUT: [u8; 8] = [1, 0, 0, 0, 1, 0, 0, 0];

/// What stands before the postings of a field: the number of its words.
const TOKENS: usize = 8;

const DOING: &str = "opening a segment";

impl Searcher {
    /// Opens the dictionaries of some fields of a segment; a field without words has none.
    pub(crate) fn dictionaries(
        &self,
        segment: &SegmentReader,
        fields: &[Field],
    ) -> Result<Vec<Option<Dictionary>>> {
        let (name, files) = self.composite(segment, "term")?;
        let mut dictionaries = Vec::with_capacity(fields.len());
        for field in fields {
            let Some(file) = files.open_read(*field) else {
                dictionaries.push(None);
                continue;
            };
            let bytes = file.read_bytes().map_err(|source| Error::io(&name, source))?;
            let dictionary = without_numbers(&bytes).and_then(|length| {
                let (words, infos) = bytes.split(length);
                Some(Dictionary { words: Fst::new(words).ok()?, infos: TermInfos::open(&infos)? })
            });
            let dictionary = dictionary.ok_or_else(|| Error::damaged(format_args!("{name}")))?;
            dictionaries.push(Some(dictionary));
        }
        Ok(dictionaries)
    }

    /// Opens the postings of a field of a segment; a field without words has none.
    pub(crate) fn postings(&self, segment: &SegmentReader, field: Field) -> Result<OwnedBytes> {
        let (name, files) = self.composite(segment, "idx")?;
        let Some(file) = files.open_read(field) else { return Ok(OwnedBytes::empty()) };
        let bytes = file.read_bytes().map_err(|source| Error::io(&name, source))?;
        if bytes.len() < TOKENS {
            return Err(Error::damaged(format_args!("{name}")));
        }
        Ok(bytes.split(TOKENS).1)
    }

    /// Opens a file of a segment that has a part for each field.
    fn composite(&self, segment: &SegmentReader, kind: &str) -> Result<(String, CompositeFile)> {
        let name = format!("{}.{kind}", segment.segment_id().uuid_string());
        // The segment holds the file open, so that it is there even if it was merged away meanwhile.
        let file = self.inner.index().directory().open_read(Path::new(&name));
        let file = file.map_err(TantivyError::from).doing(DOING)?;
        let files = CompositeFile::open(&file).map_err(|source| Error::io(&name, source))?;
        Ok((name, files))
    }
}

/// Returns how long a dictionary is without the numbers of its words.
pub(super) fn without_numbers(bytes: &[u8]) -> Option<usize> {
    let (rest, footer) = bytes.split_last_chunk::<FOOTER>()?;
    let numbers = u64::from_le_bytes(*footer.first_chunk::<8>()?);
    let known = footer.ends_with(&LAYOUT);
    rest.len().checked_sub(usize::try_from(numbers).ok()?).filter(|_| known)
}
