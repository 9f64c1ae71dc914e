//! `bench` beside something else: `--vs`, `-- COMMAND`, `--baseline`, `--fail-if`.

use serde_json::Value;

use super::{RECORDS, news};
use crate::support::{Env, Run};

/// Two indexes of the same two articles, one of an article more, and queries of two classes.
fn indexes() -> Env {
    let more = "{\"id\":\"eel-1\",\"headline\":\"Eels return to Fenby\",\"body\":\"The tide brings eels.\"}\n";
    let queries = "{\"class\":\"one\",\"query\":\"tide\"}\n{\"class\":\"one\",\"query\":\"fenby\",\"sort\":\"newest\"}\n\
                   {\"class\":\"two\",\"query\":\"tram line\",\"k\":3}\n";
    let env = Env::with(&[
        ("records.ndjson", RECORDS),
        ("more.ndjson", &format!("{RECORDS}{more}")),
        ("queries.jsonl", queries),
    ]);
    env.ok(&["index", "records.ndjson"]);
    env.ok(&["--index", "same", "index", "records.ndjson"]);
    env.ok(&["--index", "more", "index", "more.ndjson"]);
    env
}

const ASKED: [&str; 5] = ["bench", "--queries", "queries.jsonl", "--warmup", "0"];

fn bench(env: &Env, more: &[&str]) -> Run {
    env.run(&[&ASKED[..], more].concat())
}

/// Returns the only report.
fn report(env: &Env, more: &[&str]) -> Value {
    let run = bench(env, &[more, &["--json"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    run.json().remove(0)
}

/// Returns a part of each class of a comparison.
fn parts<'a>(report: &'a Value, name: &str) -> Vec<&'a Value> {
    let versus = &report["versus"];
    let classes = versus["classes"].as_array().unwrap().iter().chain([&versus["all"]]);
    classes.map(|class| &class[name]).collect()
}

#[test]
fn two_indexes_are_measured_in_turns() {
    let env = indexes();
    let report = report(&env, &["--vs", "same", "--repeat", "20", "--seed", "3"]);
    let versus = &report["versus"];
    assert_eq!(
        (&versus["other"]["kind"], &versus["other"]["name"]),
        (&"index".into(), &"same".into())
    );
    assert_eq!((&versus["other"]["index"]["articles"], &versus["rounds"]), (&2.into(), &20.into()));
    assert_eq!(parts(&report, "class"), ["one", "two", "all"]);
    assert_eq!(parts(&report, "different_answers"), [0, 0, 0]);
    for class in versus["classes"].as_array().unwrap() {
        assert_eq!(class["log_ratios"].as_array().unwrap().len(), 20);
        assert!(class["ratio"].is_number() && class["chance"].is_number(), "{class}");
    }
    assert_eq!(
        (&report["all"]["samples"], &report["load"]["kind"]),
        (&120.into(), &"turns".into())
    );
    // What each round asked, and whom first, follows from the seed.
    let order = versus["order"].as_array().unwrap();
    assert_eq!((order.len(), order[0][0].as_array().unwrap().len()), (20, 3));
    let again = ["--vs", "same", "--repeat", "20", "--seed", "3"];
    assert_eq!(self::report(&env, &again)["versus"]["order"], versus["order"]);
}

#[test]
fn different_answers_are_told_before_anything_else() {
    let env = indexes();
    let report = report(&env, &["--vs", "more", "--repeat", "20"]);
    assert_eq!(parts(&report, "different_answers"), [2, 0, 2]);
    assert_eq!(parts(&report, "verdict")[0], "different answers");
    assert!(parts(&report, "ratio")[0].is_number(), "the figures are there all the same");
}

#[test]
fn another_presscut_answers_over_pipes() {
    let env = indexes();
    let other = env!("CARGO_BIN_EXE_presscut");
    let report = report(&env, &["--vs", other, "--vs-index", "more", "--repeat", "20"]);
    let told = &report["versus"]["other"];
    assert_eq!((&told["kind"], &told["version"]), (&"binary".into(), &report["version"]));
    assert_eq!(told["index"]["articles"], 3);
    assert_eq!(parts(&report, "different_answers"), [2, 0, 2]);
    assert!(parts(&report, "other")[2]["p50_us"].is_number());
    if cfg!(target_os = "linux") {
        let processors = report["quiet"]["processors"].as_array().map(Vec::len);
        assert_eq!(processors, Some(1), "both on one processor");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_presscut_is_refused_with_what_to_do() {
    let env = indexes();
    let run = bench(&env, &["--vs", "/bin/cat", "--repeat", "20"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("/bin/cat: no presscut that answers"), "{}", run.err);
    assert!(run.err.contains("presscut bench -- /bin/cat"), "{}", run.err);
    let run = bench(&env, &["--vs", "nowhere", "--repeat", "20"]);
    assert!(run.code == Some(2) && run.err.contains("nowhere"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn whole_programs_are_measured_in_turns() {
    let env = indexes();
    let command =
        ["--repeat", "20", "--json", "--", "sh", "-c", "echo \"$1\"", "sh", "{query} {k}"];
    let run = bench(&env, &command);
    assert_eq!(run.code, Some(0), "{run:?}");
    let report = run.json().remove(0);
    assert_eq!((&report["timed"], &report["queries"]["count"]), (&"process".into(), &2.into()));
    let remark = "1 query is more than a text and is left out";
    assert!(report["remarks"].as_array().unwrap().contains(&remark.into()), "{report}");
    let told = &report["versus"]["other"];
    assert_eq!(
        (&told["kind"], &told["name"]),
        (&"command".into(), &"sh -c echo \"$1\" sh {query} {k}".into())
    );
    assert_eq!(parts(&report, "different_answers"), [0, 0, 0]);

    let run = bench(&env, &["--repeat", "20", "--", "sh", "-c", "echo no >&2; exit 3", "{query}"]);
    assert!(run.code == Some(2) && run.err.contains("exit status: 3: no"), "{}", run.err);
    let run = bench(&env, &["--", "echo", "query"]);
    assert!(run.code == Some(2) && run.err.contains("no {query} in the command"), "{}", run.err);
}

#[test]
fn an_earlier_report_is_a_baseline() {
    let env = indexes();
    let before = bench(&env, &["--repeat", "40", "--json"]);
    env.write("before.json", &before.out);
    let first = report(&env, &["--repeat", "40", "--baseline", "before.json"]);
    let told = &first["versus"];
    assert_eq!(told["other"]["kind"], "baseline");
    assert_eq!(told["warnings"].as_array().unwrap().len(), 1, "{}", told["warnings"]);
    assert!(told["warnings"][0].as_str().unwrap().contains("cannot be told"));
    assert_eq!(parts(&first, "different_answers"), [0, 0, 0]);
    assert!(parts(&first, "p50_ratio").iter().all(|ratio| ratio.is_number()), "{told}");
    let other = ["--repeat", "40", "--baseline", "before.json", "--index", "more", "--seed", "2"];
    let other = report(&env, &other);
    assert_eq!(parts(&other, "verdict")[0], "different answers");
    let warnings = other["versus"]["warnings"].to_string();
    for told in ["another index", "another seed"] {
        assert!(warnings.contains(told), "{told} in {warnings}");
    }

    env.write("none.json", "{}");
    let run = bench(&env, &["--baseline", "none.json"]);
    assert!(run.code == Some(2) && run.err.contains("none.json: not a report of"), "{}", run.err);
}

#[test]
fn a_bound_that_is_broken_sets_the_exit_status() {
    let env = indexes();
    let run =
        bench(&env, &["--repeat", "40", "--fail-if", "p50 > 0.001us", "--fail-if", "mean > 60s"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("--fail-if p50 > 0.00 µs: one: "), "{}", run.err);
    assert!(!run.err.contains("mean >"), "{}", run.err);
    let run = bench(&env, &["--repeat", "40", "--fail-if", "mean > 60s"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let slow = ["--vs", "same", "--repeat", "20", "--json", "--fail-if", "ratio > 1000x"];
    let run = bench(&env, &slow);
    assert_eq!((run.code, &run.json()[0]["broken_bounds"]), (Some(0), &serde_json::json!([])));
    let fast = ["--vs", "same", "--repeat", "20", "--fail-if", "ratio > 0.001x", "--markdown"];
    let run = bench(&env, &fast);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("\n* broken: ratio > 0.001x: one: "), "{}", run.out);
}

#[test]
fn a_bound_that_cannot_be_is_a_mistake() {
    let env = indexes();
    let run = bench(&env, &["--fail-if", "p99 >> 1.05x"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("expected a number above 0\n  p99 >> 1.05x\n       ^"), "{}", run.err);
    let run = bench(&env, &["--fail-if", "p99 > 1.05x"]);
    assert!(run.code == Some(2) && run.err.contains("there is none"), "{}", run.err);
    let run = bench(&env, &["--vs", "same", "--repeat", "19"]);
    assert!(run.code == Some(2) && run.err.contains("--repeat 20 or more"), "{}", run.err);
}

#[test]
fn a_comparison_is_in_every_form() {
    let env = indexes();
    let with =
        |more: &[&str]| bench(&env, &[&["--vs", "same", "--repeat", "20"], more].concat()).out;
    let people = with(&[]);
    assert!(people.contains("against the index same, 2 articles"), "{people}");
    assert!(
        people.contains("verdict\n") && people.contains("20 rounds in turns, all queries"),
        "{people}"
    );
    assert!(with(&["--markdown"]).contains("| chance | verdict |"));
    let csv = with(&["--csv"]);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let verdict = rows.headers().unwrap().iter().position(|name| name == "verdict").unwrap();
    let words: Vec<String> = rows.records().map(|row| row.unwrap()[verdict].to_owned()).collect();
    assert!(words.len() == 3 && words.iter().all(|word| !word.is_empty()), "{csv}");
}

#[test]
fn a_mix_is_compared_within_its_time() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["bench", "--vs", ".presscut", "--duration", "0.2", "--json"]);
    let report = run.json().remove(0);
    assert!(report["versus"]["rounds"].as_u64().unwrap() >= 20);
    assert!(report["warmup"].is_object(), "{report}");
}
