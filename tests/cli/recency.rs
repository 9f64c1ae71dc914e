//! `--recency`.

use serde_json::json;

use crate::support::Env;

/// Two articles that a query finds, the older of which holds its word more often, and two like them.
fn tides() -> Env {
    let record = |id: &str, date: &str, body: &str| {
        json!({ "id": id, "headline": "Today", "date": date, "language": "en", "body": body })
            .to_string()
    };
    let records = [
        record("old", "2015-03-01", "Tide and tide at Merrow."),
        record("new", "2020-08-01", "Tide by a calm Merrow."),
        record("calm", "2020-01-01", "A calm day."),
    ];
    let env = Env::with(&[
        ("records.ndjson", &records.join("\n")),
        ("topics.tsv", "1\ttide\n"),
        ("qrels.txt", "1 0 new 1\n1 0 old 0\n"),
    ]);
    env.ok(&["index", "--as", "articles", "records.ndjson"]);
    env
}

const RECENT: [&str; 4] = ["--recency", "1y", "--now", "2020-08-13"];

#[test]
fn newer_articles_come_first_where_that_is_asked_for() {
    let env = tides();
    let ids = |args: &[&str]| env.ok(&[&["search", "--json", "tide"], args].concat()).field("id");
    assert_eq!(ids(&[]), ["old", "new"]);
    assert_eq!(ids(&RECENT), ["new", "old"]);
    assert_eq!(ids(&["--recency", "1000y", "--now", "2020-08-13"]), ["old", "new"]);
    let run = env.ok(&[&["similar", "--json", "calm"], &RECENT[..]].concat());
    assert_eq!(run.field("id")[0], "new");
    let why = env.ok(&[&["search", "tide", "--explain=full"], &RECENT[..]].concat()).out;
    assert!(why.contains("age in days: 12\n") && why.contains("age in days: 1992\n"), "{why}");
}

#[test]
fn a_half_life_that_is_none_or_changes_nothing_is_told() {
    let env = tides();
    for wrong in ["30", "1h", "0d"] {
        let run = env.run(&["search", "tide", "--recency", wrong]);
        assert!(run.code == Some(2) && run.err.contains("30d, 8w, 6m or 1y"), "{}", run.err);
    }
    let run = env.ok(&["search", "tide", "--sort", "oldest", "--recency", "1y"]);
    assert!(run.err.contains("--recency changes nothing"), "{}", run.err);
}

#[test]
fn topics_are_searched_with_it_too() {
    let env = tides();
    let eval = ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--measures", "mrr"];
    let mrr =
        |more: &[&str]| env.ok(&[&eval[..], &["--json"], more].concat()).json()[0]["mrr"].as_f64();
    assert_eq!((mrr(&[]), mrr(&RECENT)), (Some(0.5), Some(1.0)));
}
