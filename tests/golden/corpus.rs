//! The corpus of invented pages against its labels.

use std::fmt::Write as _;
use std::fs;
use std::ptr;

use presscut::read::Content;
use presscut::segment::segment;

use super::label::Label;
use super::{Outcome, below, presscut, read_all};

/// The one file that holds no text.
const PICTURE: &str = "tests/corpus/pictures/pennant.png";

/// Shares of labelled articles that must be reached; they only rise.
const FOUND: f64 = 0.78;
const COMPLETE: f64 = 0.63;

/// Pages so plain that nothing of them may differ from their labels.
const EXACT: &[&str] = &[
    "en/link-list.txt",
    "en/mirror/bridges-inspected.txt",
    "en/weather-brief.txt",
    "en/wire-roundup.txt",
    "encodings/byte-order-mark.txt",
    "encodings/sixteen-bits.txt",
    "es/puerto-viejo.txt",
    "fr/cyclisme.txt",
    "html/cloche.html",
    "html/nine-nights.html",
    "html/plain-page.html",
    "html/three-articles.html",
    "records/articles.ndjson",
    "records/islands.ndjson.gz",
    "records/sport.ndjson.zst",
];

#[test]
fn every_file_is_read_to_its_end_without_an_error() {
    let outcomes = read_all("tests/corpus");
    assert!(outcomes.len() > 60, "{} files", outcomes.len());
    for outcome in outcomes {
        let name = &outcome.name;
        if name == PICTURE {
            assert!(outcome.not_read.is_some(), "{name} is no text");
            continue;
        }
        assert_eq!(outcome.not_read, None, "{name}");
        assert!(outcome.bad.is_empty(), "{name}: {}", outcome.bad[0].error);
        assert!(!outcome.documents.is_empty(), "{name}");
        let mut at = 0;
        for document in &outcome.documents {
            assert_eq!(document.record, at, "{name}: record {}", document.number);
            assert_eq!(document.replaced, 0, "{name}: record {}", document.number);
            at += document.bytes;
        }
    }
}

#[test]
fn every_file_has_labels_and_every_label_a_file() {
    let mut names: Vec<String> = labelled().into_iter().map(|outcome| outcome.name).collect();
    let mut expected: Vec<String> = Vec::new();
    let mut folders = vec!["tests/expected".to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_str().unwrap().replace('\\', "/");
            if path.is_dir() {
                folders.push(name);
            } else {
                let file = below(&name, "tests/expected").strip_suffix(".ndjson").unwrap();
                expected.push(format!("tests/corpus/{file}"));
            }
        }
    }
    names.sort();
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn labels_point_at_the_text_as_it_is_decoded() {
    for outcome in labelled() {
        let mut labels = labels_of(&outcome).into_iter().peekable();
        for document in &outcome.documents {
            let Content::Text(text) = &document.content else { continue };
            let (mut ordinal, mut last) = (0, 0);
            while let Some(label) =
                labels.next_if(|label| label.ordinal == ordinal && stands_in(label, text))
            {
                let start = label.start.unwrap_or_default();
                assert!(last <= start, "{label:?} begins before {last}");
                (ordinal, last) = (ordinal + 1, label.end.unwrap_or_default());
            }
        }
        if outcome.documents.iter().any(|d| matches!(d.content, Content::Text(_))) {
            assert!(labels.peek().is_none(), "{:?} stands elsewhere", labels.peek());
        }
    }
}

#[test]
fn articles_are_disjoint_and_made_of_the_text() {
    for outcome in labelled() {
        for document in &outcome.documents {
            let text = document.content.text();
            let segmentation = segment(document);
            let mut last = 0;
            for (ordinal, article) in (0..).zip(&segmentation.articles) {
                let place =
                    format!("{} record {} article {ordinal}", outcome.name, document.number);
                assert_eq!(article.ordinal, ordinal, "{place}");
                assert!(last <= article.span.start, "{place} overlaps the one before");
                last = article.span.end;
                let within = article.span.of(text).unwrap_or_else(|| panic!("{place}: span"));
                if matches!(document.content, Content::Text(_)) {
                    let lines = article.body.lines();
                    assert!(is_subsequence(lines, within), "{place}: body is not of the text");
                }
            }
            let mut last = 0;
            for line in &segmentation.lines {
                assert!(last <= line.span.start, "{}: lines overlap", outcome.name);
                assert!(line.span.of(text).is_some(), "{}: line outside", outcome.name);
                last = line.span.end;
            }
        }
    }
}

#[test]
fn cutting_twice_gives_the_same() {
    for outcome in labelled() {
        for document in &outcome.documents {
            assert_eq!(segment(document), segment(document), "{}", outcome.name);
        }
    }
}

#[test]
fn articles_are_those_of_the_labels() {
    let (mut labelled_articles, mut found, mut complete, mut exact) = (0, 0, 0, 0);
    let mut spurious = 0;
    let mut report = String::new();
    let mut must = String::new();
    let printed = presscut(&["segment", "tests/corpus"]);
    assert_eq!(printed.status, Some(0), "{}", printed.stderr);
    let mut printed = Label::parse(&printed.stdout);
    for outcome in labelled() {
        let labels = labels_of(&outcome);
        let articles: Vec<_> = printed.extract_if(.., |a| a.source == outcome.name).collect();
        let pairs = Label::pair(&labels, &articles);
        let paired = pairs.iter().flatten().count();
        let mut text = String::new();
        for (label, article) in labels.iter().zip(&pairs) {
            let right = article.map(|article| label.compare(article)).unwrap_or_default();
            found += usize::from(right.found);
            complete += usize::from(right.complete());
            exact += usize::from(right.exact());
            if !right.exact() {
                text += &label.differences(*article);
            }
        }
        for article in articles.iter().filter(|a| !pairs.iter().flatten().any(|b| ptr::eq(*a, *b)))
        {
            writeln!(text, "  too many: {:?} {:.60?}", article.headline, article.body).unwrap();
        }
        spurious += articles.len() - paired;
        labelled_articles += labels.len();
        if !text.is_empty() {
            let file = below(&outcome.name, "tests/corpus");
            let to = if EXACT.contains(&file) { &mut must } else { &mut report };
            write!(to, "{file}\n{text}").unwrap();
        }
    }
    assert!(printed.is_empty(), "from nowhere: {printed:#?}");
    let share = |n: usize| n as f64 / labelled_articles as f64;
    let figures = format!(
        "{labelled_articles} articles: found {:.3}, complete {:.3}, exact {:.3}; {spurious} too many",
        share(found),
        share(complete),
        share(exact),
    );
    println(&format!("{report}{must}{figures}"));
    assert!(must.is_empty(), "plain pages differ from their labels:\n{must}");
    assert!(share(found) >= FOUND && share(complete) >= COMPLETE, "{report}{figures}");
}

/// Prints for those who run the test with its output shown.
#[expect(clippy::print_stdout, reason = "the figures are of use when the test passes, too")]
fn println(text: &str) {
    println!("{text}");
}

/// Reads all of the corpus but the picture.
fn labelled() -> Vec<Outcome> {
    let mut outcomes = read_all("tests/corpus");
    outcomes.retain(|outcome| outcome.name != PICTURE);
    outcomes
}

fn labels_of(outcome: &Outcome) -> Vec<Label> {
    let labels = Label::of(below(&outcome.name, "tests/corpus"));
    assert!(labels.iter().all(|label| label.source == outcome.name), "{}", outcome.name);
    labels
}

/// Tells whether the headline and body of a label are where it says.
fn stands_in(label: &Label, text: &str) -> bool {
    let offset = |bytes: Option<u64>| usize::try_from(bytes.expect("text has offsets")).unwrap();
    let headline = label.headline.iter().map(String::as_str);
    text.get(offset(label.start)..offset(label.end))
        .is_some_and(|lines| is_subsequence(headline.chain(label.body.lines()), lines))
}

/// Tells whether lines stand in a text in their order.
fn is_subsequence<'a>(lines: impl Iterator<Item = &'a str>, text: &str) -> bool {
    let mut rest = text;
    for line in lines {
        let Some((_, behind)) = rest.split_once(line) else { return false };
        rest = behind;
    }
    true
}
