//! `bench`.

use super::{RECORDS, news, number};
use crate::support::Env;

fn collection() -> Env {
    let queries = "tide\n\"tram line\"\nfenby date:2021..2022\n";
    let env = Env::with(&[("records.ndjson", RECORDS), ("queries.txt", queries)]);
    env.ok(&["index", "records.ndjson"]);
    env
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

#[test]
fn bench_says_what_it_cannot_do_before_it_begins() {
    let env = collection();
    env.write("bytes.txt", b"tide\n\xff\n");
    env.write("none.txt", "\n");
    for (args, told) in [
        (&["--rate", "1e7"][..], "more than the 4000000 that are kept"),
        (&["--rate", "1e9"], "above 0 and at most 10000000"),
        (&["--rate", "-5"], "above 0"),
        (&["--rate", "0.1", "--duration", "0.5"], "no request is due"),
        (&["--duration", "-1"], "seconds from 0 to 86400"),
        (&["--warmup", "-1"], "seconds from 0 to 86400"),
        (&["--svg", "nowhere/curves.svg"], "nowhere/curves.svg"),
        (&["--hlog", "nowhere/log"], "nowhere/log"),
        (&["--queries", "bytes.txt"], "bytes.txt: line 2: not UTF-8"),
        (&["--log", "none.txt"], "a time, a tab and a query a line"),
        (&["--vs", "nowhere"], "a folder that holds an index, or a program"),
        (&["--vs", "none.txt"], "a folder that holds an index, or a program"),
        (&["--", "nosuchprogram", "{query}"], "nosuchprogram"),
    ] {
        // Whatever would be measured first would be told.
        let queries = ["bench", "--queries", "queries.txt", "--repeat", "30"];
        let own = args.iter().any(|arg| ["--queries", "--log"].contains(arg));
        let timed = args.iter().any(|arg| ["--rate", "--duration"].contains(arg));
        let before = if own {
            &queries[..1]
        } else if timed {
            &queries[..3]
        } else {
            &queries[..]
        };
        let run = env.run(&[before, args].concat());
        assert!(run.code == Some(2) && run.err.contains(told), "{args:?}: {run:?}");
    }
}
