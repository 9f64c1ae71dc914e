//! Public test collections, which `index --as articles` takes as they stand.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use serde::Deserialize;

use super::{presscut, shared};

/// A document of a collection.
#[derive(Debug, Deserialize, PartialEq)]
struct Record {
    id: String,
    #[serde(default)]
    headline: String,
    #[serde(default)]
    body: String,
    date: Option<String>,
}

/// The same as a hit.
#[derive(Deserialize)]
struct Found {
    id: String,
    headline: Option<String>,
    #[serde(rename = "articleBody")]
    body: String,
    #[serde(rename = "datePublished")]
    date: Option<String>,
}

#[test]
fn collections_are_indexed_as_they_stand() {
    let Some(folder) = shared("relevance") else { return };
    let mut collections = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let docs = entry.unwrap().path().join("docs.jsonl.gz");
        if docs.is_file() {
            check(&docs);
            collections += 1;
        }
    }
    assert!(collections > 0, "no collection");
}

/// Compares every document of a collection with what the index holds of it.
fn check(docs: &Path) {
    let lines =
        BufReader::new(flate2::read::MultiGzDecoder::new(File::open(docs).unwrap())).lines();
    let records = lines.map(|line| serde_json::from_str::<Record>(&line.unwrap()).unwrap());
    let given: BTreeMap<String, Record> =
        records.map(|record| (record.id.clone(), record)).collect();

    let scratch = tempfile::tempdir().unwrap();
    let index = scratch.path().join("index");
    let index = ["--index", index.to_str().unwrap()];
    let docs = docs.to_str().unwrap();
    let run = presscut(&[&index[..], &["index", "--as", "articles", docs]].concat());
    assert_eq!(run.status, Some(0), "{docs}: {}", run.stderr);

    let everything = ["search", "--all", "--format", "jsonl", "NOT xyzzyzyx"];
    let run = presscut(&[&index[..], &everything].concat());
    let mut found = 0;
    for line in run.stdout.lines() {
        let article: Found = serde_json::from_str(line).unwrap();
        let record = given.get(&article.id).unwrap_or_else(|| panic!("{docs}: {}", article.id));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let headline = article.headline.unwrap_or_default();
        assert_eq!(words(&headline), words(&record.headline), "{docs}: {}", record.id);
        assert_eq!(words(&article.body), words(&record.body), "{docs}: {}", record.id);
        assert_eq!(article.date, record.date, "{docs}: {}", record.id);
        found += 1;
    }
    assert_eq!(found, given.len(), "{docs}");
}
