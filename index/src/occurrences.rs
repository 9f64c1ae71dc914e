//! How often stems stand in all articles, which the engine does not keep.
//!
//! For most stems it is added up from their postings when it is asked for. The frequent ones of each segment stand
//! in a table beside its files, made when the segment is committed. A table is a help and no more: where one is
//! missing or damaged, the postings are read.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{SegmentOrdinal, SegmentReader, TERMINATED};
use xxhash_rust::xxh3::xxh3_64;

use crate::beside::{self, Table};
use crate::error::{Doing as _, Error, Result};
use crate::open::{Analysis, Searcher};

/// Stems in so many articles of a segment stand in its table; fewer are added up in microseconds.
const FREQUENT: u32 = 2048;
/// What the name of a table ends in.
const EXTENSION: &str = "occurrences";
const DOING: &str = "counting words";

/// Adds up the frequent terms of a field, told by the hashes of their stems.
fn frequent(reader: &SegmentReader, field: Field) -> Result<Table> {
    let index = reader.inverted_index(field).doing(DOING)?;
    let mut terms = index.terms().stream().map_err(|source| Error::io("terms", source))?;
    let mut entries = Vec::new();
    while terms.advance() {
        if terms.value().doc_freq < FREQUENT {
            continue;
        }
        let postings = index
            .read_postings_from_terminfo(terms.value(), IndexRecordOption::WithFreqs)
            .map_err(|source| Error::io("postings", source))?;
        entries.push((xxh3_64(terms.key()), sum(postings)));
    }
    Ok(Table::new(entries))
}

fn sum(mut postings: impl Postings) -> u64 {
    let mut sum = 0;
    while postings.doc() != TERMINATED {
        sum += u64::from(postings.term_freq());
        postings.advance();
    }
    sum
}

impl Searcher {
    /// Returns how often a stem stands in all articles in which it is looked for.
    pub(crate) fn occurrences(&self, stem: &Analysis) -> Result<u64> {
        if let Some(within) = &stem.within {
            return Ok(within.occurrences());
        }
        let (field, key) = (self.fields.stems(), stem.term.as_bytes());
        let mut all = 0;
        let segments = (0..).zip(self.inner.segment_readers());
        for ((segment, reader), info) in segments.zip(stem.infos.iter()) {
            let Some(info) = info else { continue };
            let known = if info.doc_freq >= FREQUENT {
                let read = || self.table(reader).unwrap_or_default();
                self.opened(segment)?.occurrences.get_or_init(read).get(xxh3_64(key))
            } else {
                None
            };
            all += if let Some(number) = known {
                number
            } else {
                let index = reader.inverted_index(field).doing(DOING)?;
                sum(index
                    .read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
                    .map_err(|source| Error::io("postings", source))?)
            };
        }
        Ok(all.saturating_sub(stem.infos.gone()))
    }

    /// Reads the table of a segment, unless it is missing or damaged.
    fn table(&self, reader: &SegmentReader) -> Option<Table> {
        Table::read(&beside::path(&self.dir, reader, EXTENSION))
    }

    /// Makes the tables that are missing or damaged, and removes those of segments that are gone.
    pub(crate) fn make_occurrences(&self) -> Result<()> {
        let field = self.fields.stems();
        let opens = |_: SegmentOrdinal, reader: &SegmentReader| self.table(reader).is_some();
        self.make_beside(EXTENSION, opens, |_, reader| Ok(frequent(reader, field)?.bytes()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::{Article, Index, WriterOptions};

    fn article(n: u32) -> Article {
        let body = if n.is_multiple_of(3) { "sea sea wolf" } else { "sea" };
        Article { id: n.to_string(), body: body.into(), ..Article::default() }
    }

    /// An index of articles in two commits, the first of which has a frequent stem.
    fn index(dir: &Path) -> Index {
        let index = Index::create_or_open(dir).unwrap();
        let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
        for articles in [0..3000, 3000..3010] {
            for n in articles {
                writer.add(&article(n)).unwrap();
            }
            writer.commit().unwrap();
        }
        writer.finish().unwrap();
        index
    }

    fn counted(index: &Index) -> [u64; 3] {
        let searcher = index.searcher().unwrap();
        ["sea", "wolf", "none"].map(|stem| {
            searcher.occurrences(&searcher.stem(stem.to_owned(), None).unwrap()).unwrap()
        })
    }

    fn tables(dir: &Path) -> Vec<PathBuf> {
        let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        paths.filter(|path| path.extension().is_some_and(|end| end == EXTENSION)).collect()
    }

    #[test]
    fn occurrences_are_counted_with_tables_and_without() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        let expected = [3010 + 1004, 1004, 0];
        assert_eq!(counted(&index), expected);
        let made = tables(dir.path());
        assert_eq!(made.len(), 2);
        let sizes: Vec<u64> = made.iter().map(|path| fs::metadata(path).unwrap().len()).collect();
        assert!(sizes.contains(&32) && sizes.contains(&16), "{sizes:?}");
        for path in &made {
            let mut bytes = fs::read(path).unwrap();
            if let Some(byte) = bytes.get_mut(20) {
                *byte ^= 1;
            }
            fs::write(path, bytes).unwrap();
        }
        assert_eq!(counted(&index), expected, "damaged");
        for path in &made {
            fs::remove_file(path).unwrap();
        }
        assert_eq!(counted(&index), expected, "missing");
    }

    #[test]
    fn a_table_is_what_is_counted() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        for path in tables(dir.path()) {
            let known = Table::read(&path).unwrap().get(xxh3_64(b"sea"));
            let entries = known.map(|number| (xxh3_64(b"sea"), number + 7));
            fs::write(&path, Table::new(entries.into_iter().collect()).bytes()).unwrap();
        }
        assert_eq!(counted(&index), [3010 + 1004 + 7, 1004, 0]);
    }

    #[test]
    fn damaged_tables_are_made_anew_with_the_next_article() {
        for damage in [&[][..], b"pcoccur1", &[b'x'; 40]] {
            let dir = tempfile::tempdir().unwrap();
            let index = Index::create_or_open(dir.path()).unwrap();
            let mut writer = index.writer(&WriterOptions::default()).unwrap();
            writer.add(&article(1)).unwrap();
            writer.commit().unwrap();
            let [path] = &*tables(dir.path()) else { panic!("not one table") };
            let whole = fs::read(path).unwrap();
            fs::write(path, damage).unwrap();
            writer.add(&article(2)).unwrap();
            writer.commit().unwrap();
            assert_eq!(fs::read(path).unwrap(), whole);
        }
    }

    #[test]
    fn tables_of_segments_that_are_gone_are_removed() {
        let dir = tempfile::tempdir().unwrap();
        let index = index(dir.path());
        let stray = dir.path().join("00000000000000000000000000000000").with_extension(EXTENSION);
        fs::write(&stray, "x").unwrap();
        index.make_tables().unwrap();
        assert!(!stray.try_exists().unwrap());
        assert_eq!(tables(dir.path()).len(), 2);
    }
}
