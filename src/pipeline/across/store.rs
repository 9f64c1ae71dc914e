//! What was learned, kept beside an index.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::{Across, Group};
use crate::segment::Common;

/// The file, in the index's folder.
const FILE: &str = "across.json";

/// The form of the file.
const VERSION: u32 = 1;

#[derive(Deserialize, Serialize)]
struct Stored {
    version: u32,
    groups: BTreeMap<String, StoredGroup>,
}

#[derive(Deserialize, Serialize)]
struct StoredGroup {
    documents: u32,
    /// Keys of lines, as [`crate::segment::keys`] makes them.
    common: Vec<u64>,
}

/// Reads what was learned for the index in a folder; nothing, if nothing was, or in another form.
///
/// # Errors
///
/// That the file cannot be read, or is no such file.
pub(crate) fn load(dir: &Path) -> anyhow::Result<Across> {
    let path = dir.join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Across::default()),
        Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
    };
    let stored: Stored = serde_json::from_str(&text)
        .with_context(|| format!("{} is damaged; delete it and index again", path.display()))?;
    let groups = stored.groups.into_iter().filter(|_| stored.version == VERSION);
    let groups = groups.map(|(name, group)| {
        (name, Group { documents: group.documents, common: Common::new(group.common) })
    });
    Ok(Across { groups: groups.collect(), ..Across::default() })
}

/// Writes what was learned, whole or not at all.
///
/// # Errors
///
/// Those of writing.
pub(crate) fn save(across: &Across, dir: &Path) -> anyhow::Result<()> {
    let group = |group: &Group| StoredGroup {
        documents: group.documents,
        common: group.common.keys().to_vec(),
    };
    let groups = across.groups.iter().map(|(name, of)| (name.clone(), group(of))).collect();
    let text = serde_json::to_string(&Stored { version: VERSION, groups })?;
    let path = dir.join(FILE);
    let new = dir.join(format!("{FILE}.new"));
    fs::write(&new, text)
        .and_then(|()| fs::rename(&new, &path))
        .with_context(|| format!("writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learned_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(load(dir.path()).unwrap().size(), (0, 0));
        let group = Group { documents: 5, common: Common::new([9, u64::MAX]) };
        let across = Across { groups: [("a.example".into(), group)].into(), ..Across::default() };
        save(&across, dir.path()).unwrap();
        let back = load(dir.path()).unwrap();
        assert_eq!(back.groups, across.groups);
        assert_eq!(back.digest(), across.digest());
        fs::write(dir.path().join(FILE), "{").unwrap();
        assert!(load(dir.path()).unwrap_err().to_string().contains("across.json is damaged"));
    }
}
