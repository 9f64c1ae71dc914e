//! What cannot be listed.

use std::path::Path;

use crate::cli::UserError;
use crate::cli::config::{Format, SearchConfig};

/// Refuses flags that leave each other no room.
pub(super) fn check(search: &SearchConfig) -> anyhow::Result<()> {
    let counted = !search.facets.is_empty() || search.timeline.is_some();
    if counted && !matches!(search.format, Format::Text | Format::Jsonl) {
        return Err(UserError::hinted(
            "facets and timelines are printed as text or as lines of JSON".to_owned(),
            "leave --format out, or write --json",
        ));
    }
    if counted && search.count {
        return Err(UserError::hinted(
            "--count prints one number, without facets and timelines".to_owned(),
            "for these alone write -n 0 instead",
        ));
    }
    if search.svg.as_deref().is_some_and(|path| path == Path::new("-")) {
        return Err(UserError::hinted(
            "--svg draws into a file".to_owned(),
            "write its name: --svg timeline.svg",
        ));
    }
    Ok(())
}
