//! Answers queries over pipes, for another presscut that measures this one: `presscut bench --answers`.
//!
//! The first line that is written is a [`Greeting`]. Then each line that is read is a word and a query as a JSON line:
//! `time` for how long its answer takes, `check` for what it is. For each there is one line, a [`Reply`].
//!
//! A process that has just been woken is slow at first, and by chance more or less so. So it answers the query that was
//! timed before once more, before it times the next.

use std::io::{BufRead, Write};
use std::time::Instant;

use presscut_index::{ParseOptions, Searcher};
use serde::{Deserialize, Serialize};

use super::classes::answer;
use super::page::{Page, Timed};
use crate::bench::{BUILD, BenchQuery, IndexFacts, Nanos, nanos, read_queries};

/// The form of the conversation.
pub(super) const FORM: u32 = 2;

/// Who answers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Greeting {
    /// [`FORM`].
    pub(super) answers: u32,
    pub(super) version: String,
    pub(super) build: String,
    pub(super) index: IndexFacts,
}

/// An answer.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Reply {
    /// How long it took.
    pub(super) nanos: Option<Nanos>,
    /// Articles that match.
    pub(super) matches: Option<u64>,
    /// A hash of the ids of the hits.
    pub(super) digest: Option<String>,
    /// Why there is none.
    pub(super) error: Option<String>,
}

/// Answers until there is no further line.
pub(super) fn run(
    searcher: &Searcher,
    index: IndexFacts,
    timed: Timed,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let greeting = Greeting {
        answers: FORM,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        build: BUILD.to_owned(),
        index,
    };
    line(out, &greeting)?;
    let mut page = Page::new(searcher, timed);
    let (mut asked, mut before) = (String::new(), None);
    while input.read_line(&mut asked)? > 0 {
        let reply = match reply(asked.trim(), searcher, &mut page, &mut before) {
            Ok(reply) => reply,
            Err(error) => Reply { error: Some(format!("{error:#}")), ..Reply::default() },
        };
        line(out, &reply)?;
        asked.clear();
    }
    Ok(())
}

fn line(out: &mut dyn Write, object: &impl Serialize) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

fn reply(
    asked: &str,
    searcher: &Searcher,
    page: &mut Page,
    before: &mut Option<BenchQuery>,
) -> anyhow::Result<Reply> {
    let (word, query) = asked.split_once(' ').unwrap_or((asked, ""));
    let query: BenchQuery = read_queries(query, 0, &ParseOptions::default())?
        .pop()
        .ok_or_else(|| anyhow::anyhow!("no query"))?;
    match word {
        "time" => {
            if let Some(before) = before {
                page.answer(before)?;
            }
            let begin = Instant::now();
            page.answer(&query)?;
            let nanos = nanos(begin.elapsed());
            *before = Some(query);
            Ok(Reply { nanos: Some(nanos), ..Reply::default() })
        }
        "check" => {
            let found = answer(&query, searcher)?;
            let (matches, digest) = (Some(found.matches), Some(found.digest));
            Ok(Reply { matches, digest, ..Reply::default() })
        }
        _ => anyhow::bail!("neither `time` nor `check`"),
    }
}
