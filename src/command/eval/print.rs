//! The figures of one run.

use serde_json::{Map, Value, json};

use super::{figure, laid_out, shown};
use crate::cli::Output;
use crate::cli::config::{EvalConfig, Form};
use crate::cli::text::count;
use crate::eval::{Evaluation, Run};

/// Prints one line or object a topic if wanted, and the means as the last.
pub(super) fn print(
    evaluation: &Evaluation,
    run: &Run,
    config: &EvalConfig,
    output: &mut Output,
) -> anyhow::Result<()> {
    if output.json() {
        return objects(evaluation, run, config, output);
    }
    let hits: usize = evaluation.topics.iter().map(|topic| topic.hits).sum();
    let relevant: usize = evaluation.topics.iter().map(|topic| topic.relevant).sum();
    let topics = count(evaluation.topics.len() as u64, "topic");
    let row = |name: &str, hits: usize, relevant: usize, values: &[f64]| {
        let mut cells = vec![name.to_owned()];
        match config.form {
            Form::Csv => cells.extend([hits.to_string(), relevant.to_string()]),
            Form::Table | Form::Markdown => cells.push(format!("{hits} of {relevant}")),
        }
        cells.extend(values.iter().map(|value| figure(*value, config.form)));
        cells
    };
    let measures = evaluation.measures.iter();
    let heading: Vec<String> = match config.form {
        Form::Csv => ["topic", "relevant_found", "relevant"]
            .map(str::to_owned)
            .into_iter()
            .chain(measures.map(|measure| measure.key()))
            .collect(),
        Form::Table | Form::Markdown => ["topic", "relevant"]
            .map(str::to_owned)
            .into_iter()
            .chain(measures.map(ToString::to_string))
            .collect(),
    };
    let mut rows = vec![heading];
    for topic in shown(evaluation, config) {
        rows.push(row(&topic.topic, topic.hits, topic.relevant, &topic.values));
    }
    let name = if config.form == Form::Csv { "all" } else { &topics };
    rows.push(row(name, hits, relevant, &evaluation.mean));
    laid_out(&rows, config.form, output)
}

fn objects(
    evaluation: &Evaluation,
    run: &Run,
    config: &EvalConfig,
    output: &mut Output,
) -> anyhow::Result<()> {
    let Evaluation { measures, topics, mean } = evaluation;
    let keyed = |values: &[f64]| -> Map<String, Value> {
        measures.iter().zip(values).map(|(m, value)| (m.key(), json!(value))).collect()
    };
    for topic in shown(evaluation, config) {
        let mut object = keyed(&topic.values);
        object.insert("topic".to_owned(), json!(topic.topic));
        object.insert("found".to_owned(), json!(topic.found));
        object.insert("relevant_found".to_owned(), json!(topic.hits));
        object.insert("relevant".to_owned(), json!(topic.relevant));
        output.object(&object)?;
    }
    let sum = |part: fn(&crate::eval::TopicScore) -> usize| topics.iter().map(part).sum::<usize>();
    let mut object = keyed(mean);
    object.insert("topics".to_owned(), json!(topics.len()));
    object.insert("relevant_found".to_owned(), json!(sum(|topic| topic.hits)));
    object.insert("relevant".to_owned(), json!(sum(|topic| topic.relevant)));
    object.insert("found".to_owned(), json!(run.len()));
    Ok(output.object(&object)?)
}
