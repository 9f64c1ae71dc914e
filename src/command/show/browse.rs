//! `show --open`: an article's page or file in another program.

use std::env;
use std::ffi::OsString;
use std::path::{Path, absolute};
use std::process::Command;

use anyhow::Context as _;
use presscut_index::Article;

use crate::cli::config::Shown;
use crate::cli::link::web_target;
use crate::cli::{Output, Status, UserError};
use crate::read::path_of;

/// What opens things: the program, and what stands before the thing.
struct Opener {
    program: OsString,
    arguments: Vec<OsString>,
}

/// Opens the address of an article, or its file, and waits until that is done.
pub(super) fn open(article: &Article, what: Shown, output: &mut Output) -> anyhow::Result<Status> {
    let url = article.url.as_deref().and_then(web_target);
    let web = what != Shown::File && url.is_some();
    let target: OsString = match (what, url) {
        (Shown::Page | Shown::Url, Some(url)) => url.into(),
        (Shown::Url, None) => {
            return Err(UserError::hinted(
                "the article has no address on the web",
                "--open=file opens its file",
            ));
        }
        _ => {
            let path = path_of(&article.source);
            if article.source == "-" || !is_there(&path) {
                return Err(UserError::hinted(
                    format!("{}: the source is gone", article.source),
                    "`presscut show` without --open prints the article",
                ));
            }
            absolute(path)?.into_os_string()
        }
    };
    let opener = opener(web);
    // What the other program says is not ours.
    output.flush()?;
    let status = Command::new(&opener.program)
        .args(&opener.arguments)
        .arg(&target)
        .status()
        .with_context(|| format!("starting {}", opener.program.display()))
        .map_err(|error| {
            UserError::hinted(
                format!("{error:#}"),
                "name a program that opens pages and files in PRESSCUT_OPEN",
            )
        })?;
    if !status.success() {
        anyhow::bail!("{} ended with {status}", opener.program.display());
    }
    Ok(Status::Done)
}

/// Finds what opens things here; a browser is for addresses only.
fn opener(web: bool) -> Opener {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(command) = named("PRESSCUT_OPEN") {
        return split(&command);
    }
    // BROWSER may list several, as xdg-open reads it.
    let browser = named("BROWSER").filter(|_| web);
    let first = browser.and_then(|list| list.to_str()?.split(':').next().map(str::to_owned));
    if let Some(first) = first.filter(|first| !first.is_empty() && !first.contains("%s")) {
        return split(&first.into());
    }
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    Opener { program: program.into(), arguments: Vec::new() }
}

/// Tells whether something is at a path that can be looked at.
fn is_there(path: &Path) -> bool {
    path.try_exists().unwrap_or(false)
}

/// Takes a program and its arguments apart; a program whose name holds a space stands alone.
fn split(command: &OsString) -> Opener {
    let whole = Opener { program: command.clone(), arguments: Vec::new() };
    let Some(text) = command.to_str().filter(|text| !is_there(Path::new(text))) else {
        return whole;
    };
    let mut words = text.split_whitespace().map(OsString::from);
    match words.next() {
        Some(program) => Opener { program, arguments: words.collect() },
        None => whole,
    }
}
