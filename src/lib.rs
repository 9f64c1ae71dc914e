//! presscut cuts scraped pages into news articles, indexes them and searches them.
//!
//! Data flows one way: `read` turns paths into [`read::Document`]s, `segment` cuts each into
//! [`presscut_index::Article`]s, `pipeline` hands those to the index; queries go to the index and
//! hits come back through `command`.

pub mod audit;
pub mod bench;
pub mod cli;
mod command;
pub mod date;
pub mod eval;
mod pipeline;
pub mod random;
pub mod read;
pub mod segment;
pub mod statistics;
pub mod system;
