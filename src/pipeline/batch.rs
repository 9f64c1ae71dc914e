//! Batches: consecutive records of one source, made by position alone.
//!
//! Where a batch ends depends on the records before it and on nothing else, so that what is decided
//! per batch does not depend on threads or timing.

use std::sync::Arc;

use super::took::{Lap, Took};
use crate::read::{Item, Reader, Source};

/// Records in a batch, at most.
const RECORDS: usize = 64;
/// Bytes of a batch, at most, unless one record is larger.
const BYTES: u64 = 1 << 20;
/// What a record weighs beside its bytes.
const OVERHEAD: u64 = 256;

/// Consecutive records of one source.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Where they come from.
    pub(crate) source: Arc<Source>,
    /// The batch's place in its source, from 0.
    pub(crate) sequence: u32,
    /// The records.
    pub(crate) items: Vec<Item>,
    /// The source ends with it.
    pub(crate) last: bool,
    /// Bytes of the file, as stored, that were read for it.
    pub(crate) stored: u64,
    /// Bytes of the decompressed stream that it covers.
    pub(crate) bytes: u64,
    /// What reading and decoding it took.
    pub(crate) took: Took,
}

impl Batch {
    /// Estimates the memory that it takes.
    pub(super) fn weight(&self) -> u64 {
        self.bytes + OVERHEAD * (self.items.len() as u64 + 1)
    }
}

/// Cuts what a reader yields into batches.
pub(super) struct Batches {
    source: Arc<Source>,
    reader: Reader,
    sequence: u32,
    stored: u64,
    lap: Lap,
    reading: u64,
    held: Option<Item>,
    ended: bool,
}

impl Batches {
    /// Cuts what a reader yields; what it took so far, to open it, is on `lap`.
    pub(super) fn new(source: Arc<Source>, reader: Reader, lap: Lap) -> Self {
        let (sequence, stored, reading) = (0, 0, 0);
        Self { source, reader, sequence, stored, lap, reading, held: None, ended: false }
    }
}

impl Iterator for Batches {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        if self.ended {
            return None;
        }
        let (mut items, mut bytes) = (Vec::new(), 0);
        while let Some(item) = self.held.take().or_else(|| self.reader.next()) {
            let more = bytes_of(&item);
            if !items.is_empty() && (items.len() >= RECORDS || bytes + more > BYTES) {
                self.held = Some(item);
                break;
            }
            bytes += more;
            items.push(item);
        }
        self.ended = self.held.is_none();
        let stored = self.reader.position().saturating_sub(self.stored);
        self.stored += stored;
        let sequence = self.sequence;
        self.sequence = self.sequence.saturating_add(1);
        let source = Arc::clone(&self.source);
        let read = self.reader.reading().saturating_sub(self.reading);
        self.reading += read;
        let decode = self.lap.lap().saturating_sub(read);
        let took = Took { read, decode, ..Took::default() };
        Some(Batch { source, sequence, items, last: self.ended, stored, bytes, took })
    }
}

fn bytes_of(item: &Item) -> u64 {
    match item {
        Item::Document(document) => document.bytes,
        Item::Bad(bad) => bad.bytes,
    }
}
