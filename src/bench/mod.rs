//! Query latency: what to ask, how to ask it, and what may be said about the answers.
//!
//! One client asks one query after the other through the code of `presscut search`, from the text
//! to the page of hits with its snippets, and nothing is remembered between queries. Latency is the
//! time from asking to the finished page. A load in which queries wait for each other (open loop)
//! is not made here, so a figure says how long an answer takes and not how long a queue would.

mod latency;
mod load;
mod mix;
mod queries;
mod report;

pub use crate::random::Random;
pub use latency::{Latencies, SAMPLES_ABOVE, Summary};
pub use load::{Asked, Limit, Plan, ask};
pub use mix::{Vocabulary, draw};
pub use queries::{Ask, BenchQuery, Error, Op, Terms, read_queries};
pub use report::{IndexFacts, Report, Row};
