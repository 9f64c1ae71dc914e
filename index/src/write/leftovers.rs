//! What a killed run leaves behind: files that never got their names.
//!
//! The engine writes what a commit names, and what files there are, to a file of a name by chance, and then gives it
//! its own name; files beside segments are written so, too. A run that is killed in between leaves such a file, and
//! nothing ever asks for it again. What is left of segments the engine removes itself.

use std::fs;
use std::path::Path;

use crate::beside::{self, is_unfinished};
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
        let name = entry.file_name();
        let is_left = name.to_str().is_some_and(|name| is_unnamed(name) || is_unfinished(name));
        if is_left && entry.file_type().map_err(failed)?.is_file() {
            beside::remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Tells whether a name is one by chance.
fn is_unnamed(name: &str) -> bool {
    let letters = name.strip_prefix(BEGIN).filter(|letters| letters.len() == LETTERS);
    letters.is_some_and(|letters| letters.bytes().all(|letter| letter.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Index, WriterOptions};

    const LEFT: [&str; 3] = [".tmpa1B2c3", ".tmpZZZZZZ", "0123456789abcdef0123456789abcdef.new"];
    const OTHERS: [&str; 9] = [
        ".tmp",
        ".tmpa1B2c",
        ".tmpa1B2c3d",
        ".tmpa1B2c-",
        "a.tmpa1B2c3",
        "tmpa1B2c3",
        "articles.new",
        "0123456789abcdef0123456789abcde.new",
        "0123456789abcdef0123456789abcdeg.new",
    ];

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
        assert_eq!(LEFT.map(exists), [false; 3]);
        assert_eq!(OTHERS.map(exists), [true; 9]);
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
        assert!(is_unnamed(file.path().file_name().unwrap().to_str().unwrap()));
    }
}
