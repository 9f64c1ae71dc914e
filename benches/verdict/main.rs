//! How often the verdict of `presscut bench --vs` errs, by the program itself:
//!
//! ```text
//! cargo bench --bench verdict [-- [INDEX] [--runs N] [--seconds N] [--only itself|slower]]
//! ```
//!
//! - **A against A**: an index measured in turns with itself; runs in which any class is called faster or slower.
//! - **A tenth slower**: presscut measured in turns with itself, whose answers to one class are made to take a tenth
//!   longer; runs that see it, and runs that see something in any other class. This program stands between the two
//!   presscuts then: it hands on what is asked and what is answered, and spins for a tenth of the time that an
//!   answer of the class took.
//!
//! Run 7 has the seed 7, which draws orders and resamples; the queries are those of seed 1, ten of each class. Without
//! INDEX a small one is made of invented words.

#![expect(clippy::print_stdout, reason = "a bench talks to whoever started it")]

mod between;
mod words;

use std::collections::HashMap;
use std::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const PRESSCUT: &str = env!("CARGO_BIN_EXE_presscut");
/// Queries of a class.
const QUERIES: usize = 10;
/// The class that is made slower.
const SLOWED: &str = "or3";

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    // That is how a presscut calls the other one.
    if args.iter().any(|arg| arg == "--answers") {
        return between::run(PRESSCUT, &args, SLOWED);
    }
    let options = Options::read(&args)?;
    let folder = tempfile::tempdir()?;
    let index = match &options.index {
        Some(index) => index.clone(),
        None => words::index(PRESSCUT, folder.path())?,
    };
    let queries = folder.path().join("queries.jsonl");
    draw(&index, &queries)?;
    let bench = Bench { options, index, queries };
    if bench.options.only.as_deref() != Some("slower") {
        bench.against_itself()?;
    }
    if bench.options.only.as_deref() != Some("itself") {
        bench.slower()?;
    }
    Ok(())
}

struct Options {
    index: Option<PathBuf>,
    runs: u64,
    seconds: f64,
    /// The one of the two experiments that is wanted.
    only: Option<String>,
}

impl Options {
    fn read(args: &[OsString]) -> Result<Self, Box<dyn Error>> {
        let mut options = Self { index: None, runs: 100, seconds: 3.0, only: None };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value = || args.next().and_then(|n| n.to_str()).ok_or("a value is missing");
            match arg.to_str() {
                Some("--runs") => options.runs = value()?.parse()?,
                Some("--seconds") => options.seconds = value()?.parse()?,
                Some("--only") => options.only = Some(value()?.to_owned()),
                // Cargo says so to every bench.
                Some("--bench") => {}
                _ => options.index = Some(arg.into()),
            }
        }
        Ok(options)
    }
}

/// Draws the built-in mix and keeps a few queries of each class.
fn draw(index: &Path, queries: &Path) -> Result<(), Box<dyn Error>> {
    let all = ["--repeat", "1", "--warmup", "0", "--json", "--save-queries"];
    presscut(index, |command| command.args(all).arg(queries))?;
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut kept = String::new();
    for line in std::fs::read_to_string(queries)?.lines() {
        let class = part(&serde_json::from_str(line)?, "/class").to_string();
        let count = known.entry(class).or_default();
        *count += 1;
        if *count <= QUERIES {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    Ok(std::fs::write(queries, kept)?)
}

/// Runs `presscut bench`; returns its report.
fn presscut(
    index: &Path,
    asks: impl FnOnce(&mut Command) -> &mut Command,
) -> Result<Value, Box<dyn Error>> {
    let mut command = Command::new(PRESSCUT);
    command.arg("--index").arg(index).arg("bench");
    let ended = asks(&mut command).output()?;
    serde_json::from_slice(&ended.stdout)
        .map_err(|_| String::from_utf8_lossy(&ended.stderr).trim().to_owned().into())
}

/// Returns a part of a report, by its JSON pointer.
fn part<'a>(report: &'a Value, pointer: &str) -> &'a Value {
    report.pointer(pointer).unwrap_or(&Value::Null)
}

struct Bench {
    options: Options,
    index: PathBuf,
    queries: PathBuf,
}

/// What a run said of its classes.
struct Said {
    classes: Vec<Value>,
    rounds: u64,
}

impl Said {
    /// Returns the classes, with their words, that have a difference.
    fn flagged(&self) -> Vec<String> {
        let flagged =
            self.classes.iter().filter(|class| part(class, "/verdict") != "no difference seen");
        flagged
            .map(|class| {
                format!(
                    "{} {} {}",
                    part(class, "/class"),
                    part(class, "/verdict"),
                    part(class, "/ratio")
                )
            })
            .collect()
    }

    fn class(&self, name: &str) -> &Value {
        self.classes.iter().find(|class| part(class, "/class") == name).unwrap_or(&Value::Null)
    }
}

impl Bench {
    fn run(&self, other: &Path, seed: u64) -> Result<Said, Box<dyn Error>> {
        let (seed, seconds) = (seed.to_string(), self.options.seconds.to_string());
        let report = presscut(&self.index, |command| {
            command.arg("--queries").arg(&self.queries).arg("--vs").arg(other);
            command.args(["--seed", &seed, "--duration", &seconds, "--warmup", "0.5", "--json"])
        })?;
        let versus = part(&report, "/versus");
        let all =
            part(versus, "/classes").as_array().into_iter().flatten().chain([part(versus, "/all")]);
        let said = Said {
            classes: all.cloned().collect(),
            rounds: part(versus, "/rounds").as_u64().unwrap_or(0),
        };
        if seed == "1" {
            println!(
                "{} classes and all together; {} rounds, {QUERIES} queries of a class in each, at most",
                said.classes.len().saturating_sub(1),
                said.rounds
            );
            println!("class {SLOWED}: {} pairs a run", part(said.class(SLOWED), "/other/samples"));
        }
        Ok(said)
    }

    fn against_itself(&self) -> Result<(), Box<dyn Error>> {
        let Options { runs, seconds, .. } = &self.options;
        println!("A against A: {} with itself, {runs} runs of {seconds} s", self.index.display());
        let mut runs_flagged = 0;
        for seed in 1..=*runs {
            let flagged = self.run(&self.index, seed)?.flagged();
            if !flagged.is_empty() {
                runs_flagged += 1;
                println!("seed {seed}: {}", flagged.join(", "));
            }
        }
        println!("{runs_flagged} of {runs} runs flagged a class\n");
        Ok(())
    }

    fn slower(&self) -> Result<(), Box<dyn Error>> {
        let Options { runs, seconds, .. } = &self.options;
        println!("a tenth slower in {SLOWED} on the other side, {runs} runs of {seconds} s");
        let between = std::env::current_exe()?;
        let (mut caught, mut elsewhere) = (0, 0);
        for seed in 1..=*runs {
            let said = self.run(&between, seed)?;
            let slowed = said.class(SLOWED);
            if part(slowed, "/verdict") == "faster" {
                caught += 1;
            } else {
                println!(
                    "seed {seed}: not seen: {} {}",
                    part(slowed, "/ratio"),
                    part(slowed, "/ratio_interval")
                );
            }
            let mut flagged = said.flagged();
            flagged.retain(|class| {
                !class.starts_with(&format!("\"{SLOWED}\"")) && !class.starts_with("\"all\"")
            });
            if !flagged.is_empty() {
                elsewhere += 1;
                println!("seed {seed}: {}", flagged.join(", "));
            }
        }
        println!("{caught} of {runs} runs caught it; {elsewhere} flagged another class");
        Ok(())
    }
}
