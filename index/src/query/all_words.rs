//! Every word that a pattern stands for, however many: for counting and for what is excluded.
//!
//! Such a query decides and does not score. The dictionary is walked with the pattern, and the articles of what
//! matches are collected in a bit set, so that neither time nor memory grows with a term query a word.

use std::fmt;
use std::sync::Arc;

use tantivy::query::{AutomatonWeight, EnableScoring, Query, Weight};
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use crate::analyze::PRINTED;

/// Matches articles with any word of a field that an automaton accepts.
pub(super) struct AllWords<A> {
    field: Field,
    automaton: Arc<Folded<A>>,
}

impl<A> AllWords<A> {
    /// Makes a query for one field.
    pub(super) fn new(field: Field, automaton: Arc<A>) -> Self {
        Self { field, automaton: Arc::new(Folded(automaton)) }
    }
}

impl<A> Clone for AllWords<A> {
    fn clone(&self) -> Self {
        Self { field: self.field, automaton: Arc::clone(&self.automaton) }
    }
}

impl<A> fmt::Debug for AllWords<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AllWords({:?})", self.field)
    }
}

impl<A> Query for AllWords<A>
where
    A: Automaton + Send + Sync + 'static,
    A::State: Clone,
{
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let automaton = Arc::clone(&self.automaton);
        Ok(Box::new(AutomatonWeight::<Folded<A>>::new(self.field, automaton)))
    }
}

/// Accepts words as an automaton does, but not their forms with diacritics, which stand beside them.
struct Folded<A>(Arc<A>);

impl<A: Automaton> Automaton for Folded<A> {
    /// Nothing behind the sign that no word holds.
    type State = Option<A::State>;

    fn start(&self) -> Self::State {
        Some(self.0.start())
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.as_ref().is_some_and(|state| self.0.is_match(state))
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.as_ref().is_some_and(|state| self.0.can_match(state))
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let state = state.as_ref().filter(|_| char::from(byte) != PRINTED)?;
        Some(self.0.accept(state, byte))
    }
}
