//! `search --queries`: many questions, one process.

use serde_json::json;

use super::{RECORDS, news};
use crate::support::Env;

fn indexed() -> Env {
    let env = news();
    env.ok(&["index", "news"]);
    env
}

#[test]
fn every_question_is_answered_under_its_id() {
    let env = indexed();
    env.write("plain.txt", "tide\n\nheadline:trams OR ferry\nzeppelin\n");
    let lines = env.ok(&["search", "--queries", "plain.txt"]).json();
    let found: Vec<_> =
        lines.iter().map(|l| (l["topic"].as_str().unwrap(), l["rank"].as_u64().unwrap())).collect();
    assert_eq!(found, [("1", 1), ("3", 1), ("3", 2)]);
    // Beside the topic a line is that of a search for the question alone.
    let mut alone = env.ok(&["search", "--json", "tide"]).json();
    alone[0]["topic"] = json!("1");
    assert_eq!(lines[0], alone[0]);

    for (name, text) in [
        ("q.csv", "id,query\na,tide\nb,\"headline:trams OR ferry\"\n"),
        ("q.tsv", "a\ttide\nb\theadline:trams OR ferry\n"),
        (
            "q.jsonl",
            "{\"id\":\"a\",\"query\":\"tide\"}\n{\"id\":\"b\",\"query\":\"headline:trams OR ferry\"}\n",
        ),
        (
            "q.trec",
            "<top>\n<num> Number: a\n<title> tide\n</top>\n<top>\n<num> b\n<title> headline:trams OR ferry\n</top>\n",
        ),
    ] {
        env.write(name, text);
        let run = env.ok(&["search", "--queries", name, "--format", "trec"]);
        let columns = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<_> = run.out.lines().map(columns).collect();
        let starts: Vec<_> = rows.iter().map(|row| (row[0].as_str(), row[3].as_str())).collect();
        assert_eq!(starts, [("a", "1"), ("b", "1"), ("b", "2")], "{name}: {}", run.out);
        assert_eq!((rows[0][2].as_str(), rows[0][5].as_str()), ("tide-1", "presscut"), "{name}");
        let piped = env.run_with_input(&["search", "--queries", "-", "--format", "trec"], text);
        assert_eq!((piped.out, piped.code), (run.out, Some(0)), "{name}");
    }
}

#[test]
fn a_question_at_fault_is_said_with_its_line_and_the_others_are_answered() {
    let env = indexed();
    env.write(
        "q.tsv",
        "a\ttide\nno tab\nb\tcolour:red\nc\t\"trams\na\tferry\nd d\tferry\ne\tferry\n",
    );
    let run = env.run(&["search", "--queries", "q.tsv", "--format", "trec"]);
    assert_eq!(run.code, Some(2));
    let ids: Vec<&str> = run.out.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(ids, ["a", "c", "e"]);
    for part in [
        "error: q.tsv: line 2: not of the form `id<TAB>query`",
        "error: q.tsv: line 3: no field is called colour\n  colour:red\n  ^^^^^^\n",
        "note: q.tsv: line 4: the quote is not closed",
        "error: q.tsv: line 5: topic a stands there a second time",
        "error: q.tsv: line 6: the id \"d d\" is empty or holds white space",
        "note: 4 questions not answered",
    ] {
        assert!(run.err.contains(part), "{part} in {}", run.err);
    }
    let lines = env.run(&["search", "--queries", "q.tsv"]);
    assert_eq!(
        (lines.code, lines.field("topic")),
        (Some(2), ["a", "c", "d d", "e"].map(str::to_owned).to_vec())
    );
}

#[test]
fn a_list_takes_the_flags_of_a_search_and_paths() {
    let env = news();
    env.write("q.csv", "id,query\none,fenby\ntwo,ferry\n");
    let search = |args: &[&str]| env.run(&[&["search", "--queries", "q.csv"], args].concat());
    let run = search(&["news", "--fields", "id,rank", "-n", "1", "--sort", "newest"]);
    let first = env.ok(&["search", "--format", "ids", "ferry", "news"]).out;
    assert_eq!(
        run.json(),
        [
            json!({ "topic": "one", "id": "tram-1", "rank": 1 }),
            json!({ "topic": "two", "id": first.trim(), "rank": 1 }),
        ],
        "{}",
        run.err
    );
    assert_eq!(search(&["-c", "news"]).out, "one\t2\ntwo\t1\n");
    assert_eq!(search(&["-c", "--json", "news"]).json()[1], json!({ "topic": "two", "count": 1 }));
    assert_eq!(search(&["news", "--before", "2022"]).field("id"), ["tide-1"]);
    assert_eq!(search(&["news", "--before", "1900"]).code, Some(1));
    let run = search(&["news", "--before", "soon"]);
    assert_eq!((run.code, run.err.matches("--before: ").count()), (Some(2), 1), "{}", run.err);
    for (args, told) in [
        (&["news", "--format", "csv"][..], "--format trec"),
        (&["news", "--all"], "--all"),
        (&["news", "--facet", "year"], "--facet"),
    ] {
        let run = search(args);
        assert!(run.code == Some(2) && run.err.contains(told), "{args:?}: {}", run.err);
    }
    env.write("empty.txt", " \n");
    env.write("latin.txt", b"tide\ncaf\xe9\n");
    for (file, told) in [
        ("empty.txt", "empty.txt: no questions"),
        ("latin.txt", "latin.txt: line 2: not UTF-8 (byte 8)"),
        ("none.txt", "none.txt"),
    ] {
        let run = env.run(&["search", "--queries", file, "news"]);
        assert!(run.code == Some(2) && run.err.contains(told), "{}", run.err);
    }
}

#[test]
fn plain_words_make_the_run_of_eval() {
    let env = Env::with(&[
        ("records.ndjson", RECORDS),
        ("topics.tsv", "t1\ttide at noon -fenby\nt2\ttram line\nt3\tnothing like it\n"),
        ("qrels.txt", "t1 0 tide-1 1\nt2 0 tram-1 2\n"),
    ]);
    env.ok(&["index", "records.ndjson"]);
    env.ok(&["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--run", "eval.run"]);
    let list = ["search", "--queries", "topics.tsv", "--words", "--format", "trec", "-n", "1000"];
    assert_eq!(env.ok(&list).out, std::fs::read_to_string(env.work("eval.run")).unwrap());
}
