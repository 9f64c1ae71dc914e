//! What to say when nothing was found.

use presscut_index::{Absent, Query};

use super::Asked;
use crate::cli::Output;
use crate::cli::text::{count, first_words, unescaped};

/// Most columns of a clause that are repeated.
const CLAUSE: usize = 60;

impl Asked<'_> {
    /// Says that nothing was found, which clauses have no article, what looks like them, and what any of the
    /// words would find.
    pub(super) fn tell_of_nothing(&self, output: &mut Output) -> anyhow::Result<()> {
        output.note("nothing found");
        if self.query.is_empty() {
            output.hint("the query holds no word: write one, or * for every article");
            return Ok(());
        }
        if self.searcher.count(&Query::all(), false)? == 0 {
            output.hint(&self.why_empty());
            return Ok(());
        }
        let absent = self.searcher.absent(self.query)?;
        for Absent { clause, near } in &absent {
            let nearest = match near.as_slice() {
                [] => String::new(),
                near => format!("; near spellings are {}", near.join(", ")),
            };
            let clause = first_words(&unescaped(&clause.to_string()), CLAUSE);
            output.hint(&format!("no article has {clause}{nearest}"));
        }
        let any = if self.search.any { 0 } else { self.searcher.count(self.query, true)? };
        if any > 0 {
            let verb = if any == 1 { "holds" } else { "hold" };
            let articles = count(any, "article");
            output.hint(&format!("{articles} {verb} one of the words or more: try --any"));
        } else if absent.is_empty() && self.query.excludes() {
            output.hint(
                "each part of the query has articles, but none has all that is asked for and nothing \
                 that is excluded",
            );
        } else if absent.is_empty() {
            output.hint("each part of the query has articles, but no article has them all");
        }
        Ok(())
    }

    /// Tells why there is no article at all; whoever forgets the quotes around a query names files that are not there.
    fn why_empty(&self) -> String {
        let Some(corpus) = &self.search.corpus else {
            return "the index is empty: `presscut index PATH` fills it".to_owned();
        };
        if corpus
            .paths
            .iter()
            .any(|path| path.try_exists().unwrap_or(true) || path.as_os_str() == "-")
        {
            return "what is searched holds no article".to_owned();
        }
        let words = corpus.paths.iter().map(|path| path.display().to_string());
        let words: Vec<String> = [self.search.query.clone()].into_iter().chain(words).collect();
        format!(
            "more than one word of a query stand in quotes: presscut search '{}'",
            words.join(" ")
        )
    }
}
