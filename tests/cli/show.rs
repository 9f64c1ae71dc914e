//! `show --at` and `--open`, and links to what they show.

use std::path::Path;
use std::process::Output;

use serde_json::json;

use super::{PAGE, RECORDS, news};
use crate::support::{Env, corpus};

/// Runs presscut with variables of the environment.
fn with(env: &Env, variables: &[(&str, &str)], args: &[&str]) -> Output {
    let mut command = env.command(args);
    command.env_remove("BROWSER").envs(variables.iter().copied()).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn at_prints_the_text_that_the_article_was_cut_from() {
    let env = news();
    env.ok(&["index", "news"]);
    let ferry = &env.ok(&["search", "--json", "rudder"]).field("id")[0];
    let run = env.ok(&["show", "--at", ferry]);
    let (place, text) = run.out.split_once('\n').unwrap();
    assert_eq!(place, format!("news/ferry.txt, bytes 0–{}", PAGE.trim_end().len()));
    assert_eq!(text, PAGE);

    // Of a record it is the body that is counted in.
    let record = RECORDS.find("{\"id\":\"tram-1\"").unwrap();
    let body = "The council of Fenby voted for a tram line.";
    assert_eq!(
        env.ok(&["show", "--at", "tram-1"]).out,
        format!("news/records.ndjson, record at byte {record}, bytes 0–{}\n{body}\n", body.len())
    );
    assert_eq!(
        env.ok(&["show", "--at", "--json", "tram-1"]).json(),
        [json!({
            "id": "tram-1", "source": "news/records.ndjson", "record": record,
            "start": 0, "end": body.len(), "text": body,
        })]
    );
}

#[test]
fn at_holds_what_the_article_says_in_every_format() {
    let env = Env::new();
    let corpus = corpus();
    env.ok(&["index", corpus.to_str().unwrap()]);
    for query in ["puffin stew", "Schornsteinfeger", "telegram office", "curling", "récréations"]
    {
        let hit = &env.ok(&["search", "--json", "-n", "1", query]).json()[0];
        let run = env.ok(&["show", "--at", "--json", hit["id"].as_str().unwrap()]);
        let text = run.json()[0]["text"].as_str().unwrap().to_owned();
        let first = hit["articleBody"].as_str().unwrap().split_whitespace().next().unwrap();
        assert!(text.contains(first), "{query}: {first} in {text}");
    }
}

#[test]
fn at_says_what_became_of_a_source() {
    let env = news();
    env.ok(&["index", "news"]);
    env.write("news/records.ndjson", "{\"headline\":\"Other\",\"body\":\"Other.\"}\n");
    let run = env.run(&["show", "--at", "tram-1"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("news/records.ndjson has changed since it was indexed"),
        "{}",
        run.err
    );
    assert!(run.err.contains("are not there"), "{}", run.err);
    env.remove("news/records.ndjson");
    let run = env.run(&["show", "--at", "tram-1"]);
    assert!(run.code == Some(2) && run.err.contains("news/records.ndjson"), "{}", run.err);
    let piped = Env::new();
    piped.run_with_input(&["index", "-"], RECORDS);
    let run = piped.run(&["show", "--at", "tram-1"]);
    assert!(run.code == Some(2) && run.err.contains("standard input"), "{}", run.err);
}

#[test]
fn open_hands_the_address_or_the_file_to_another_program() {
    let env = news();
    env.write(
        "news/odd.ndjson",
        "{\"id\":\"odd-1\",\"headline\":\"Odd\",\"body\":\"Odd.\",\"url\":\"file:///etc/passwd\"}\n",
    );
    env.ok(&["index", "news"]);
    let echo = [("PRESSCUT_OPEN", "echo opened")];
    let file =
        |name: &str| format!("opened {}\n", env.work(name).canonicalize().unwrap().display());
    let url = "opened https://ledger.example/tram\n";
    assert_eq!(out(&with(&env, &echo, &["show", "--open", "tram-1"])), url);
    assert_eq!(out(&with(&env, &echo, &["show", "--open=url", "tram-1"])), url);
    let opened = out(&with(&env, &echo, &["show", "--open=file", "tram-1"]));
    assert_eq!(opened, file("news/records.ndjson"));
    // A page could name anything: only addresses of the web are opened.
    assert_eq!(out(&with(&env, &echo, &["show", "--open", "odd-1"])), file("news/odd.ndjson"));
    assert_eq!(with(&env, &echo, &["show", "--open=url", "odd-1"]).status.code(), Some(2));
    let browser = [("BROWSER", "echo browsed:other")];
    let browsed = out(&with(&env, &browser, &["show", "--open", "tram-1"]));
    assert_eq!(browsed, "browsed https://ledger.example/tram\n");
    let none = with(&env, &[("PRESSCUT_OPEN", "no-such-program")], &["show", "--open", "tram-1"]);
    let said = String::from_utf8_lossy(&none.stderr).into_owned();
    assert!(none.status.code() == Some(2) && said.contains("no-such-program"), "{said}");
    let failed = with(&env, &[("PRESSCUT_OPEN", "false")], &["show", "--open", "tram-1"]);
    assert_eq!(failed.status.code(), Some(2));
    assert_eq!(env.run(&["show", "--open", "nothing"]).code, Some(1));
    assert_eq!(env.run(&["show", "--open", "--at", "tram-1"]).code, Some(2));
}

#[test]
fn hits_are_links_where_the_terminal_has_them() {
    let env = news();
    env.ok(&["index", "news"]);
    let search = ["search", "--color", "always", "trams OR rudder"];
    let forced = [("FORCE_HYPERLINK", "1"), ("TERM", "xterm")];
    let linked = out(&with(&env, &forced, &search));
    let source = env.work("news/ferry.txt").canonicalize().unwrap();
    for part in [
        format!("\x1b]8;;file://{}\x1b\\news/ferry.txt\x1b]8;;\x1b\\", source.display()),
        "\x1b]8;;https://ledger.example/tram\x1b\\".to_owned(),
    ] {
        assert!(linked.contains(&part), "{part:?} in {linked:?}");
    }
    for (variables, args) in [
        (&[("TERM", "xterm")][..], &search),
        (&[("FORCE_HYPERLINK", "1"), ("TERM", "dumb")], &search),
        (&forced, &["search", "--color", "never", "trams OR rudder"]),
        (
            &[("FORCE_HYPERLINK", "1"), ("NO_COLOR", "1")],
            &["search", "--color", "auto", "trams OR rudder"],
        ),
    ] {
        let plain = out(&with(&env, variables, args));
        assert!(plain.contains("news/ferry.txt") && !plain.contains("\x1b]8"), "{plain:?}");
    }
}

/// The commands that `--help` lists.
fn commands(env: &Env) -> Vec<String> {
    let help = env.ok(&["--help"]).out;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let first = |line: &str| line.split_whitespace().next().unwrap().to_owned();
    let entries = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    entries.map(first).filter(|name| name != "help").collect()
}

#[test]
fn completions_and_man_pages_know_every_command() {
    let env = Env::new();
    let commands = commands(&env);
    assert!(commands.len() > 12, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = env.ok(&["completions", shell]).out;
        for name in &commands {
            assert!(script.contains(name.as_str()), "{name} for {shell}");
        }
        assert!(script.contains("--timeline") || script.contains("timeline"), "{shell}");
    }
    assert_eq!(env.run(&["completions", "cmd"]).code, Some(2));
    let page = env.ok(&["man"]).out;
    assert!(page.starts_with(".ie") || page.contains(".TH presscut 1"), "{page}");
    let run = env.ok(&["man", "share/man1"]);
    assert!(run.out.is_empty() && run.err.contains("share/man1"), "{run:?}");
    for name in &commands {
        let page = env.work(&format!("share/man1/presscut-{name}.1"));
        let text =
            std::fs::read_to_string(&page).unwrap_or_else(|e| panic!("{}: {e}", page.display()));
        assert!(text.contains(".SH SYNOPSIS"), "{text}");
    }
    assert!(Path::new(&env.work("share/man1/presscut.1")).is_file());
    env.write("file", "");
    let run = env.run(&["man", "file/below"]);
    assert!(run.code == Some(2) && run.err.contains("file/below"), "{}", run.err);
}
