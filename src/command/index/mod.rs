//! `presscut index`: reads, cuts and files what changed.

mod alert;
mod summary;
mod times;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use presscut_index::Index;

use self::alert::Alerts;
use self::times::Stopwatch;
use crate::cli::config::IndexConfig;
use crate::cli::text::count;
use crate::cli::{Complaints, Output, Progress, Status, watch};
use crate::pipeline::{
    Across, FlowOptions, IngestOptions, News, Report, can_reread, ingest, learn, load, save,
};
use crate::read::{WalkOptions, walk};

/// Bytes of documents on their way through the threads of the first reading.
const IN_FLIGHT: u64 = 64 << 20;

/// Brings the index in `dir` up to date and says what was done.
pub(super) fn run(dir: &Path, config: &IndexConfig, output: &mut Output) -> anyhow::Result<Status> {
    if config.across {
        can_reread(&config.paths)?;
    }
    let index = Index::create_or_open(dir)?;
    let among_alerts = config.alert;
    let alerts = if config.alert { Alerts::read(dir, output)? } else { None };
    let config = &IndexConfig { alert: alerts.is_some(), ..config.clone() };
    let stopwatch = config.times.then(Stopwatch::start);
    let report = update(&index, config, vec![dir.to_owned()], Some(dir), output)?;
    let told = alerts.map_or(Ok(true), |alerts| alerts.tell(&index, output))?;
    if output.json() {
        output.object(&report)?;
    } else if among_alerts {
        summary::say(&report, output);
    } else {
        summary::write(&report, output)?;
    }
    if let Some(stopwatch) = stopwatch {
        output.flush()?;
        let times = stopwatch.end(report.took, &index, report.articles)?;
        output.say(&serde_json::to_string(&times)?);
    }
    Ok(if told { status(&report) } else { Status::Failed })
}

/// Says how much was learned.
pub(super) fn in_common(across: &Across) -> String {
    match across.size() {
        (0, _) => "nothing in common: no host or folder has three pages or more that share a line"
            .to_owned(),
        (1, lines) => format!("{} in common on one host", count(lines as u64, "line")),
        (groups, lines) => {
            format!("{} in common on {}", count(lines as u64, "line"), count(groups as u64, "host"))
        }
    }
}

/// Reads everything once and learns what the pages have in common; keeps what was learned before of
/// other pages of the index, and keeps all of it with the index.
fn learned(
    dir: &Path,
    config: &IndexConfig,
    walk_options: &WalkOptions,
    cancel: &AtomicBool,
) -> anyhow::Result<Across> {
    let options = FlowOptions {
        read: config.walk.read_options(),
        threads: config.threads,
        in_flight: IN_FLIGHT,
    };
    let sources = walk(&config.paths, walk_options)?;
    let mut across = learn(sources, &options, cancel)?;
    across.keep(load(dir)?);
    save(&across, dir)?;
    Ok(across)
}

/// Brings an index up to date with the files of a corpus, says what goes wrong, and shows progress.
///
/// Folders in `skip` are not read: the index's own. What pages have in common is kept in `dir`.
pub(super) fn update(
    index: &Index,
    config: &IndexConfig,
    skip: Vec<PathBuf>,
    dir: Option<&Path>,
    output: &mut Output,
) -> anyhow::Result<Report> {
    let cancel = watch()?;
    let walk_options = config.walk.walk_options(skip);
    let across = match dir.filter(|_| config.across) {
        Some(dir) => {
            let across = learned(dir, config, &walk_options, &cancel)?;
            output.note(&in_common(&across));
            Some(across)
        }
        None => None,
    };
    let options = IngestOptions {
        read: config.walk.read_options(),
        lang: config.lang,
        memory: config.memory,
        threads: config.threads,
        across,
        note_fresh: config.alert,
        prune: if config.prune { config.paths.clone() } else { Vec::new() },
    };
    let sources = || walk(&config.paths, &walk_options);
    let mut progress = Progress::is_seen().then(|| {
        // The walk is quick beside the reading; without it nobody could tell the time left.
        let sizes = sources().into_iter().flatten().flatten().map(|source| source.size);
        Progress::new(sizes.sum())
    });
    if let Some(progress) = &progress {
        output.attach(progress);
    }
    let mut complaints = Complaints::new(config.verbose);
    let mut stopping = false;
    ingest(index, sources()?, &options, &cancel, &mut |news| {
        match news {
            News::Error(error) => complaints.add(&error.to_string(), output),
            News::NotRead(source, what) if config.verbose => {
                output.note(&format!("{}: not read: {what}", source.name));
            }
            News::NotRead(..) => {}
            News::Progress(report, skipped) => {
                if let Some(progress) = &mut progress {
                    progress.show(report.stored_bytes + skipped, report.articles, report.bytes);
                }
            }
        }
        tell_of_stop(&cancel, &mut stopping, output);
    })
}

/// Says once that the run is about to stop.
fn tell_of_stop(cancel: &AtomicBool, told: &mut bool, output: &mut Output) {
    if !*told && cancel.load(Ordering::Relaxed) {
        *told = true;
        output.note("stopping after what is being read; once more to stop at once");
    }
}

/// Tells how a run ended.
pub(super) fn status(report: &Report) -> Status {
    if report.interrupted {
        Status::Interrupted
    } else if report.is_clean() {
        Status::Done
    } else {
        Status::Failed
    }
}
