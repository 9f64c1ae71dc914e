//! `index --alert`: which saved searches the new articles match.

use std::fs::{File, TryLockError};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use presscut_index::{Article, Date, Index, SearchOptions, Searcher, Sort};
use serde::Serialize;

use crate::cli::{Output, UserError};
use crate::command::saved::{self, Saved};
use crate::pipeline::{forget_fresh, open_fresh};

/// The saved searches, and the right to tell of them.
pub(super) struct Alerts {
    saved: Vec<Saved>,
    dir: PathBuf,
    _lock: File,
}

/// A saved search and a new article that it matches.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AlertObject<'a> {
    saved: &'a str,
    id: &'a str,
    source: &'a str,
    headline: Option<&'a str>,
    date_published: Option<&'a str>,
    url: Option<&'a str>,
}

impl Alerts {
    /// Reads the saved searches of the index in a folder; `None` where there are none.
    pub(super) fn read(dir: &Path, output: &mut Output) -> anyhow::Result<Option<Self>> {
        let saved = saved::load(dir)?;
        if saved.is_empty() {
            output.note(saved::NONE);
            return Ok(None);
        }
        let path = dir.join("alert.lock");
        let lock = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .with_context(|| path.display().to_string())?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self { saved, dir: dir.to_owned(), _lock: lock })),
            Err(TryLockError::WouldBlock) => Err(UserError::hinted(
                format!("another process indexes into {} with --alert", dir.display()),
                "try again when it is done",
            )),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| path.display().to_string())
            }
        }
    }

    /// Prints a line for each saved search and each new article that it matches; false if a search could not
    /// be read. Articles count as told once everything is printed.
    pub(super) fn tell(&self, index: &Index, output: &mut Output) -> anyhow::Result<bool> {
        let Some(fresh) = open_fresh(&self.dir)? else { return Ok(true) };
        let whole = index.searcher()?;
        // What a word stands for depends on which languages few articles are in.
        let fresh = fresh.searcher()?.with_languages_of(&whole);
        let mut good = true;
        for saved in &self.saved {
            good &= tell_of(saved, &fresh, &whole, output)?;
        }
        output.flush()?;
        drop((fresh, whole));
        forget_fresh(&self.dir)?;
        Ok(good)
    }
}

fn tell_of(
    saved: &Saved,
    fresh: &Searcher,
    whole: &Searcher,
    output: &mut Output,
) -> anyhow::Result<bool> {
    let query = match saved::query_of(saved) {
        Ok(query) => query,
        Err(error) => {
            output.error(&format!(
                "the saved search {:?}: {}",
                saved.name,
                error.render(&saved.query)
            ));
            return Ok(false);
        }
    };
    let options = SearchOptions {
        sort: Sort::Id,
        any: saved.any,
        snippet: None,
        bodies: false,
        ..SearchOptions::default()
    };
    let mut print = |article: &Article| -> anyhow::Result<()> {
        // What a run that was killed had noted may never have been committed, or be gone since.
        if whole.articles(&article.id)?.iter().all(|known| known.source != article.source) {
            return Ok(());
        }
        Ok(output.object(&AlertObject {
            saved: &saved.name,
            id: &article.id,
            source: &article.source,
            headline: article.headline.as_deref(),
            date_published: article.date.as_ref().map(Date::iso),
            url: article.url.as_deref(),
        })?)
    };
    let mut done = Ok(());
    fresh.each(&query, &options, &mut |hit| {
        done = print(&hit.article);
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    done?;
    Ok(true)
}
