//! What can go wrong with an index, and whose business it is.

use std::{fmt, io, path::PathBuf};

/// The result of an index operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong with an index.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no index in the directory.
    #[error("no index in {}", dir.display())]
    Missing {
        /// The directory that was asked for.
        dir: PathBuf,
    },
    /// Another process writes to the index.
    #[error("another process is writing to the index in {}", dir.display())]
    Locked {
        /// The index directory.
        dir: PathBuf,
    },
    /// The index was made by another version.
    #[error("the index in {} has format {found}, this version reads {expected}", dir.display())]
    Format {
        /// The format found, or what stood in its place.
        found: String,
        /// The format that this version reads and writes.
        expected: String,
        /// The index directory.
        dir: PathBuf,
    },
    /// The disk refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Something stored cannot be read back.
    #[error("the index is damaged: {what}")]
    Damaged {
        /// What cannot be read.
        what: String,
    },
    /// A query is beyond what can be asked, such as a pattern with too many matches.
    #[error("{what}")]
    Query {
        /// What is wrong with it.
        what: String,
    },
    /// The engine beneath failed while doing something.
    #[error("{doing}: {source}")]
    Engine {
        /// What was being done.
        doing: &'static str,
        /// The engine's error.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Whose business an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// What was asked cannot be done as asked.
    User,
    /// The data that was read is bad.
    Input,
    /// The disk or the system refused.
    Io,
    /// A fault of this program.
    Internal,
}

impl Error {
    /// Returns whose business the error is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Missing { .. } | Self::Locked { .. } | Self::Query { .. } => ErrorKind::User,
            Self::Format { .. } | Self::Damaged { .. } => ErrorKind::Input,
            Self::Io { .. } => ErrorKind::Io,
            Self::Engine { .. } => ErrorKind::Internal,
        }
    }

    pub(crate) fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    pub(crate) fn damaged(what: impl fmt::Display) -> Self {
        Self::Damaged { what: what.to_string() }
    }
}

/// Names what was being done when the engine failed.
pub(crate) trait Doing<T> {
    /// Turns the engine's error into one of ours.
    fn doing(self, doing: &'static str) -> Result<T>;
}

impl<T> Doing<T> for tantivy::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|source| Error::from_engine(doing, source))
    }
}

impl Error {
    /// Sorts the engine's error into ours: the disk's, the index's, the program's.
    pub(crate) fn from_engine(doing: &'static str, source: tantivy::TantivyError) -> Self {
        use io::ErrorKind as K;
        use tantivy::TantivyError as T;
        use tantivy::directory::error::{OpenReadError, OpenWriteError};
        match source {
            T::DataCorruption(what) => Self::damaged(format_args!("{what:?}")),
            T::IoError(source) => Self::Io {
                path: PathBuf::from(doing),
                source: io::Error::new(source.kind(), source.to_string()),
            },
            T::OpenReadError(OpenReadError::FileDoesNotExist(path)) => {
                Self::damaged(format_args!("{} is missing", path.display()))
            }
            T::OpenReadError(OpenReadError::IncompatibleIndex(what)) => {
                Self::damaged(format_args!("{what:?}"))
            }
            // The engine checks the end of a file that it opens.
            T::OpenReadError(OpenReadError::IoError { io_error, filepath })
                if matches!(io_error.kind(), K::InvalidData | K::UnexpectedEof) =>
            {
                Self::damaged(format_args!("{} is cut short or changed", filepath.display()))
            }
            T::OpenReadError(OpenReadError::IoError { io_error, filepath })
            | T::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => Self::Io {
                path: filepath,
                source: io::Error::new(io_error.kind(), io_error.to_string()),
            },
            // The engine tells no more of a thread that could not write.
            T::ErrorInThread(_) => Self::Io {
                path: PathBuf::from(doing),
                source: io::Error::other("writing to the index failed; the disk may be full"),
            },
            other => Self::Engine { doing, source: Box::new(other) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_and_where() {
        let error = Error::Format { found: "7".into(), expected: "1".into(), dir: "idx".into() };
        assert_eq!(error.to_string(), "the index in idx has format 7, this version reads 1");
        assert_eq!(error.kind(), ErrorKind::Input);
        assert_eq!(Error::Missing { dir: "idx".into() }.to_string(), "no index in idx");
    }

    #[test]
    fn damage_and_disk_are_told_apart() {
        let damaged = tantivy::TantivyError::DataCorruption(
            tantivy::error::DataCorruption::comment_only("bad footer"),
        );
        assert!(matches!(Error::from_engine("x", damaged), Error::Damaged { .. }));
        let short = tantivy::directory::error::OpenReadError::wrap_io_error(
            io::Error::from(io::ErrorKind::InvalidData),
            "a.store".into(),
        );
        assert_eq!(
            Error::from_engine("x", short.into()).to_string(),
            "the index is damaged: a.store is cut short or changed"
        );
        let thread = tantivy::TantivyError::ErrorInThread("killed".into());
        assert_eq!(Error::from_engine("adding", thread).kind(), ErrorKind::Io);
        let disk = tantivy::TantivyError::IoError(std::sync::Arc::new(io::Error::other("full")));
        assert_eq!(Error::from_engine("committing", disk).kind(), ErrorKind::Io);
    }
}
