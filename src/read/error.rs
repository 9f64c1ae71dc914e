//! What can go wrong while reading, with file, position and what to do.

use std::io;
use std::path::Path;

use super::name::name_of;

/// An error of reading, ready to be shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A glob of `--include` or `--exclude` cannot be understood.
    #[error("glob `{glob}`: {reason}")]
    Glob {
        /// The glob as typed.
        glob: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file or folder cannot be read.
    #[error("{name}: {cause}")]
    Io {
        /// The path as given, or `-`.
        name: String,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A compressed stream breaks off or is damaged.
    #[error(
        "{name}: {codec} data damaged after byte {position} ({decompressed} bytes decompressed): \
         {cause}; what came before was read; fetch or compress the file again"
    )]
    Damaged {
        /// The source's name.
        name: String,
        /// The compression, such as `gzip`.
        codec: &'static str,
        /// Bytes of the file read so far.
        position: u64,
        /// Bytes decompressed so far.
        decompressed: u64,
        /// What the decoder said.
        #[source]
        cause: io::Error,
    },
    /// A record that cannot be understood.
    #[error("{name}: line {line} (byte {record}): {reason}; {advice}")]
    Record {
        /// The source's name.
        name: String,
        /// The line on which the record begins, from 1.
        line: u64,
        /// Byte offset of the record in the decompressed stream.
        record: u64,
        /// What is wrong.
        reason: String,
        /// What to do about it.
        advice: &'static str,
    },
    /// A document that this program fails on.
    #[error(
        "{name}: document at byte {record}: not cut: {what}; this is a bug in presscut, please \
         report it"
    )]
    Bug {
        /// The source's name.
        name: String,
        /// Byte offset of the document in the decompressed stream.
        record: u64,
        /// What the panic said.
        what: String,
    },
    /// A document that is larger than `--max-document` and cannot be cut in windows.
    #[error(
        "{name}: line {line} (byte {record}): {what} of {bytes} bytes is over the limit of {limit} \
         bytes; raise --max-document"
    )]
    TooLarge {
        /// The source's name.
        name: String,
        /// The line on which it begins, from 1.
        line: u64,
        /// Byte offset of it in the decompressed stream.
        record: u64,
        /// `record` or `HTML page`.
        what: &'static str,
        /// Its size in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
}

impl Error {
    /// Says that `path` cannot be read.
    pub(super) fn io(path: &Path, cause: io::Error) -> Self {
        Self::Io { name: name_of(path), cause }
    }

    /// Says what stopped a walk at some path.
    pub(super) fn walk(error: ignore::Error) -> Self {
        let name = path_of(&error).map_or_else(|| "folder".to_owned(), name_of);
        let message = error.to_string();
        let cause = error.into_io_error().unwrap_or_else(|| io::Error::other(message));
        Self::Io { name, cause }
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}
