//! The articles that are new: kept in a small index of their own until somebody was told of them.
//!
//! It lies in the folder of the main index and is committed before it. So a run that is killed loses
//! nothing: what the main index has was noted, and the next one tells of it. What was noted and not
//! committed to the main index is read again and noted again, under the same source and id.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use presscut_index::{Article, Error, Fingerprint, Index, Searcher};

use super::writer::SharedWriter;

/// The folder of the index, in that of the main one.
const FOLDER: &str = "fresh";
/// Memory that it is written with, in bytes.
const MEMORY: u64 = 16 << 20;

/// Opens the index of articles that nobody was told of, if there are any.
///
/// # Errors
///
/// Those of opening an index.
pub(crate) fn open_fresh(dir: &Path) -> anyhow::Result<Option<Index>> {
    match Index::open(&folder(dir)) {
        Err(Error::Missing { .. }) => Ok(None),
        other => Ok(Some(other?)),
    }
}

/// Forgets the articles that somebody was told of.
///
/// # Errors
///
/// Those of removing a folder.
pub(crate) fn forget_fresh(dir: &Path) -> anyhow::Result<()> {
    let folder = folder(dir);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other.with_context(|| folder.display().to_string()),
    }
}

fn folder(dir: &Path) -> PathBuf {
    dir.join(FOLDER)
}

/// Makes the index for the new articles of a run; one of another version is begun anew.
pub(super) fn create(dir: &Path) -> anyhow::Result<Index> {
    match Index::create_or_open(&folder(dir)) {
        Err(Error::Format { .. }) => {
            forget_fresh(dir)?;
            Ok(Index::create_or_open(&folder(dir))?)
        }
        other => Ok(other?),
    }
}

/// Notes articles that are new, or have changed.
pub(super) struct Fresh<'a> {
    writer: SharedWriter<'a>,
    /// The main index as it was.
    before: Searcher,
}

impl<'a> Fresh<'a> {
    /// Notes into `index` what `before` does not hold.
    pub(super) fn new(index: &'a Index, before: Searcher) -> Self {
        Self { writer: SharedWriter::new(index, MEMORY, 1), before }
    }

    /// Notes an article, unless the main index held the same one.
    pub(super) fn see(
        &self,
        article: &Article,
        known: &HashMap<String, Option<Fingerprint>>,
    ) -> anyhow::Result<()> {
        if known.contains_key(&article.source) {
            let held = self.before.articles(&article.id)?;
            if held.iter().any(|held| held.source == article.source && says_the_same(held, article))
            {
                return Ok(());
            }
        }
        self.writer.replace(article)
    }

    pub(super) fn commit(&self) -> anyhow::Result<()> {
        self.writer.commit()
    }

    pub(super) fn finish(self) -> anyhow::Result<()> {
        self.writer.finish()
    }
}

/// Tells whether a search could not tell two articles apart; where they stood does not matter.
fn says_the_same(a: &Article, b: &Article) -> bool {
    (&a.headline, &a.body, &a.authors, &a.date) == (&b.headline, &b.body, &b.authors, &b.date)
        && (&a.section, &a.language, &a.url) == (&b.section, &b.language, &b.url)
}
