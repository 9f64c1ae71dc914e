//! What to say when nothing was found.

use presscut_index::{Absent, Query, Searcher};

use crate::cli::Output;
use crate::cli::config::SearchConfig;
use crate::cli::text::count;

/// Says that nothing was found, which clauses have no article, what looks like them, and what any of the
/// words would find.
pub(super) fn tell(
    searcher: &Searcher,
    query: &Query,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<()> {
    output.note("nothing found");
    let absent = searcher.absent(query)?;
    for Absent { clause, near } in &absent {
        let nearest = match near.as_slice() {
            [] => String::new(),
            near => format!("; near spellings are {}", near.join(", ")),
        };
        output.hint(&format!("no article has {clause}{nearest}"));
    }
    if search.any {
        return Ok(());
    }
    let any = searcher.count(query, true)?;
    if any > 0 {
        let verb = if any == 1 { "holds" } else { "hold" };
        output
            .hint(&format!("{} {verb} one of the words or more: try --any", count(any, "article")));
    } else if absent.is_empty() {
        output.hint("each part of the query has articles, but no article has them all");
    }
    Ok(())
}
