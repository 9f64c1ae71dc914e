//! A table of numbers in a file beside a segment.

use std::fs;
use std::path::Path;

use super::{seal, unsealed};

/// What a table begins with; another layout has another one.
const MAGIC: [u8; 8] = *b"pcoccur1";
/// The bytes of an entry: a key and its number.
const ENTRY: usize = 16;

/// Keys in rising order, each with a number.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<(u64, u64)>);

impl Table {
    /// Makes a table of entries in any order, no two of which have the same key.
    pub(crate) fn new(mut entries: Vec<(u64, u64)>) -> Self {
        entries.sort_unstable();
        Self(entries)
    }

    /// Reads a table; `None` where it is missing or damaged.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        Self::parse(&fs::read(path).ok()?)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let entries = unsealed(bytes)?.strip_prefix(&MAGIC)?;
        let number =
            |bytes: &[u8]| bytes.first_chunk::<8>().map(|bytes| u64::from_le_bytes(*bytes));
        let entry = |bytes: &[u8]| Some((number(bytes)?, number(bytes.get(8..)?)?));
        entries.chunks(ENTRY).map(entry).collect::<Option<_>>().map(Self)
    }

    /// Returns what [`Table::read`] reads.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for (key, number) in &self.0 {
            bytes.extend(key.to_le_bytes());
            bytes.extend(number.to_le_bytes());
        }
        seal(&mut bytes, 0);
        bytes
    }

    /// Returns the number of a key.
    pub(crate) fn get(&self, key: u64) -> Option<u64> {
        let at = self.0.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.0.get(at).map(|(_, number)| *number)
    }
}
