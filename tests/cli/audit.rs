//! `audit`: every byte of every source.

use super::{PAGE, news};
use crate::support::Env;
use crate::support::corpus;

#[test]
fn every_byte_of_the_corpus_is_accounted_for() {
    let env = Env::new();
    env.ok(&["index", corpus().to_str().unwrap()]);
    let [totals] = &env.ok(&["audit", "--json"]).json()[..] else { panic!("only totals") };
    assert_eq!(totals["sound"], totals["sources"]);
    assert!(totals["sources"].as_u64().unwrap() >= 40);
    assert!(totals["boilerplate_bytes"].as_u64().unwrap() > 0);
}

#[test]
fn a_byte_that_changed_behind_our_back_is_found() {
    let env = news();
    env.ok(&["index", "news"]);
    assert_eq!(env.run(&["audit"]).code, Some(0));
    let path = env.work("news/ferry.txt");
    let time = std::fs::metadata(&path).unwrap().modified().unwrap();
    env.write("news/ferry.txt", PAGE.replace("rudder", "rubber"));
    // Same size, same time: only the bytes tell.
    std::fs::File::options().append(true).open(&path).unwrap().set_modified(time).unwrap();
    let run = env.run(&["audit"]);
    assert_eq!(run.code, Some(2));
    assert!(run.out.contains("news/ferry.txt: does not add up"), "{}", run.out);
    assert!(run.out.contains("are not those that were indexed"), "{}", run.out);
    let verdicts = env.run(&["audit", "--json", "-v"]).field("verdict");
    assert_eq!(verdicts, ["wrong", "sound", ""]);
}

#[test]
fn changed_and_missing_sources_are_told_apart() {
    let env = news();
    env.ok(&["index", "news"]);
    env.write("news/ferry.txt", "Something else altogether.\n");
    env.remove("news/records.ndjson");
    let run = env.run(&["audit"]);
    assert_eq!(run.code, Some(2));
    assert!(run.out.contains("news/ferry.txt: changed"), "{}", run.out);
    assert!(run.out.contains("news/records.ndjson: is gone"), "{}", run.out);
    assert_eq!(env.run(&["audit", "elsewhere"]).code, Some(1));
}

#[test]
fn an_audit_reads_as_the_index_did_and_knows_what_was_forgotten() {
    let env = news();
    env.write(
        "news/page.ndjson",
        "{\"title\":\"A\",\"text\":\"One day.\",\"url\":\"https://a.example/\"}\n",
    );
    env.ok(&["index", "--as", "pages", "news"]);
    env.ok(&["audit"]);
    env.ok(&["index", "--as", "articles", "--max-document", "1kB", "news"]);
    env.ok(&["audit"]);
    env.ok(&["forget", "tide-1"]);
    assert!(env.ok(&["audit"]).out.contains("forgotten    1 article"));
}
