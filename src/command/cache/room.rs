//! The cache as a whole: where it is, what it holds, and how it stays small.

use std::cmp::Reverse;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context as _;
use etcetera::BaseStrategy as _;

use super::entry::Entry;
use super::take;
use crate::cli::config::Size;
use crate::cli::text::one_line;
use crate::cli::{Output, Status};

/// Returns the folder of the cache: `PRESSCUT_CACHE`, or `presscut` in the user's cache folder.
pub(super) fn root() -> anyhow::Result<PathBuf> {
    if let Some(dir) = std::env::var_os("PRESSCUT_CACHE").filter(|dir| !dir.is_empty()) {
        return Ok(dir.into());
    }
    let base = etcetera::choose_base_strategy()
        .context("no home directory; set PRESSCUT_CACHE to a folder for the cache")?;
    Ok(base.cache_dir().join("presscut"))
}

/// A cached index, measured.
struct Held {
    entry: Entry,
    bytes: u64,
    used: SystemTime,
}

/// Lists the cached indexes, the most recently used first.
pub(in crate::command) fn list(output: &mut Output) -> anyhow::Result<Status> {
    let held = held()?;
    for Held { entry, bytes, .. } in &held {
        let paths = entry.read_about().map(|about| about.paths).unwrap_or_default();
        if output.json() {
            output.object(&serde_json::json!({
                "dir": entry.dir.display().to_string(), "bytes": bytes, "paths": paths,
            }))?;
        } else {
            let (dim, path) = (output.theme().dim, output.theme().path);
            let (size, names) = (Size(*bytes).to_string(), one_line(&paths.join(" ")));
            let dir = entry.dir.display();
            writeln!(output.out(), "{size:>8}  {path}{names}{path:#}  {dim}{dir}{dim:#}")?;
        }
    }
    if held.is_empty() {
        output.note("the cache is empty");
    }
    Ok(if held.is_empty() { Status::Nothing } else { Status::Done })
}

/// Deletes the cached indexes that nobody uses.
pub(in crate::command) fn clear(output: &mut Output) -> anyhow::Result<Status> {
    let (mut removed, mut freed) = (0, 0);
    for Held { entry, bytes, .. } in held()? {
        if remove(&entry)? {
            removed += 1;
            freed += bytes;
        } else {
            output.note(&format!("{} is in use and stays", entry.dir.display()));
        }
    }
    if output.json() {
        output.object(&serde_json::json!({ "removed": removed, "bytes": freed }))?;
    } else {
        let what = if removed == 1 { "1 index".to_owned() } else { format!("{removed} indexes") };
        writeln!(output.out(), "Deleted {what}, {}", Size(freed))?;
    }
    Ok(Status::Done)
}

/// Deletes the least recently used indexes until the rest fits; `current` stays.
pub(super) fn make(room: u64, current: &Entry) -> anyhow::Result<()> {
    let mut used = 0;
    for Held { entry, bytes, .. } in held()? {
        used += bytes;
        if used > room && entry != *current && remove(&entry)? {
            used -= bytes;
        }
    }
    Ok(())
}

/// Deletes a cached index; false when a process is using it.
fn remove(entry: &Entry) -> anyhow::Result<bool> {
    let lock = entry.open_lock()?;
    if !take(&lock)? {
        return Ok(false);
    }
    fs::remove_dir_all(&entry.dir).with_context(|| entry.dir.display().to_string())?;
    Ok(true)
}

/// Finds the cached indexes, the most recently used first.
fn held() -> anyhow::Result<Vec<Held>> {
    let root = root()?;
    let folders = match fs::read_dir(&root) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.with_context(|| root.display().to_string())?,
    };
    let mut held = Vec::new();
    for folder in folders {
        let folder = folder.with_context(|| root.display().to_string())?;
        // Folders of other names are not ours to delete.
        let ours = folder
            .file_name()
            .to_str()
            .is_some_and(|name| name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()));
        if ours {
            let entry = Entry { dir: folder.path() };
            let used = fs::metadata(entry.about()).and_then(|about| about.modified());
            let used = used.unwrap_or(SystemTime::UNIX_EPOCH);
            held.push(Held { bytes: size_of(&entry.dir), entry, used });
        }
    }
    held.sort_by(|a, b| (Reverse(a.used), &a.entry.dir).cmp(&(Reverse(b.used), &b.entry.dir)));
    Ok(held)
}

/// Adds up the files in a folder and the folders in it; what vanishes meanwhile counts nothing.
fn size_of(dir: &Path) -> u64 {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => size_of(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}
