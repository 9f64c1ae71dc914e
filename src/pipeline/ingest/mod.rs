//! Indexing: what changed is read, cut, and written with its account.
//!
//! A source is written in batches. Its last ledger chunk carries the fingerprint, and is written
//! after all its articles; a run that is stopped in between leaves a source without one, which the
//! next run reads anew. So every commit is true, whenever it happens.

mod fresh;
mod job;
mod language;
mod writer;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use presscut_index::{Fingerprint, Index, Lang};

use self::fresh::Fresh;
pub(crate) use self::fresh::{forget_fresh, open_fresh};
use self::job::{Indexed, Indexing};
use self::writer::SharedWriter;
use super::across::Across;
use super::duplicates::Duplicates;
use super::flow::{Event, FlowOptions, flow};
use super::report::Report;
use super::settings;
use super::took::{Lap, Took};
use crate::read::{self, Document, ReadOptions, Source, path_of};
use crate::segment::segment;

/// How to index.
#[derive(Debug)]
pub(crate) struct IngestOptions {
    /// How sources are read.
    pub(crate) read: ReadOptions,
    /// The language of every article; `None` to detect it.
    pub(crate) lang: Option<Lang>,
    /// Memory to work in, in bytes.
    pub(crate) memory: u64,
    /// Threads that cut and index.
    pub(crate) threads: usize,
    /// Paths under which sources that are gone are dropped.
    pub(crate) prune: Vec<PathBuf>,
    /// What the pages have in common, where that was learned.
    pub(crate) across: Option<Across>,
    /// Whether new articles are noted, for [`open_fresh`].
    pub(crate) note_fresh: bool,
}

/// What people may want to know while it runs.
#[derive(Debug)]
pub(crate) enum News<'a> {
    /// Something could not be read.
    Error(&'a read::Error),
    /// A source holds nothing that presscut reads.
    NotRead(&'a Source, &'static str),
    /// The numbers so far. Sources that were skipped count with the bytes given.
    Progress(&'a Report, u64),
}

/// The time between commits.
const CHECKPOINT: Duration = Duration::from_secs(30);
/// A commit may take one part in so many of the time.
const COMMIT_SHARE: u32 = 20;

/// Brings an index up to date with sources.
///
/// Stops early, without error, once `cancel` is set, and commits what it has.
pub(crate) fn ingest(
    index: &Index,
    sources: impl Iterator<Item = Result<Source, read::Error>> + Send,
    options: &IngestOptions,
    cancel: &AtomicBool,
    tell: &mut dyn FnMut(News<'_>),
) -> anyhow::Result<Report> {
    let began = Instant::now();
    let known: HashMap<_, _> =
        index.searcher()?.sources()?.into_iter().map(|s| (s.name, s.fingerprint)).collect();
    let in_flight = (options.memory / 16).clamp(16 << 20, 128 << 20);
    let writer =
        SharedWriter::new(index, options.memory.saturating_sub(in_flight), options.threads);
    let digest = options.across.as_ref().map(Across::digest);
    let settings = settings::pack(&options.read, options.lang, digest);
    let among = |document: &Document| match &options.across {
        Some(across) => across.segment(document),
        None => segment(document),
    };
    let fresh_index = if options.note_fresh { Some(fresh::create(index.dir())?) } else { None };
    let fresh = match &fresh_index {
        Some(fresh) => Some(Fresh::new(fresh, index.searcher()?)),
        None => None,
    };
    let job = Indexing {
        writer: &writer,
        known: &known,
        settings,
        lang: options.lang,
        fresh: fresh.as_ref(),
        segment: &among,
    };
    let flow_options = FlowOptions { read: options.read, threads: options.threads, in_flight };
    let mut report = Report::default();
    let mut duplicates = Duplicates::new();
    let mut skipped_bytes = 0;
    let mut checkpoint = Checkpoint::new();
    flow(&job, sources, &flow_options, cancel, |event| {
        match event {
            Event::Skipped(source) => {
                report.sources += 1;
                report.sources_unchanged += 1;
                skipped_bytes += source.size;
            }
            Event::NotRead(source, what) => {
                report.sources += 1;
                report.sources_not_read += 1;
                skipped_bytes += source.size;
                tell(News::NotRead(&source, what));
            }
            Event::Failed(error) => {
                report.sources_failed += 1;
                tell(News::Error(&error));
            }
            Event::Batch(indexed) => {
                take(indexed, &writer, &mut report, &mut duplicates, tell)?;
                checkpoint.pass(&writer, fresh.as_ref(), &mut report.took)?;
            }
        }
        tell(News::Progress(&report, skipped_bytes));
        Ok(())
    })?;
    report.interrupted = cancel.load(Ordering::Relaxed);
    if !report.interrupted {
        report.sources_pruned = prune(&known, &options.prune, &writer)?;
    }
    // What is new is noted before it is there.
    fresh.map_or(Ok(()), Fresh::finish)?;
    let (mut lap, closing) = (Lap::start(), Instant::now());
    writer.finish()?;
    report.took.committed(lap.lap(), closing.elapsed());
    report.duplicates = duplicates.count()?;
    report.set_time(began.elapsed());
    Ok(report)
}

/// Takes in a batch whose articles are written, and writes its account.
fn take(
    indexed: Indexed,
    writer: &SharedWriter<'_>,
    report: &mut Report,
    duplicates: &mut Duplicates,
    tell: &mut dyn FnMut(News<'_>),
) -> anyhow::Result<()> {
    if indexed.chunk.sequence == 0 {
        report.sources += 1;
    }
    if indexed.chunk.finished.is_some() {
        report.sources_read += 1;
    }
    let mut lap = Lap::start();
    writer.add_chunk(&indexed.chunk)?;
    report.took.hand_in += lap.lap();
    for hash in indexed.hashes {
        duplicates.add(hash)?;
    }
    report.add(&indexed.counts);
    for error in &indexed.errors {
        tell(News::Error(error));
    }
    Ok(())
}

/// Returns how a source was read when it was indexed.
pub(crate) fn read_options(fingerprint: Fingerprint) -> ReadOptions {
    settings::unpack(fingerprint.settings)
}

/// Drops the sources under `paths` that are gone, and returns how many.
fn prune(
    known: &HashMap<String, Option<Fingerprint>>,
    paths: &[PathBuf],
    writer: &SharedWriter<'_>,
) -> anyhow::Result<u64> {
    let mut pruned = 0;
    let roots: Vec<_> = paths.iter().map(|path| read::name_of(path)).collect();
    for name in known.keys().filter(|name| roots.iter().any(|root| is_under(name, root))) {
        // A source that cannot be looked at is not known to be gone.
        if path_of(name).try_exists().is_ok_and(|exists| !exists) {
            writer.forget_source(name)?;
            pruned += 1;
        }
    }
    Ok(pruned)
}

/// Tells whether a source is `root` or lies below it; both are names as [`read::name_of`] makes them.
pub(crate) fn is_under(name: &str, root: &str) -> bool {
    match root {
        // Standard input lies in no folder.
        "." => !(name.starts_with('/') || name == ".." || name.starts_with("../") || name == "-"),
        _ => name
            .strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || root.ends_with('/')),
    }
}

/// Decides when to commit: now and then, but not so often that it costs much.
struct Checkpoint {
    last: Instant,
    took: Duration,
}

impl Checkpoint {
    fn new() -> Self {
        Self { last: Instant::now(), took: Duration::ZERO }
    }

    fn pass(
        &mut self,
        writer: &SharedWriter<'_>,
        fresh: Option<&Fresh<'_>>,
        took: &mut Took,
    ) -> anyhow::Result<()> {
        if self.last.elapsed() < CHECKPOINT.max(self.took.saturating_mul(COMMIT_SHARE)) {
            return Ok(());
        }
        let (began, mut lap) = (Instant::now(), Lap::start());
        // Between the two an article may be added: it is noted again when its source is read again.
        fresh.map_or(Ok(()), Fresh::commit)?;
        writer.commit()?;
        self.took = began.elapsed();
        took.committed(lap.lap(), self.took);
        self.last = Instant::now();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_what_is_below_it_and_no_namesake() {
        for (name, root, under) in [
            ("pages/a.txt", "pages", true),
            ("pages", "pages", true),
            ("pages2/a.txt", "pages", false),
            ("pages/a.txt", "pages/a.txt", true),
            ("pages/a.txt.gz", "pages/a.txt", false),
            ("a.txt", ".", true),
            ("-", ".", false),
            ("-", "-", true),
            ("./-", ".", true),
            ("../a.txt", ".", false),
            ("/tmp/a.txt", ".", false),
            ("/tmp/a.txt", "/", true),
            ("../b/a.txt", "..", true),
        ] {
            assert_eq!(is_under(name, root), under, "{name} under {root}");
        }
    }
}
