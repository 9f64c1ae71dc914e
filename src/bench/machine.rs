//! The machine that a figure belongs to.

use serde::{Deserialize, Serialize};

use crate::system;

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
        Self {
            cpu: system::processor(),
            cores: std::thread::available_parallelism().ok().map(Into::into),
            governor: system::governor(),
            memory: system::memory(),
            kernel: system::release(),
            load_before: system::load(),
            load_after: None,
        }
    }

    /// Looks at the load once more.
    pub fn look_again(&mut self) {
        self.load_after = system::load();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_does_not_say_is_left_out() {
        let machine = Machine { cores: Some(2), memory: Some(8_000_000_000), ..Machine::default() };
        assert_eq!(machine.line(), "2 cores, 8 GB");
        assert!(Machine::look().cores.is_some());
    }
}
