//! A bound on the bytes that are on their way through the pipeline.
//!
//! Channels bound the number of batches; a batch may hold one document of 64 MB. The reader takes
//! what a batch weighs before it sends it, and the collector gives it back when the batch has come
//! out in its turn, so that batches that overtake a slow one do not pile up either.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes in flight: at most a limit, or one batch of any size.
#[derive(Debug)]
pub(super) struct Budget {
    limit: u64,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    used: u64,
    closed: bool,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until `bytes` fit, or nothing else is in flight, and takes them.
    ///
    /// Returns false when the budget is closed: nothing is to be sent any more.
    pub(super) fn take(&self, bytes: u64) -> bool {
        let waits = |state: &mut State| {
            !state.closed && state.used > 0 && state.used.saturating_add(bytes) > self.limit
        };
        let mut state =
            self.changed.wait_while(self.lock(), waits).unwrap_or_else(PoisonError::into_inner);
        state.used = state.used.saturating_add(bytes);
        !state.closed
    }

    /// Gives back what [`take`](Self::take) took.
    pub(super) fn give(&self, bytes: u64) {
        let mut state = self.lock();
        state.used = state.used.saturating_sub(bytes);
        drop(state);
        self.changed.notify_all();
    }

    /// Lets nobody wait any longer.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is whole whoever panicked while holding it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn what_is_larger_than_the_limit_passes_alone() {
        let budget = Budget::new(10);
        let inside = AtomicU64::new(0);
        thread::scope(|scope| {
            for bytes in [3, 50, 4, 60, 5, 10] {
                let (budget, inside) = (&budget, &inside);
                scope.spawn(move || {
                    assert!(budget.take(bytes));
                    let now = inside.fetch_add(bytes, Ordering::SeqCst) + bytes;
                    assert!(now <= 10 || now == bytes, "{now}");
                    thread::yield_now();
                    inside.fetch_sub(bytes, Ordering::SeqCst);
                    budget.give(bytes);
                });
            }
        });
        assert_eq!(budget.lock().used, 0);
    }

    #[test]
    fn closing_frees_who_waits() {
        let budget = Budget::new(1);
        assert!(budget.take(1));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| budget.take(1));
            budget.close();
            assert!(!waiting.join().unwrap());
        });
    }
}
