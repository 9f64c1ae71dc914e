//! What the engine's own threads have had of the processors, by what they do.
//!
//! They cannot be asked; the system lists every thread with its name and its time. A thread of this module looks at
//! the list now and then, and remembers the last that was seen of each.

use std::collections::BTreeMap;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::system::{Nanos, process_time, thread_time, threads};

/// How often to look: a hundredth of a processor at most, and no thread that matters lives shorter.
const PAUSE: Duration = Duration::from_millis(50);

/// Looks at the threads of this process until it is asked for the result.
#[derive(Debug)]
pub(crate) struct Watch {
    stop: Sender<()>,
    thread: JoinHandle<Seen>,
    before: Nanos,
}

/// What was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Time of the threads that merge.
    pub(crate) merge: Nanos,
    /// Time of the thread that keeps the list of segments.
    pub(crate) update: Nanos,
    /// Time of the thread that looked.
    pub(crate) looking: Nanos,
    /// Time of all threads of the process since the watch began.
    pub(crate) all: Nanos,
}

impl Watch {
    /// Begins to look.
    pub(crate) fn start() -> Self {
        let (stop, stopped) = channel();
        let before = process_time();
        let thread = thread::spawn(move || {
            let mut seen = BTreeMap::new();
            loop {
                let left = stopped.recv_timeout(PAUSE) != Err(RecvTimeoutError::Timeout);
                seen.extend(threads().into_iter().map(|thread| (thread.id, thread)));
                if left {
                    break;
                }
            }
            let of = |name: &str| -> Nanos {
                seen.values().filter(|t| t.name.starts_with(name)).map(|thread| thread.time).sum()
            };
            let (merge, update) = (of("merge_thread"), of("segment_updater"));
            Seen { merge, update, looking: thread_time(), all: 0 }
        });
        Self { stop, thread, before }
    }

    /// Ends it; nothing was seen if the thread failed.
    pub(crate) fn end(self) -> Seen {
        let all = process_time().saturating_sub(self.before);
        drop(self.stop);
        let seen = self.thread.join().unwrap_or_default();
        Seen { all, ..seen }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_seen_by_its_name() {
        let watch = Watch::start();
        let busy = |until: Nanos| {
            move || {
                let mut sum = 0_u64;
                while thread_time() < until {
                    sum = std::hint::black_box(sum.wrapping_add(1));
                }
                thread::sleep(3 * PAUSE);
            }
        };
        let work = thread::Builder::new().name("merge_thread_0".into()).spawn(busy(5_000_000));
        work.unwrap().join().unwrap();
        let seen = watch.end();
        assert!(seen.merge >= 5_000_000 && seen.all >= seen.merge, "{seen:?}");
        assert_eq!(seen.update, 0);
    }
}
