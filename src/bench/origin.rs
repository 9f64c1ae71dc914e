//! What made a report, and where.

use serde::Serialize;

use super::machine::Machine;

/// How this program was compiled: `debug` or `release`.
pub const BUILD: &str = if cfg!(debug_assertions) { "debug" } else { "release" };

/// What made a report, and where.
#[derive(Clone, Debug, Serialize)]
pub struct Origin {
    /// The command line.
    pub command: Vec<String>,
    /// The program's version.
    pub version: &'static str,
    /// How it was compiled: [`BUILD`].
    pub build: &'static str,
    /// Where it ran.
    pub machine: Machine,
}

impl Origin {
    /// Asks the system, before a run.
    pub fn look() -> Self {
        Self {
            command: std::env::args().collect(),
            version: env!("CARGO_PKG_VERSION"),
            build: BUILD,
            machine: Machine::look(),
        }
    }

    /// Describes the program and the machine in a line.
    pub fn line(&self) -> String {
        format!("presscut {} ({} build); {}", self.version, self.build, self.machine.line())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::bench) fn origin() -> Origin {
        Origin {
            command: vec!["presscut".into(), "bench".into()],
            version: "1.2.3",
            build: "release",
            machine: Machine { cores: Some(2), ..Machine::default() },
        }
    }

    #[test]
    fn a_line_names_program_and_machine() {
        assert_eq!(origin().line(), "presscut 1.2.3 (release build); 2 cores");
        assert!(!Origin::look().command.is_empty());
    }
}
