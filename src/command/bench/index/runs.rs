//! One run of indexing after the other, each in a process and a folder of its own.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Deserialize;
use tempfile::TempDir;

use crate::bench::indexing::{Parts, Run};
use crate::bench::{IndexTimes, Invocation, Ran, Runner};
use crate::cli::config::{BenchIndexConfig, WalkConfig};
use crate::cli::watch;
use crate::read::Shape;
use crate::system::Spent;

/// The status of a run that passed over bad records.
const FAILED: i32 = 2;

/// What `presscut index --json` says of a run.
#[derive(Deserialize)]
struct Said {
    articles: u64,
    bytes: u64,
    seconds: f64,
}

/// Runs programs on the paths of a corpus.
pub(super) struct Runs<'a> {
    config: &'a BenchIndexConfig,
    runner: Runner,
    dir: TempDir,
}

impl<'a> Runs<'a> {
    /// Makes a folder beside an index, on the same disk, which is removed with all that is in it; after Ctrl-C too,
    /// which ends the run that goes on.
    pub(super) fn new(config: &'a BenchIndexConfig, index: &Path) -> anyhow::Result<Self> {
        let beside = index.parent().filter(|dir| !dir.as_os_str().is_empty());
        let beside = beside.unwrap_or(Path::new("."));
        let dir = tempfile::Builder::new()
            .prefix(".presscut-bench-")
            .tempdir_in(beside)
            .with_context(|| beside.display().to_string())?;
        let runner = Runner::new()?.stopped_by(watch()?);
        Ok(Self { config, runner, dir })
    }

    /// Indexes with this program, which tells what its stages took.
    pub(super) fn with_stages(&mut self, program: &Path, threads: usize) -> anyhow::Result<Run> {
        let (said, ran, parts) = self.run(program, threads, true)?;
        let times = IndexTimes::find(&ran.said).context("a run told no times")?;
        Ok(Run {
            threads,
            articles: said.articles,
            text: said.bytes,
            // The process goes on to measure what analysis takes.
            seconds: said.seconds,
            spent: times.spent,
            closing: Some(times.closing_ns as f64 / 1e9),
            stages: Some(times.stages),
            parts,
        })
    }

    /// Indexes with any presscut; the figures are of the whole process, as the system tells them.
    pub(super) fn whole(&mut self, program: &Path, threads: usize) -> anyhow::Result<Run> {
        let (said, ran, parts) = self.run(program, threads, false)?;
        let spent =
            Spent { cpu_ns: ran.cpu, peak_memory: Some(ran.peak_memory), ..Spent::default() };
        Ok(Run {
            threads,
            articles: said.articles,
            text: said.bytes,
            seconds: ran.ended as f64 / 1e9,
            spent,
            closing: None,
            stages: None,
            parts,
        })
    }

    fn run(
        &mut self,
        program: &Path,
        threads: usize,
        times: bool,
    ) -> anyhow::Result<(Said, Ran, Parts)> {
        let index = self.dir.path().join("index");
        let args = arguments(self.config, &index, threads, times);
        let invocation = Invocation::new(program, args).accepting(FAILED);
        let mut out = Vec::new();
        let ran = self.runner.run_into(&invocation, |heard| out.extend_from_slice(heard))?;
        let Ok(said) = serde_json::from_slice(&out) else {
            let first = ran.said.lines().next().unwrap_or("it said nothing");
            bail!("{}: no report of what was indexed: {first}", program.display());
        };
        let parts = Parts::of(&index).with_context(|| index.display().to_string())?;
        std::fs::remove_dir_all(&index).with_context(|| index.display().to_string())?;
        Ok((said, ran, parts))
    }
}

/// Says how a run is typed; what is as usual is left out, so that older programs understand it.
fn arguments(
    config: &BenchIndexConfig,
    index: &Path,
    threads: usize,
    times: bool,
) -> Vec<OsString> {
    let mut args: Vec<OsString> = vec!["--index".into(), index.into(), "--json".into()];
    args.extend(["index".into(), "--threads".into(), threads.to_string().into()]);
    let mut option = |name: &str, value: &str| args.extend([name.into(), value.into()]);
    let WalkConfig { include, exclude, shape, max_document } = &config.walk;
    for (name, globs) in [("--include", include), ("--exclude", exclude)] {
        for glob in globs {
            option(name, glob);
        }
    }
    match shape {
        None => {}
        Some(Shape::Pages) => option("--as", "pages"),
        Some(Shape::Articles) => option("--as", "articles"),
    }
    if *max_document != WalkConfig::default().max_document {
        option("--max-document", &max_document.to_string());
    }
    if let Some(memory) = config.memory {
        option("--memory", &memory.to_string());
    }
    args.extend(times.then(|| "--times".into()));
    args.push("--".into());
    args.extend(config.paths.iter().map(|path: &PathBuf| path.into()));
    args
}

/// Reads a file to its end, so that the first run finds it in memory as the others do.
pub(super) fn read_through(path: &Path) -> io::Result<u64> {
    io::copy(&mut std::fs::File::open(path)?, &mut io::sink())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::Form;

    #[test]
    fn a_run_is_typed_as_a_person_would() {
        let config = BenchIndexConfig {
            paths: vec!["pages".into(), "-x".into()],
            walk: WalkConfig { exclude: vec!["*.txt".into()], ..WalkConfig::default() },
            threads: vec![2],
            memory: None,
            repeat: 1,
            versus: None,
            seed: 1,
            pin: None,
            form: Form::Table,
        };
        let typed = |config: &BenchIndexConfig, times| {
            let args = arguments(config, Path::new("dir"), 2, times);
            args.join(" ".as_ref()).into_string().unwrap()
        };
        let plain = "--index dir --json index --threads 2 --exclude *.txt -- pages -x";
        assert_eq!(typed(&config, false), plain);
        let walk = WalkConfig {
            shape: Some(Shape::Articles),
            max_document: 9,
            include: vec!["a".into()],
            ..WalkConfig::default()
        };
        let other = BenchIndexConfig { walk, memory: Some(7), ..config };
        let more = "--include a --as articles --max-document 9 --memory 7 --times";
        assert_eq!(
            typed(&other, true),
            format!("--index dir --json index --threads 2 {more} -- pages -x")
        );
    }
}
