//! Linux.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rustix::fs::{Advice, fadvise, statfs};
use rustix::process::setpriority_process;
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use rustix::time::{ClockId, clock_gettime};

use super::{Cpus, NICE, Nanos, PutOut, Spent, Thread};

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

/// Returns the last of the processors that this thread may run on; the first one has most of the system's own work.
pub fn last_processor() -> Option<Cpus> {
    let allowed = sched_getaffinity(None).ok()?;
    (0..CpuSet::MAX_CPU).rev().find(|cpu| allowed.is_set(*cpu)).map(|cpu| Cpus(vec![cpu]))
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
    clock(ClockId::ThreadCPUTime)
}

/// Returns the time that all threads of this process, those that ended too, have spent on processors.
pub fn process_time() -> Nanos {
    clock(ClockId::ProcessCPUTime)
}

fn clock(id: ClockId) -> Nanos {
    let time = clock_gettime(id);
    let part = |number: i64| u64::try_from(number).unwrap_or_default();
    part(time.tv_sec).saturating_mul(1_000_000_000).saturating_add(part(time.tv_nsec))
}

/// Returns how often this thread was put off its processor while it could have gone on.
pub fn preempted() -> Option<u64> {
    number(&fs::read_to_string("/proc/thread-self/status").ok()?, "nonvoluntary_ctxt_switches:")
}

/// Returns the bytes that this process has had read from disks.
pub fn bytes_from_disk() -> Option<u64> {
    number(&fs::read_to_string("/proc/self/io").ok()?, "read_bytes:")
}

/// Returns what this process has had of the machine so far.
pub fn spent() -> Spent {
    let io = fs::read_to_string("/proc/self/io").unwrap_or_default();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    Spent {
        cpu_ns: process_time(),
        peak_memory: number(&status, "VmHWM:").map(|kilobytes| kilobytes * 1024),
        read: number(&io, "rchar:"),
        written: number(&io, "wchar:"),
        disk_read: number(&io, "read_bytes:"),
        // What was removed again before it reached the disk does not go there.
        disk_written: number(&io, "write_bytes:").map(|bytes| {
            bytes.saturating_sub(number(&io, "cancelled_write_bytes:").unwrap_or_default())
        }),
    }
}

/// Returns the processor's name.
pub fn processor() -> Option<String> {
    named(&fs::read_to_string("/proc/cpuinfo").ok()?, "model name")
}

/// Returns how the processor chooses its speed, such as `performance`.
pub fn governor() -> Option<String> {
    let path = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
    Some(fs::read_to_string(path).ok()?.trim().to_owned())
}

/// Returns the bytes of memory of the machine.
pub fn memory() -> Option<u64> {
    number(&fs::read_to_string("/proc/meminfo").ok()?, "MemTotal:")?.checked_mul(1024)
}

/// Returns the system's name and version.
pub fn release() -> Option<String> {
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").ok()?;
    Some(format!("linux {}", release.trim()))
}

/// Returns how many processes ran or wanted to, on average over the last minute.
pub fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

/// Finds a line by its beginning, and what stands behind its colon.
fn named(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Finds a line by its beginning, and the number in it.
fn number(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Lists the threads of this process that have not ended.
pub fn threads() -> Vec<Thread> {
    let Ok(tasks) = fs::read_dir("/proc/self/task") else { return Vec::new() };
    let thread = |task: fs::DirEntry| {
        // One may end while it is looked at.
        let read = |file: &str| fs::read_to_string(task.path().join(file)).ok();
        let times = read("schedstat")?;
        Some(Thread {
            id: task.file_name().to_str()?.parse().ok()?,
            name: read("comm")?.trim_end().to_owned(),
            time: times.split(' ').next()?.parse().ok()?,
        })
    };
    tasks.flatten().filter_map(thread).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_beginnings() {
        let cpu = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\n";
        assert_eq!(named(cpu, "model name").as_deref(), Some("Some CPU @ 2 GHz"));
        assert_eq!(named("", "model name"), None);
        assert_eq!(number("MemTotal:   2048 kB\nMemFree: 1 kB\n", "MemTotal:"), Some(2048));
        assert_eq!(number("MemFree: 1 kB\n", "MemTotal:"), None);
    }
}
