//! The indexes that `search QUERY PATH` keeps in the user's cache.
//!
//! Each set of paths and settings has a folder of its own: `index`, a lock, and `about.json`, which
//! says what it is for; the time it was written is when the index was last used. One process at a
//! time writes to it; another one that comes meanwhile searches the last commit.

mod entry;
mod room;

use std::fs::{File, TryLockError};
use std::path::Path;

use anyhow::Context as _;
use presscut_index::{Error, Index};

use self::entry::Entry;
use super::index::{status, update};
use crate::cli::config::IndexConfig;
use crate::cli::{Output, Status};

pub(super) use self::room::{clear, list};

/// Opens the cached index of a corpus, up to date; the status tells of files that could not be read.
pub(super) fn bring_up_to_date(
    corpus: &IndexConfig,
    room: u64,
    output: &mut Output,
) -> anyhow::Result<(Index, Status)> {
    let entry = Entry::of(corpus)?;
    let lock = entry.open_lock()?;
    if !take(&lock)? {
        if let Some(index) = last_commit(&entry) {
            output.note("another process is indexing these files; searching what it committed");
            return Ok((index, Status::Done));
        }
        output.note("another process is indexing these files; waiting for it");
        lock.lock().with_context(|| entry.dir.display().to_string())?;
    }
    entry.write_about(corpus)?;
    let index = open_or_rebuild(&entry.index())?;
    let report = update(&index, corpus, vec![room::root()?], None, output)?;
    drop(lock);
    room::make(room, &entry)?;
    Ok((index, status(&report)))
}

/// Takes the lock; false when another process holds it.
fn take(lock: &File) -> anyhow::Result<bool> {
    match lock.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error).context("locking the cached index"),
    }
}

/// Opens the index as another process left it, if it committed anything.
fn last_commit(entry: &Entry) -> Option<Index> {
    let index = Index::open(&entry.index()).ok()?;
    let has_sources = index.searcher().and_then(|searcher| searcher.sources()).ok()?;
    (!has_sources.is_empty()).then_some(index)
}

/// Opens the index in `dir`; one that this version cannot read is made anew, since it is a copy.
fn open_or_rebuild(dir: &Path) -> anyhow::Result<Index> {
    // Whether its files are whole is told where they are opened.
    let whole = |index: Index| index.searcher().map(|_| index);
    match Index::create_or_open(dir).and_then(whole) {
        Err(Error::Format { .. } | Error::Damaged { .. } | Error::Engine { .. }) => {
            std::fs::remove_dir_all(dir).with_context(|| dir.display().to_string())?;
            Ok(Index::create_or_open(dir)?)
        }
        other => Ok(other?),
    }
}
