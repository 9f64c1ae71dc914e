//! What `presscut index --times` says of itself.

use serde::{Deserialize, Serialize};

use crate::bench::times::last;
use crate::system::{Nanos, Spent};

/// What the stages of indexing have had of the processors, in nanoseconds over all threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages {
    /// Reading files, as they are stored.
    pub read: Nanos,
    /// From stored bytes to documents: decompressing, recognising, decoding, splitting.
    pub decode: Nanos,
    /// From documents to articles with their languages and accounts.
    pub segment: Nanos,
    /// From articles to terms, measured in a pass of its own.
    pub analyse: Nanos,
    /// From terms to files: documents made, postings and positions collected and written, articles compressed.
    pub write: Nanos,
    /// Merging segments.
    pub merge: Nanos,
    /// Committing.
    pub commit: Nanos,
    /// What is none of these: putting batches in order, duplicates, starting.
    pub other: Nanos,
}

impl Stages {
    /// Returns the stages with their names, in their order.
    pub fn named(&self) -> [(&'static str, Nanos); 8] {
        [
            ("read", self.read),
            ("decode", self.decode),
            ("segment", self.segment),
            ("analyse", self.analyse),
            ("write", self.write),
            ("merge", self.merge),
            ("commit", self.commit),
            ("other", self.other),
        ]
    }
}

/// What a run of indexing says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexTimes {
    /// What it has had of the machine.
    pub spent: Spent,
    /// Of that, the stages.
    pub stages: Stages,
    /// Committing and waiting for the last merges, by the clock on the wall.
    pub closing_ns: Nanos,
}

impl IndexTimes {
    /// Finds the times in what a run has said: a line of JSON, the last of its kind.
    pub fn find(said: &str) -> Option<Self> {
        last(said)
    }
}
