//! `presscut eval`: how well the index ranks, on a test collection.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Context as _;
use presscut_index::{Query, SearchOptions};
use serde_json::{Map, Value, json};

use super::ask::{self, Asker, TAG};
use super::open;
use crate::cli::config::{EvalConfig, Rankings};
use crate::cli::text::count;
use crate::cli::{Output, Status, UserError, table};
use crate::eval::{Evaluation, Measure, Qrels, Run, Topic, evaluate, read_topics};

/// Searches every topic, or reads the run of an earlier search, and scores it.
pub(super) fn run(
    config: &EvalConfig,
    index: &Path,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let qrels = load(&config.qrels, Qrels::read)?;
    let run = match &config.rankings {
        Rankings::File(path) => load(path, Run::read)?,
        Rankings::Search { topics, hits, run: file } => {
            let topics = load(topics, read_topics)?;
            let run = search(index, &topics, *hits, output)?;
            say_what_does_not_fit(&topics, &qrels, output);
            if let Some(path) = file {
                write(&run, path)?;
            }
            run
        }
    };
    let evaluation = evaluate(&run, &qrels, &Measure::DEFAULT);
    if evaluation.topics.is_empty() {
        return Err(UserError::hinted(
            format!("{}: no topic has a relevant article", config.qrels.display()),
            "a line such as `7 0 some-id 1` says that some-id is relevant to topic 7",
        ));
    }
    print(&evaluation, &run, config.per_topic, output)?;
    Ok(if run.is_empty() { Status::Nothing } else { Status::Done })
}

fn load<T>(path: &Path, read: impl Fn(&str) -> Result<T, crate::eval::Error>) -> anyhow::Result<T> {
    let (name, text) = ask::read(path)?;
    read(&text).context(name)
}

fn search(
    index: &Path,
    topics: &[Topic],
    limit: usize,
    output: &mut Output,
) -> anyhow::Result<Run> {
    let searcher = open(index)?.searcher()?;
    let options = SearchOptions { limit, snippet: None, ..SearchOptions::default() };
    let mut asker = Asker::new(&searcher, options);
    let mut run = Run::default();
    for topic in topics {
        let hits = asker
            .ask(&Query::any_words(&topic.query))
            .with_context(|| format!("topic {}", topic.id))?;
        asker.rank(topic, hits, &mut run)?;
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

/// One line or object a topic if wanted, and the means as the last.
fn print(
    evaluation: &Evaluation,
    run: &Run,
    per_topic: bool,
    output: &mut Output,
) -> anyhow::Result<()> {
    let Evaluation { measures, topics, mean } = evaluation;
    let shown = if per_topic { topics.as_slice() } else { &[] };
    let hits: usize = topics.iter().map(|topic| topic.hits).sum();
    let relevant: usize = topics.iter().map(|topic| topic.relevant).sum();
    if output.json() {
        let keyed = |values: &[f64]| -> Map<String, Value> {
            measures.iter().zip(values).map(|(m, value)| (m.key(), json!(value))).collect()
        };
        for topic in shown {
            let mut object = keyed(&topic.values);
            object.insert("topic".to_owned(), json!(topic.topic));
            object.insert("found".to_owned(), json!(topic.found));
            object.insert("relevant_found".to_owned(), json!(topic.hits));
            object.insert("relevant".to_owned(), json!(topic.relevant));
            output.object(&object)?;
        }
        let mut object = keyed(mean);
        object.insert("topics".to_owned(), json!(topics.len()));
        object.insert("relevant_found".to_owned(), json!(hits));
        object.insert("relevant".to_owned(), json!(relevant));
        object.insert("found".to_owned(), json!(run.len()));
        return Ok(output.object(&object)?);
    }
    let row = |name: &str, hits: String, values: &[f64]| {
        let values = values.iter().map(|value| format!("{value:.4}"));
        [name.to_owned(), hits].into_iter().chain(values).collect::<Vec<String>>()
    };
    let mut rows = vec![vec!["topic".to_owned(), "relevant".to_owned()]];
    if let Some(heading) = rows.first_mut() {
        heading.extend(measures.iter().map(ToString::to_string));
    }
    for topic in shown {
        let hits = format!("{} of {}", topic.hits, topic.relevant);
        rows.push(row(&topic.topic, hits, &topic.values));
    }
    let name = count(topics.len() as u64, "topic");
    rows.push(row(&name, format!("{hits} of {relevant}"), mean));
    write!(output.out(), "{}", table::columns(&rows))?;
    Ok(())
}
