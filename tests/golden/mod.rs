//! Reading and cutting whole files, compared with labels made by hand.

mod broken;
mod corpus;
mod cuts;
mod fuzz;
mod joined;
mod label;
mod queries;
mod relevance;
mod search;
mod seed;
mod views;

use std::path::{Path, PathBuf};
use std::process::Command;

use presscut::read::{self, Bad, Document, Item, Opened, ReadOptions, Source, WalkOptions};

/// What became of one file.
struct Outcome {
    name: String,
    documents: Vec<Document>,
    bad: Vec<Bad>,
    /// Set where the file is not read: what it is.
    not_read: Option<&'static str>,
}

impl Outcome {
    fn new(source: &Source) -> Result<Self, read::Error> {
        let name = source.name.to_string();
        let mut outcome = Self { name, documents: Vec::new(), bad: Vec::new(), not_read: None };
        match read::open(source, &ReadOptions::default())? {
            Opened::NotRead(what) => outcome.not_read = Some(what),
            Opened::Reader(reader) => {
                for item in reader {
                    match item {
                        Item::Document(document) => outcome.documents.push(document),
                        Item::Bad(bad) => outcome.bad.push(bad),
                    }
                }
            }
        }
        Ok(outcome)
    }
}

/// Reads every file under a folder, in the order of the walk.
fn read_all(folder: &str) -> Vec<Outcome> {
    let read = |source| Outcome::new(source).unwrap_or_else(|error| panic!("{error}"));
    sources(folder).iter().map(read).collect()
}

/// What a run of the binary left behind.
struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Runs the binary from the workspace's root, with a cache of its own.
fn presscut(arguments: &[&str]) -> Run {
    let cache = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_presscut"))
        .args(arguments)
        .env("PRESSCUT_CACHE", cache.path())
        .env("NO_COLOR", "1")
        .env_remove("PRESSCUT_INDEX")
        .output()
        .unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Finds the files under a path given from the workspace's root.
fn sources(path: &str) -> Vec<Source> {
    read::walk(&[PathBuf::from(path)], &WalkOptions::default())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

/// Returns the folder of the data that is not part of the project, or `None` where it is absent.
///
/// # Panics
///
/// Where `CI` is set and it is absent.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("PRESSCUT_SHARED").map_or("../shared".into(), PathBuf::from);
    let folder = root.join(part);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
    eprintln!("skipped: {} is not here", folder.display());
    None
}

/// Returns the end of a path behind a folder.
fn below<'a>(name: &'a str, folder: &str) -> &'a str {
    Path::new(name).strip_prefix(folder).ok().and_then(Path::to_str).unwrap_or(name)
}
