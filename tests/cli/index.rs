//! `index`: what changed, and only that.

use super::{PAGE, RECORDS, news};
use crate::support::Env;

/// Returns numbers of the report of `index --json`.
fn report(env: &Env, args: &[&str], fields: &[&str]) -> Vec<u64> {
    let run = env.run(&[&["index", "--json"], args].concat());
    let [report] = &run.json()[..] else { panic!("one object: {run:?}") };
    fields.iter().map(|field| report[field].as_u64().unwrap_or_else(|| panic!("{field}"))).collect()
}

const READ: [&str; 3] = ["sources_read", "sources_unchanged", "articles"];

#[test]
fn an_unchanged_source_is_skipped_and_a_changed_one_replaces_its_articles() {
    let env = news();
    assert_eq!(report(&env, &["news"], &READ), [2, 0, 3]);
    assert_eq!(report(&env, &["news"], &READ), [0, 2, 0]);
    env.write("news/ferry.txt", PAGE.replace("rudder", "propeller"));
    assert_eq!(report(&env, &["news"], &READ), [1, 1, 1]);
    assert_eq!(env.run(&["search", "rudder"]).code, Some(1));
    assert_eq!(env.ok(&["search", "-c", "propeller"]).out, "1\n");
    assert_eq!(env.ok(&["search", "-c", "fenby"]).out, "2\n");
}

#[test]
fn a_new_setting_reads_everything_anew() {
    let env = news();
    assert_eq!(report(&env, &["news"], &READ), [2, 0, 3]);
    assert_eq!(report(&env, &["--lang", "de", "news"], &READ), [2, 0, 3]);
    assert_eq!(env.ok(&["search", "-c", "lang:de"]).out, "3\n");
}

#[test]
fn a_vanished_source_goes_with_prune_and_only_under_the_paths() {
    let env = Env::with(&[("a/one.txt", PAGE), ("b/two.txt", PAGE), ("b/keep.txt", PAGE)]);
    assert_eq!(report(&env, &["a", "b"], &["articles", "duplicates"]), [3, 2]);
    env.remove("a/one.txt");
    env.remove("b/two.txt");
    assert_eq!(report(&env, &["b"], &["sources_pruned"]), [0]);
    assert_eq!(report(&env, &["--prune", "b"], &["sources_pruned"]), [1]);
    let found = env.ok(&["search", "--json", "ferry"]).field("source");
    assert_eq!(found.len(), 2);
    assert!(found.contains(&"a/one.txt".to_owned()), "{found:?}");
}

#[test]
fn a_file_that_became_something_else_loses_its_articles() {
    let env = news();
    env.ok(&["index", "news"]);
    env.write("news/ferry.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");
    assert_eq!(report(&env, &["news"], &["sources_not_read"]), [1]);
    assert_eq!(env.run(&["search", "ferry"]).code, Some(1));
}

#[test]
fn a_bad_record_is_told_with_its_place_and_does_not_stop_the_run() {
    let env = Env::new();
    env.write("bad.ndjson", format!("{{\"headline\": \n{RECORDS}"));
    let run = env.run(&["index", "bad.ndjson"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("error: bad.ndjson: line 1 (byte 0)"), "{}", run.err);
    assert!(run.out.contains("1 bad record skipped"), "{}", run.out);
    assert_eq!(env.ok(&["search", "-c", "fenby"]).out, "2\n");
    // The account tells of the bad bytes too.
    let audit = env.ok(&["audit", "--json"]).json();
    assert_eq!(audit[0]["error_bytes"], 14);
}

#[test]
fn many_errors_are_counted_rather_than_listed() {
    let env = Env::with(&[("bad.ndjson", &"{\"a\": \n".repeat(50))]);
    // The first line decides what the file is.
    env.write("bad.ndjson", format!("{RECORDS}{}", "{\"a\": \n".repeat(50)));
    let run = env.run(&["index", "bad.ndjson"]);
    assert_eq!(run.err.matches("error: bad.ndjson").count(), 20, "{}", run.err);
    assert!(run.err.contains("more errors"), "{}", run.err);
    let run = Env::run(&env, &["index", "-v", "--lang", "en", "bad.ndjson"]);
    assert_eq!(run.err.matches("error: bad.ndjson").count(), 50);
}

#[test]
fn a_path_that_is_missing_is_an_error_and_the_others_are_read() {
    let env = news();
    let run = env.run(&["index", "nowhere", "news"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("nowhere"), "{}", run.err);
    assert_eq!(env.ok(&["search", "-c", "fenby"]).out, "2\n");
}

#[test]
fn standard_input_is_a_source_and_replaces_itself() {
    let env = Env::new();
    assert_eq!(env.run_with_input(&["index", "-"], RECORDS).code, Some(0));
    assert_eq!(env.run_with_input(&["index", "-"], RECORDS).code, Some(0));
    let found = env.ok(&["search", "--json", "fenby"]);
    assert_eq!(found.field("source"), ["-", "-"]);
    env.ok(&["audit", "-"]);
    env.ok(&["forget", "-"]);
    assert_eq!(env.run(&["search", "fenby"]).code, Some(1));
}

#[test]
fn what_is_in_the_index_does_not_depend_on_threads_or_order() {
    let records = (0..500)
        .map(|n| {
            let text = ["The tide turned at noon.", "Die Flut kam um zwölf Uhr mittags.", "1 2 3"];
            let body = text[n % 3];
            format!("{{\"headline\":\"Tide {n}\",\"body\":\"{body} Number {n}.\"}}\n")
        })
        .collect::<Vec<_>>()
        .concat();
    let files = [("a.ndjson", records.as_str()), ("b.txt", PAGE), ("c.ndjson", RECORDS)];
    let found = |threads: &str, order: [&str; 3]| {
        let env = Env::with(&files);
        let args = ["index", "--threads", threads, order[0], order[1], order[2]];
        env.ok(&args);
        env.ok(&["search", "--json", "-n", "1000", "--any", "tide number ferry zwölf"]).out
    };
    let one = found("1", ["a.ndjson", "b.txt", "c.ndjson"]);
    assert!(one.lines().count() > 500);
    assert_eq!(one, found("4", ["a.ndjson", "b.txt", "c.ndjson"]));
    assert_eq!(one, found("3", ["c.ndjson", "b.txt", "a.ndjson"]));
}

#[test]
fn the_index_itself_is_not_read() {
    let env = news();
    assert_eq!(report(&env, &["."], &["sources"]), [2]);
    assert_eq!(report(&env, &["."], &["sources", "sources_unchanged"]), [2, 2]);
}
