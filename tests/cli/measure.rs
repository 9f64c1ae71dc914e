//! `eval` and `bench`.

use super::{RECORDS, news};
use crate::support::Env;

const TOPICS: &str = "t1\ttide at noon -fenby\nt2\ttram line\nt3\tnothing like it\n";
const QRELS: &str = "t1 0 tide-1 1\nt2 0 tram-1 2\nt2 0 tide-1 0\nt3 0 gone-1 1\n";

fn collection() -> Env {
    let env = Env::with(&[
        ("records.ndjson", RECORDS),
        ("topics.tsv", TOPICS),
        ("qrels.txt", QRELS),
        ("queries.txt", "tide\n\"tram line\"\nfenby date:2021..2022\n"),
    ]);
    env.ok(&["index", "records.ndjson"]);
    env
}

fn number(value: &serde_json::Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

#[test]
fn eval_takes_topics_for_words_and_scores_them() {
    let env = collection();
    let arguments = ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--json"];
    let run = env.ok(&[&arguments[..], &["--run", "out.run"]].concat());
    let [means] = &run.json()[..] else { panic!("one object: {}", run.out) };
    // `-fenby` excludes nothing; the third topic's article does not exist.
    assert!((number(&means["ndcg@10"]) - 2.0 / 3.0).abs() < 1e-9, "{means}");
    assert!((number(&means["map"]) - 2.0 / 3.0).abs() < 1e-9, "{means}");
    assert_eq!((&means["topics"], &means["relevant_found"]), (&3.into(), &2.into()));

    // The run that was written scores the same.
    let again = env.ok(&["eval", "--qrels", "qrels.txt", "--from-run", "out.run", "--json"]);
    assert_eq!(again.json(), run.json());

    let table = env.ok(&["eval", "--qrels", "qrels.txt", "--from-run", "out.run", "-v"]).out;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 5, "{table}");
    assert!(lines[0].contains("nDCG@10") && lines[4].starts_with("3 topics"), "{table}");
    assert!(lines[4].contains("0.6667"), "{table}");
}

#[test]
fn a_run_holds_the_ids_as_they_stand_and_falling_scores() {
    let env = collection();
    env.ok(&["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--run", "out.run"]);
    let run = std::fs::read_to_string(env.work("out.run")).unwrap();
    let rows: Vec<Vec<&str>> = run.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(rows[0][..4], ["t1", "Q0", "tide-1", "1"]);
    assert_eq!(rows[0][5], "presscut");
    for pair in rows.windows(2).filter(|pair| pair[0][0] == pair[1][0]) {
        let score = |row: &[&str]| row[4].parse::<f64>().unwrap();
        assert!(score(&pair[0]) > score(&pair[1]), "{run}");
    }
}

#[test]
fn eval_says_what_does_not_fit() {
    let env = collection();
    let run = env.run(&["eval", "--topics", "topics.tsv", "--qrels", "topics.tsv"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("topics.tsv: line 1: not of the form"), "{}", run.err);

    let run = env.run(&["eval", "--qrels", "qrels.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--topics"), "{}", run.err);
}

#[test]
fn bench_times_the_queries_of_a_file() {
    let env = collection();
    let arguments = ["bench", "--queries", "queries.txt", "--repeat", "40", "--json"];
    let run = env.ok(&arguments);
    let [report] = &run.json()[..] else { panic!("one object: {}", run.out) };
    assert_eq!(report["index"]["articles"], 2);
    assert_eq!(report["rounds"], 40);
    let all = &report["all"];
    assert_eq!((&all["queries"], &all["samples"]), (&3.into(), &120.into()));
    // 1, 1 and 2 articles.
    assert!((number(&all["matches"]) - 4.0 / 3.0).abs() < 1e-9, "{all}");
    assert!(number(&all["p50_us"]) <= number(&all["max_us"]));
    assert!(all["p99_us"].is_null(), "120 samples are too few for it: {all}");
}

#[test]
fn bench_reads_classes_and_draws_a_mix() {
    let env = news();
    env.ok(&["index", "news"]);
    let lines = "{\"class\":\"pair\",\"op\":\"and\",\"terms\":[\"fenby\",\"tide\"],\"k\":0}\n\
                 {\"class\":\"names\",\"op\":\"phrase\",\"terms\":[\"orla\",\"venn\"],\"field\":\"author\"}\n";
    env.write("queries.jsonl", lines);
    let run = env.ok(&["bench", "--queries", "queries.jsonl", "--repeat", "1"]);
    for row in ["pair", "names", "all"] {
        assert!(run.out.lines().any(|line| line.starts_with(row)), "{row} in {}", run.out);
    }

    let mix = |seed: &str| {
        let run = env.ok(&["bench", "--repeat", "1", "--seed", seed, "--json"]);
        let report = run.json().remove(0);
        assert_eq!(report["queries"], "built-in mix");
        let classes = report["classes"].as_array().unwrap().iter();
        classes
            .map(|class| {
                (class["class"].to_string(), class["queries"].as_u64(), number(&class["matches"]))
            })
            .collect::<Vec<_>>()
    };
    assert!(!mix("1").is_empty());
    assert_eq!(mix("1"), mix("1"));
}

#[test]
fn bench_says_which_query_is_wrong() {
    let env = collection();
    env.write("bad.txt", "tide\ncolour:red\n");
    let run = env.run(&["bench", "--queries", "bad.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("bad.txt: line 2: ") && run.err.contains("colour"), "{}", run.err);
}
