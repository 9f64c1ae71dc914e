//! What of indexing to measure, and how.

use std::path::PathBuf;

use super::{Form, WalkConfig};
use crate::cli::args::BenchIndexArgs;
use crate::system::Cpus;

/// What `presscut bench index` is to do.
#[derive(Clone, Debug)]
pub struct BenchIndexConfig {
    /// What to read.
    pub paths: Vec<PathBuf>,
    /// How to read it.
    pub walk: WalkConfig,
    /// Numbers of threads to run with; none for those that suit the machine.
    pub threads: Vec<usize>,
    /// Memory to work in, in bytes, if other than usual.
    pub memory: Option<u64>,
    /// Runs, or pairs of them, for each number of threads.
    pub repeat: usize,
    /// The program to compare with.
    pub versus: Option<PathBuf>,
    /// Draws the order of the runs.
    pub seed: u64,
    /// The processors to run on.
    pub pin: Option<Cpus>,
    /// The form of the report.
    pub form: Form,
}

/// Runs for each number of threads, unless said otherwise.
const RUNS: u16 = 3;
/// Pairs of runs, unless said otherwise: with fewer no verdict is given.
const PAIRS: u16 = 20;

impl BenchIndexConfig {
    pub(super) fn resolve(args: BenchIndexArgs) -> Self {
        let usual = if args.vs.is_some() { PAIRS } else { RUNS };
        let mut threads: Vec<usize> = args.threads.into_iter().map(usize::from).collect();
        threads.sort_unstable();
        threads.dedup();
        Self {
            paths: args.paths,
            walk: WalkConfig::resolve(args.walk),
            threads,
            memory: args.memory.map(|size| size.0),
            repeat: args.repeat.unwrap_or(usual).into(),
            versus: args.vs,
            seed: args.seed,
            pin: args.pin,
            form: Form::of(args.csv, args.markdown),
        }
    }
}
