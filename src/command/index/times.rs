//! `index --times`: what the stages of a run took, for `presscut bench index`.

use std::ops::ControlFlow;

use presscut_index::{Analysis, Index, Query, SearchOptions, Sort};

use crate::bench::{IndexTimes, Stages};
use crate::pipeline::{Seen, Took, Watch};
use crate::system::{Nanos, Spent, spent, thread_time};

/// Articles that are analysed once more, at most.
const SAMPLE: u64 = 2000;

/// Watches a run.
pub(super) struct Stopwatch {
    watch: Watch,
    begun: Nanos,
}

impl Stopwatch {
    pub(super) fn start() -> Self {
        Self { watch: Watch::start(), begun: thread_time() }
    }

    /// Ends with a run that added so many articles to a new index.
    pub(super) fn end(
        self,
        took: Took,
        index: &Index,
        articles: u64,
    ) -> anyhow::Result<IndexTimes> {
        let main = thread_time().saturating_sub(self.begun);
        let spent = spent();
        let seen = self.watch.end();
        let analyse = analysis(index, articles)?;
        Ok(IndexTimes {
            spent: Spent { cpu_ns: seen.all, ..spent },
            stages: stages(took, seen, main, analyse),
            closing_ns: took.closing,
        })
    }
}

/// Parts the time of all threads among the stages. What analysing and writing had is what nobody else had: segments
/// are written and articles compressed by threads that end before anybody asks them.
fn stages(took: Took, seen: Seen, main: Nanos, analyse: Nanos) -> Stages {
    let Took { read, decode, segment, hand_in, commit, .. } = took;
    let commit_all = commit + seen.update;
    // The thread that collects also commits and hands in accounts.
    let other = main.saturating_sub(commit) + seen.looking;
    let known = read + decode + segment + seen.merge + commit_all + other;
    let engine = seen.all.saturating_sub(known).max(hand_in);
    let analyse = analyse.min(engine);
    let write = engine - analyse;
    Stages { read, decode, segment, analyse, write, merge: seen.merge, commit: commit_all, other }
}

/// Measures what analysing some articles of an index takes once more, and reckons up to all of them.
fn analysis(index: &Index, articles: u64) -> anyhow::Result<Nanos> {
    let mut analysis = Analysis::default();
    let options = SearchOptions { sort: Sort::Id, snippet: None, ..SearchOptions::default() };
    let (mut taken, mut sampled) = (0_u64, 0_u64);
    index.searcher()?.each(&Query::all(), &options, &mut |hit| {
        let before = thread_time();
        std::hint::black_box(analysis.analyse(&hit.article));
        taken += thread_time().saturating_sub(before);
        sampled += 1;
        if sampled < SAMPLE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let each = taken.checked_div(sampled).unwrap_or_default();
    Ok(each * articles.max(sampled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_add_up_to_all_that_was_had() {
        let took = Took { read: 1, decode: 10, segment: 100, hand_in: 7, commit: 2, closing: 9 };
        let seen = Seen { merge: 40, update: 3, looking: 4, all: 1000 };
        let parts = stages(took, seen, 12, 500);
        assert_eq!((parts.analyse, parts.commit, parts.other), (500, 5, 14));
        assert_eq!(parts.named().iter().map(|(_, took)| took).sum::<u64>(), 1000);
        // What was reckoned up cannot be more than there was.
        let parts = stages(took, seen, 12, 5000);
        assert_eq!((parts.write, parts.analyse), (0, 830));
        assert_eq!(parts.named().iter().map(|(_, took)| took).sum::<u64>(), 1000);
    }
}
