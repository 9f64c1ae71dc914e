//! Keeps other load away, as far as that was asked for and is allowed.

use crate::bench::Quiet;
use crate::cli::UserError;
use crate::system::{Cpus, pin, raise_priority};

/// Holds this process, and all that it starts, to the processors that were asked for, and raises its priority.
///
/// That a priority stays as it is will be said, and is no error.
pub(super) fn keep(cpus: Option<&Cpus>, raise: bool) -> anyhow::Result<Quiet> {
    if let Some(cpus) = cpus {
        pin(cpus).map_err(|error| {
            UserError::hinted(
                format!("--pin: {error}"),
                "name processors that this machine has and this process may use (`nproc`, `taskset -p $$`)",
            )
        })?;
    }
    Ok(Quiet {
        processors: cpus.map(|cpus| cpus.0.clone()),
        priority_raised: raise.then(|| raise_priority().is_ok()),
        rounds: None,
    })
}
