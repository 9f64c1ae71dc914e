//! Occurrences of terms, told apart by ranges of terms.
//!
//! An occurrence that were put where it belongs among all would lie in memory that no cache of the processor holds.
//! Here it is added to those of its range, which are few enough for a cache when their turn comes; meanwhile they
//! wait in a file without a name.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::groups::{self, Group};

/// Bytes of a range that are written to the file at once, where there is room for so many of each.
const CHUNK: usize = 64 << 10;
/// The most bytes of an occurrence: three groups for each of two numbers.
const MOST: usize = 6 * size_of::<Group>();

/// The occurrences of each range.
pub(super) struct Parts<'a> {
    ranges: Vec<Part>,
    /// Bytes of each range that stay in memory.
    held: usize,
    dir: &'a Path,
    file: Option<File>,
    /// How long the file is.
    length: u64,
}

/// The occurrences of a range: for each the term's number in the range, and the distance from the one before.
#[derive(Clone, Default)]
struct Part {
    /// Those that are not in the file.
    bytes: Vec<u8>,
    /// Where in the file the others begin, and their bytes.
    chunks: Vec<(u64, usize)>,
    last: u32,
}

impl<'a> Parts<'a> {
    /// Prepares for so many ranges, in `room` bytes of memory; what has no room there goes to a file in a folder.
    pub(super) fn new(ranges: usize, room: usize, dir: &'a Path) -> Self {
        let held = (room / ranges.max(1)).min(CHUNK);
        Self { ranges: vec![Part::default(); ranges], held, dir, file: None, length: 0 }
    }

    /// Adds an occurrence of a term of a range.
    #[inline]
    pub(super) fn push(&mut self, range: u16, term: u16, occurrence: u32) -> io::Result<()> {
        let Some(part) = self.ranges.get_mut(usize::from(range)) else { return Ok(()) };
        groups::write(u32::from(term), &mut part.bytes);
        groups::write(occurrence.wrapping_sub(part.last), &mut part.bytes);
        part.last = occurrence;
        if part.bytes.len() + MOST > self.held { self.settle(range) } else { Ok(()) }
    }

    #[cold]
    fn settle(&mut self, range: u16) -> io::Result<()> {
        let Some(part) = self.ranges.get_mut(usize::from(range)) else { return Ok(()) };
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(self.dir)?),
        };
        file.write_all(&part.bytes)?;
        part.chunks.push((self.length, part.bytes.len()));
        self.length += part.bytes.len() as u64;
        part.bytes.clear();
        Ok(())
    }

    /// Takes the occurrences of a range in the order of their coming: terms and occurrences.
    pub(super) fn take(&mut self, range: usize, mut found: impl FnMut(u32, u32)) -> io::Result<()> {
        let Some(part) = self.ranges.get_mut(range).map(std::mem::take) else { return Ok(()) };
        let mut last = 0_u32;
        let mut read = |bytes: &[u8]| {
            let mut groups = groups::of(bytes);
            while let Some((term, more)) = groups::next(&mut groups).zip(groups::next(&mut groups))
            {
                last = last.wrapping_add(more);
                found(term, last);
            }
        };
        let mut bytes = Vec::new();
        for (start, length) in part.chunks {
            let Some(file) = &mut self.file else { break };
            bytes.resize(length, 0);
            file.seek(SeekFrom::Start(start))?;
            file.read_exact(&mut bytes)?;
            read(&bytes);
        }
        read(&part.bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occurrences_come_back_by_range_in_memory_or_not() {
        let dir = tempfile::tempdir().unwrap();
        for room in [0, 100, 1 << 20] {
            let mut parts = Parts::new(3, room, dir.path());
            let mut expected = vec![Vec::new(); 3];
            for n in 0..1000_u16 {
                let (range, term, occurrence) =
                    (n % 3, n.wrapping_mul(321), u32::from(n / 2) * 70_000);
                parts.push(range, term, occurrence).unwrap();
                expected[usize::from(range)].push((u32::from(term), occurrence));
            }
            // One that does not exist takes nothing.
            parts.push(u16::MAX, 1, 1).unwrap();
            for (range, expected) in expected.iter().enumerate() {
                let mut found = Vec::new();
                parts.take(range, |term, occurrence| found.push((term, occurrence))).unwrap();
                assert_eq!(found, *expected);
            }
        }
    }
}
