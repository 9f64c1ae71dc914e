//! The machine that a figure belongs to.

use std::fs;

use serde::{Deserialize, Serialize};

/// What is known of the machine; `None` where the system does not say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's name.
    pub cpu: Option<String>,
    /// Processors that this process may use.
    pub cores: Option<usize>,
    /// How the processor chooses its speed, such as `performance`.
    pub governor: Option<String>,
    /// Bytes of memory.
    pub memory: Option<u64>,
    /// The system and its version.
    pub kernel: Option<String>,
    /// Processes that ran or wanted to, on average over the last minute, before the run.
    pub load_before: Option<f64>,
    /// And after it.
    pub load_after: Option<f64>,
}

impl Machine {
    /// Asks the system.
    pub fn look() -> Self {
        let read = |path: &str| fs::read_to_string(path).ok();
        let memory = read("/proc/meminfo").and_then(|text| kilobytes(&text, "MemTotal:"));
        Self {
            cpu: read("/proc/cpuinfo").and_then(|text| named(&text, "model name")),
            cores: std::thread::available_parallelism().ok().map(Into::into),
            governor: read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
                .map(|text| text.trim().to_owned()),
            memory: memory.map(|kilobytes| kilobytes * 1024),
            kernel: read("/proc/sys/kernel/osrelease")
                .map(|release| format!("{} {}", std::env::consts::OS, release.trim())),
            load_before: load(),
            load_after: None,
        }
    }

    /// Looks at the load once more.
    pub fn look_again(&mut self) {
        self.load_after = load();
    }

    /// Describes it in a line.
    pub fn line(&self) -> String {
        let memory = self.memory.map(|bytes| format!("{:.0} GB", bytes as f64 / 1e9));
        let cores = self.cores.map(|cores| match cores {
            1 => "1 core".to_owned(),
            cores => format!("{cores} cores"),
        });
        let governor = self.governor.as_ref().map(|name| format!("governor {name}"));
        let loads = match (self.load_before, self.load_after) {
            (Some(before), Some(after)) => {
                Some(format!("load {before:.2} before, {after:.2} after"))
            }
            _ => None,
        };
        let parts = [self.cpu.clone(), cores, governor, memory, self.kernel.clone(), loads];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

fn named(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_read_and_the_rest_left_out() {
        let cpu = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\n";
        assert_eq!(named(cpu, "model name").as_deref(), Some("Some CPU @ 2 GHz"));
        assert_eq!(named("", "model name"), None);
        assert_eq!(kilobytes("MemTotal:   2048 kB\nMemFree: 1 kB\n", "MemTotal:"), Some(2048));
        let machine = Machine { cores: Some(2), memory: Some(8_000_000_000), ..Machine::default() };
        assert_eq!(machine.line(), "2 cores, 8 GB");
        assert!(Machine::look().cores.is_some());
    }
}
