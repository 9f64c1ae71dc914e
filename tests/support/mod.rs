//! A folder of one's own and the real binary in it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A temporary folder in which presscut runs, with a cache and an index of its own.
pub(crate) struct Env {
    dir: tempfile::TempDir,
}

/// What a run said, and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
    /// The exit status; `None` where a signal ended it.
    pub(crate) code: Option<i32>,
}

impl Env {
    pub(crate) fn new() -> Self {
        let env = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(env.path("work")).unwrap();
        env
    }

    /// Makes an environment with files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let env = Self::new();
        for (name, text) in files {
            env.write(name, text);
        }
        env
    }

    /// Returns a path in the folder that presscut runs in.
    pub(crate) fn work(&self, name: &str) -> PathBuf {
        self.path("work").join(name)
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.work(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.work(name)).unwrap();
    }

    /// Returns the folder of the cache.
    pub(crate) fn cache(&self) -> PathBuf {
        self.path("cache")
    }

    /// Prepares a run.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PRESSCUT_") {
                command.env_remove(name);
            }
        }
        command
            .args(args)
            .current_dir(self.path("work"))
            .env("PRESSCUT_CACHE", self.cache())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs presscut.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// Runs presscut, which must end with 0.
    pub(crate) fn ok(&self, args: &[&str]) -> Run {
        let run = self.run(args);
        assert_eq!(run.code, Some(0), "{args:?}: {run:?}");
        run
    }

    /// Runs presscut with something on standard input.
    pub(crate) fn run_with_input(&self, args: &[&str], input: &str) -> Run {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Run::of(child.wait_with_output().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

impl Run {
    fn of(output: std::process::Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    /// Reads standard output as one JSON value a line.
    pub(crate) fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Returns a string field of each JSON line.
    pub(crate) fn field(&self, name: &str) -> Vec<String> {
        let text = |value: &Value| value[name].as_str().unwrap_or_default().to_owned();
        self.json().iter().map(text).collect()
    }
}

/// Returns the corpus of the repository.
pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}
