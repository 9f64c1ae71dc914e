//! Errors that do not stop a run: said as they come, up to a number, and counted.

use super::Output;

/// Errors said before the rest is only counted.
const SHOWN: u64 = 20;

/// Says errors on standard error and counts them.
#[derive(Debug)]
pub struct Complaints {
    count: u64,
    all: bool,
}

impl Complaints {
    /// Starts counting; with `all` every error is said.
    pub fn new(all: bool) -> Self {
        Self { count: 0, all }
    }

    /// Says an error, unless many were said already.
    pub fn add(&mut self, error: &str, output: &mut Output) {
        self.count += 1;
        if self.all || self.count <= SHOWN {
            output.error(error);
        } else if self.count == SHOWN + 1 {
            output.hint("there are more errors; -v lists them all");
        }
    }

    /// Returns the number of errors.
    pub fn count(&self) -> u64 {
        self.count
    }
}
