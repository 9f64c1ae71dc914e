//! Keeps other load away, as far as that was asked for and is allowed.

use crate::bench::Quiet;
use crate::cli::UserError;
use crate::system::{Cpus, last_processor, pin, raise_priority};

/// Holds this process, and all that it starts, to the processors that were asked for, and raises its priority.
///
/// That a priority stays as it is will be said, and is no error. Two presscuts that answer in turns run on one
/// processor if none were asked for and the system lets them: processors are not alike, least of all where two of
/// them are one core, and each process would keep to its own for a while.
pub(super) fn keep(cpus: Option<&Cpus>, turns: bool, raise: bool) -> anyhow::Result<Quiet> {
    let one = || last_processor().filter(|one| turns && pin(one).is_ok());
    if let Some(cpus) = cpus {
        pin(cpus).map_err(|error| {
            UserError::hinted(
                format!("--pin: {error}"),
                "name processors that this machine has and this process may use (`nproc`, `taskset -p $$`)",
            )
        })?;
    }
    Ok(Quiet {
        processors: cpus.cloned().or_else(one).map(|cpus| cpus.0),
        priority_raised: raise.then(|| raise_priority().is_ok()),
        rounds: None,
    })
}
