//! Pipes, signals, help.

use std::io::Read as _;

use super::news;
use crate::support::Env;

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let records = (0..2_000)
        .map(|n| format!("{{\"headline\":\"N{n}\",\"body\":\"{}\"}}\n", "word ".repeat(200)))
        .collect::<Vec<_>>()
        .concat();
    let env = Env::with(&[("many.ndjson", &records)]);
    let mut child = env.command(&["segment", "many.ndjson"]).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The pipe is closed here, megabytes before the end.
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn every_command_has_help_and_those_that_need_it_examples() {
    let env = Env::new();
    for command in ["index", "segment", "search", "show", "audit", "forget"] {
        let run = env.ok(&[command, "--help"]);
        assert!(run.out.contains("Examples:"), "{command}: {}", run.out);
    }
    for command in ["stats", "cache"] {
        env.ok(&[command, "--help"]);
    }
    assert!(env.ok(&["--version"]).out.starts_with("presscut "));
}

#[test]
fn what_was_typed_wrong_is_status_2() {
    let env = news();
    for args in [
        &["serach", "x"][..],
        &["index"],
        &["search", "-n", "many", "x"],
        &["index", "--lang", "english", "news"],
        &["index", "--memory", "much", "news"],
    ] {
        let run = env.run(args);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(!run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn the_index_directory_may_come_from_the_environment() {
    let env = news();
    env.ok(&["index", "--index", "elsewhere", "news"]);
    let output =
        env.command(&["search", "-c", "fenby"]).env("PRESSCUT_INDEX", "elsewhere").output();
    assert_eq!(String::from_utf8(output.unwrap().stdout).unwrap(), "2\n");
}

/// Ctrl-C while standard input is still open: what was read is committed, the source is not done.
#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_was_read() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let env = news();
    env.ok(&["index", "news"]);
    let mut child = env.command(&["index", "--json", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let record = format!("{{\"headline\":\"Zeppelin\",\"body\":\"{}\"}}\n", "gas ".repeat(1_000));
    // More than the pipe and the reader's buffers hold: the program is reading when this returns.
    for _ in 0..1_000 {
        input.write_all(record.as_bytes()).unwrap();
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    // The reader looks at the flag between batches; it needs some more to finish one.
    for _ in 0..1_000 {
        if input.write_all(record.as_bytes()).is_err() {
            break;
        }
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["interrupted"], true);
    let kept: u64 = env.ok(&["search", "-c", "zeppelin"]).out.trim().parse().unwrap();
    assert_eq!(kept, report["articles"].as_u64().unwrap());
    assert!(kept > 0);
    // The source is told as unfinished until it is read again.
    assert!(env.run(&["audit"]).out.contains("was interrupted"));
    assert_eq!(env.ok(&["search", "-c", "fenby"]).out, "2\n");
}
