//! The saved searches of an index: one file in its folder.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::cli::UserError;

/// The file, in the index's folder.
const FILE: &str = "saved.json";
/// The file that is locked while the other is changed.
const LOCK: &str = "saved.lock";
/// The form of the file.
const VERSION: u32 = 1;

/// A search under a name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Saved {
    /// The name.
    pub(crate) name: String,
    /// The query as typed.
    pub(crate) query: String,
    /// Whether any of the words will do.
    #[serde(default)]
    pub(crate) any: bool,
}

#[derive(Deserialize, Serialize)]
struct Stored {
    version: u32,
    searches: Vec<Saved>,
}

/// Reads the saved searches of the index in a folder, ordered by name.
///
/// # Errors
///
/// That the file cannot be read, or is none that this version writes.
pub(crate) fn load(dir: &Path) -> anyhow::Result<Vec<Saved>> {
    let path = dir.join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    };
    let damaged = |what: String| {
        UserError::hinted(
            format!("{}: {what}", path.display()),
            "mend the file, or delete it and save the searches again",
        )
    };
    let stored: Stored = serde_json::from_str(&text)
        .map_err(|error| damaged(format!("not a file of saved searches: {error}")))?;
    if stored.version != VERSION {
        return Err(damaged(format!("of version {}, not {VERSION}", stored.version)));
    }
    let mut searches = stored.searches;
    searches.sort_by(|a, b| a.name.cmp(&b.name));
    let twice = searches.iter().zip(searches.iter().skip(1)).find(|(a, b)| a.name == b.name);
    match twice {
        Some((saved, _)) => Err(damaged(format!("{:?} stands there twice", saved.name))),
        None => Ok(searches),
    }
}

/// Changes the saved searches, whole or not at all, one process at a time.
///
/// # Errors
///
/// Those of `change`, of reading and of writing.
pub(super) fn change<T>(
    dir: &Path,
    change: impl FnOnce(&mut Vec<Saved>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let lock = dir.join(LOCK);
    let lock = File::options()
        .create(true)
        .append(true)
        .open(&lock)
        .and_then(|file| file.lock().map(|()| file))
        .with_context(|| lock.display().to_string())?;
    let mut searches = load(dir)?;
    let told = change(&mut searches)?;
    searches.sort_by(|a, b| a.name.cmp(&b.name));
    let text = serde_json::to_string_pretty(&Stored { version: VERSION, searches })?;
    let (path, new): (PathBuf, PathBuf) = (dir.join(FILE), dir.join(format!("{FILE}.new")));
    fs::write(&new, text + "\n")
        .and_then(|()| fs::rename(&new, &path))
        .with_context(|| path.display().to_string())?;
    drop(lock);
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(name: &str) -> Saved {
        Saved { name: name.into(), query: "tide".into(), any: false }
    }

    #[test]
    fn searches_come_back_by_name_and_a_refused_change_leaves_them() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(load(dir.path()).unwrap(), []);
        change(dir.path(), |all| {
            all.extend([saved("b"), saved("a")]);
            Ok(())
        })
        .unwrap();
        assert_eq!(load(dir.path()).unwrap(), [saved("a"), saved("b")]);
        let refused = change(dir.path(), |all| -> anyhow::Result<()> {
            all.clear();
            anyhow::bail!("no")
        });
        assert!(refused.is_err());
        assert_eq!(load(dir.path()).unwrap().len(), 2);
    }

    #[test]
    fn a_broken_file_is_told_with_its_path_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        for (text, told) in [
            ("{", "not a file of saved searches: EOF while parsing"),
            ("{\"version\":9,\"searches\":[]}", "of version 9, not 1"),
            (
                "{\"version\":1,\"searches\":[{\"name\":\"a\",\"query\":\"x\"},\
                 {\"name\":\"a\",\"query\":\"y\"}]}",
                "\"a\" stands there twice",
            ),
        ] {
            fs::write(dir.path().join(FILE), text).unwrap();
            for error in
                [load(dir.path()).unwrap_err(), change(dir.path(), |_| Ok(())).unwrap_err()]
            {
                let error = error.to_string();
                assert!(error.contains(told) && error.contains(FILE), "{error}");
            }
            assert_eq!(fs::read_to_string(dir.path().join(FILE)).unwrap(), text);
        }
    }
}
