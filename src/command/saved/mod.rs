//! `presscut saved`: searches under a name, kept with the index.

mod store;

use std::io::Write as _;
use std::path::Path;

use presscut_index::{Faults, ParseOptions, Query, QueryError};

pub(super) use self::store::{Saved, load};
use super::{open, search};
use crate::cli::config::{Config, SavedCommand, SearchConfig, today};
use crate::cli::text::one_line;
use crate::cli::{Output, Status, UserError};

/// What is said where there are none.
pub(super) const NONE: &str = "no searches are saved; `presscut saved add NAME QUERY` saves one";

/// Adds, lists, removes or runs saved searches.
pub(super) fn run(
    config: &Config,
    command: &SavedCommand,
    output: &mut Output,
) -> anyhow::Result<Status> {
    // Only an index that is there has a folder to keep them in.
    open(&config.index)?;
    match command {
        SavedCommand::Add { name, query, any, replace } => {
            let saved = Saved { name: name.clone(), query: query.clone(), any: *any };
            add(&config.index, &saved, *replace, output)
        }
        SavedCommand::List => list(&config.index, output),
        SavedCommand::Remove { names } => remove(&config.index, names, output),
        SavedCommand::Run { name, search } => run_one(config, name, search, output),
    }
}

/// Reads a saved query as of today; odd punctuation leaves no note here, it did when it was saved.
pub(super) fn query_of(saved: &Saved) -> Result<Query, QueryError> {
    let options = ParseOptions { now: Some(today()), faults: Faults::Usual };
    Query::parse(&saved.query, &options).map(|parsed| parsed.query)
}

/// Saves a search whose query can be read.
fn add(dir: &Path, saved: &Saved, replace: bool, output: &mut Output) -> anyhow::Result<Status> {
    let name = &saved.name;
    if name.trim().is_empty() || name.contains(char::is_control) {
        return Err(UserError::hinted(
            format!("{name:?} is no name for a search"),
            "give it a word or several, without line breaks",
        ));
    }
    let options = ParseOptions { now: Some(today()), faults: Faults::Usual };
    let Some(query) = search::parse(&saved.query, &options, "", output) else {
        return Ok(Status::Failed);
    };
    if query.is_empty() {
        return Err(UserError::hinted("the query asks for nothing", "write a word at least"));
    }
    store::change(dir, |all| {
        match all.iter_mut().find(|known| known.name == *name) {
            Some(known) if replace => *known = saved.clone(),
            Some(known) => {
                return Err(UserError::hinted(
                    format!("{name:?} is saved already: {}", known.query),
                    "write --replace, or take another name",
                ));
            }
            None => all.push(saved.clone()),
        }
        Ok(())
    })?;
    output.say(&format!("saved {}", one_line(name)));
    Ok(Status::Done)
}

/// Prints the saved searches, a name and a query a line.
fn list(dir: &Path, output: &mut Output) -> anyhow::Result<Status> {
    let all = load(dir)?;
    for saved in &all {
        if output.json() {
            output.object(saved)?;
        } else {
            let any = if saved.any { "--any " } else { "" };
            let (name, query) = (one_line(&saved.name), one_line(&saved.query));
            writeln!(output.out(), "{name}\t{any}{query}")?;
        }
    }
    if all.is_empty() {
        output.note(NONE);
        return Ok(Status::Nothing);
    }
    Ok(Status::Done)
}

/// Removes searches, all of those named or none.
fn remove(dir: &Path, names: &[String], output: &mut Output) -> anyhow::Result<Status> {
    store::change(dir, |all| {
        for name in names {
            if all.iter().all(|saved| saved.name != *name) {
                return Err(unknown(name, all));
            }
        }
        all.retain(|saved| !names.contains(&saved.name));
        Ok(())
    })?;
    output.say(&format!("removed {}", one_line(&names.join(", "))));
    Ok(Status::Done)
}

/// Runs a saved search with the flags of `search`.
fn run_one(
    config: &Config,
    name: &str,
    flags: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let all = load(&config.index)?;
    let Some(saved) = all.iter().find(|saved| saved.name == name) else {
        return Err(unknown(name, &all));
    };
    let search =
        SearchConfig { query: saved.query.clone(), any: flags.any || saved.any, ..flags.clone() };
    search::run(config, &search, output)
}

fn unknown(name: &str, all: &[Saved]) -> anyhow::Error {
    let names: Vec<&str> = all.iter().map(|saved| saved.name.as_str()).collect();
    let hint = match names.as_slice() {
        [] => NONE.to_owned(),
        names => format!("saved are {}", names.join(", ")),
    };
    UserError::hinted(format!("no search is saved as {name:?}"), hint)
}
