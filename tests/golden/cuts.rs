//! The figures of `segment eval` are those of the scorer that comes with the data.

use std::fs;
use std::path::Path;
use std::process::Command;

use presscut::eval::cuts::{Found, Scores, Text, True};
use presscut::read::{Content, Document};
use presscut::segment::segment;
use serde_json::{Value, json};

use super::shared;

/// Reads a composed document with its truth.
fn text(record: &Value, raw: String) -> Text {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let string = |value: &Value| value.as_str().map(str::to_owned);
    let articles: Vec<True> = record["articles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|article| {
            let span = number(&article["start_byte"])..number(&article["end_byte"]);
            True {
                headlines: string(&article["headline"]).into_iter().collect(),
                authors: article["authors"].as_array().unwrap().iter().filter_map(string).collect(),
                date: string(&article["date"]),
                body: string(&article["body"]).unwrap(),
                own: raw[span.clone()].to_owned(),
                span,
            }
        })
        .collect();
    let mut text = Text { text: raw, articles, boilerplate: String::new() };
    let outside = |at: usize| !text.articles.iter().any(|article| article.span.contains(&at));
    let lines = text.lines().into_iter().filter(|line| outside(line.start));
    text.boilerplate = lines.map(|line| &text.text[line]).collect::<Vec<_>>().join("\n");
    text
}

/// Cuts a document, scores it and writes what the scorer reads.
fn score(record: &Value, folder: &Path, scores: &mut Scores, output: &mut impl std::io::Write) {
    let id = record["id"].as_str().unwrap();
    let raw = fs::read_to_string(folder.join(format!("text/{id}.txt"))).unwrap();
    let cut = segment(&Document::new(id, Content::Text(raw.clone())));
    let found: Vec<Found> = cut.articles.iter().map(Found::from).collect();
    for (ordinal, article) in found.iter().enumerate() {
        let line = json!({
            "source": id, "ordinal": ordinal, "headline": article.headline, "authors": article.authors,
            "date": article.date, "body": article.body, "start": article.span.start, "end": article.span.end,
        });
        writeln!(output, "{line}").unwrap();
    }
    scores.add(&text(record, raw), &found);
}

#[test]
fn figures_on_the_digests_are_the_scorer_s_to_four_digits() {
    let (Some(digests), Some(scorer)) = (shared("digests"), shared("score")) else { return };
    let (mut scores, mut output) = (Scores::default(), tempfile::NamedTempFile::new().unwrap());
    for line in fs::read_to_string(digests.join("truth.jsonl")).unwrap().lines() {
        score(&serde_json::from_str(line).unwrap(), &digests, &mut scores, &mut output);
    }
    let run = Command::new("python3")
        .arg(scorer.join("score.py"))
        .args(["digests", "--json", "--suite"])
        .args([digests.as_path(), output.path()])
        .output()
        .expect("python3 runs the scorer");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let wanted: Value = serde_json::from_slice(&run.stdout).unwrap();
    let mut compared = 0;
    for (name, value) in scores.figures() {
        let key = match name.as_str() {
            "documents" | "true_articles" | "predicted_articles" => format!("n.{name}"),
            _ => name.clone(),
        };
        let wanted = wanted[&key].as_f64().unwrap_or_else(|| panic!("{key} in {wanted}"));
        assert!((value - wanted).abs() < 5e-5, "{name}: {value}, the scorer says {wanted}");
        compared += 1;
    }
    assert!(compared >= 25, "{compared}");
}
