//! Questions as tables and JSON objects, in the names that collections have for their columns.

use serde_json::{Map, Value};

use super::lines::filled;
use super::{Error, Numbered, Topic};

/// What an id is called.
const IDS: [&str; 5] = ["id", "_id", "qid", "query_id", "topic"];
/// What a query is called.
const QUERIES: [&str; 4] = ["query", "q", "text", "title"];

/// Tells whether a line is the head of a table: it names an id and a query.
pub(super) fn is_head(line: &str, delimiter: u8) -> bool {
    let names = cells(line, delimiter);
    names.len() > 1 && place(&names, &IDS).is_some() && place(&names, &QUERIES).is_some()
}

/// Reads a table with a head line.
pub(super) fn table(text: &str, delimiter: u8) -> Vec<Numbered> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let (mut head, mut questions) = (None, Vec::new());
    for (at, record) in reader.records().enumerate() {
        let Ok(record) = record else {
            // Text is UTF-8 and rows may have any length: nothing else can be wrong with it.
            questions.push((at + 1, Err(shape(at + 1))));
            continue;
        };
        let line = record
            .position()
            .map_or(at + 1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
        let row: Vec<&str> = record.iter().map(str::trim).collect();
        let Some((id, query)) = head else {
            let names: Vec<String> = row.iter().map(|name| (*name).to_owned()).collect();
            head = place(&names, &IDS).zip(place(&names, &QUERIES));
            continue;
        };
        let cell = |at: usize| row.get(at).filter(|cell| !cell.is_empty()).copied();
        questions.push((
            line,
            match (cell(id), cell(query)) {
                (Some(id), Some(query)) => Ok(Topic { id: id.to_owned(), query: query.to_owned() }),
                _ => Err(shape(line)),
            },
        ));
    }
    questions
}

/// Reads JSON objects, one a line.
pub(super) fn objects(text: &str) -> Vec<Numbered> {
    filled(text).map(|(line, text)| (line, object(line, text))).collect()
}

fn object(line: usize, text: &str) -> Result<Topic, Error> {
    let expected = "{\"id\": \"...\", \"query\": \"...\"}";
    let shape = || Error::Shape { line, expected };
    let object: Map<String, Value> = serde_json::from_str(text).map_err(|_| shape())?;
    let value = |names: &[&str]| names.iter().find_map(|name| object.get(*name));
    let Some(Value::String(query)) = value(&QUERIES) else { return Err(shape()) };
    let id = match value(&IDS) {
        None | Some(Value::Null) => line.to_string(),
        Some(Value::String(id)) if !id.trim().is_empty() => id.trim().to_owned(),
        Some(Value::Number(id)) => id.to_string(),
        Some(_) => return Err(shape()),
    };
    Ok(Topic { id, query: query.trim().to_owned() })
}

fn shape(line: usize) -> Error {
    Error::Shape { line, expected: "a row with an id and a query" }
}

fn cells(line: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .from_reader(line.as_bytes());
    let first = reader.records().next().and_then(Result::ok);
    first.iter().flatten().map(str::to_owned).collect()
}

/// Finds the column with one of some names, the first of them if there are several.
fn place(cells: &[String], names: &[&str]) -> Option<usize> {
    let is = |cell: &str, name: &str| cell.trim().eq_ignore_ascii_case(name);
    names.iter().find_map(|name| cells.iter().position(|cell| is(cell, name)))
}
