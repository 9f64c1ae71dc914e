//! The pages of the corpus behind one another in one file.

use std::fs;

use presscut::read::Content;
use presscut::segment::segment;
use presscut_index::Article;
use serde_json::Value;

use super::{presscut, read_all};

/// The share of the articles that one by one are cut and in one file as well, to the headline and the
/// text; it only rises.
const SAME: f64 = 0.6;

#[test]
fn many_pages_in_one_file_are_cut_as_pages() {
    let (mut file, mut alone) = (String::new(), Vec::new());
    for document in read_all("tests/corpus").iter().flat_map(|outcome| &outcome.documents) {
        let Content::Text(text) = &document.content else { continue };
        file += text;
        file += "\n\n";
        alone.extend(segment(document).articles.iter().map(told));
    }
    assert!(alone.len() > 90 && file.lines().count() > 1_000, "{}", alone.len());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pages.txt");
    fs::write(&path, &file).unwrap();
    let run = presscut(&["segment", "--json", path.to_str().unwrap()]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let joined: Vec<Told> = run.stdout.lines().map(printed).collect();
    let same = alone.iter().filter(|article| joined.contains(article)).count();
    let share = same as f64 / alone.len() as f64;
    assert!(share >= SAME, "{same} of {}, {} in the file", alone.len(), joined.len());
}

/// A headline and a text.
type Told = (Option<String>, String);

fn told(article: &Article) -> Told {
    (article.headline.clone(), article.body.clone())
}

fn printed(line: &str) -> Told {
    let article: Value = serde_json::from_str(line).unwrap();
    let text = |key: &str| article[key].as_str().map(str::to_owned);
    (text("headline"), text("body").unwrap_or_default())
}
