//! `eval`.

use std::ops::Range;

use serde_json::Value;

use super::{RECORDS, number};
use crate::support::Env;

const TOPICS: &str = "t1\ttide at noon -fenby\nt2\ttram line\nt3\tnothing like it\n";
const QRELS: &str = "t1 0 tide-1 1\nt2 0 tram-1 2\nt2 0 tide-1 0\nt3 0 gone-1 1\n";

fn collection() -> Env {
    let files = [("records.ndjson", RECORDS), ("topics.tsv", TOPICS), ("qrels.txt", QRELS)];
    let env = Env::with(&files);
    env.ok(&["index", "records.ndjson"]);
    env
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

/// Writes a line for each number.
fn lines(numbers: Range<usize>, line: impl Fn(usize) -> String) -> String {
    numbers.map(|number| line(number) + "\n").collect::<Vec<_>>().concat()
}

/// Judgements and two runs of six topics; the second is better on three and worse on one.
fn two_runs() -> Env {
    let qrels = lines(1..7, |topic| format!("{topic} 0 good 1\n{topic} 0 bad 0"));
    // The place of the good article among the others decides: it stands first, second or third.
    let run = |places: [u32; 6]| -> String {
        let ranking = |(at, place): (usize, &u32)| {
            let (topic, score) = (at + 1, 9 - place);
            format!(
                "{topic} Q0 good 1 {score} x\n{topic} Q0 bad 1 7.5 x\n{topic} Q0 other 1 6.5 x\n"
            )
        };
        places.iter().enumerate().map(ranking).collect()
    };
    Env::with(&[
        ("qrels.txt", &qrels),
        ("old.run", &run([1, 2, 2, 2, 1, 3])),
        ("new.run", &run([1, 1, 1, 2, 2, 2])),
    ])
}

const COMPARE: [&str; 6] = ["eval", "--qrels", "qrels.txt", "--compare", "old.run", "new.run"];

#[test]
fn two_runs_are_compared_topic_by_topic() {
    let env = two_runs();
    let run = env.ok(&[&COMPARE[..], &["-v", "--json", "--measures", "mrr,bpref,p@1"]].concat());
    let objects = run.json();
    assert_eq!(objects.len(), 7);
    let mrr = |at: usize| {
        let values = ["a", "b", "difference"].map(|name| objects[at]["mrr"][name].to_string());
        format!("{} {}", objects[at]["topic"], values.join(" "))
    };
    assert_eq!((mrr(1), mrr(4)), ("\"2\" 0.5 1.0 0.5".into(), "\"5\" 1.0 0.5 -0.5".into()));
    let all = &objects[6];
    assert_eq!((&all["topics"], &all["seed"]), (&6.into(), &1.into()));
    let outcome = |measure: &str| -> [u64; 3] {
        ["wins", "losses", "ties"].map(|name| all[measure][name].as_u64().unwrap())
    };
    assert_eq!((outcome("mrr"), outcome("p@1")), ([3, 1, 2], [2, 1, 3]));
    // .5, .5, -.5 and 1/6 bring as much in ten of sixteen ways to sign them.
    assert!((number(&all["mrr"]["p"]) - 0.625).abs() < 1e-12, "{all}");
    assert_eq!(all["mrr"]["exact"], true);
    let [low, mean, high] = ["low", "difference", "high"].map(|name| number(&all["mrr"][name]));
    assert!(low < mean && mean < high && (-0.5..=0.5).contains(&low) && high <= 0.5, "{all}");
    let again = env.ok(&[&COMPARE[..], &["-v", "--json", "--measures", "mrr,bpref,p@1"]].concat());
    assert_eq!(run.out, again.out);
}

#[test]
fn a_comparison_has_the_forms_of_other_reports() {
    let env = two_runs();
    let with = |more: &[&str]| env.ok(&[&COMPARE[..], more].concat()).out;
    let table = with(&[]);
    assert!(table.starts_with("A old.run\nB new.run\n6 topics "), "{table}");
    let mrr = table.lines().find(|line| line.starts_with("MRR")).unwrap();
    let cells: Vec<&str> = mrr.split_whitespace().collect();
    assert_eq!(cells[1..4], ["0.6389", "0.7500", "+0.1111"]);
    assert_eq!(cells[7..], ["0.6250", "3", "1", "2"]);
    let markdown = with(&["--markdown", "-v"]);
    assert!(markdown.contains("\n| B - A | nDCG@10 | MAP | MRR |"), "{markdown}");
    assert!(markdown.contains("\n| 6 topics | A | B |"), "{markdown}");
    let text = with(&["--csv", "-v", "--measures", "map"]);
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), &rows[1][0], &rows[1][4]), (7, "2", "0.5"));
    assert_eq!((&rows[6][0], &rows[6][1], &rows[6][9]), ("all", "map", "3"));
}

#[test]
fn one_run_is_compared_with_the_index() {
    let env = collection();
    env.write("old.run", "t1 Q0 tide-1 1 2 x\nt2 Q0 tide-1 1 2 x\n");
    let asked = ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--compare", "old.run"];
    let run = env.ok(&[&asked[..], &["--json", "--run", "new.run"]].concat());
    let all: Value = run.json().remove(0);
    assert!((number(&all["mrr"]["difference"]) - 1.0 / 3.0).abs() < 1e-9, "{all}");
    assert_eq!((&all["mrr"]["wins"], &all["mrr"]["ties"]), (&1.into(), &2.into()));
    assert!(env.ok(&asked).out.contains("\nB this index\n"));
    // What was found is written all the same.
    let again = ["eval", "--qrels", "qrels.txt", "--json", "--compare", "old.run", "new.run"];
    assert_eq!(env.ok(&again).json(), run.json());

    for (bad, words) in [
        (&["--compare", "old.run"][..], "nothing to compare"),
        (&["--compare", "old.run", "old.run", "--topics", "topics.tsv"], "nothing to search"),
        (&["--compare", "old.run", "old.run", "--run", "x.run"], "--topics"),
        (&["--from-run", "old.run", "--measures", "map,f@1"], "no measure is called \"f@1\""),
    ] {
        let run = env.run(&[&["eval", "--qrels", "qrels.txt"], bad].concat());
        assert!(run.code == Some(2) && run.err.contains(words), "{bad:?}: {}", run.err);
    }
}

#[test]
fn the_measures_and_forms_are_those_asked_for() {
    let env = two_runs();
    let asked = ["eval", "--qrels", "qrels.txt", "--from-run", "old.run"];
    let with = |more: &[&str]| env.ok(&[&asked[..], more].concat()).out;
    let csv = with(&["--csv", "-v", "--measures", "P@1,recall@2,bpref"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "topic,relevant_found,relevant,p@1,r@2,bpref");
    assert_eq!((lines[1], lines[2]), ("1,1,1,1,1,1", "2,1,1,0,1,0"));
    assert!(lines.len() == 8 && lines[7].starts_with("all,6,6,0.333"), "{csv}");
    let markdown = with(&["--markdown", "--measures", "map"]);
    let lines: Vec<&str> = markdown.lines().collect();
    assert_eq!(
        lines,
        ["| topic | relevant | MAP |", "| --- | --: | --: |", "| 6 topics | 6 of 6 | 0.6389 |"]
    );
}

#[test]
fn a_run_is_the_same_bytes_with_any_number_of_threads() {
    let words = ["harbour", "bridge", "tide", "ferry", "council", "tram", "lock", "weir"];
    let of = |bits: usize| -> String {
        let picked = words.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        picked.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
    };
    let records =
        lines(1..256, |at| format!(r#"{{"id":"a{at}","headline":"Report","body":"{}"}}"#, of(at)));
    let topics = lines(1..120, |at| format!("{at}\t{}", of(at * 2)));
    let files = [("r.ndjson", &records[..]), ("topics.tsv", &topics), ("qrels.txt", "1 0 a2 1\n")];
    let env = Env::with(&files);
    env.ok(&["index", "r.ndjson"]);
    let run = |threads: &str| {
        let asked = ["eval", "--topics", "topics.tsv", "--qrels", "qrels.txt", "--run", "out.run"];
        let printed = env.ok(&[&asked[..], &["--json", "--threads", threads]].concat()).out;
        (printed, std::fs::read(env.work("out.run")).unwrap())
    };
    let one = run("1");
    assert!(one.1.len() > 100_000, "{} bytes", one.1.len());
    assert!(one == run("4"), "four threads write another run than one");
}
