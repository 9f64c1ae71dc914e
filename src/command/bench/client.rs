//! Who answers the queries of a load: this process, or one of its own for each query.

use std::time::Instant;

use presscut_index::Searcher;

use super::classes::Classes;
use super::page::{Page, Timed};
use crate::bench::{Invocation, Nanos, Round, Runner, nanos};
use crate::system::{preempted, thread_time};

/// Who answers.
#[derive(Clone, Copy)]
pub(super) enum Answers<'a> {
    Inside(&'a Searcher, Timed),
    /// A command line for each query.
    Outside(&'a [Invocation]),
}

/// One client of a load.
pub(super) struct Client<'a> {
    classes: &'a Classes,
    by: By<'a>,
    /// Time on processors of the programs that answered.
    outside: Nanos,
}

enum By<'a> {
    Page(Page),
    Programs(Runner, &'a [Invocation]),
}

impl<'a> Client<'a> {
    pub(super) fn new(answers: Answers<'a>, classes: &'a Classes) -> anyhow::Result<Self> {
        let by = match answers {
            Answers::Inside(searcher, timed) => By::Page(Page::new(searcher, timed)),
            Answers::Outside(programs) => By::Programs(Runner::new()?, programs),
        };
        Ok(Self { classes, by, outside: 0 })
    }

    /// Has the query at a place answered.
    pub(super) fn answer(&mut self, at: usize) -> anyhow::Result<()> {
        match &mut self.by {
            By::Page(page) => {
                if let Some((_, query)) = self.classes.queries.get(at) {
                    page.answer(query)?;
                }
            }
            By::Programs(runner, programs) => {
                if let Some(program) = programs.get(at) {
                    self.outside += runner.run(program)?.cpu;
                }
            }
        }
        Ok(())
    }

    /// Looks at what this thread, and the programs that it ran, have had of the processors so far.
    pub(super) fn spent(&self) -> Spent {
        let inside = matches!(self.by, By::Page(_));
        Spent {
            at: Instant::now(),
            cpu: thread_time() + self.outside,
            // Who runs programs waits for them; that they were put off is not seen from here.
            preempted: inside.then(preempted).flatten(),
        }
    }
}

/// What a client has had of the processors.
#[derive(Clone, Copy)]
pub(super) struct Spent {
    at: Instant,
    cpu: Nanos,
    preempted: Option<u64>,
}

impl Spent {
    /// Returns what has come to it since.
    pub(super) fn until(self, later: Self) -> Round {
        let preempted = later.preempted.zip(self.preempted);
        Round {
            wall: nanos(later.at.duration_since(self.at)),
            cpu: later.cpu.saturating_sub(self.cpu),
            preempted: preempted.map(|(later, before)| later.saturating_sub(before)),
        }
    }
}
