//! What is asked of the operating system: processors to run on, priority, time on processors, files out of its
//! memory, and what machine it is. Linux has all of it; elsewhere each says that it does not.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;

use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

#[cfg(target_os = "linux")]
pub use linux::{
    bytes_from_disk, file_system, governor, last_processor, load, memory, pin, preempted,
    process_time, processor, put_out, raise_priority, release, spent, thread_time, threads,
};
#[cfg(not(target_os = "linux"))]
pub use other::{
    bytes_from_disk, file_system, governor, last_processor, load, memory, pin, preempted,
    process_time, processor, put_out, raise_priority, release, spent, thread_time, threads,
};

/// Nanoseconds of a clock.
pub type Nanos = u64;

/// Returns a span in nanoseconds; five hundred years at most.
pub fn nanos(span: Duration) -> Nanos {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}

/// How much the priority is raised, where that is allowed: as much as half of what there is.
pub const NICE: i32 = -10;

/// Processors by their numbers from 0, such as `0,2-3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cpus(pub Vec<usize>);

/// The most processors that a set of them can name.
const MOST: usize = 1024;

impl FromStr for Cpus {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || "processors are such as 0 or 0,2-3".to_owned();
        let number = |text: &str| text.trim().parse::<usize>().ok().filter(|cpu| *cpu < MOST);
        let mut cpus = Vec::new();
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (number(first).ok_or_else(fault)?, number(last).ok_or_else(fault)?);
            if first > last {
                return Err(fault());
            }
            cpus.extend(first..=last);
        }
        cpus.sort_unstable();
        cpus.dedup();
        Ok(Self(cpus))
    }
}

/// A thread of this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its number.
    pub id: u64,
    /// The beginning of its name.
    pub name: String,
    /// Its time on processors.
    pub time: Nanos,
}

/// What this process has had of the machine so far; `None` where the system does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// Time on processors of all its threads.
    pub cpu_ns: Nanos,
    /// The most memory it held at a time, in bytes, of programs and files that were mapped too.
    pub peak_memory: Option<u64>,
    /// Bytes it read from files, in memory or not; what it mapped does not count.
    pub read: Option<u64>,
    /// Bytes it wrote to files.
    pub written: Option<u64>,
    /// Bytes that came from disks for it.
    pub disk_read: Option<u64>,
    /// Bytes that go to disks for it.
    pub disk_written: Option<u64>,
}

/// What was put out of the system's memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PutOut {
    /// Files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_are_read_as_numbers_and_spans() {
        let read = |text: &str| text.parse::<Cpus>().map(|cpus| cpus.0);
        assert_eq!(read("0"), Ok(vec![0]));
        assert_eq!(read("3, 0-1,1"), Ok(vec![0, 1, 3]));
        for bad in ["", "a", "2-1", "1-", "-1", "0,,1", "1024", "0-99999999999"] {
            assert!(read(bad).unwrap_err().contains("0,2-3"), "{bad}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn linux_has_all_of_it() {
        let before = thread_time();
        let mut sum = 0_u64;
        while thread_time() <= before {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(preempted().is_some() && bytes_from_disk().is_some());
        let all = threads();
        assert!(process_time() > 0 && all.iter().any(|thread| thread.time > 0), "{all:?}");
        let spent = spent();
        assert!(spent.cpu_ns > 0 && spent.peak_memory > Some(100_000), "{spent:?}");
        assert!(spent.read > Some(0) && spent.disk_written.is_some(), "{spent:?}");
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a"), "eel pass").unwrap();
        std::fs::create_dir(dir.path().join("b")).unwrap();
        assert_eq!(put_out(dir.path()).unwrap(), PutOut { files: 1, bytes: 8 });
        assert!(put_out(&dir.path().join("none")).is_err());
        assert!(file_system(dir.path()).is_some());
        assert!(memory() > Some(1 << 20) && load() >= Some(0.0) && release().is_some());
        // In a thread, since it cannot be taken back.
        let refused = std::thread::spawn(|| pin(&Cpus(vec![1023]))).join().unwrap();
        assert!(refused.is_err());
    }
}
