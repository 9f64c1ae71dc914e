//! `presscut eval`: how well the index ranks, on a test collection.

mod compare;
mod print;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Context as _;
use presscut_index::{Query, SearchOptions};

use super::ask::{self, Asker, TAG};
use super::open;
use crate::cli::config::{EvalConfig, Form, Rankings, TopicSearch};
use crate::cli::text::count;
use crate::cli::{Output, Status, UserError, table};
use crate::eval::{Evaluation, Qrels, Run, Topic, evaluate, read_topics};

/// Searches every topic, or reads the run of an earlier search, and scores it, alone or against another run.
pub(super) fn run(
    config: &EvalConfig,
    index: &Path,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let qrels = load(&config.qrels, Qrels::read)?;
    let run = match &config.rankings {
        Rankings::File(path) => load(path, Run::read)?,
        Rankings::Search(how) => {
            let topics = load(&how.topics, read_topics)?;
            let run = search(index, &topics, how, config.threads, output)?;
            say_what_does_not_fit(&topics, &qrels, output);
            if let Some(path) = &how.run {
                write(&run, path)?;
            }
            run
        }
    };
    let evaluation = evaluate(&run, &qrels, &config.measures);
    if evaluation.topics.is_empty() {
        return Err(UserError::hinted(
            format!("{}: no topic has a relevant article", config.qrels.display()),
            "a line such as `7 0 some-id 1` says that some-id is relevant to topic 7",
        ));
    }
    match &config.baseline {
        Some(path) => {
            let baseline = evaluate(&load(path, Run::read)?, &qrels, &config.measures);
            compare::print(&baseline, &evaluation, config, output)?;
        }
        None => print::print(&evaluation, &run, config, output)?,
    }
    Ok(if run.is_empty() { Status::Nothing } else { Status::Done })
}

fn load<T>(path: &Path, read: impl Fn(&str) -> Result<T, crate::eval::Error>) -> anyhow::Result<T> {
    let (name, text) = ask::read(path)?;
    read(&text).context(name)
}

fn search(
    index: &Path,
    topics: &[Topic],
    how: &TopicSearch,
    threads: usize,
    output: &mut Output,
) -> anyhow::Result<Run> {
    let searcher = open(index)?.searcher()?;
    let options =
        SearchOptions { limit: how.hits, recency: how.recency, ..SearchOptions::default() };
    let mut asker = Asker::new(&searcher, options);
    let answers = ask::in_order(topics, threads, |topic| {
        let query = Query::any_words(&topic.query);
        let best = if how.expand {
            searcher.expand(&query, true).and_then(|expansion| asker.best(&expansion.query))
        } else {
            asker.best(&query)
        };
        best.with_context(|| format!("topic {}", topic.id))
    })?;
    let mut run = Run::default();
    for (topic, ranked) in topics.iter().zip(answers) {
        asker.rank(topic, ranked, &mut run)?;
    }
    asker.tell_repeated(output);
    Ok(run)
}

/// Topics and judgements that lack each other are most often files of two collections.
fn say_what_does_not_fit(topics: &[Topic], qrels: &Qrels, output: &mut Output) {
    let unjudged = topics.iter().filter(|topic| qrels.of(&topic.id).is_none()).count();
    if unjudged > 0 {
        let unjudged = count(unjudged as u64, "topic");
        output.note(&format!("{unjudged} without judgements not counted"));
    }
    let asked = |id: &str| topics.iter().any(|topic| topic.id == id);
    let missing = qrels.answerable().into_iter().filter(|id| !asked(id)).count();
    if missing > 0 {
        let missing = count(missing as u64, "judged topic");
        output.note(&format!("{missing} missing from the topics, counted as 0"));
    }
}

fn write(run: &Run, path: &Path) -> anyhow::Result<()> {
    let name = || path.display().to_string();
    let mut out = BufWriter::new(File::create(path).with_context(name)?);
    run.write(&mut out, TAG).and_then(|()| out.flush()).with_context(name)
}

/// Prints a table with a head in the form that was asked for.
fn laid_out(rows: &[Vec<String>], form: Form, output: &mut Output) -> anyhow::Result<()> {
    let out = output.out();
    match form {
        Form::Table => write!(out, "{}", table::columns(rows))?,
        Form::Markdown => write!(out, "{}", table::markdown(rows))?,
        Form::Csv => table::csv(rows, out)?,
    }
    Ok(())
}

/// Writes a figure: four decimals for people, all of them for spreadsheets.
fn figure(value: f64, form: Form) -> String {
    match form {
        Form::Csv => value.to_string(),
        Form::Table | Form::Markdown => format!("{value:.4}"),
    }
}

/// The topics that are printed each by themselves.
fn shown<'a>(evaluation: &'a Evaluation, config: &EvalConfig) -> &'a [crate::eval::TopicScore] {
    if config.per_topic { &evaluation.topics } else { &[] }
}
