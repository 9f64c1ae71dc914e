//! Threads: one reads, several work, one collects in order.
//!
//! What comes out does not depend on the number of threads: events leave in the order in which the
//! reader made them. Memory is bounded by [`Budget`].

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::batch::{Batch, Batches};
use super::budget::Budget;
use super::took::Lap;
use crate::read::{self, Opened, ReadOptions, Source};

/// What is done with the batches of a corpus.
pub(crate) trait Job: Sync {
    /// What a batch becomes.
    type Done: Send;

    /// Tells whether a source is to be read; called in order, before it is opened.
    fn wants(&self, _source: &Source) -> bool {
        true
    }

    /// Prepares for a source: called in order, before any of its batches is worked on.
    fn begin(&self, _source: &Source) -> anyhow::Result<()> {
        Ok(())
    }

    /// Works on a batch, on any thread.
    fn work(&self, batch: Batch) -> anyhow::Result<Self::Done>;
}

/// What became of a source, or of a part of it.
#[derive(Debug)]
pub(crate) enum Event<D> {
    /// It was not wanted.
    Skipped(Arc<Source>),
    /// It holds nothing that presscut reads.
    NotRead(Arc<Source>, &'static str),
    /// A path or source could not be opened.
    Failed(read::Error),
    /// A batch of it was worked on.
    Batch(D),
}

/// How the work is spread.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlowOptions {
    /// How sources are read.
    pub(crate) read: ReadOptions,
    /// Threads that work.
    pub(crate) threads: usize,
    /// Bytes in flight, at most, unless one document is larger.
    pub(crate) in_flight: u64,
}

/// An event waits for memory even where it holds no text.
const LEAST_WEIGHT: u64 = 1 << 12;

/// What goes from the reader to the workers, and on to the collector.
struct Parcel<T> {
    number: u64,
    weight: u64,
    load: T,
}

enum Load {
    Batch(Batch),
    Skipped(Arc<Source>),
    NotRead(Arc<Source>, &'static str),
    Failed(read::Error),
    Broken(anyhow::Error),
}

/// Reads sources, works on their batches and hands the results to `sink` in order.
///
/// Stops early, without error, once `cancel` is set; what was read until then still comes out.
pub(crate) fn flow<J: Job>(
    job: &J,
    sources: impl Iterator<Item = Result<Source, read::Error>> + Send,
    options: &FlowOptions,
    cancel: &AtomicBool,
    mut sink: impl FnMut(Event<J::Done>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let budget = Budget::new(options.in_flight);
    let threads = options.threads.max(1);
    let (to_workers, from_reader) = bounded(threads * 2);
    let (to_collector, from_workers) = bounded(threads * 2);
    thread::scope(|scope| {
        scope.spawn(|| {
            let feed = Feed { job, options, cancel, budget: &budget, out: to_workers, number: 0 };
            feed.run(sources);
        });
        for _ in 0..threads {
            let (from, to) = (from_reader.clone(), to_collector.clone());
            let budget = &budget;
            scope.spawn(move || worker(job, &from, &to, budget));
        }
        // The channels close when the threads end, not when this function does.
        drop((from_reader, to_collector));
        let result = collect(&from_workers, &budget, &mut sink);
        budget.close();
        // Whoever still sends finds nobody listening, and stops.
        drop(from_workers);
        result
    })
}

/// The reader's side.
struct Feed<'a, J> {
    job: &'a J,
    options: &'a FlowOptions,
    cancel: &'a AtomicBool,
    budget: &'a Budget,
    out: Sender<Parcel<Load>>,
    number: u64,
}

impl<J: Job> Feed<'_, J> {
    fn run(mut self, sources: impl Iterator<Item = Result<Source, read::Error>>) {
        for source in sources {
            if self.cancel.load(Ordering::Relaxed) {
                return;
            }
            let goes_on = match source {
                Ok(source) => self.source(Arc::new(source)),
                Err(error) => self.send(Load::Failed(error)),
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Sends what a source holds; false when nothing more is wanted.
    fn source(&mut self, source: Arc<Source>) -> bool {
        if !self.job.wants(&source) {
            return self.send(Load::Skipped(source));
        }
        let lap = Lap::start();
        let opened = match read::open(&source, &self.options.read) {
            Ok(opened) => opened,
            Err(error) => return self.send(Load::Failed(error)),
        };
        if let Err(error) = self.job.begin(&source) {
            self.send(Load::Broken(error));
            return false;
        }
        let reader = match opened {
            Opened::Reader(reader) => reader,
            Opened::NotRead(what) => return self.send(Load::NotRead(source, what)),
        };
        for batch in Batches::new(source, reader, lap) {
            if !self.send(Load::Batch(batch)) || self.cancel.load(Ordering::Relaxed) {
                return false;
            }
        }
        true
    }

    fn send(&mut self, load: Load) -> bool {
        let weight = match &load {
            Load::Batch(batch) => batch.weight().max(LEAST_WEIGHT),
            _ => LEAST_WEIGHT,
        };
        let number = self.number;
        self.number += 1;
        self.budget.take(weight) && self.out.send(Parcel { number, weight, load }).is_ok()
    }
}

fn worker<J: Job>(
    job: &J,
    from: &Receiver<Parcel<Load>>,
    to: &Sender<Parcel<anyhow::Result<Event<J::Done>>>>,
    budget: &Budget,
) {
    // A worker that panics would leave a gap that the collector and the reader wait for.
    let guard = CloseOnPanic(budget);
    for Parcel { number, weight, load } in from {
        let load = match load {
            Load::Batch(batch) => job.work(batch).map(Event::Batch),
            Load::Skipped(source) => Ok(Event::Skipped(source)),
            Load::NotRead(source, what) => Ok(Event::NotRead(source, what)),
            Load::Failed(error) => Ok(Event::Failed(error)),
            Load::Broken(error) => Err(error),
        };
        if to.send(Parcel { number, weight, load }).is_err() {
            return;
        }
    }
    drop(guard);
}

struct CloseOnPanic<'a>(&'a Budget);

impl Drop for CloseOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}

/// Hands results on in the order of their numbers.
fn collect<D>(
    from: &Receiver<Parcel<anyhow::Result<Event<D>>>>,
    budget: &Budget,
    sink: &mut impl FnMut(Event<D>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for parcel in from {
        early.insert(parcel.number, parcel);
        while let Some(parcel) = early.remove(&next) {
            sink(parcel.load?)?;
            budget.give(parcel.weight);
            next += 1;
        }
    }
    Ok(())
}
