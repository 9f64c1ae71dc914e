//! The hardest texts as people see them cut: snapshots of `segment --pretty` that somebody has read.
//!
//! A view shows faults as well as what is right: the labels in `tests/expected` say which is which. It
//! changes with the weights: `PRESSCUT_BLESS=1 cargo test views` writes it anew, and the diff is to be read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::presscut;

/// Where the views are, each named as its file in `tests/corpus`.
const VIEWS: &str = "tests/views";

#[test]
fn the_hardest_texts_look_as_they_were_read() {
    let mut views = Vec::new();
    for folder in fs::read_dir(VIEWS).unwrap() {
        for view in fs::read_dir(folder.unwrap().path()).unwrap() {
            views.push(view.unwrap().path());
        }
    }
    views.sort();
    assert!(views.len() >= 20, "{}", views.len());
    let mut changed = String::new();
    for view in &views {
        let source = Path::new("tests/corpus").join(view.strip_prefix(VIEWS).unwrap());
        let run = presscut(&["segment", "--pretty", source.to_str().unwrap()]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let before = fs::read_to_string(view).unwrap();
        if run.stdout == before {
            continue;
        }
        if std::env::var_os("PRESSCUT_BLESS").is_some() {
            fs::write(view, run.stdout).unwrap();
            continue;
        }
        let lines = before.lines().zip(run.stdout.lines());
        let first = lines.clone().position(|(old, new)| old != new).unwrap_or_default();
        let (old, new) = lines.clone().nth(first).unwrap_or_default();
        writeln!(changed, "{}, line {}:\n  - {old}\n  + {new}", view.display(), first + 1).unwrap();
    }
    assert!(changed.is_empty(), "{changed}\nread them, then PRESSCUT_BLESS=1 writes them anew");
}
