//! `search --queries`: a list of questions, answered one after the other.

use std::io::Write as _;
use std::path::Path;

use presscut_index::{ErrorKind, Query, Searcher};
use serde_json::json;

use super::export::Export;
use super::{Extra, expand, options, query};
use crate::cli::config::{Format, SearchConfig};
use crate::cli::text::count;
use crate::cli::{Output, Status, UserError};
use crate::command::ask::{self, Asker, TAG};
use crate::eval::{Numbered, Run, Topic, read_questions};

/// A file of questions that can be asked, or be said to be wrong.
pub(super) struct List {
    name: String,
    questions: Vec<Numbered>,
}

impl List {
    /// Reads the file; the questions are looked at when they are asked.
    pub(super) fn read(path: &Path, search: &SearchConfig) -> anyhow::Result<Self> {
        if !matches!(search.format, Format::Jsonl | Format::Trec) {
            return Err(UserError::hinted(
                "the answers to a list of questions are lines of JSON or of a TREC run".to_owned(),
                "leave --format out, or write --format trec",
            ));
        }
        let (name, text) = ask::read(path)?;
        let questions = read_questions(&text);
        if questions.is_empty() {
            return Err(UserError::hinted(
                format!("{name}: no questions"),
                "write one query a line",
            ));
        }
        Ok(Self { name, questions })
    }

    /// Asks every question and prints what is found; one at fault is said and passed over.
    pub(super) fn answer(
        self,
        searcher: &Searcher,
        search: &SearchConfig,
        output: &mut Output,
    ) -> anyhow::Result<Status> {
        let mut asker = Asker::new(searcher, options(search));
        let (mut failed, mut found) = (0, 0);
        for (line, question) in self.questions {
            let place = format!("{}: line {line}: ", self.name);
            let topic = match question {
                Ok(topic) => topic,
                Err(error) => {
                    // The error names the line itself.
                    output.error(&format!("{}: {error}", self.name));
                    failed += 1;
                    continue;
                }
            };
            let asked = if search.words {
                query::narrow(Query::any_words(&topic.query), search, output)
            } else {
                query::read(&topic.query, search, &place, output)
            };
            let Some(asked) = asked else {
                failed += 1;
                continue;
            };
            match one(&topic, &asked, &place, searcher, &mut asker, search, output)? {
                Some(number) => found += number,
                None => failed += 1,
            }
        }
        asker.tell_repeated(output);
        if failed > 0 {
            output.note(&format!("{} not answered", count(failed, "question")));
            return Ok(Status::Failed);
        }
        Ok(if found > 0 { Status::Done } else { Status::Nothing })
    }
}

/// Asks one question; returns how many articles were printed or counted, or `None` where it was refused.
fn one(
    topic: &Topic,
    asked: &Query,
    place: &str,
    searcher: &Searcher,
    asker: &mut Asker<'_>,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<Option<u64>> {
    if search.count {
        return counted(topic, searcher.count(asked, search.any), place, search, output);
    }
    let expansion = match expand::of(asked, searcher, search) {
        Ok(expansion) => expansion,
        Err(error) => return refused(error, place, output),
    };
    let asked = expansion.as_ref().map_or(asked, |expansion| &expansion.query);
    let mut hits = match asker.ask(asked) {
        Ok(hits) => hits,
        Err(error) => return refused(error, place, output),
    };
    for note in std::mem::take(&mut hits.notes) {
        output.note(&format!("{place}{note}"));
    }
    let found = hits.hits.len() as u64;
    if search.format == Format::Trec {
        let mut run = Run::default();
        if let Err(error) = asker.rank(topic, ask::ranked(hits), &mut run) {
            output.error(&format!("{place}{error}"));
            return Ok(None);
        }
        run.write(output.out(), TAG)?;
    } else {
        let (theme, width) = (output.theme(), output.width());
        let mut export = Export::new(search.format, &search.columns, theme, width)
            .of(&topic.id)
            .with(Extra::of(search))
            .shown(output.is_terminal());
        for hit in &hits.hits {
            export.hit(hit, output.out())?;
        }
    }
    if let Some(expansion) = expansion.filter(|_| found > 0) {
        expand::tell(&expansion, place, Some(&topic.id), search, output)?;
    }
    Ok(Some(found))
}

/// Prints the number of articles found for a question.
fn counted(
    topic: &Topic,
    number: presscut_index::Result<u64>,
    place: &str,
    search: &SearchConfig,
    output: &mut Output,
) -> anyhow::Result<Option<u64>> {
    let number = match number {
        Ok(number) => number,
        Err(error) => return refused(error, place, output),
    };
    if search.json {
        output.object(&json!({ "topic": topic.id, "count": number }))?;
    } else {
        writeln!(output.out(), "{}\t{number}", topic.id)?;
    }
    Ok(Some(number))
}

/// Says that the index refuses a question; what is no fault of the question ends the run.
fn refused(
    error: presscut_index::Error,
    place: &str,
    output: &mut Output,
) -> anyhow::Result<Option<u64>> {
    if error.kind() != ErrorKind::User {
        return Err(error.into());
    }
    output.error(&format!("{place}{error}"));
    Ok(None)
}
