//! From paths to sources: which files are read, under which names and in which order.
//!
//! A folder is read with everything in it, hidden and git-ignored files too: a corpus that silently
//! loses files is worse than one with a file too many. Symbolic links are followed, also to
//! folders; what is reached twice is read once, under the name that comes first. Folders are read
//! in the byte order of their entries' names, so that the order depends on no file system.

use std::collections::HashSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;
use std::{fs, io};

use ignore::{DirEntry, Walk, WalkBuilder};
use xxhash_rust::xxh3::xxh3_128;

use super::Error;
use super::filter::Filter;
use super::name::{STDIN, name_of};

/// Which files of a folder are read.
///
/// A glob without `/` is matched against the file's name, one with `/` against its path below the
/// folder given and against its whole name; `**` stands for any number of folders. A folder that
/// matches `exclude` is left out with all that is in it. A file that was given by its path is
/// read whatever the globs say.
#[derive(Clone, Debug, Default)]
pub struct WalkOptions {
    /// Globs of which a file must match one; none means every file.
    pub include: Vec<String>,
    /// Globs of files and folders to leave out.
    pub exclude: Vec<String>,
    /// Folders to leave out by their path, such as the index's own.
    pub skip: Vec<PathBuf>,
}

/// One file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is; `None` is standard input.
    pub path: Option<PathBuf>,
    /// Its name: the path as given, normalised, or `-`.
    pub name: Arc<str>,
    /// Its size in bytes as stored; 0 where unknown.
    pub size: u64,
    /// When it was last changed, in nanoseconds since the epoch; 0 where unknown.
    pub modified: i128,
}

impl Source {
    /// Makes the source that is standard input.
    pub fn stdin() -> Self {
        Self { path: None, name: STDIN.into(), size: 0, modified: 0 }
    }

    fn of_file(path: PathBuf, metadata: &Metadata) -> Self {
        let modified =
            metadata.modified().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
                Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(0),
                Err(before) => {
                    i128::try_from(before.duration().as_nanos()).map_or(0, |nanos| -nanos)
                }
            });
        let size = if metadata.is_file() { metadata.len() } else { 0 };
        Self { name: name_of(&path).into(), path: Some(path), size, modified }
    }
}

/// Finds the files under `paths`, each once, in a stable order; `-` is standard input.
///
/// A path that cannot be read is an error among the sources; the walk goes on behind it.
///
/// # Errors
///
/// A glob cannot be understood.
pub fn walk(
    paths: &[PathBuf],
    options: &WalkOptions,
) -> Result<impl Iterator<Item = Result<Source, Error>> + Send + use<>, Error> {
    Ok(Sources {
        roots: paths.iter().rev().cloned().collect(),
        inside: None,
        filter: Arc::new(Filter::new(options)?),
        seen: HashSet::new(),
        folder: None,
    })
}

struct Sources {
    /// The roots not yet read, the next one last.
    roots: Vec<PathBuf>,
    /// The walk through the root at hand, if it is a folder.
    inside: Option<Walk>,
    filter: Arc<Filter>,
    /// Hashes of the real paths that were met: 16 bytes a file, however long its path.
    seen: HashSet<u128>,
    /// The folder of the last file, as walked and as it really is.
    folder: Option<(PathBuf, PathBuf)>,
}

impl Iterator for Sources {
    type Item = Result<Source, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found = match self.inside.as_mut().map(Iterator::next) {
                Some(Some(entry)) => self.entry(entry),
                Some(None) => {
                    self.inside = None;
                    continue;
                }
                None => {
                    let root = self.roots.pop()?;
                    self.root(root)
                }
            };
            match found {
                Ok(Some(source)) => return Some(Ok(source)),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Sources {
    fn root(&mut self, root: PathBuf) -> Result<Option<Source>, Error> {
        if root.as_os_str() == STDIN {
            return Ok(self.seen.insert(xxh3_128(STDIN.as_bytes())).then(Source::stdin));
        }
        let metadata = fs::metadata(&root).map_err(|cause| Error::io(&root, cause))?;
        if !metadata.is_dir() {
            let real = fs::canonicalize(&root).unwrap_or_else(|_| root.clone());
            return Ok(self.once(&real).then(|| Source::of_file(root, &metadata)));
        }
        if self.filter.skips(&root) {
            return Ok(None);
        }
        let filter = Arc::clone(&self.filter);
        let base = root.clone();
        let mut builder = WalkBuilder::new(root);
        builder
            .standard_filters(false)
            .follow_links(true)
            .sort_by_file_name(Ord::cmp)
            .filter_entry(move |entry| keeps(&filter, &base, entry));
        self.inside = Some(builder.build());
        Ok(None)
    }

    fn entry(&mut self, entry: Result<DirEntry, ignore::Error>) -> Result<Option<Source>, Error> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if is_loop(&error) => return Ok(None),
            Err(error) => return Err(Error::walk(error)),
        };
        // Pipes and devices are read when named, not when met.
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            return Ok(None);
        }
        let metadata = entry.metadata().map_err(Error::walk)?;
        let real = self.real(&entry).map_err(|cause| Error::io(entry.path(), cause))?;
        Ok(self.once(&real).then(|| Source::of_file(entry.into_path(), &metadata)))
    }

    /// Returns the path without links; asks the system once a folder, not once a file.
    fn real(&mut self, entry: &DirEntry) -> io::Result<PathBuf> {
        let Some(parent) = entry.path().parent().filter(|_| !entry.path_is_symlink()) else {
            return fs::canonicalize(entry.path());
        };
        if let Some((walked, real)) = &self.folder
            && walked == parent
        {
            return Ok(real.join(entry.file_name()));
        }
        let real = fs::canonicalize(parent)?;
        let path = real.join(entry.file_name());
        self.folder = Some((parent.to_owned(), real));
        Ok(path)
    }

    fn once(&mut self, real: &Path) -> bool {
        self.seen.insert(xxh3_128(real.as_os_str().as_encoded_bytes()))
    }
}

fn keeps(filter: &Filter, root: &Path, entry: &DirEntry) -> bool {
    if entry.depth() == 0 {
        return true;
    }
    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
        filter.keeps_folder(entry.path(), below)
    } else {
        filter.keeps_file(entry.path(), below)
    }
}

/// A link to a folder that it lies in: everything behind it is met elsewhere.
fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_loop(err),
        _ => false,
    }
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;
