//! `saved`, and `index --alert`.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::{PAGE, RECORDS, news};
use crate::support::Env;

/// An index with three searches saved.
fn saved() -> Env {
    let env = news();
    env.ok(&["index", "news"]);
    env.ok(&["saved", "add", "tides", "tide* OR flood"]);
    env.ok(&["saved", "add", "council news", "council -trams"]);
    env.ok(&["saved", "add", "either", "--any", "ferry tram"]);
    env
}

#[test]
fn searches_are_saved_listed_replaced_and_removed() {
    let env = saved();
    assert_eq!(
        env.ok(&["saved", "list"]).out,
        "council news\tcouncil -trams\neither\t--any ferry tram\ntides\ttide* OR flood\n"
    );
    assert_eq!(
        env.ok(&["saved", "list", "--json"]).json()[1],
        json!({ "name": "either", "query": "ferry tram", "any": true })
    );
    for (args, told) in [
        (&["add", "tides", "x"][..], "\"tides\" is saved already: tide* OR flood"),
        (
            &["add", "bad", "tide colour:red"],
            "no field is called colour\n  tide colour:red\n       ^^^^^^",
        ),
        (&["add", "bad", "..."], "the query asks for nothing"),
        (&["add", " ", "x"], "is no name for a search"),
        (&["add", "a\nb", "x"], "is no name for a search"),
        (&["remove", "tides", "nothing"], "no search is saved as \"nothing\""),
        (&["run", "tide"], "saved are council news, either, tides"),
    ] {
        let run = env.run(&[&["saved"], args].concat());
        assert!(run.code == Some(2) && run.err.contains(told), "{args:?}: {}", run.err);
    }
    env.ok(&["saved", "add", "tides", "--replace", "tide"]);
    env.ok(&["saved", "remove", "either", "council news"]);
    assert_eq!(env.ok(&["saved", "list"]).out, "tides\ttide\n");
    env.ok(&["saved", "remove", "tides"]);
    let run = env.run(&["saved", "list"]);
    assert!(run.code == Some(1) && run.err.contains("presscut saved add"), "{}", run.err);
    let run = Env::new().run(&["saved", "list"]);
    assert!(run.code == Some(2) && run.err.contains("no index in .presscut"), "{}", run.err);
}

#[test]
fn a_saved_search_runs_as_the_search_for_its_query() {
    let env = saved();
    for (name, query) in [("tides", &["tide* OR flood"][..]), ("either", &["--any", "ferry tram"])]
    {
        let flags = ["--json", "--sort", "newest", "-n", "5"];
        let run = env.ok(&[&["saved", "run", name], &flags[..]].concat());
        let same = env.ok(&[&["search"], &flags[..], query].concat());
        assert!(!run.out.is_empty());
        assert_eq!(run.out, same.out);
    }
    assert_eq!(env.ok(&["saved", "run", "either", "-c"]).out, "2\n");
    assert_eq!(env.run(&["saved", "run", "council news"]).code, Some(1));
}

#[test]
fn a_broken_file_of_searches_is_an_error_that_names_it() {
    let env = saved();
    env.write(".presscut/saved.json", "{\"version\":1,");
    for args in [&["saved", "list"][..], &["saved", "add", "a", "b"], &["index", "--alert", "news"]]
    {
        let run = env.run(args);
        assert!(run.code == Some(2) && run.out.is_empty(), "{run:?}");
        assert!(run.err.contains("saved.json: not a file of saved searches"), "{}", run.err);
    }
    // Indexing as such does not need it.
    env.ok(&["index", "news"]);
}

/// What was told: pairs of search and id.
fn told(lines: &[Value]) -> BTreeSet<(String, String)> {
    let text = |line: &Value, key: &str| line[key].as_str().unwrap().to_owned();
    lines.iter().map(|line| (text(line, "saved"), text(line, "id"))).collect()
}

/// What searches over an index of these records alone find.
fn alone(records: &str) -> BTreeSet<(String, String)> {
    let env = Env::with(&[("news/records.ndjson", records)]);
    env.ok(&["index", "news"]);
    let mut found = BTreeSet::new();
    for (name, query) in [
        ("tides", &["tide* OR flood"][..]),
        ("council news", &["council -trams"]),
        ("either", &["--any", "ferry tram"]),
    ] {
        let run = env.run(&[&["search", "--all", "--format", "ids"], query].concat());
        found.extend(run.out.lines().map(|id| (name.to_owned(), id.to_owned())));
    }
    found
}

const MORE: &str = "\
{\"id\":\"flood-1\",\"headline\":\"Flood at Fenby\",\"body\":\"The tides met at night.\",\"date\":\"2024-05-06\",\"url\":\"https://fenby.example/flood\"}
{\"id\":\"inn-1\",\"headline\":\"Inn sold\",\"body\":\"The council sold an inn by the ferry.\"}
{\"id\":\"fog-1\",\"headline\":\"Fog\",\"body\":\"Nothing was seen.\"}
";

#[test]
fn alerts_are_what_a_search_over_the_new_articles_finds() {
    for threads in ["1", "4"] {
        let env = saved();
        let alert = ["index", "--alert", "--threads", threads, "news"];
        // The index was made without: nothing is new since.
        let run = env.ok(&alert);
        assert_eq!(run.out, "");
        // New lines in a file that was read before, one changed, one only moved.
        let changed = RECORDS.replace("Boats came in.", "The flood came in.");
        let (tide, tram) = changed.split_once('\n').unwrap();
        env.write("news/records.ndjson", format!("{tram}{tide}\n{MORE}"));
        let run = env.ok(&[&alert[..], &["--json"]].concat());
        let mut lines = run.json();
        let report = lines.pop().unwrap();
        assert_eq!(report["articles"], 5);
        assert_eq!(told(&lines), alone(&format!("{tide}\n{MORE}")));
        assert_eq!(lines.len(), 4, "{lines:#?}");
        assert_eq!(
            lines[2],
            json!({
                "saved": "tides", "id": "flood-1", "source": "news/records.ndjson",
                "headline": "Flood at Fenby", "datePublished": "2024-05-06",
                "url": "https://fenby.example/flood",
            })
        );
        // Told once.
        let run = env.ok(&alert);
        assert_eq!(run.out, "");
        assert!(!env.work(".presscut/fresh").is_dir());
    }
}

#[test]
fn what_a_killed_run_noted_is_told_by_the_next() {
    let env = saved();
    env.write("news/more.ndjson", MORE);
    env.ok(&["index", "--alert", "news"]);
    // As a run leaves things that is killed after its last commit: noted, and not told.
    let gone =
        "{\"id\":\"gone-1\",\"headline\":\"Tide gone\",\"body\":\"It was never committed.\"}\n";
    let noted = Env::with(&[("news/more.ndjson", &format!("{MORE}{gone}"))]);
    noted.ok(&["index", "news"]);
    copy(&noted.work(".presscut"), &env.work(".presscut/fresh"));
    let run = env.ok(&["index", "--alert", "news"]);
    assert_eq!(told(&run.json()), alone(MORE), "{}", run.out);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn a_page_cut_anew_is_new_and_a_search_that_cannot_be_read_is_said() {
    let env = saved();
    env.write("news/ferry.txt", PAGE.replace("rudder", "propeller"));
    let path = env.work(".presscut/saved.json");
    let text = fs::read_to_string(&path).unwrap().replace("council -trams", "colour:red");
    fs::write(&path, text).unwrap();
    let run = env.run(&["index", "--alert", "news"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
    assert!(
        run.err.contains("the saved search \"council news\": no field is called colour"),
        "{}",
        run.err
    );
    assert!(run.out.starts_with("{\"saved\":\"either\""), "{}", run.out);
    let bare = news();
    let run = bare.ok(&["index", "--alert", "news"]);
    assert!(run.err.contains("no searches are saved"), "{}", run.err);
    // What was done is said beside the alerts, not among them.
    assert!(run.out.is_empty() && run.err.contains("3 articles from "), "{run:?}");
}
