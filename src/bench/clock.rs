//! Time as a load sees it: the machine's, or one that tests move on.

use std::time::{Duration, Instant};

pub use crate::system::{Nanos, nanos};

/// A clock that can be waited on.
pub trait Clock {
    /// Tells the time.
    fn now(&self) -> Nanos;

    /// Returns at that time or later, at once if it is past.
    fn wait(&self, until: Nanos);
}

/// The machine's monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct Monotonic(Instant);

/// A sleep may end so late, on machines that are shared; the rest of a wait is spent looking at the clock.
const COARSE: Duration = Duration::from_micros(1500);

impl Monotonic {
    /// Starts at 0.
    pub fn start() -> Self {
        Self(Instant::now())
    }
}

impl Clock for Monotonic {
    fn now(&self) -> Nanos {
        nanos(self.0.elapsed())
    }

    fn wait(&self, until: Nanos) {
        loop {
            let left = Duration::from_nanos(until.saturating_sub(self.now()));
            if left.is_zero() {
                return;
            }
            match left.checked_sub(COARSE) {
                Some(coarse) if !coarse.is_zero() => std::thread::sleep(coarse),
                _ => std::hint::spin_loop(),
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use super::*;

    /// A clock that only waiting and work move on.
    #[derive(Debug, Default)]
    pub(crate) struct Virtual(Cell<Nanos>);

    impl Virtual {
        /// Lets some time pass.
        pub(crate) fn work(&self, span: Nanos) {
            self.0.set(self.0.get() + span);
        }
    }

    impl Clock for Virtual {
        fn now(&self) -> Nanos {
            self.0.get()
        }

        fn wait(&self, until: Nanos) {
            self.0.set(self.0.get().max(until));
        }
    }

    #[test]
    fn a_wait_never_ends_early_and_a_past_one_at_once() {
        let clock = Monotonic::start();
        clock.wait(1_500_000);
        let after = clock.now();
        assert!(after >= 1_500_000);
        clock.wait(0);
        assert!(clock.now() >= after);
        let clock = Virtual::default();
        clock.wait(70);
        clock.work(5);
        clock.wait(10);
        assert_eq!(clock.now(), 75);
    }
}
