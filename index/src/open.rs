//! Opening an index: the one function that does, and what it checks.
//!
//! Beside the engine's files stands `presscut.json`, which says what made the index. It is written
//! last when an index is made, so a directory without it holds no index yet.

mod dictionary;
mod gone;
mod infos;
mod languages;
mod living;
mod opened;
mod searcher;
mod term_infos;
mod within;

use std::fs;
use std::io::ErrorKind as Io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
#[cfg(unix)]
use tantivy::directory::Advice;
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::OpenDirectoryError;
use tantivy::store::Compressor;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{IndexReader, IndexSettings, ReloadPolicy};

pub(crate) use self::dictionary::Dictionary;
#[cfg(test)]
pub(crate) use self::gone::Gone;
pub(crate) use self::infos::Infos;
pub(crate) use self::languages::{Only, in_languages, is_in, of_languages};
pub(crate) use self::searcher::Analysis;
pub use self::searcher::Searcher;
pub(crate) use self::within::{List, Within};
use crate::analyze;
use crate::error::{Doing as _, Error, Result};
use crate::schema::Fields;

/// The format of the fields and of what is stored in them.
const FORMAT: u32 = 5;
/// The file that tells the format.
const FORMAT_FILE: &str = "presscut.json";

/// What `presscut.json` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    format: u32,
    analyser: u32,
    created_by: String,
}

impl Made {
    fn now() -> Self {
        Self {
            format: FORMAT,
            analyser: analyze::VERSION,
            created_by: format!("presscut {}", env!("CARGO_PKG_VERSION")),
        }
    }

    fn version(&self) -> String {
        format!("{}.{}", self.format, self.analyser)
    }
}

/// An open index directory.
///
/// # Examples
///
/// ```
/// use presscut_index::{Article, Index, WriterOptions};
///
/// let dir = tempfile::tempdir()?;
/// let index = Index::create_or_open(dir.path())?;
/// let mut writer = index.writer(&WriterOptions::default())?;
/// writer.add(&Article {
///     id: "harbour-1".into(),
///     headline: Some("Council votes on harbour plan".into()),
///     body: "The vote is due on Friday.".into(),
///     source: "news.ndjson".into(),
///     ..Article::default()
/// })?;
/// writer.commit()?;
/// writer.finish()?;
/// assert_eq!(index.searcher()?.articles("harbour-1")?.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Index {
    pub(crate) dir: PathBuf,
    pub(crate) inner: tantivy::Index,
    pub(crate) fields: Arc<Fields>,
    /// Sees the commits, once one was asked for.
    reader: OnceLock<IndexReader>,
}

impl Index {
    /// Opens the index in a directory, making both where they are missing.
    ///
    /// # Errors
    ///
    /// [`Error::Format`] for an index of another version, [`Error::Io`] from the disk.
    pub fn create_or_open(dir: &Path) -> Result<Self> {
        match Self::open(dir) {
            Err(Error::Missing { .. }) => {}
            other => return other,
        }
        fs::create_dir_all(dir).map_err(|source| Error::io(dir, source))?;
        let inner = tantivy::Index::builder()
            .schema(Fields::schema())
            .settings(settings())
            .open_or_create(directory(dir)?)
            .doing("creating the index")?;
        let file = dir.join(FORMAT_FILE);
        let made = serde_json::to_vec_pretty(&Made::now()).map_err(|source| Error::Engine {
            doing: "creating the index",
            source: source.into(),
        })?;
        // Whoever looks at it meanwhile sees all of it or nothing.
        let unfinished = dir.join(format!("{FORMAT_FILE}.new"));
        fs::write(&unfinished, made)
            .and_then(|()| fs::rename(&unfinished, &file))
            .map_err(|source| Error::io(file, source))?;
        Self::with(dir, inner)
    }

    /// Opens the index in a directory.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`] where there is none, [`Error::Format`] for an index of another version,
    /// [`Error::Io`] from the disk.
    pub fn open(dir: &Path) -> Result<Self> {
        check_format(dir)?;
        let inner = tantivy::Index::open(directory(dir)?).doing("opening the index")?;
        Self::with(dir, inner)
    }

    /// Opens the index in a directory for a process that reads little of it, such as a page of hits.
    ///
    /// Of what is not in memory yet, the system then reads the pages that are asked for and none around them: a query
    /// reads few, from many places. What reads all of a file is slower so, where that has to come from the disk.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub fn open_for_little(dir: &Path) -> Result<Self> {
        check_format(dir)?;
        let inner = tantivy::Index::open(sparse(dir)?).doing("opening the index")?;
        Self::with(dir, inner)
    }

    /// The one way to an index: registers the analysers, which the engine does not keep.
    fn with(dir: &Path, mut inner: tantivy::Index) -> Result<Self> {
        let tokenizers = TokenizerManager::default();
        analyze::register(&tokenizers);
        inner.set_tokenizers(tokenizers);
        let fields = Arc::new(Fields::of(&inner.schema())?);
        Ok(Self { dir: dir.to_owned(), inner, fields, reader: OnceLock::new() })
    }

    /// Returns the directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns a view of the last commit, which later commits leave as it is.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] where a file of a segment is missing or cut short, [`Error::Io`] from the disk.
    pub fn searcher(&self) -> Result<Searcher> {
        let reader = if let Some(reader) = self.reader.get() {
            reader.reload().doing("opening the last commit")?;
            reader
        } else {
            // A new reader sees the last commit.
            let builder = self.inner.reader_builder().reload_policy(ReloadPolicy::Manual);
            let reader = builder.try_into().doing("opening the last commit")?;
            let mut own = false;
            let kept = self.reader.get_or_init(|| {
                own = true;
                reader
            });
            if !own {
                // Another thread's may be of an earlier commit.
                kept.reload().doing("opening the last commit")?;
            }
            kept
        };
        Searcher::new(self.dir.clone(), reader.searcher(), Arc::clone(&self.fields))
    }

    /// Makes what is kept beside the segments of the last commit.
    pub(crate) fn make_tables(&self) -> Result<()> {
        let searcher = self.searcher()?;
        searcher.make_living()?;
        searcher.make_tables_of_gone()?;
        searcher.make_occurrences()?;
        searcher.make_calendars()
    }
}

fn settings() -> IndexSettings {
    IndexSettings {
        // Articles come compressed.
        docstore_compression: Compressor::None,
        // An article is read without its neighbours; smaller blocks would have a longer index.
        docstore_blocksize: 4096,
        ..IndexSettings::default()
    }
}

fn directory(dir: &Path) -> Result<MmapDirectory> {
    MmapDirectory::open(dir).map_err(not_opened)
}

/// Opens a directory of whose files the system reads no more than is asked for.
#[cfg(unix)]
fn sparse(dir: &Path) -> Result<MmapDirectory> {
    MmapDirectory::open_with_madvice(dir, Advice::Random).map_err(not_opened)
}

/// Opens a directory; only Unix can be told how its files will be read.
#[cfg(not(unix))]
fn sparse(dir: &Path) -> Result<MmapDirectory> {
    directory(dir)
}

fn not_opened(error: OpenDirectoryError) -> Error {
    use OpenDirectoryError as E;
    match error {
        E::DoesNotExist(dir) => Error::Missing { dir },
        E::NotADirectory(dir) => Error::io(dir, Io::NotADirectory.into()),
        E::IoError { io_error, directory_path } => {
            Error::io(directory_path, std::io::Error::new(io_error.kind(), io_error.to_string()))
        }
        other @ E::FailedToCreateTempDir(_) => {
            Error::Engine { doing: "opening the index", source: Box::new(other) }
        }
    }
}

/// Refuses an index that this version does not read.
fn check_format(dir: &Path) -> Result<()> {
    let file = dir.join(FORMAT_FILE);
    let text = match fs::read(&file) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), Io::NotFound | Io::NotADirectory) => {
            return Err(Error::Missing { dir: dir.to_owned() });
        }
        Err(error) => return Err(Error::io(file, error)),
    };
    let found = match serde_json::from_slice::<Made>(&text) {
        Ok(made) if made.version() == Made::now().version() => return Ok(()),
        Ok(made) => made.version(),
        Err(_) => format!("unknown ({FORMAT_FILE} cannot be read)"),
    };
    Err(Error::Format { found, expected: Made::now().version(), dir: dir.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Query, WriterOptions};

    #[test]
    fn an_index_is_made_once_and_opened_after() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("a/b");
        assert!(matches!(Index::open(&deep), Err(Error::Missing { .. })));
        Index::create_or_open(&deep).unwrap();
        Index::create_or_open(&deep).unwrap();
        assert_eq!(Index::open(&deep).unwrap().dir(), deep);
    }

    #[test]
    fn a_directory_without_index_is_told_from_a_file() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(Index::open(dir.path()), Err(Error::Missing { .. })));
        let file = dir.path().join("file");
        fs::write(&file, "x").unwrap();
        assert!(matches!(Index::create_or_open(&file), Err(Error::Io { .. })));
    }

    #[test]
    fn another_format_is_refused_with_both_versions() {
        let dir = tempfile::tempdir().unwrap();
        Index::create_or_open(dir.path()).unwrap();
        let file = dir.path().join(FORMAT_FILE);
        let newer = Made { format: 99, ..Made::now() };
        for (content, shown) in [
            (serde_json::to_string(&newer).unwrap(), "99.2"),
            ("not json".to_owned(), "unknown (presscut.json cannot be read)"),
        ] {
            fs::write(&file, content).unwrap();
            for opened in [Index::open(dir.path()), Index::create_or_open(dir.path())] {
                let Err(Error::Format { found, expected, dir: told }) = opened else {
                    panic!("not refused");
                };
                assert_eq!(
                    (found.as_str(), expected.as_str(), told.as_path()),
                    (shown, "5.2", dir.path())
                );
            }
        }
    }

    #[test]
    fn an_index_whose_making_was_cut_short_is_made_again() {
        let dir = tempfile::tempdir().unwrap();
        Index::create_or_open(dir.path()).unwrap();
        fs::remove_file(dir.path().join(FORMAT_FILE)).unwrap();
        assert!(matches!(Index::open(dir.path()), Err(Error::Missing { .. })));
        Index::create_or_open(dir.path()).unwrap();
        Index::open(dir.path()).unwrap();
    }

    /// An index of an article.
    fn filled(dir: &Path) {
        let index = Index::create_or_open(dir).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        let (id, body) = ("1".to_owned(), "The harbour bridge is closed.".to_owned());
        writer.add(&Article { id, body, ..Article::default() }).unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
    }

    /// The two ways to open an index for reading.
    const WAYS: [fn(&Path) -> Result<Index>; 2] = [Index::open, Index::open_for_little];

    #[test]
    fn an_index_of_which_little_is_read_answers_the_same_and_sees_later_commits() {
        let dir = tempfile::tempdir().unwrap();
        for open in WAYS {
            assert!(matches!(open(&dir.path().join("none")), Err(Error::Missing { .. })));
        }
        filled(dir.path());
        for open in WAYS {
            let index = open(dir.path()).unwrap();
            let count = || index.searcher().unwrap().count(&Query::word("harbour"), false).unwrap();
            let before = count();
            filled(dir.path());
            assert_eq!(count(), before + 1);
        }
    }

    #[test]
    fn a_missing_file_is_damage_that_is_named_where_it_is_needed() {
        for end in ["term", "store", "idx", "fast", "fieldnorm"] {
            let dir = tempfile::tempdir().unwrap();
            filled(dir.path());
            for entry in fs::read_dir(dir.path()).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == end) {
                    fs::remove_file(path).unwrap();
                }
            }
            for open in WAYS {
                let index = open(dir.path()).unwrap();
                for _ in 0..2 {
                    let found = index.searcher().map(|_| ());
                    let Err(Error::Damaged { what }) = found else { panic!("{found:?}") };
                    assert!(what.contains(&format!(".{end} is missing")), "{what}");
                }
            }
        }
    }

    #[test]
    fn a_file_that_was_cut_short_is_damage_that_is_named() {
        let dir = tempfile::tempdir().unwrap();
        filled(dir.path());
        for entry in fs::read_dir(dir.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "store") {
                let file = fs::File::options().write(true).open(path).unwrap();
                file.set_len(file.metadata().unwrap().len() / 2).unwrap();
            }
        }
        for open in WAYS {
            let found = open(dir.path()).unwrap().searcher().map(|_| ());
            let Err(Error::Damaged { what }) = found else { panic!("{found:?}") };
            assert!(what.contains(".store is cut short"), "{what}");
        }
    }
}
