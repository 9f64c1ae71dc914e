//! One cached index: its folder, its lock, and what it is for.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::room;
use crate::cli::config::IndexConfig;
use crate::read::{Shape, name_of};

/// What a cached index is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct About {
    /// The paths as given, normalised.
    pub(super) paths: Vec<String>,
}

/// The folder of one cached index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) dir: PathBuf,
}

impl Entry {
    /// Returns the entry of a corpus.
    pub(super) fn of(corpus: &IndexConfig) -> anyhow::Result<Self> {
        Ok(Self { dir: room::root()?.join(format!("{:032x}", key(corpus))) })
    }

    /// Returns the index directory.
    pub(super) fn index(&self) -> PathBuf {
        self.dir.join("index")
    }

    /// Opens the lock file, making the folder where it is missing.
    pub(super) fn open_lock(&self) -> anyhow::Result<File> {
        let path = self.dir.join("lock");
        fs::create_dir_all(&self.dir)
            .and_then(|()| File::options().create(true).append(true).open(&path))
            .with_context(|| path.display().to_string())
    }

    /// Writes what the index is for, and thereby when it was last used.
    pub(super) fn write_about(&self, corpus: &IndexConfig) -> anyhow::Result<()> {
        let about = About { paths: corpus.paths.iter().map(|path| name_of(path)).collect() };
        let path = self.about();
        fs::write(&path, serde_json::to_vec(&about)?).with_context(|| path.display().to_string())
    }

    /// Reads what the index is for; `None` where that was never written.
    pub(super) fn read_about(&self) -> Option<About> {
        serde_json::from_slice(&fs::read(self.about()).ok()?).ok()
    }

    /// Returns the file whose time of change is when the index was last used.
    pub(super) fn about(&self) -> PathBuf {
        self.dir.join("about.json")
    }
}

/// Hashes what makes two corpora the same: the files, their names, and how they are read.
///
/// Names count beside real paths, since articles carry them: `a` and `../x/a` are the same folder
/// and different names.
fn key(corpus: &IndexConfig) -> u128 {
    let mut hash = Xxh3::new();
    let mut feed = |kind: u8, bytes: &[u8]| {
        hash.update(&[kind]);
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    for path in &corpus.paths {
        feed(0, name_of(path).as_bytes());
        feed(1, real(path).as_os_str().as_encoded_bytes());
    }
    for glob in &corpus.walk.include {
        feed(2, glob.as_bytes());
    }
    for glob in &corpus.walk.exclude {
        feed(3, glob.as_bytes());
    }
    let shape = match corpus.walk.shape {
        None => 0,
        Some(Shape::Pages) => 1,
        Some(Shape::Articles) => 2,
    };
    feed(4, &[shape]);
    feed(5, &corpus.walk.max_document.to_le_bytes());
    hash.digest128()
}

/// Returns the real path; one that does not exist stands under its name.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| name_of(path).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::corpus_of;

    #[test]
    fn every_part_of_a_corpus_counts_for_its_key() {
        let base = corpus_of(vec!["a".into()]);
        let mut all = vec![base.clone(), corpus_of(vec!["a".into(), "b".into()])];
        all.push(corpus_of(vec!["./a/../b".into()]));
        for change in 0..4 {
            let mut other = base.clone();
            match change {
                0 => other.walk.include.push("x".into()),
                1 => other.walk.exclude.push("x".into()),
                2 => other.walk.shape = Some(Shape::Pages),
                _ => other.walk.max_document = 1,
            }
            all.push(other);
        }
        let mut keys: Vec<_> = all.iter().map(key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all.len());
        assert_eq!(key(&corpus_of(vec!["./a".into()])), key(&base));
    }
}
