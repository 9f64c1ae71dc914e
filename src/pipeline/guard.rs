//! Cutting a document so that a panic costs that document alone.

use crate::read::{Document, Error, guarded};

/// Cuts a document with `segment`.
///
/// # Errors
///
/// That it panicked. The document's bytes are then to be accounted for as an error.
pub(crate) fn cut<T>(
    document: &Document,
    segment: impl FnOnce(&Document) -> T,
) -> Result<T, Error> {
    guarded(|| segment(document)).map_err(|what| Error::Bug {
        name: document.source.to_string(),
        record: document.record,
        what,
    })
}
