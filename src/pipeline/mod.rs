//! The pipeline: from paths to what becomes of them, on several threads, in bounded memory.
//!
//! Nothing here prints: what people should know comes back as events.

mod across;
mod batch;
mod budget;
mod duplicates;
mod engine;
mod flow;
mod guard;
mod ingest;
mod ledger;
mod report;
mod settings;
mod took;

pub(crate) use across::{Across, can_reread, learn, load, save};
pub(crate) use batch::Batch;
pub(crate) use engine::{Seen, Watch};
pub(crate) use flow::{Event, FlowOptions, Job, flow};
pub(crate) use guard::cut;
pub(crate) use ingest::{
    IngestOptions, News, forget_fresh, ingest, is_under, open_fresh, read_options,
};
pub(crate) use ledger::bytes_of;
#[cfg(test)]
pub(crate) use ledger::entry;
pub(crate) use report::Report;
pub(crate) use took::Took;
