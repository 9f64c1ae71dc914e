//! Systems other than Linux, of which none of this is asked.

use std::io;
use std::path::Path;

use super::{Cpus, Nanos, PutOut, Spent, Thread};

fn unsupported<T>() -> io::Result<T> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Is not supported.
///
/// # Errors
///
/// Always.
pub fn pin(_: &Cpus) -> io::Result<()> {
    unsupported()
}

/// Is not known.
pub fn last_processor() -> Option<Cpus> {
    None
}

/// Is not supported.
///
/// # Errors
///
/// Always.
pub fn raise_priority() -> io::Result<()> {
    unsupported()
}

/// Is not known, and so never moves.
pub fn thread_time() -> Nanos {
    0
}

/// Is not known, and so never moves.
pub fn process_time() -> Nanos {
    0
}

/// Is not known.
pub fn spent() -> Spent {
    Spent::default()
}

/// Are not known.
pub fn threads() -> Vec<Thread> {
    Vec::new()
}

/// Is not known.
pub fn preempted() -> Option<u64> {
    None
}

/// Is not known.
pub fn bytes_from_disk() -> Option<u64> {
    None
}

/// Is not supported.
///
/// # Errors
///
/// Always.
pub fn put_out(_: &Path) -> io::Result<PutOut> {
    unsupported()
}

/// Is not known.
pub fn file_system(_: &Path) -> Option<String> {
    None
}

/// Is not known.
pub fn processor() -> Option<String> {
    None
}

/// Is not known.
pub fn governor() -> Option<String> {
    None
}

/// Is not known.
pub fn memory() -> Option<u64> {
    None
}

/// Is not known.
pub fn release() -> Option<String> {
    None
}

/// Is not known.
pub fn load() -> Option<f64> {
    None
}
