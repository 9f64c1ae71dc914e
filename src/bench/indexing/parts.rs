//! The files of an index by what they hold.

use std::path::Path;
use std::{fs, io};

/// Bytes of an index's files by what they hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Which articles have a term (`.idx`).
    pub postings: u64,
    /// Where in them (`.pos`).
    pub positions: u64,
    /// The articles themselves (`.store`).
    pub store: u64,
    /// Columns to sort, count and filter by (`.fast`).
    pub fast: u64,
    /// The dictionaries of terms (`.term`).
    pub terms: u64,
    /// Lengths of texts (`.fieldnorm`).
    pub norms: u64,
    /// What is none of these, such as lists of segments.
    pub rest: u64,
}

impl Parts {
    /// Measures the files of a folder.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn of(dir: &Path) -> io::Result<Self> {
        let mut parts = Self::default();
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let file = entry.metadata()?;
            if !file.is_file() {
                continue;
            }
            let path = entry.path();
            let part = match path.extension().and_then(|extension| extension.to_str()) {
                Some("idx") => &mut parts.postings,
                Some("pos") => &mut parts.positions,
                Some("store") => &mut parts.store,
                Some("fast") => &mut parts.fast,
                Some("term") => &mut parts.terms,
                Some("fieldnorm") => &mut parts.norms,
                _ => &mut parts.rest,
            };
            *part += file.len();
        }
        Ok(parts)
    }

    /// Returns the parts with their names.
    pub fn named(&self) -> [(&'static str, u64); 7] {
        [
            ("postings", self.postings),
            ("positions", self.positions),
            ("store", self.store),
            ("fast", self.fast),
            ("terms", self.terms),
            ("norms", self.norms),
            ("rest", self.rest),
        ]
    }

    /// Returns the bytes of all files.
    pub fn all(&self) -> u64 {
        self.named().iter().map(|(_, bytes)| bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_a_part() {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in [
            ("a.idx", 1),
            ("b.idx", 2),
            ("a.pos", 4),
            ("a.term", 8),
            ("meta.json", 16),
            (".lock", 32),
        ] {
            fs::write(dir.path().join(name), vec![0; bytes]).unwrap();
        }
        fs::create_dir(dir.path().join("fresh")).unwrap();
        let parts = Parts::of(dir.path()).unwrap();
        let expected = Parts { postings: 3, positions: 4, terms: 8, rest: 48, ..Parts::default() };
        assert_eq!((parts, parts.all()), (expected, 63));
    }
}
