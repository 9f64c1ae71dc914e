//! What a killed run leaves behind: files of the engine that never got their names.
//!
//! The engine writes what a commit names, and what files there are, to a file of a name by chance, and then gives it
//! its own name. A run that is killed in between leaves it, and nothing ever asks for it again. What it leaves of
//! segments the engine removes itself, and what stands beside segments goes with them (`crate::beside`).

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::beside;
use crate::error::{Error, Result};

/// What the names of such files begin with.
const BEGIN: &str = ".tmp";
/// How many letters and digits follow.
const LETTERS: usize = 6;

/// Removes them from the folder of an index, while no other writer is at work in it: one may be about to name its own.
pub(super) fn remove(dir: &Path) -> Result<()> {
    let failed = |source| Error::io(dir, source);
    for entry in fs::read_dir(dir).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if is_unnamed(&entry.file_name()) && entry.file_type().map_err(failed)?.is_file() {
            beside::remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Tells whether a name is one by chance.
fn is_unnamed(name: &OsStr) -> bool {
    let letters = name.to_str().and_then(|name| name.strip_prefix(BEGIN));
    letters.is_some_and(|letters| {
        letters.len() == LETTERS && letters.bytes().all(|letter| letter.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Index, WriterOptions};

    const LEFT: [&str; 2] = [".tmpa1B2c3", ".tmpZZZZZZ"];
    const OTHERS: [&str; 6] =
        [".tmp", ".tmpa1B2c", ".tmpa1B2c3d", ".tmpa1B2c-", "a.tmpa1B2c3", "tmpa1B2c3"];

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        for name in LEFT.into_iter().chain(OTHERS) {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        let folder = dir.path().join(".tmpFolder");
        fs::create_dir(&folder).unwrap();
        drop(index.writer(&WriterOptions::default()).unwrap());
        let exists = |name| dir.path().join(name).try_exists().unwrap();
        assert_eq!(LEFT.map(exists), [false; 2]);
        assert_eq!(OTHERS.map(exists), [true; 6]);
        assert!(folder.try_exists().unwrap());
    }

    #[test]
    fn nothing_is_removed_while_another_writer_is_at_work() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let _writer = index.writer(&WriterOptions::default()).unwrap();
        let path = dir.path().join(LEFT[0]);
        fs::write(&path, "x").unwrap();
        assert!(index.writer(&WriterOptions::default()).is_err());
        assert!(path.try_exists().unwrap());
    }

    #[test]
    fn the_engine_names_such_files_so() {
        let dir = tempfile::tempdir().unwrap();
        let file = tempfile::NamedTempFile::new_in(dir.path()).unwrap();
        assert!(is_unnamed(file.path().file_name().unwrap()));
    }
}
