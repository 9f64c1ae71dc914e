//! `bench` on processes of their own and on other load.

use super::RECORDS;
use crate::support::Env;

fn collection() -> Env {
    let queries = "{\"class\":\"words\",\"query\":\"tide\"}\n\
                   {\"class\":\"words\",\"query\":\"-tide zzz\"}\n\
                   {\"class\":\"terms\",\"op\":\"phrase\",\"terms\":[\"tram\",\"line\"],\"sort\":\"newest\"}\n\
                   {\"class\":\"counts\",\"op\":\"or\",\"terms\":[\"fenby\"],\"k\":0}\n";
    let env = Env::with(&[("records.ndjson", RECORDS), ("queries.jsonl", queries)]);
    env.ok(&["index", "records.ndjson"]);
    env
}

const ASKED: [&str; 7] = ["bench", "--queries", "queries.jsonl", "--repeat", "2", "--warmup", "0"];

#[test]
fn bench_times_whole_processes() {
    let env = collection();
    let run = env.ok(&[&ASKED[..], &["--process", "--json"]].concat());
    let report = run.json().remove(0);
    assert_eq!((&report["timed"], &report["all"]["samples"]), (&"process".into(), &8.into()));
    assert!(report["stages"].as_array().unwrap().is_empty());
    // A query that finds nothing is no failure.
    assert_eq!(report["answers"][1]["matches"], 0);
    let people = env.ok(&[&ASKED[..], &["--process", "--clients", "2"]].concat()).out;
    assert!(people.contains("a process for each query, to its last byte;"), "{people}");
    let open = ["--process", "--rate", "20/s", "--duration", "0.2", "--json"];
    let report = env.run(&[&ASKED[..3], &["--warmup", "0"], &open].concat()).json().remove(0);
    assert_eq!(report["load"]["kind"], "open");
    for refused in ["--no-snippets", "--stage=search", "--cold"] {
        let run = env.run(&[&ASKED[..], &["--process", refused]].concat());
        assert_eq!(run.code, Some(2), "{refused}: {}", run.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn bench_starts_cold() {
    let env = collection();
    let run = env.ok(&[&ASKED[..], &["--cold", "--json", "--slowest", "1"]].concat());
    let report = run.json().remove(0);
    assert_eq!((&report["timed"], &report["all"]["samples"]), (&"cold".into(), &8.into()));
    let rows: Vec<(&str, u64)> = report["classes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["class"].as_str().unwrap(), row["samples"].as_u64().unwrap()))
        .collect();
    let parts = ["opening", "first query", "whole"];
    let mut expected: Vec<(String, u64)> = Vec::new();
    for (class, samples) in [("words", 4), ("terms", 2), ("counts", 2)] {
        expected.extend(parts.map(|part| (format!("{class}: {part}"), samples)));
    }
    expected.extend([("all: opening".to_owned(), 8), ("all: first query".to_owned(), 8)]);
    let expected: Vec<(&str, u64)> = expected.iter().map(|(row, n)| (row.as_str(), *n)).collect();
    assert_eq!(rows, expected);
    let longest = |row: usize| report["classes"][row]["max_us"].as_f64().unwrap();
    assert!(longest(0) < longest(2) && longest(1) < longest(2), "{report}");
    // Whether the file system of temporary folders can be cold is its own matter; that is said.
    let remarks = report["remarks"].to_string();
    assert!(remarks.contains("read from disk for a query"), "{remarks}");
    let people = env.ok(&[&ASKED[..], &["--cold"]].concat()).out;
    assert!(people.contains("nothing of the index in memory"), "{people}");
    let refused = env.run(&[&ASKED[..], &["--cold", "--clients", "2"]].concat());
    assert_eq!(refused.code, Some(2), "{}", refused.err);
}

#[cfg(target_os = "linux")]
#[test]
fn bench_says_what_was_done_against_other_load() {
    let env = collection();
    // Whichever processor this is: one that the process may use.
    let allowed = std::fs::read_to_string("/proc/self/status").unwrap();
    let allowed = allowed.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).unwrap();
    let cpu = allowed.trim().split([',', '-']).next().unwrap();
    let asked = ["--pin", cpu, "--undisturbed", "--json"];
    let report = env.ok(&[&ASKED[..], &asked].concat()).json().remove(0);
    let quiet = &report["quiet"];
    assert_eq!(quiet["processors"], serde_json::json!([cpu.parse::<u64>().unwrap()]));
    assert!(quiet["priority_raised"].is_boolean(), "{quiet}");
    assert_eq!(report["machine"]["cores"], 1);
    let rounds = &quiet["rounds"];
    let count = |name: &str| rounds[name].as_u64().unwrap();
    assert_eq!(count("rounds"), 2);
    // What is left out is left out of the samples, and nothing is left out where it would be more than half.
    assert_eq!(report["all"]["samples"].as_u64(), Some(8 - 4 * count("discarded")));
    assert!(count("discarded") <= 1 && count("discarded") <= count("disturbed"), "{quiet}");

    // More clients than processors put each other off.
    let crowd = ["--pin", cpu, "--clients", "2", "--json"];
    let report = env.ok(&[&ASKED[..], &crowd].concat()).json().remove(0);
    assert!(report["quiet"]["rounds"].is_null() && report["quiet"]["priority_raised"].is_null());
    let plain = env.ok(&[&ASKED[..], &["--json"]].concat()).json().remove(0);
    assert_eq!(plain["all"]["samples"], 8, "nothing is left out unless it is asked for");

    for (cpus, told) in [("1023", "--pin: "), ("x", "0,2-3")] {
        let run = env.run(&[&ASKED[..], &["--pin", cpus]].concat());
        assert!(run.code == Some(2) && run.err.contains(told), "{}", run.err);
    }
}

#[test]
fn a_search_tells_its_times() {
    let env = collection();
    let run = env.ok(&["search", "--json", "--times", "tide"]);
    assert_eq!(run.json().len(), 1);
    let times: serde_json::Value = serde_json::from_str(run.err.trim()).unwrap();
    assert!(times["open_ns"].as_u64().unwrap() > 0 && times["query_ns"].as_u64().unwrap() > 0);
    assert!(!env.ok(&["search", "--help"]).out.contains("--times"));
}
