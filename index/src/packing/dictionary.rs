//! The dictionary of an index: what its first articles have in common.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::rest_of;
use crate::Index;
use crate::error::{Error, Result};

/// The file beside the engine's.
const FILE: &str = "articles.dictionary";
/// The dictionary's size in bytes: what `zstd --train` makes. Twice the size makes the store a thirtieth smaller.
const SIZE: usize = 110 << 10;
/// How many bytes of articles it is trained on, about twenty times its size.
const SAMPLES: usize = 2 << 20;
/// What is taken of a body.
const MOST: usize = 16 << 10;

/// Reads the dictionary of an index, if it has one.
pub(super) fn read(dir: &Path) -> Result<Option<Vec<u8>>> {
    let path = dir.join(FILE);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io(path, error)),
    }
}

/// Makes the dictionary of an index that has none.
pub(crate) struct Trainer {
    dir: PathBuf,
    /// What was seen so far, and the size of each piece; `None` once nothing more is to be learnt.
    samples: Option<(Vec<u8>, Vec<usize>)>,
}

impl Trainer {
    /// Begins with the articles that are there, which a run before may have left too few of.
    pub(super) fn new(index: &Index) -> Result<Self> {
        let dir = index.dir().to_owned();
        if dir.join(FILE).try_exists().map_err(|error| Error::io(dir.join(FILE), error))? {
            return Ok(Self { dir, samples: None });
        }
        let mut trainer = Self { dir, samples: Some(Default::default()) };
        index.searcher()?.each_article(&mut |article| Ok(trainer.add(&rest_of(article)?)))?;
        Ok(trainer)
    }

    /// Takes an article into account; returns the dictionary once it is made, and is in its file.
    pub(super) fn learn(&mut self, text: &[u8]) -> Result<Option<Vec<u8>>> {
        if self.samples.is_none() || self.add(text) {
            return Ok(None);
        }
        let Some((bytes, sizes)) = self.samples.take() else { return Ok(None) };
        // Articles that have too little in common do without.
        let Ok(dictionary) = zstd::dict::from_continuous(&bytes, &sizes, SIZE) else {
            return Ok(None);
        };
        self.write(&dictionary)?;
        Ok(Some(dictionary))
    }

    /// Adds a text; tells whether there is room for more.
    fn add(&mut self, text: &[u8]) -> bool {
        let Some((bytes, sizes)) = &mut self.samples else { return false };
        let text = text.get(..MOST).unwrap_or(text);
        // Shorter ones are refused.
        if text.len() >= 8 {
            bytes.extend(text);
            sizes.push(text.len());
        }
        bytes.len() < SAMPLES
    }

    /// Writes the dictionary to the disk, before any article needs it.
    fn write(&self, dictionary: &[u8]) -> Result<()> {
        let path = self.dir.join(FILE);
        let unfinished = path.with_extension("new");
        let write = || {
            let mut file = File::create(&unfinished)?;
            file.write_all(dictionary)?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)
        };
        write().map_err(|error| Error::io(&path, error))
    }
}
