//! The query language over the corpus: a table of questions with the articles that they must find.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::label::Label;
use super::sources;
use crate::support::{Env, corpus};

/// The folder of the table and of the articles that were written for it.
pub(super) const FOLDER: &str = "tests/golden/queries";

/// What a row expects.
enum Expected<'a> {
    Ids(Vec<&'a str>),
    Refused(&'a str),
}

/// A row of the table.
pub(super) struct Row<'a> {
    line: usize,
    pub(super) query: &'a str,
    flags: Vec<&'a str>,
    expected: Expected<'a>,
}

#[test]
fn every_question_of_the_table_finds_the_articles_it_must() {
    let env = collection();
    let text = fs::read_to_string(format!("{FOLDER}/queries.txt")).unwrap();
    let rows = rows(&text);
    assert!(rows.len() >= 60, "{} rows", rows.len());
    let mut wrong = String::new();
    for Row { line, query, flags, expected } in &rows {
        // The query comes last and behind `--`: it may begin with a dash.
        let args = [&["search", "--all", "--format", "ids"], &flags[..], &["--", query]].concat();
        let run = env.run(&args);
        let mut found: Vec<&str> = run.out.lines().collect();
        found.sort_unstable();
        let right = match expected {
            Expected::Ids(ids) => found == *ids && run.code == Some(i32::from(ids.is_empty())),
            Expected::Refused(message) => {
                run.code == Some(2) && run.out.is_empty() && run.err.contains(message)
            }
        };
        if !right {
            let wanted = match expected {
                Expected::Ids(ids) => ids.join(" "),
                Expected::Refused(message) => format!("! {message}"),
            };
            let found = found.join(" ");
            let said = run.err.lines().collect::<Vec<_>>().join(" / ");
            let _ = writeln!(
                wrong,
                "line {line}: {query} {flags:?}\n  wanted {wanted}\n  found  {found}\n  said   {said}"
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Reads the table.
pub(super) fn rows(text: &str) -> Vec<Row<'_>> {
    let is_row = |line: &&str| !line.starts_with('#') && !line.is_empty();
    let lines = (1..).zip(text.lines()).filter(|(_, line)| is_row(line));
    lines.map(|(line, text)| row(line, text)).collect()
}

fn row(line: usize, text: &str) -> Row<'_> {
    let (left, right) = text.rsplit_once(" => ").unwrap_or_else(|| panic!("line {line}: no =>"));
    let (query, flags) = left.rsplit_once(" @ ").unwrap_or((left, ""));
    let expected = if let Some(message) = right.strip_prefix("! ") {
        Expected::Refused(message)
    } else {
        let mut ids: Vec<&str> = right.split(' ').filter(|id| *id != "-").collect();
        ids.sort_unstable();
        Expected::Ids(ids)
    };
    Row { line, query, flags: flags.split_whitespace().collect(), expected }
}

/// Indexes the articles: of the pages as labelled, so that the table does not depend on how they are cut.
pub(super) fn collection() -> Env {
    let env = Env::new();
    env.write("pages.ndjson", pages());
    for name in ["articles.ndjson", "islands.ndjson.gz", "sport.ndjson.zst"] {
        let bytes = fs::read(corpus().join("records").join(name)).unwrap();
        env.write(&format!("records/{name}"), bytes);
    }
    env.write("desk.ndjson", fs::read(format!("{FOLDER}/desk.ndjson")).unwrap());
    env.ok(&["index", "--as", "articles", "pages.ndjson", "records", "desk.ndjson"]);
    env
}

/// The labelled articles of all pages, as records.
fn pages() -> String {
    let mut records = String::new();
    for source in sources("tests/corpus") {
        let name = source.name.to_string();
        let name = super::below(&name, "tests/corpus").to_owned();
        if name.starts_with("records/") || name.starts_with("pictures/") {
            continue;
        }
        let labels = Label::of(&name);
        let path = Path::new(&name);
        let folder = path.parent().unwrap().to_str().unwrap();
        let file = path.file_name().unwrap().to_str().unwrap().split('.').next().unwrap();
        for label in &labels {
            let mut id = format!("{folder}/{file}");
            if labels.len() > 1 {
                let _ = write!(id, "#{}", label.ordinal);
            }
            // Folders are named after languages, but for those of formats.
            let language = Some(folder).filter(|folder| folder.len() == 2);
            let record: Value = json!({
                "id": id, "headline": label.headline, "body": label.body,
                "authors": label.authors, "date": label.date, "language": language,
            });
            let _ = writeln!(records, "{record}");
        }
    }
    records
}
