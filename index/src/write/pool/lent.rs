//! A builder with a thread.

use std::sync::PoisonError;

use super::{Addition, Engine, Pool, State};
use crate::build::Builder;

/// A builder that a thread works with. One that is neither put back nor written was lost.
pub(super) struct Lent<'a> {
    pub(super) pool: &'a Pool,
    pub(super) number: u64,
    pub(super) builder: Option<Builder>,
    pub(super) written: bool,
}

impl Lent<'_> {
    /// Writes the segment that a builder made.
    pub(super) fn write(mut self, builder: Builder, engine: &Engine) -> tantivy::Result<()> {
        let segment = builder.finish()?;
        self.pool.removals.note(segment.id());
        engine.add_segment(segment)?;
        self.written = true;
        Ok(())
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.state();
        state.out -= 1;
        match self.builder.take() {
            Some(builder) => state.idle.push((self.number, builder)),
            None if self.written => drop(state.held.remove(&self.number)),
            None => state.broken = true,
        }
        drop(state);
        self.pool.changed.notify_all();
    }
}

impl Pool {
    /// Lends a builder that is idle, or the place for a new one, to add some documents.
    pub(super) fn lend(&self, additions: &[Addition<'_>]) -> tantivy::Result<Lent<'_>> {
        let none =
            |state: &mut State| state.flushing || (state.idle.is_empty() && state.out >= self.most);
        let mut state =
            self.changed.wait_while(self.state(), none).unwrap_or_else(PoisonError::into_inner);
        state.check()?;
        state.out += 1;
        let (number, builder) = state.idle.pop().unzip();
        let number = number.unwrap_or(state.next);
        state.next = state.next.max(number + 1);
        let held = state.held.entry(number).or_default();
        for addition in additions {
            held.sources.insert(addition.source);
            held.articles.extend(addition.unique);
        }
        Ok(Lent { pool: self, number, builder, written: false })
    }
}
