//! What the stages of indexing have had of the processors.
//!
//! A stage's thread looks at its own clock once a batch, which costs nothing beside the batch. The engine's threads
//! are its own; see [`super::engine`].

use std::time::Duration;

use crate::system::{Nanos, nanos, thread_time};

/// Time on processors, in nanoseconds over all threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Took {
    /// Reading files, as they are stored.
    pub(crate) read: Nanos,
    /// From stored bytes to documents: decompressing, recognising, decoding, splitting.
    pub(crate) decode: Nanos,
    /// From documents to articles with their languages and accounts.
    pub(crate) segment: Nanos,
    /// Handing articles and accounts to the engine.
    pub(crate) hand_in: Nanos,
    /// Committing, of the thread that asks for it.
    pub(crate) commit: Nanos,
    /// Committing and waiting for the last merges, by the clock on the wall.
    pub(crate) closing: Nanos,
}

impl Took {
    /// Adds what another batch took.
    pub(super) fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.decode += other.decode;
        self.segment += other.segment;
        self.hand_in += other.hand_in;
        self.commit += other.commit;
        self.closing += other.closing;
    }

    /// Notes a commit.
    pub(super) fn committed(&mut self, cpu: Nanos, wall: Duration) {
        self.commit += cpu;
        self.closing += nanos(wall);
    }
}

/// A clock of this thread that is looked at once a stage.
#[derive(Debug)]
pub(super) struct Lap(Nanos);

impl Lap {
    pub(super) fn start() -> Self {
        Self(thread_time())
    }

    /// Returns what this thread has had of the processors since the last look.
    pub(super) fn lap(&mut self) -> Nanos {
        let now = thread_time();
        now.saturating_sub(std::mem::replace(&mut self.0, now))
    }
}
