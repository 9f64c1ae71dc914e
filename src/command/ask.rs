//! Many questions to one index: what `eval` and `search --queries` share.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context as _, anyhow};
use presscut_index::{Hits, Query, SearchOptions, Searcher};

use crate::cli::Output;
use crate::cli::text::count;
use crate::eval::{Ranked, Run, Topic};

/// What a run file says made it.
pub(super) const TAG: &str = "presscut";

/// Asks one question after the other.
pub(super) struct Asker<'a> {
    searcher: &'a Searcher,
    options: SearchOptions,
    repeated: u64,
}

impl<'a> Asker<'a> {
    /// Prepares to ask with these options.
    pub(super) fn new(searcher: &'a Searcher, options: SearchOptions) -> Self {
        Self { searcher, options, repeated: 0 }
    }

    /// Finds the best articles.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub(super) fn ask(&self, query: &Query) -> presscut_index::Result<Hits> {
        self.searcher.search(query, &self.options)
    }

    /// Finds the best articles and reads no more of them than their ids.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub(super) fn best(&self, query: &Query) -> presscut_index::Result<Vec<Ranked>> {
        let best = self.searcher.best_ids(query, &self.options)?;
        Ok(best.into_iter().map(|(docid, score)| Ranked { docid, score }).collect())
    }

    /// Adds a topic's ranking to a run; an article that stands there already is left out.
    ///
    /// # Errors
    ///
    /// An id that cannot stand in a run.
    pub(super) fn rank(
        &mut self,
        topic: &Topic,
        ranked: Vec<Ranked>,
        run: &mut Run,
    ) -> Result<(), crate::eval::Error> {
        self.repeated += run.add(&topic.id, ranked)? as u64;
        Ok(())
    }

    /// Says how many articles were left out of the run.
    pub(super) fn tell_repeated(&self, output: &mut Output) {
        if self.repeated > 0 {
            output.note(&format!(
                "{} left out: the id stands above them already, from another source",
                count(self.repeated, "hit")
            ));
        }
    }
}

/// Returns what a run says of a page of hits.
pub(super) fn ranked(hits: Hits) -> Vec<Ranked> {
    let hits = hits.hits.into_iter();
    hits.map(|hit| Ranked { docid: hit.article.id, score: hit.score }).collect()
}

/// Answers questions in several threads and returns the answers in the order of the questions.
///
/// # Errors
///
/// Of the questions that cannot be answered, the first in their order.
pub(super) fn in_order<Q: Sync, A: Send>(
    questions: &[Q],
    threads: usize,
    answer: impl Fn(&Q) -> anyhow::Result<A> + Sync,
) -> anyhow::Result<Vec<A>> {
    let next = AtomicUsize::new(0);
    // Questions are taken in order, so that all before one that fails are answered.
    let work = || {
        let mut answers = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(question) = questions.get(at) else { return answers };
            let answered = answer(question);
            let failed = answered.is_err();
            answers.push((at, answered));
            if failed {
                return answers;
            }
        }
    };
    let mut answers = Vec::with_capacity(questions.len());
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..threads.min(questions.len())).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            answers.extend(worker.join().map_err(|_| anyhow!("a thread of the search failed"))?);
        }
        anyhow::Ok(())
    })?;
    answers.sort_unstable_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Reads a file of questions whole; `-` is standard input. Returns its name, too.
pub(super) fn read(path: &Path) -> anyhow::Result<(String, String)> {
    let name = path.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).context("standard input")?;
        bytes
    } else {
        fs::read(path).with_context(|| name.clone())?
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
        crate::cli::UserError::hinted(
            format!("{name}: line {line}: not UTF-8 (byte {at})"),
            "write the questions in UTF-8",
        )
    })?;
    Ok((name, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_in_the_order_of_the_questions() {
        let questions: Vec<usize> = (0..500).collect();
        for threads in [1, 2, 7, 1000] {
            let answers = in_order(&questions, threads, |question| Ok(question * 2)).unwrap();
            assert!(answers.into_iter().eq((0..1000).step_by(2)), "{threads} threads");
        }
        assert!(in_order(&[], 4, |_: &u8| Ok(1)).unwrap().is_empty());
    }

    #[test]
    fn the_first_question_that_fails_is_the_one_told() {
        let questions: Vec<usize> = (0..500).collect();
        for threads in [1, 4] {
            let failing = |question: &usize| match question % 100 {
                33 => Err(anyhow!("question {question}")),
                _ => Ok(()),
            };
            let error = in_order(&questions, threads, failing).unwrap_err();
            assert_eq!(error.to_string(), "question 33", "{threads} threads");
        }
    }
}
