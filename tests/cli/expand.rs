//! `search --expand` and `eval --expand`.

use serde_json::json;

use crate::support::Env;

/// News of a flood, of which most name the dyke that broke, among other news.
fn floods() -> Env {
    let named = [
        ("a", "A flood of letters reached the editor."),
        ("b", "Of flood and dyke at Merrow little."),
        ("c", "The flood came when the dyke at Merrow broke."),
    ];
    let calm = (0..40).map(|n| (format!("calm{n}"), "A calm day."));
    let records: Vec<String> = named
        .map(|(id, body)| (id.to_owned(), body))
        .into_iter()
        .chain(calm)
        .map(|(id, body)| json!({ "id": id, "headline": "Today", "body": body }).to_string())
        .collect();
    let env = Env::with(&[
        ("records.ndjson", &records.join("\n")),
        ("topics.tsv", "1\tflood\n"),
        ("qrels.txt", "1 0 b 1\n1 0 a 0\n"),
    ]);
    env.ok(&["index", "--as", "articles", "records.ndjson"]);
    env
}

#[test]
fn what_was_added_is_told_and_found_is_what_was() {
    let env = floods();
    let plain = env.ok(&["search", "--json", "flood"]).field("id");
    let run = env.ok(&["search", "--json", "--expand", "flood"]);
    assert!(run.err.contains("expanded by dyke, merrow"), "{}", run.err);
    let mut lines = run.json();
    let last = lines.pop().unwrap();
    assert_eq!(last["expansion"][0]["word"], "dyke");
    assert!(last["expansion"][0]["weight"].as_f64().unwrap() > 0.0);
    let mut ids: Vec<&str> = lines.iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    let place = |ids: &[&str], id| ids.iter().position(|other| *other == id);
    assert!(place(&ids, "b") < place(&ids, "a"), "{ids:?}");
    ids.sort_unstable();
    let mut plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    plain.sort_unstable();
    assert_eq!(ids, plain);

    let text = env.ok(&["search", "--expand", "flood", "--facet", "source"]);
    assert!(text.out.contains("records.ndjson") && text.err.contains("expanded by"), "{text:?}");
    let paged = env.ok(&["search", "--json", "--expand", "flood", "--cursor", "start", "-n", "1"]);
    let lines = paged.json();
    assert!(lines[1]["expansion"].is_array() && lines[2]["next"].is_string(), "{}", paged.out);
}

#[test]
fn where_nothing_is_added_or_ranked_that_is_said() {
    let env = floods();
    let run = env.ok(&["search", "--json", "--expand", "letters"]);
    assert!(run.err.contains("not expanded"), "{}", run.err);
    assert_eq!(run.json()[1], json!({ "expansion": [] }));
    let run = env.ok(&["search", "--expand", "flood", "--sort", "newest"]);
    assert!(run.err.contains("--expand changes nothing"), "{}", run.err);
    assert!(!run.err.contains("expanded by"), "{}", run.err);
    let none = env.run(&["search", "--expand", "zebra"]);
    assert_eq!(none.code, Some(1));
    assert!(!none.err.contains("expanded"), "{}", none.err);
}

#[test]
fn each_of_many_questions_is_expanded() {
    let env = floods();
    let run = env.ok(&["search", "--queries", "topics.tsv", "--expand"]);
    let last = run.json().pop().unwrap();
    assert_eq!((&last["topic"], &last["expansion"][0]["word"]), (&"1".into(), &"dyke".into()));
    let run = env.ok(&["search", "--queries", "topics.tsv", "--expand", "--format", "trec"]);
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);
}

#[test]
fn topics_are_expanded_and_threads_change_nothing() {
    let env = floods();
    let eval = ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--measures", "mrr"];
    let mrr = |more: &[&str]| {
        let run = env.ok(&[&eval[..], &["--json"], more].concat());
        run.json()[0]["mrr"].as_f64().unwrap()
    };
    assert!(mrr(&["--expand"]) > mrr(&[]));
    let run = |threads, file: &str| {
        env.ok(&[&eval[..], &["--expand", "--threads", threads, "--run", file]].concat());
        std::fs::read(env.work(file)).unwrap()
    };
    assert_eq!(run("1", "one.run"), run("3", "three.run"));
}
