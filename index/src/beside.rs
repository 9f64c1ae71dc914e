//! Files that stand beside the segments of an index: what can be worked out from a segment, and is kept since
//! working it out takes long.
//!
//! They are a help and no more: where one is missing or damaged, a search takes longer and finds the same.

mod table;

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tantivy::{SegmentOrdinal, SegmentReader};
use xxhash_rust::xxh3::xxh3_64;

pub(crate) use self::table::Table;
use crate::error::{Error, Result};
use crate::open::Searcher;

/// Returns where the file of a kind stands that belongs to a segment.
pub(crate) fn path(dir: &Path, reader: &SegmentReader, extension: &str) -> PathBuf {
    dir.join(reader.segment_id().uuid_string()).with_extension(extension)
}

/// Puts a checksum behind some bytes, from a place on.
pub(crate) fn seal(bytes: &mut Vec<u8>, from: usize) {
    let check = xxh3_64(bytes.get(from..).unwrap_or_default());
    bytes.extend(check.to_le_bytes());
}

/// Returns what stands before a checksum; `None` where it does not fit.
pub(crate) fn unsealed(bytes: &[u8]) -> Option<&[u8]> {
    let (content, check) = bytes.split_last_chunk::<8>()?;
    (xxh3_64(content).to_le_bytes() == *check).then_some(content)
}

/// What the name of a file ends in that is not complete yet.
const UNFINISHED: &str = "new";
/// How many letters and digits name a segment.
const SEGMENT: usize = 32;

/// Tells whether a name is that of a file beside a segment which is not complete yet.
pub(crate) fn is_unfinished(name: &str) -> bool {
    name.split_once('.').is_some_and(|(segment, end)| {
        let is_segment = segment.bytes().all(|digit| digit.is_ascii_hexdigit());
        end == UNFINISHED && segment.len() == SEGMENT && is_segment
    })
}

/// Writes a file in the place of what is there.
fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    // Whoever looks at it meanwhile sees all of it or nothing.
    let unfinished = path.with_extension(UNFINISHED);
    let failed = |error| Error::io(path, error);
    fs::write(&unfinished, bytes).map_err(failed)?;
    match fs::rename(&unfinished, path) {
        // As with what is removed.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => remove(&unfinished),
        other => other.map_err(failed),
    }
}

/// Removes a file that nobody needs. What another process has mapped stays on some systems, until the next time.
pub(crate) fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error)
            if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) =>
        {
            Err(Error::io(path, error))
        }
        _ => Ok(()),
    }
}

impl Searcher {
    /// Makes the files of a kind that are missing or do not open, and removes those of segments that are gone.
    ///
    /// What opens is as sound as whoever opens it can tell without reading all of a large file.
    pub(crate) fn make_beside(
        &self,
        extension: &str,
        opens: impl Fn(SegmentOrdinal, &SegmentReader) -> bool,
        make: impl Fn(SegmentOrdinal, &SegmentReader) -> Result<Vec<u8>>,
    ) -> Result<()> {
        let mut known = HashSet::new();
        for (segment, reader) in (0..).zip(self.inner.segment_readers()) {
            let path = path(&self.dir, reader, extension);
            if !opens(segment, reader) {
                put(&path, &make(segment, reader)?)?;
            }
            known.insert(path);
        }
        let entries = fs::read_dir(&self.dir).map_err(|source| Error::io(&self.dir, source))?;
        for entry in entries {
            let path = entry.map_err(|source| Error::io(&self.dir, source))?.path();
            if path.extension().is_some_and(|end| end == extension) && !known.contains(&path) {
                remove(&path)?;
            }
        }
        Ok(())
    }
}
