//! Ctrl-C: the first one asks to finish, the second one ends the process.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Returns a flag that is set when the person wants to stop.
///
/// # Errors
///
/// That the system refuses the handlers.
pub fn watch() -> io::Result<Arc<AtomicBool>> {
    let asked = Arc::new(AtomicBool::new(false));
    for (signal, status) in [(SIGINT, 130), (SIGTERM, 143)] {
        // In this order: the exit looks at the flag before the same signal sets it.
        flag::register_conditional_shutdown(signal, status, Arc::clone(&asked))?;
        flag::register(signal, Arc::clone(&asked))?;
    }
    Ok(asked)
}
