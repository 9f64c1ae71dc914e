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
    assert_eq!(
        (&report["load"]["kind"], &report["load"]["clients"]),
        (&"closed".into(), &1.into())
    );
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
        assert_eq!(report["queries"]["source"], "built-in mix");
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

#[test]
fn bench_keeps_its_queries_and_tells_what_was_answered() {
    let env = collection();
    let first = ["bench", "--queries", "queries.txt", "--repeat", "1", "--json"];
    let one = env.ok(&[&first[..], &["--save-queries", "kept.jsonl"]].concat()).json().remove(0);
    let again = ["bench", "--queries", "kept.jsonl", "--repeat", "1", "--json", "--clients", "3"];
    let other = env.ok(&again).json().remove(0);
    assert_eq!(one["queries"]["digest"], other["queries"]["digest"]);
    assert_eq!(one["answers"], other["answers"]);
    assert_eq!((&one["all"]["samples"], &other["all"]["samples"]), (&3.into(), &9.into()));
    let answers = one["answers"].as_array().unwrap();
    assert_eq!((answers.len(), &answers[0]["matches"]), (3, &1.into()));
    assert_ne!(answers[0]["digest"], answers[1]["digest"]);
    let parts: Vec<&str> = one["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["stage"].as_str().unwrap())
        .collect();
    assert_eq!(parts, ["parse", "plan", "match", "rescore", "fetch", "snippet", "render"]);
    let ranked =
        ["bench", "--queries", "queries.txt", "--repeat", "1", "--json", "--stage", "search"];
    let ranked = env.ok(&ranked).json().remove(0);
    assert_eq!(
        (&ranked["timed"], ranked["stages"].as_array().unwrap().len()),
        (&"search".into(), 4)
    );
}

#[test]
fn bench_asks_at_a_rate_and_replays_a_log() {
    let env = collection();
    let open = ["bench", "--queries", "queries.txt", "--rate", "200/s", "--arrivals", "even"];
    let run = env.run(&[&open[..], &["--duration", "0.5", "--warmup", "0", "--json"]].concat());
    let report = run.json().remove(0);
    assert_eq!(
        (&report["load"]["kind"], &report["load"]["arrivals"]),
        (&"open".into(), &"even".into())
    );
    // One every five milliseconds within half a second.
    assert_eq!(
        (&report["all"]["samples"], &report["warmup"]),
        (&99.into(), &serde_json::Value::Null)
    );
    assert!(number(&report["all"]["service"]["p50_us"]) <= number(&report["all"]["p50_us"]));
    // A machine under load may be late; then it says so and does not succeed.
    assert_eq!(run.code == Some(0), report["load"]["kept"] == true, "{}", run.err);

    env.write("asked.log", "100\ttide\n101.5\t\"tram line\"\n# a remark\n100.5\tfenby\n");
    let log = ["bench", "--log", "asked.log", "--speed", "10", "--warmup", "0", "--json"];
    let report = env.run(&log).json().remove(0);
    assert_eq!(
        (&report["load"]["arrivals"], &report["all"]["samples"]),
        (&"log".into(), &3.into())
    );
    let seconds = number(&report["seconds"]);
    assert!((0.15..5.0).contains(&seconds), "1.5 s ten times as fast took {seconds}");
    env.write("bad.log", "100\ttide\nsoon\tfenby\n");
    let run = env.run(&["bench", "--log", "bad.log"]);
    assert!(run.code == Some(2) && run.err.contains("bad.log: line 2: "), "{}", run.err);
}

#[test]
fn bench_writes_its_report_in_other_forms() {
    let env = collection();
    let asked = ["bench", "--queries", "queries.txt", "--repeat", "40", "--warmup", "0"];
    let with = |more: &[&str]| env.ok(&[&asked[..], more].concat()).out;
    let csv = with(&["--csv", "--hlog", "all.hlog", "--svg", "all.svg"]);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let samples = rows.headers().unwrap().iter().position(|name| name == "samples").unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), &rows[1][0], &rows[1][samples]), (2, "all", "120"));
    let hlog = std::fs::read_to_string(env.work("all.hlog")).unwrap();
    assert!(hlog.contains("\nTag=queries,0.000,"), "{hlog}");
    let svg = std::fs::read_to_string(env.work("all.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("<polyline"), "{svg}");
    let markdown = with(&["--markdown"]);
    assert!(markdown.contains("| class | queries | samples |"), "{markdown}");
    let people = with(&["--slowest", "1"]);
    for told in ["answers by response time", "a query's parts parse ", "slowest queries"] {
        assert!(people.contains(told), "{told} in {people}");
    }
}

#[test]
fn bench_finds_the_rate_at_which_a_promise_holds() {
    let env = collection();
    let asked =
        ["bench", "--queries", "queries.txt", "--duration", "0.2", "--warmup", "0", "--json"];
    let none = env.run(&[&asked[..], &["--slo", "p50<0.001us"]].concat()).json().remove(0);
    assert_eq!((&none["slo"], none["tried"].as_array().unwrap().len()), (&"p50<0.00µs".into(), 1));
    assert_eq!(none["tried"][0]["holds"], false);
    let run = env.run(&[&asked[..], &["--slo", "p99 5ms"]].concat());
    assert!(run.code == Some(2) && run.err.contains("not of the form `p99<5ms`"), "{}", run.err);
}
