//! How errors are said: what went wrong, why, and what to do about it.

use std::io;

use super::output::Output;

/// A mistake of the person's, with a line of advice.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct UserError {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl UserError {
    /// Makes an error with a hint.
    pub fn hinted(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
        Self { message: message.into(), hint: Some(hint.into()) }.into()
    }
}

/// Tells whether the reader of our output went away, as `head` does.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|e| e.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}

/// Prints an error with its causes and hints on standard error.
pub(super) fn print(error: &anyhow::Error, output: &mut Output) {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // Some errors print their source themselves.
        if !text.ends_with(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    output.error(&text);
    if let Some(hint) = hint(error) {
        output.hint(&hint);
    }
}

/// Finds what to do about an error.
fn hint(error: &anyhow::Error) -> Option<String> {
    error.chain().find_map(|cause| {
        if let Some(error) = cause.downcast_ref::<UserError>() {
            return error.hint.clone();
        }
        match cause.downcast_ref::<presscut_index::Error>()? {
            presscut_index::Error::Locked { .. } => Some("try again when it is done".to_owned()),
            presscut_index::Error::Format { dir, .. } => Some(format!(
                "delete {} and index again, or name another directory with --index DIR",
                dir.display()
            )),
            presscut_index::Error::Damaged { .. } => Some(
                "delete the index and index again, or name another with --index DIR".to_owned(),
            ),
            _ => None,
        }
    })
}
