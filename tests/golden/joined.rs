//! The pages of the corpus behind one another in one file.

use std::fs;

use presscut::read::Content;
use presscut::segment::segment;
use serde_json::Value;

use super::{presscut, read_all};

/// The share of the articles whose text begins in the one file where it does in theirs; it only rises.
const SAME: f64 = 0.65;

/// Characters of a text that tell where it begins.
const BEGIN: usize = 60;

#[test]
fn many_pages_in_one_file_are_cut_as_pages() {
    let (mut file, mut alone) = (String::new(), Vec::new());
    for document in read_all("tests/corpus").iter().flat_map(|outcome| &outcome.documents) {
        let Content::Text(text) = &document.content else { continue };
        file += text;
        file += "\n\n";
        alone.extend(segment(document).articles.iter().map(|article| begin(&article.body)));
    }
    assert!(alone.len() > 90 && file.lines().count() > 1_000, "{}", alone.len());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pages.txt");
    fs::write(&path, &file).unwrap();
    let run = presscut(&["segment", "--json", path.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let joined: Vec<String> = run.stdout.lines().map(printed).collect();
    let same = alone.iter().filter(|article| joined.contains(article)).count();
    let share = same as f64 / alone.len() as f64;
    assert!(share >= SAME, "{same} of {}, {} in the file", alone.len(), joined.len());
}

fn begin(body: &str) -> String {
    body.chars().take(BEGIN).collect()
}

fn printed(line: &str) -> String {
    let article: Value = serde_json::from_str(line).unwrap();
    begin(article["body"].as_str().unwrap())
}
