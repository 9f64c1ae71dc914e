//! The figures of two runs beside each other.

use std::io::Write as _;

use serde_json::{Map, Value, json};

use super::{figure, laid_out, shown};
use crate::cli::Output;
use crate::cli::config::{EvalConfig, Form, Rankings};
use crate::cli::text::count;
use crate::eval::{Difference, Evaluation, compare};

/// Columns that stand for a topic and for all of them.
const PAIR: [&str; 5] = ["topic", "measure", "a", "b", "difference"];
/// Columns that only all topics have.
const WHOLE: [&str; 7] = ["low", "high", "p", "exact", "wins", "losses", "ties"];

/// Prints how the second run differs from the first: each topic if wanted, and the means as the last.
pub(super) fn print(
    a: &Evaluation,
    b: &Evaluation,
    config: &EvalConfig,
    output: &mut Output,
) -> anyhow::Result<()> {
    let differences = compare(a, b, config.seed);
    if output.json() {
        return objects(a, b, &differences, config, output);
    }
    if config.form == Form::Csv {
        return laid_out(&records(a, b, &differences, config), config.form, output);
    }
    let baseline = config.baseline.as_deref().map(|path| path.display().to_string());
    let other = match &config.rankings {
        Rankings::File(path) => path.display().to_string(),
        Rankings::Search { .. } => "this index".to_owned(),
    };
    let topics = count(b.topics.len() as u64, "topic");
    // A paragraph of Markdown ends with a blank line.
    let blank = if config.form == Form::Markdown { "\n" } else { "" };
    writeln!(output.out(), "A {}{blank}\nB {other}{blank}", baseline.unwrap_or_default())?;
    if config.per_topic {
        laid_out(&by_topic(a, b, config), config.form, output)?;
        writeln!(output.out())?;
    }
    laid_out(&summary(&differences, &topics), config.form, output)?;
    if differences.iter().any(|difference| !difference.exact) {
        writeln!(output.out(), "{blank}p by exchanges drawn with seed {}", config.seed)?;
    }
    Ok(())
}

/// A row a topic, what B has more by each measure.
fn by_topic(a: &Evaluation, b: &Evaluation, config: &EvalConfig) -> Vec<Vec<String>> {
    let mut heading = vec!["B - A".to_owned()];
    heading.extend(b.measures.iter().map(ToString::to_string));
    let mut rows = vec![heading];
    for (a, b) in shown(a, config).iter().zip(shown(b, config)) {
        let values = a.values.iter().zip(&b.values).map(|(a, b)| signed(b - a));
        rows.push([b.topic.clone()].into_iter().chain(values).collect());
    }
    rows
}

/// A row a measure.
fn summary(differences: &[Difference], topics: &str) -> Vec<Vec<String>> {
    let heading = [topics, "A", "B", "B - A", "95 % between", "p", "B better", "worse", "same"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for found in differences {
        let bounds = match found.bounds {
            Some((low, high)) => format!("{} and {}", signed(low), signed(high)),
            None => String::new(),
        };
        rows.push(vec![
            found.measure.to_string(),
            figure(found.a, Form::Table),
            figure(found.b, Form::Table),
            signed(found.mean),
            bounds,
            probability(found.p),
            found.wins.to_string(),
            found.losses.to_string(),
            found.ties.to_string(),
        ]);
    }
    rows
}

/// A row a topic and measure, and a row a measure for all topics.
fn records(
    a: &Evaluation,
    b: &Evaluation,
    differences: &[Difference],
    config: &EvalConfig,
) -> Vec<Vec<String>> {
    let text = |value: f64| figure(value, Form::Csv);
    let mut rows = vec![PAIR.iter().chain(&WHOLE).map(|name| (*name).to_owned()).collect()];
    for (a, b) in shown(a, config).iter().zip(shown(b, config)) {
        for ((found, a), value) in differences.iter().zip(&a.values).zip(&b.values) {
            let mut row = vec![b.topic.clone(), found.measure.key()];
            row.extend([*a, *value, value - a].map(text));
            row.resize(PAIR.len() + WHOLE.len(), String::new());
            rows.push(row);
        }
    }
    for found in differences {
        let (low, high) = found.bounds.unzip();
        let mut row = vec!["all".to_owned(), found.measure.key()];
        row.extend([found.a, found.b, found.mean].map(text));
        row.extend([low, high].map(|bound| bound.map(text).unwrap_or_default()));
        row.extend([text(found.p), found.exact.to_string()]);
        row.extend([found.wins, found.losses, found.ties].map(|topics| topics.to_string()));
        rows.push(row);
    }
    rows
}

/// An object a topic, and one with an object a measure.
fn objects(
    a: &Evaluation,
    b: &Evaluation,
    differences: &[Difference],
    config: &EvalConfig,
    output: &mut Output,
) -> anyhow::Result<()> {
    for (a, b) in shown(a, config).iter().zip(shown(b, config)) {
        let values = differences.iter().zip(&a.values).zip(&b.values);
        let mut object: Map<String, Value> = values
            .map(|((found, a), b)| {
                (found.measure.key(), json!({"a": a, "b": b, "difference": b - a}))
            })
            .collect();
        object.insert("topic".to_owned(), json!(b.topic));
        output.object(&object)?;
    }
    let mut object: Map<String, Value> = differences
        .iter()
        .map(|found| {
            let (low, high) = found.bounds.unzip();
            let value = json!({
                "a": found.a, "b": found.b, "difference": found.mean, "low": low, "high": high,
                "p": found.p, "exact": found.exact,
                "wins": found.wins, "losses": found.losses, "ties": found.ties,
            });
            (found.measure.key(), value)
        })
        .collect();
    object.insert("topics".to_owned(), json!(b.topics.len()));
    object.insert("seed".to_owned(), json!(config.seed));
    Ok(output.object(&object)?)
}

/// A difference with its sign; none where it rounds to nothing.
fn signed(value: f64) -> String {
    let text = format!("{value:+.4}");
    if text.trim_start_matches(['+', '-']) == "0.0000" { "0.0000".to_owned() } else { text }
}

/// A probability, which is never 0.
fn probability(p: f64) -> String {
    if p < 0.0001 { "<0.0001".to_owned() } else { figure(p, Form::Table) }
}
