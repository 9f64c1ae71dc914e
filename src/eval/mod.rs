//! TREC evaluation: topics in, a run out, and the figures that `trec_eval` would print for it.
//!
//! Everything here is a pure function of text and rankings; the searching is the caller's. The
//! measures are those of `trec_eval` 9, and averages are those of its option `-c`: they run over the
//! topics of the judgements, and a topic without results counts 0. One thing differs on purpose: a
//! topic that has no relevant document at all is left out, because no ranking could score on it.

mod compare;
pub mod cuts;
mod evaluate;
mod measure;
mod qrels;
mod run;
mod topics;

pub use compare::{CONFIDENCE, Difference, compare};
pub use evaluate::{Evaluation, TopicScore, evaluate};
pub use measure::{Measure, Ranking, UnknownMeasure};
pub use qrels::Qrels;
pub use run::{Ranked, Run};
pub use topics::{Numbered, Topic, read_questions, read_topics};

/// What is wrong with a file of topics, judgements or results, and in which line (from 1).
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The line has another shape than the format asks for.
    #[error("line {line}: not of the form `{expected}`")]
    Shape {
        /// The line's number.
        line: usize,
        /// The form that was expected.
        expected: &'static str,
    },
    /// The same thing is said twice, or twice and differently.
    #[error("line {line}: {what} stands there a second time")]
    Twice {
        /// The line's number.
        line: usize,
        /// What is repeated.
        what: String,
    },
    /// The id cannot stand in a file whose columns are parted by white space.
    #[error("the id {id:?} is empty or holds white space, so it cannot stand in a run file")]
    Id {
        /// The id.
        id: String,
    },
}
