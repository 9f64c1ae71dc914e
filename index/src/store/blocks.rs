//! The stored documents of a segment, read where they lie.
//!
//! The engine copies the whole block of a document, and decodes the index of blocks into lists. A page of hits needs
//! the first bytes of ten documents from ten places. The layout is that of tantivy 0.27 (`store/footer.rs`,
//! `store/index/`, `store/reader.rs`), with documents that are not compressed:
//!
//! ```text
//! store = blocks, index, version (4 bytes), where the index begins (8), compression (1), nothing (15)
//! index = how many layers there are, where each of them ends, the layers
//! layer = groups: how many entries, the first document, the first byte, of each entry its documents and bytes
//! block = documents, where each begins (4 bytes each), how many there are (4)
//! ```
//!
//! The entries of the last layer are blocks, those of another one groups of the next.

use std::ops::Range;
use std::path::Path;

use tantivy::directory::OwnedBytes;
use tantivy::{Directory as _, DocId, SegmentReader, TantivyError};

use super::stored::number;
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;

/// What stands at the end of the file.
const FOOTER: usize = 28;
/// Documents are stored as they are.
const PLAIN: u8 = 0;

/// The stored documents of a segment.
pub(crate) struct Blocks {
    bytes: OwnedBytes,
    /// The layers of the index.
    layers: Vec<Range<usize>>,
}

/// Documents, and where what belongs to them lies.
struct Entry {
    first: u64,
    bytes: Range<usize>,
}

impl Blocks {
    /// Opens the stored documents of a segment.
    pub(crate) fn open(searcher: &Searcher, segment: &SegmentReader) -> Result<Self> {
        let name = format!("{}.store", segment.segment_id().uuid_string());
        let file = searcher.inner.index().directory().open_read(Path::new(&name));
        let file = file.map_err(TantivyError::from).doing("opening a segment")?;
        let bytes = file.read_bytes().map_err(|source| Error::io(&name, source))?;
        let layers = layers(&bytes).ok_or_else(|| Error::damaged(format_args!("{name}")))?;
        Ok(Self { bytes, layers })
    }

    /// Returns what is stored of a document; `None` where that is damaged.
    pub(super) fn document(&self, doc: DocId) -> Option<&[u8]> {
        let bytes = self.bytes.as_slice();
        let mut entry = Entry { first: 0, bytes: 0..0 };
        for layer in &self.layers {
            entry = seek(bytes.get(layer.clone())?.get(entry.bytes.start..)?, doc.into())?;
        }
        let (documents, number) = bytes.get(entry.bytes)?.split_last_chunk()?;
        let number = usize::try_from(u32::from_le_bytes(*number)).ok()?;
        let begins = documents.len().checked_sub(number.checked_mul(size_of::<u32>())?)?;
        let (documents, begins) = documents.split_at_checked(begins)?;
        let (begins, _) = begins.as_chunks();
        let begin = |at: usize| usize::try_from(u32::from_le_bytes(*begins.get(at)?)).ok();
        let at = usize::try_from(u64::from(doc).checked_sub(entry.first)?).ok()?;
        documents.get(begin(at)?..begin(at + 1).unwrap_or(documents.len()))
    }
}

/// Returns where the layers of the index lie.
fn layers(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let (body, footer) = bytes.split_at_checked(bytes.len().checked_sub(FOOTER)?)?;
    let (_version, footer) = footer.split_first_chunk::<4>()?;
    let (offset, footer) = footer.split_first_chunk()?;
    if footer.first() != Some(&PLAIN) {
        return None;
    }
    let index = body.get(usize::try_from(u64::from_le_bytes(*offset)).ok()?..)?;
    let (number_of_layers, mut index) = number(index)?;
    let mut ends = Vec::new();
    for _ in 0..number_of_layers {
        let (end, rest) = number(index)?;
        ends.push(end);
        index = rest;
    }
    let begin = body.len() - index.len();
    let mut before = begin;
    let layer = |end: usize| {
        let end = begin.checked_add(end).filter(|end| *end <= body.len())?;
        Some(std::mem::replace(&mut before, end)..end)
    };
    ends.into_iter().map(layer).collect()
}

/// Finds the entry of a document among groups.
fn seek(mut groups: &[u8], doc: u64) -> Option<Entry> {
    let mut next = || {
        let (number, rest) = number(groups)?;
        groups = rest;
        Some(number)
    };
    loop {
        let entries = next()?;
        let (mut first, mut begin) = (next()? as u64, next()?);
        for _ in 0..entries {
            let behind = first.checked_add(next()? as u64)?;
            let end = begin.checked_add(next()?)?;
            if doc < behind {
                return Some(Entry { first, bytes: begin..end });
            }
            (first, begin) = (behind, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy::DocAddress;

    use super::*;
    use crate::{Article, Index, WriterOptions};

    fn index(dir: &Path, articles: usize) -> Index {
        let index = Index::create_or_open(dir).unwrap();
        let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
        for n in 0..articles {
            let body = format!("{n} ").repeat(n * 7919 % 400);
            writer.add(&Article { id: n.to_string(), body, ..Article::default() }).unwrap();
        }
        writer.commit().unwrap();
        writer.finish().unwrap();
        index
    }

    #[test]
    fn documents_are_those_of_the_engine() {
        for articles in [1, 700, 5000] {
            let dir = tempfile::tempdir().unwrap();
            let searcher = index(dir.path(), articles).searcher().unwrap();
            for (segment, reader) in (0..).zip(searcher.inner.segment_readers()) {
                let engine = reader.get_store_reader(1).unwrap();
                let blocks = searcher.store(segment).unwrap();
                for doc in 0..reader.max_doc() {
                    let stored = engine.get_document_bytes(doc).unwrap();
                    assert_eq!(blocks.document(doc), Some(stored.as_slice()), "{doc}");
                }
                assert_eq!(blocks.document(reader.max_doc()), None);
                assert!(blocks.layers.len() > usize::from(articles > 4000));
            }
        }
    }

    #[test]
    fn another_document_is_not_taken_for_the_article() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path(), 90);
        let whole = index.searcher().unwrap().store(0).unwrap().bytes.as_slice().to_vec();
        let mut refused = 0;
        for at in whole.len() - 150..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            let Some(layers) = layers(&bytes) else { continue };
            let searcher = index.searcher().unwrap();
            let damaged = Blocks { bytes: OwnedBytes::new(bytes), layers };
            assert!(searcher.opened(0).unwrap().store.set(damaged).is_ok());
            for doc in 0..90 {
                match searcher.article(DocAddress::new(0, doc)) {
                    Ok(article) => assert_eq!(article.id, doc.to_string(), "byte {at}"),
                    Err(_) => refused += 1,
                }
            }
        }
        assert!(refused > 200, "{refused}");
    }

    #[test]
    fn damaged_bytes_give_other_documents_or_none() {
        let dir = tempfile::tempdir().unwrap();
        let searcher = index(dir.path(), 90).searcher().unwrap();
        let whole = searcher.store(0).unwrap().bytes.as_slice().to_vec();
        for at in (0..whole.len()).rev().take(2000) {
            for flip in [1, 0x80, 0xFF] {
                let mut bytes = whole.clone();
                bytes[at] ^= flip;
                let Some(layers) = layers(&bytes) else { continue };
                let blocks = Blocks { bytes: OwnedBytes::new(bytes), layers };
                for doc in [0, 50, 89, 1000] {
                    blocks.document(doc);
                }
            }
        }
        for length in 0..whole.len().min(200) {
            assert!(layers(&whole[..length]).is_none_or(|layers| layers.len() < 9));
        }
    }
}
