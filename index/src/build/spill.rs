//! Bytes that are written and then read in order: some in memory, the others in a file.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Bytes read from a file at once.
const READ: usize = 256 << 10;

/// Bytes in the order of their writing.
#[derive(Debug)]
pub(super) struct Spill {
    /// Those that are not in the file.
    last: Vec<u8>,
    /// How many there were of them when it was last asked how many were added.
    asked: usize,
    /// So many may stay in memory.
    held: usize,
    /// Where the file lies; all stays in memory where there is no folder.
    dir: Option<PathBuf>,
    /// It goes with the process: it has no name where the system has such files, or is removed when it is closed.
    file: Option<File>,
}

impl Spill {
    pub(super) fn new(dir: Option<&Path>, held: usize) -> Self {
        Self { last: Vec::new(), asked: 0, held, dir: dir.map(Path::to_owned), file: None }
    }

    /// Returns the bytes in memory, to add to them.
    #[inline]
    pub(super) fn last(&mut self) -> &mut Vec<u8> {
        &mut self.last
    }

    /// Returns how many bytes were added since this was last asked.
    pub(super) fn added(&mut self) -> usize {
        let added = self.last.len() - self.asked;
        self.asked = self.last.len();
        added
    }

    /// Moves what is in memory to the file if it is too much.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        let Some(dir) = self.dir.as_ref().filter(|_| self.last.len() > self.held) else {
            return Ok(());
        };
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(dir)?),
        };
        file.write_all(&self.last)?;
        self.last.clear();
        self.asked = 0;
        Ok(())
    }

    /// Reads all from the first byte on. Nothing is added from now on, and there is one reader at a time.
    pub(super) fn read(&self) -> io::Result<Box<dyn Read + '_>> {
        let Some(mut file) = self.file.as_ref() else { return Ok(Box::new(self.last.as_slice())) };
        file.seek(SeekFrom::Start(0))?;
        Ok(Box::new(BufReader::with_capacity(READ, file).chain(self.last.as_slice())))
    }

    /// Returns the bytes of memory that it takes.
    pub(super) fn memory(&self) -> usize {
        self.last.capacity()
    }
}
