//! `bench index`.

use super::news;

/// Two runs of one thread; nothing here depends on how long they take.
const ASKED: [&str; 6] = ["bench", "index", "--threads", "1", "--repeat", "2"];

#[test]
fn bench_tells_what_indexing_costs_and_leaves_nothing_behind() {
    let env = news();
    let run = env.ok(&[&ASKED[..], &["--json", "news"]].concat());
    let report = run.json().remove(0);
    let corpus = &report["corpus"];
    assert_eq!((&corpus["files"], &corpus["articles"]), (&2.into(), &3.into()));
    assert_eq!(corpus["stored"], corpus["text"], "nothing is compressed");
    let [summary] = &report["threads"].as_array().unwrap()[..] else { panic!("{report}") };
    assert_eq!((&summary["threads"], &summary["runs"]), (&1.into(), &2.into()));
    let median = |name: &str| {
        let figure = &summary["figures"][name]["median"];
        figure.as_f64().unwrap_or_else(|| panic!("{name}: {summary}"))
    };
    assert!(median("articles_per_second") > 0.0 && median("text_bytes_per_second") > 0.0);
    let parts = ["postings", "positions", "store", "fast", "terms", "norms", "rest"];
    let all: f64 = parts.iter().map(|part| median(&format!("part_{part}_bytes"))).sum();
    assert!((all - median("index_bytes")).abs() < 1.0, "{summary}");
    assert!(parts[..5].iter().all(|part| median(&format!("part_{part}_bytes")) > 0.0), "{summary}");
    if cfg!(target_os = "linux") {
        let stages = ["read", "decode", "segment", "analyse", "write", "merge", "commit", "other"];
        let least = |name: &str| summary["figures"][name]["least"].as_f64().unwrap();
        let all: f64 = stages.iter().map(|stage| least(&format!("stage_{stage}_seconds"))).sum();
        assert!(all > 0.0 && all <= median("cpu_seconds") * 2.0, "{summary}");
        for name in ["segment", "analyse", "decode"] {
            assert!(median(&format!("stage_{name}_seconds")) > 0.0, "{name}: {summary}");
        }
        assert!(median("peak_memory_bytes") > 1e6 && median("written_bytes") > 1000.0);
        assert!(median("read_bytes") > 0.0 && median("disk_read_bytes") >= 0.0);
    }
    assert_eq!(report["order"].as_array().unwrap().len(), 2);
    let left: Vec<_> =
        std::fs::read_dir(env.work("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["news"], "neither an index nor a folder of runs");
}

#[test]
fn bench_index_has_tables_and_takes_turns() {
    let env = news();
    let people = env.ok(&["bench", "index", "--threads", "2,1", "--repeat", "1", "news"]).out;
    for told in
        ["articles/s", "s, 1 thread", "s, 2 threads", "\nsegment ", "\npostings ", "2 files"]
    {
        assert!(people.contains(told), "{told} in {people}");
    }
    let csv = env.ok(&[&ASKED[..], &["--csv", "news"]].concat()).out;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert!(rows.iter().any(|row| &row[2] == "stage_segment_seconds"), "{csv}");
    let markdown = env
        .ok(&[&ASKED[..], &["--markdown", "--as", "articles", "news/records.ndjson"]].concat())
        .out;
    assert!(
        markdown.contains("| threads | runs |") && markdown.contains("\n| segment |"),
        "{markdown}"
    );
}

#[test]
fn bench_index_compares_programs() {
    let env = news();
    let program = env!("CARGO_BIN_EXE_presscut");
    let versus = ["bench", "index", "--threads", "1", "--repeat", "2", "--vs", program, "news"];
    let report = env.ok(&[&versus[..], &["--json"]].concat()).json().remove(0);
    let order: Vec<bool> =
        report["order"].as_array().unwrap().iter().map(|turn| turn["this"] == true).collect();
    assert_eq!(order.len(), 4);
    assert!(order.chunks(2).all(|pair| pair[0] != pair[1]), "{order:?}");
    let compared = report["compared"].as_array().unwrap();
    let figures: Vec<&str> = compared.iter().map(|row| row["figure"].as_str().unwrap()).collect();
    assert_eq!(figures, ["seconds", "cpu_seconds", "peak_memory_bytes", "index_bytes"]);
    // The same program: only two pairs, so nothing is concluded.
    assert!(compared.iter().all(|row| row["pairs"] == 2 && row["verdict"].is_null()), "{report}");
    assert!(report["remarks"].as_array().unwrap().is_empty(), "{report}");
    let people = env.ok(&versus).out;
    assert!(people.contains("in turns with ") && people.contains("too few pairs"), "{people}");
}

#[test]
fn bench_index_says_what_it_cannot_do() {
    let env = news();
    env.write("old", "#!/bin/sh\necho no >&2; exit 2\n");
    for (args, told) in [
        (&["bench", "index"][..], "PATH"),
        (&["bench", "index", "-"], "only once"),
        (&["bench", "index", "nowhere"], "nowhere"),
        (&["bench", "index", "--threads", "0", "news"], "--threads"),
        (
            &["bench", "index", "--vs", "/no/such/program", "--repeat", "1", "news"],
            "/no/such/program",
        ),
        (&["bench", "--seed", "2", "index", "news"], "index"),
    ] {
        let run = env.run(args);
        assert!(run.code == Some(2) && run.err.contains(told), "{args:?}: {run:?}");
    }
}

/// Ctrl-C during a run that would never end: it is ended, and the folder of its index is removed.
#[cfg(unix)]
#[test]
fn bench_index_that_is_interrupted_leaves_nothing_behind() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Command;

    let env = news();
    let done = |command: &mut Command| assert!(command.status().unwrap().success());
    done(Command::new("mkfifo").arg(env.work("started")));
    // Whoever opens the pipe for reading waits until the program opens it for writing.
    env.write("hangs", "#!/bin/sh\necho > started; exec sleep 600\n");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(env.work("hangs"), executable).unwrap();
    let versus = ["bench", "index", "--threads", "1", "--vs", "./hangs", "news"];
    let child = env.command(&versus).spawn().unwrap();
    std::fs::read(env.work("started")).unwrap();
    done(Command::new("kill").args(["-INT", &child.id().to_string()]));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("stopped"), "{output:?}");
    let mut left: Vec<_> =
        std::fs::read_dir(env.work("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort_unstable();
    assert_eq!(left, ["hangs", "news", "started"]);
}
