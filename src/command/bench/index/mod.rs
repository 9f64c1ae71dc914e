//! `presscut bench index`: what indexing costs.

mod runs;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;

use self::runs::{Runs, read_through};
use super::print::{dimmed, headed, warn};
use super::quiet;
use crate::bench::indexing::{Corpus, IndexReport, Run, Summary, Turn, compare};
use crate::bench::{Origin, ProcessError, Random};
use crate::cli::config::{BenchIndexConfig, Form};
use crate::cli::text::count;
use crate::cli::{Output, Status, UserError, table};
use crate::read::walk;

/// Runs indexing in processes of its own and prints the report.
pub(super) fn run(
    config: &BenchIndexConfig,
    index: &Path,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let quiet = quiet::keep(config.pin.as_ref(), false, false)?;
    let mut origin = Origin::look();
    let mut corpus = find(config)?;
    let threads = threads(config);
    let mut runs = Runs::new(config, index)?;
    let program = std::env::current_exe().context("this program's own file")?;
    let order = order(config, &threads);
    let (mut this, mut other) = (Vec::new(), Vec::new());
    for (at, turn) in order.iter().enumerate() {
        let done = match (&config.versus, turn.this) {
            (None, _) => runs.with_stages(&program, turn.threads),
            (Some(_), true) => runs.whole(&program, turn.threads),
            (Some(other), false) => runs.whole(other, turn.threads),
        };
        let done = match done {
            Err(error) if is_stopped(&error) => {
                output.note("stopped: there are no figures, and the folder of the runs is removed");
                return Ok(Status::Interrupted);
            }
            done => done?,
        };
        let side = if turn.this { "" } else { " of the other program" };
        let (number, of) = (at + 1, order.len());
        output.say(&format!(
            "run {number} of {of}{side}, {}: {:.1} s",
            count(turn.threads as u64, "thread"),
            done.seconds
        ));
        if turn.this { this.push(done) } else { other.push(done) }
    }
    origin.machine.look_again();
    let remarks = different(&this, &other);
    if let Some(first) = this.first() {
        (corpus.articles, corpus.text) = (first.articles, first.text);
    }
    // The runs of a pair follow each other, so that the nth of one side belongs to the nth of the other.
    let pairs: Vec<(Run, Run)> = this.iter().cloned().zip(other).collect();
    let report = IndexReport {
        origin,
        quiet,
        corpus,
        seed: config.seed,
        threads: threads.iter().map(|threads| Summary::of(*threads, &this)).collect(),
        order,
        versus: config.versus.as_ref().map(|path| path.display().to_string()),
        compared: compare(&pairs, &threads, config.seed),
        remarks,
    };
    print(&report, config.form, output)?;
    Ok(Status::Done)
}

/// Tells whether a run was ended since the person wants to stop.
fn is_stopped(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(ProcessError::Stopped { .. }))
}

/// Finds the files, and reads each once, so that the first run does not wait for a disk where the others do not.
fn find(config: &BenchIndexConfig) -> anyhow::Result<Corpus> {
    let paths = config.paths.iter().map(|path| path.display().to_string()).collect();
    let mut corpus = Corpus { paths, ..Corpus::default() };
    for source in walk(&config.paths, &config.walk.walk_options(Vec::new()))? {
        let source = source?;
        let Some(path) = source.path else {
            return Err(UserError::hinted(
                "standard input can be read only once",
                "write it to a file first",
            ));
        };
        corpus.files += 1;
        corpus.stored += read_through(&path).with_context(|| path.display().to_string())?;
    }
    if corpus.files == 0 {
        return Err(UserError::hinted("there is no file below these paths", "name others"));
    }
    Ok(corpus)
}

/// Returns the numbers of threads to run with: those given, or 1 and its doubles up to one per core.
fn threads(config: &BenchIndexConfig) -> Vec<usize> {
    if !config.threads.is_empty() {
        return config.threads.clone();
    }
    let cores = std::thread::available_parallelism().map_or(1, Into::into);
    let mut threads = BTreeSet::from([cores]);
    if config.versus.is_none() {
        threads.extend((0..).map(|power| 1 << power).take_while(|threads| *threads < cores));
    }
    threads.into_iter().collect()
}

/// Draws the order of the runs: of each round all numbers of threads, of each pair who goes first.
fn order(config: &BenchIndexConfig, threads: &[usize]) -> Vec<Turn> {
    let mut random = Random::new(config.seed);
    let mut order = Vec::new();
    for _ in 0..config.repeat {
        let mut round = threads.to_vec();
        random.shuffle(&mut round);
        for threads in round {
            let mut sides = vec![true];
            if config.versus.is_some() {
                sides.push(false);
                random.shuffle(&mut sides);
            }
            order.extend(sides.into_iter().map(|this| Turn { threads, this }));
        }
    }
    order
}

/// Says where runs did not find the same.
fn different(this: &[Run], other: &[Run]) -> Vec<String> {
    let found = |runs: &[Run]| -> BTreeSet<u64> { runs.iter().map(|run| run.articles).collect() };
    let list = |found: &BTreeSet<u64>| {
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
    };
    let (this, other) = (found(this), found(other));
    let mut remarks = Vec::new();
    if this.len() > 1 || other.len() > 1 {
        remarks.push(
            "different answers: runs of one program did not find as many articles".to_owned(),
        );
    }
    if !other.is_empty() && this != other {
        remarks.push(format!(
            "different answers: this program finds {} articles, the other {}",
            list(&this),
            list(&other)
        ));
    }
    remarks
}

fn print(report: &IndexReport, form: Form, output: &mut Output) -> anyhow::Result<()> {
    warn(&report.origin, output);
    if output.json() {
        return Ok(output.object(report)?);
    }
    match form {
        Form::Csv => table::csv(&report.records(), output.out())?,
        Form::Markdown => output.out().write_all(report.markdown().as_bytes())?,
        Form::Table => {
            dimmed(&report.heading(), output)?;
            for rows in report.tables() {
                writeln!(output.out())?;
                headed(&rows, output)?;
            }
            dimmed(&report.footnotes(), output)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::WalkConfig;

    fn config(versus: bool) -> BenchIndexConfig {
        BenchIndexConfig {
            paths: Vec::new(),
            walk: WalkConfig::default(),
            threads: Vec::new(),
            memory: None,
            repeat: 50,
            versus: versus.then(|| "other".into()),
            seed: 3,
            pin: None,
            form: Form::Table,
        }
    }

    #[test]
    fn every_number_of_threads_has_its_runs_in_an_order_of_the_seed() {
        let turns = order(&config(false), &[1, 2]);
        assert_eq!((turns.len(), turns.iter().filter(|turn| turn.threads == 1).count()), (100, 50));
        let first = turns.chunks(2).filter(|round| round[0].threads == 1).count();
        assert!((15..=35).contains(&first), "{first}");
        assert_eq!(turns, order(&config(false), &[1, 2]));
        assert!(turns.iter().all(|turn| turn.this));
    }

    #[test]
    fn the_runs_of_a_pair_follow_each_other_and_either_goes_first() {
        let turns = order(&config(true), &[4]);
        assert!(turns.chunks(2).all(|pair| pair[0].this != pair[1].this));
        let first = turns.chunks(2).filter(|pair| pair[0].this).count();
        assert!((15..=35).contains(&first), "{first}");
    }

    #[test]
    fn runs_that_find_less_are_told() {
        let run = |articles| Run { articles, ..Run::default() };
        assert!(different(&[run(5), run(5)], &[]).is_empty());
        assert!(different(&[run(5)], &[run(5)]).is_empty());
        let told = different(&[run(5)], &[run(4)]);
        assert!(told[0].contains("finds 5 articles, the other 4"), "{told:?}");
        assert!(different(&[run(5), run(6)], &[])[0].contains("runs of one program"));
    }

    #[test]
    fn threads_are_doubled_up_to_the_cores() {
        let found = threads(&config(false));
        let cores: usize = std::thread::available_parallelism().unwrap().into();
        assert!(found.contains(&1) && found.last() == Some(&cores), "{found:?}");
        assert_eq!(threads(&config(true)), [cores]);
        assert_eq!(threads(&BenchIndexConfig { threads: vec![3], ..config(true) }), [3]);
    }
}
