//! Linux.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rustix::fs::{Advice, fadvise, statfs};
use rustix::process::setpriority_process;
use rustix::thread::{CpuSet, sched_setaffinity};
use rustix::time::{ClockId, clock_gettime};

use super::{Cpus, NICE, PutOut};
use crate::bench::clock::Nanos;

/// Holds this thread, and all threads and programs that it starts from now on, to some processors.
///
/// # Errors
///
/// Where there are no such processors, or the process may not use them.
pub fn pin(cpus: &Cpus) -> io::Result<()> {
    let mut set = CpuSet::new();
    cpus.0.iter().for_each(|cpu| set.set(*cpu));
    Ok(sched_setaffinity(None, &set)?)
}

/// Raises the priority of this thread, and of all threads and programs that it starts from now on, by [`NICE`].
///
/// # Errors
///
/// Where this is not allowed.
pub fn raise_priority() -> io::Result<()> {
    Ok(setpriority_process(None, NICE)?)
}

/// Returns the time that this thread has spent on processors.
pub fn thread_time() -> Nanos {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let part = |number: i64| u64::try_from(number).unwrap_or_default();
    part(time.tv_sec).saturating_mul(1_000_000_000).saturating_add(part(time.tv_nsec))
}

/// Returns how often this thread was put off its processor while it could have gone on.
pub fn preempted() -> Option<u64> {
    let status = fs::read_to_string("/proc/thread-self/status").ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("nonvoluntary_ctxt_switches:"))?
        .trim()
        .parse()
        .ok()
}

/// Returns the bytes that this process has had read from disks.
pub fn bytes_from_disk() -> Option<u64> {
    let io = fs::read_to_string("/proc/self/io").ok()?;
    io.lines().find_map(|line| line.strip_prefix("read_bytes:"))?.trim().parse().ok()
}

/// Has the system forget what it holds of the files of a folder, once what was written is on the disk.
///
/// The system keeps pages that some process has mapped, and those of file systems that lie in memory; neither is
/// an error.
///
/// # Errors
///
/// Where the folder or a file cannot be read, or the system refuses.
pub fn put_out(dir: &Path) -> io::Result<PutOut> {
    let mut out = PutOut::default();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if !entry.file_type()?.is_file() {
            continue;
        }
        let file = File::open(entry.path())?;
        // What is not yet on the disk cannot be forgotten.
        file.sync_data()?;
        fadvise(&file, 0, None, Advice::DontNeed)?;
        out.files += 1;
        out.bytes += file.metadata()?.len();
    }
    Ok(out)
}

/// Returns the kind of file system that a folder lies in, by the names of `statfs(2)`; its number in hexadecimal
/// for the less common.
pub fn file_system(dir: &Path) -> Option<String> {
    let kind = statfs(dir).ok()?.f_type;
    let name = match kind {
        0xef53 => "ext4",
        0x5846_5342 => "xfs",
        0x9123_683e => "btrfs",
        0x0102_1994 => "tmpfs",
        0x794c_7630 => "overlayfs",
        0x6969 => "nfs",
        0x6573_5546 => "fuse",
        _ => return Some(format!("{kind:x}")),
    };
    Some(name.to_owned())
}
