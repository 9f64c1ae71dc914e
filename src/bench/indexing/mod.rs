//! What indexing costs: runs, their figures, and how two programs compare.

mod stages;

pub use stages::{IndexTimes, Stages};
