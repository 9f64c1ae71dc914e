//! What programs take as whole processes, in turns.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use anyhow::{Context as _, bail, ensure};
use presscut::bench::median;
use presscut::system::put_out;
use serde::Serialize;

/// How often a process is asked for the most memory it had so far.
const LOOK: Duration = Duration::from_millis(2);
/// What [`indexing`] tells of a program.
pub(crate) const INDEXING: [&str; 4] = ["wall s", "CPU s", "peak RSS MB", "index MB"];
/// What [`searching`] tells of a program.
pub(crate) const SEARCHING: [&str; 1] = ["wall ms"];

/// What a program takes.
#[derive(Serialize)]
pub(crate) struct Cost {
    /// What it is called.
    pub(crate) program: &'static str,
    /// The figures of each round.
    rounds: Vec<Vec<f64>>,
}

impl Cost {
    fn new(program: &'static str) -> Self {
        Self { program, rounds: Vec::new() }
    }

    /// Returns the medians over the rounds.
    pub(crate) fn figures(&self) -> Vec<f64> {
        let figure = |at: usize| {
            let values = self.rounds.iter().filter_map(|round| round.get(at)).copied();
            median(values.collect()).unwrap_or(f64::NAN)
        };
        (0..self.rounds.first().map_or(0, Vec::len)).map(figure).collect()
    }
}

/// The binaries that are compared.
pub(crate) struct Programs {
    this: PathBuf,
    presscut: PathBuf,
}

impl Programs {
    /// Takes presscut's binary from the folder above, where cargo puts it, unless one is named.
    pub(crate) fn find(presscut: Option<PathBuf>) -> anyhow::Result<Self> {
        let this = env::current_exe()?;
        let above = this.parent().and_then(Path::parent).map(|dir| dir.join("presscut"));
        let presscut = presscut.or(above).filter(|path| path.is_file());
        let presscut = presscut.context("no presscut: cargo build --release, or --binary FILE")?;
        Ok(Self { this, presscut })
    }
}

/// Indexes a file with the plain program, with Lucene's settings in mind and with presscut, in turns.
pub(crate) fn indexing(
    programs: &Programs,
    file: &Path,
    scratch: &Path,
    rounds: usize,
) -> anyhow::Result<Vec<Cost>> {
    let mut costs = ["naive", "lucene-like", "presscut"].map(Cost::new);
    for _ in 0..rounds {
        for cost in &mut costs {
            let dir = tempfile::tempdir_in(scratch)?;
            let index = dir.path().join("index");
            let mut command = match cost.program {
                "presscut" => {
                    let mut command = Command::new(&programs.presscut);
                    command
                        .arg("--index")
                        .arg(&index)
                        .args(["index", "--as", "articles"])
                        .arg(file);
                    command
                }
                name => {
                    let mut command = Command::new(&programs.this);
                    let lucene = (name != "naive").then_some("--lucene");
                    command.arg("index").args(lucene).arg(file).arg(&index);
                    command
                }
            };
            let mut figures = watched(&mut command)?;
            figures.push(bytes(&index)? as f64 / 1e6);
            cost.rounds.push(figures);
        }
    }
    Ok(costs.into())
}

/// How [`searching`] begins.
pub(crate) struct Start<'a> {
    /// What the plain program made.
    pub(crate) plain: &'a Path,
    /// What presscut made.
    pub(crate) presscut: &'a Path,
    /// What is searched for.
    pub(crate) words: &'a str,
    /// For a shell before each search.
    pub(crate) before: Option<&'a str>,
    /// Whether the files of the index and of the program come from the disk.
    pub(crate) cold: bool,
}

/// Searches both indexes from a process of its own each time, in turns.
pub(crate) fn searching(
    programs: &Programs,
    start: &Start<'_>,
    rounds: usize,
) -> anyhow::Result<Vec<Cost>> {
    let Start { plain, presscut, words, before, cold } = *start;
    // The system keeps the file of a program that runs, as this one does: a copy can be put out of its memory.
    let beside = plain.canonicalize()?;
    let beside = beside.parent().context("an index is a folder in another")?;
    let (dir_of_plain, dir_of_presscut) =
        (tempfile::tempdir_in(beside)?, tempfile::tempdir_in(beside)?);
    let copies = [
        (plain, &programs.this, dir_of_plain.path()),
        (presscut, &programs.presscut, dir_of_presscut.path()),
    ];
    for (_, program, dir) in &copies {
        fs::copy(program, dir.join("program"))?;
    }
    let mut costs = ["naive", "presscut"].map(Cost::new);
    for round in 0..=rounds {
        for (cost, (index, _, dir)) in costs.iter_mut().zip(&copies) {
            if let Some(before) = before {
                let status = Command::new("sh").args(["-c", before]).status()?;
                ensure!(status.success(), "{before:?} ended with {status}");
            }
            if cold {
                put_out(index).with_context(|| index.display().to_string())?;
                put_out(dir).with_context(|| dir.display().to_string())?;
            }
            let mut command = Command::new(dir.join("program"));
            if cost.program == "presscut" {
                command.arg("--index").arg(index).args(["search", "--any", words]);
            } else {
                command.arg("search").arg(index).arg(words);
            }
            let begin = Instant::now();
            let output = command.output()?;
            let wall = begin.elapsed().as_secs_f64() * 1e3;
            ensure!(output.status.success(), "{command:?} ended with {}", output.status);
            // The first round is there to load the programs.
            if round > 0 {
                cost.rounds.push(vec![wall]);
            }
        }
    }
    Ok(costs.into())
}

/// Runs a command and returns seconds, seconds of processors, and MB of memory at most.
fn watched(command: &mut Command) -> anyhow::Result<Vec<f64>> {
    let before = children()?;
    let begin = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut most = 0.0;
    let status = loop {
        // What a process had at most only ever grows.
        most = memory(&child).unwrap_or(most);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(LOOK);
    };
    let wall = begin.elapsed().as_secs_f64();
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(vec![wall, children()? - before, most])
}

/// Returns the most memory that a process had so far, in MB, as Linux tells it.
fn memory(child: &Child) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}

/// Returns the seconds of processors that the processes took which this one has waited for, as Linux tells it.
fn children() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat").context("this needs Linux")?;
    let (_, after_name) = stat.rsplit_once(')').context("/proc/self/stat")?;
    // The fields behind the name begin with the third; the 16th and 17th are of children.
    let ticks = after_name.split_whitespace().skip(13).take(2);
    // Linux counts them in hundredths of a second on every common machine.
    Ok(ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0)
}

/// Returns the bytes of the files in a folder.
pub(crate) fn bytes(dir: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        bytes += if kind.is_dir() { self::bytes(&entry.path())? } else { kind.len() };
    }
    Ok(bytes)
}
