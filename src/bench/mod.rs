//! Query latency: what to ask, how to ask it, and what may be said about the answers.
//!
//! Queries go through the code of `presscut search`, from the text to the page of hits, and nothing is remembered
//! between them. A closed loop ([`closed`]) has clients that wait for their answers; in an open one ([`open`])
//! queries are due at times of their own, and latency counts from then.
//!
#![doc = include_str!("METHOD.md")]

mod alike;
mod arrivals;
mod baseline;
mod bound;
mod clock;
mod curve;
mod facts;
mod figures;
mod forms;
mod hlog;
pub mod indexing;
mod latencies;
mod lines;
mod load;
mod log;
mod machine;
mod mix;
mod order;
mod origin;
mod pairs;
mod process;
mod queries;
mod quiet;
mod ratios;
mod report;
mod slo;
mod times;
mod verdict;
mod versus;
mod vocabulary;
mod warm;

pub use crate::random::Random;
pub use crate::statistics::{
    Significance, Ways, bootstrap, drawn, holm, median, normal_tail, part_test, quantile,
    sign_test, signed_rank_test, trimmed_mean,
};
pub use arrivals::{Arrival, Rounds, Spacing, arrivals};
pub use baseline::{Baseline, BaselineError};
pub use bound::{Bound, BoundError, breaches};
pub use clock::{Clock, Monotonic, Nanos, nanos};
pub use curve::{Line, draw as draw_curves, micros};
pub use facts::{IndexFacts, LoadFacts, QueryFacts, Quiet};
pub use figures::{Figure, Figures, PERCENTILES};
pub use forms::{histogram, markdown, records};
pub use hlog::write as write_hlog;
pub use indexing::{IndexTimes, Stages};
pub use latencies::{CONFIDENCE, LEAST_BLOCKS, Latencies, RESAMPLES, SAMPLES_ABOVE};
pub use lines::{Error, read_queries, write_queries};
pub use load::{BLOCKS, Limit, Sample, closed, closed_watched, open};
pub use log::{LogError, Logged, arrivals_of, read_log};
pub use machine::Machine;
pub use mix::draw;
pub use order::{Order, Side, Turn, Turns, fitting};
pub use origin::{BUILD, Origin};
pub use pairs::{Contender, Pair, Paired, Until, ask, differences, pairs};
pub use process::{Invocation, ProcessError, Ran, Runner};
pub use queries::{Ask, BenchQuery, Op, Terms};
pub use quiet::{DISTURBED, Rest, Round, judge};
pub use ratios::Ratios;
pub use report::{Answer, Report, Row, Slow, StageShare, printed};
pub use slo::{Slo, SloError, Step, bisect, highest};
pub use times::Times;
pub use verdict::{
    BEND, CUT, ERRORS, Judged, LEAST_ROUNDS, SMALLEST, Verdict, judge_apart, judge_pairs,
    round_means,
};
pub use versus::{Compared, Other, PairedClass, Versus};
pub use vocabulary::Vocabulary;
pub use warm::{STILL, WINDOW, Warmup, warm_up};
