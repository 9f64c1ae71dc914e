//! Many questions to one index: what `eval` and `search --queries` share.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Context as _;
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

    /// Adds what was found for a topic to a run; an article that stands there already is left out.
    ///
    /// # Errors
    ///
    /// An id that cannot stand in a run.
    pub(super) fn rank(
        &mut self,
        topic: &Topic,
        hits: Hits,
        run: &mut Run,
    ) -> Result<(), crate::eval::Error> {
        let ranked = hits.hits.into_iter();
        let ranked = ranked.map(|hit| Ranked { docid: hit.article.id, score: hit.score });
        self.repeated += run.add(&topic.id, ranked.collect())? as u64;
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
