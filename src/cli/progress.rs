//! A line on the terminal that tells how far a run is.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::text::grouped;

/// How far a run is; shows nothing where standard error is no terminal.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    began: Instant,
    drawn: Option<Instant>,
}

/// The time between two changes of the line.
const PAUSE: Duration = Duration::from_millis(100);

impl Progress {
    /// Tells whether anybody would see it.
    pub fn is_seen() -> bool {
        io::stderr().is_terminal()
    }

    /// Starts with the number of stored bytes to read; 0 where unknown.
    pub fn new(total: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        let template = if total > 0 {
            "{bar:24} {bytes} of {total_bytes}, {msg}, {eta} left"
        } else {
            "{spinner} {bytes}, {msg}"
        };
        bar.set_style(
            ProgressStyle::with_template(template)
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .progress_chars("━╸ "),
        );
        Self { bar, began: Instant::now(), drawn: None }
    }

    /// Returns the bar, so that others can write around it.
    pub(super) fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    /// Shows the stored bytes read, the articles found and the decompressed bytes.
    pub fn show(&mut self, stored: u64, articles: u64, bytes: u64) {
        if self.drawn.is_some_and(|drawn| drawn.elapsed() < PAUSE) {
            return;
        }
        self.drawn = Some(Instant::now());
        let rate = bytes as f64 / 1e6 / self.began.elapsed().as_secs_f64().max(1e-3);
        self.bar.set_message(format!("{} articles, {rate:.0} MB/s", grouped(articles)));
        self.bar.set_position(stored);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
