//! What indexing costs: runs, their figures, and how two programs compare.

mod parts;
mod report;
mod run;
mod stages;
mod tables;
mod versus;

pub use parts::Parts;
pub use report::{Corpus, IndexReport, Turn};
pub use run::{Run, Spread, Summary};
pub use stages::{IndexTimes, Stages};
pub use versus::{COMPARED, Compared, compare};
