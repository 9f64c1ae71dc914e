//! `search --all` and `--format`: every match, for other programs.

use std::fmt::Write as _;

use serde_json::Value;

use super::news;

/// A folder with more articles than a page of hits.
fn many() -> super::Env {
    let env = news();
    let mut records = String::new();
    for at in 0..120 {
        let (id, year) = ((at * 7) % 120, at % 20);
        let _ = writeln!(
            records,
            "{{\"id\":\"n-{id:03}\",\"headline\":\"Ferry {at}\",\"body\":\"The ferry left at noon.\",\
             \"date\":\"20{year:02}\"}}"
        );
    }
    std::fs::write(env.path("many.ndjson"), records).unwrap();
    let records = env.path("many.ndjson");
    env.ok(&["index", records.to_str().unwrap()]);
    env
}

#[test]
fn every_match_is_printed_in_the_order_of_ids() {
    let env = many();
    let ids = env.ok(&["search", "ferry", "--all", "--format", "ids"]).out;
    let ids: Vec<&str> = ids.lines().collect();
    assert_eq!(ids.len(), 120);
    assert!(ids.is_sorted());
    let lines = env.ok(&["search", "ferry", "--all", "--json"]).json();
    let same: Vec<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(same, ids);
    let newest = env.ok(&["search", "ferry", "--all", "--json", "--sort", "newest"]).json();
    let dates: Vec<&str> = newest.iter().map(|l| l["datePublished"].as_str().unwrap()).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    let text = env.ok(&["search", "ferry", "--all"]);
    assert!(text.out.contains("120. ") && text.err.contains("120 articles"), "{}", text.err);
}

#[test]
fn count_export_and_facets_agree() {
    let env = many();
    for query in ["ferry", "ferry date:2005..2009", "ferry -date:2003", "\"left at\" 7"] {
        let count: u64 = env.run(&["search", "-c", query]).out.trim().parse().unwrap();
        let all =
            env.run(&["search", query, "--all", "--format", "ids"]).out.lines().count() as u64;
        let facets =
            env.run(&["search", query, "--all", "--json", "--facet", "year", "--top", "99"]);
        let json = facets.json();
        let (facet, hits) = json.split_last().unwrap();
        let sum: u64 = facet["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value["articles"].as_u64().unwrap())
            .sum();
        assert_eq!((all, hits.len() as u64, sum), (count, count, count), "{query}");
        assert!(count > 0, "{query}");
    }
}

#[test]
fn tables_and_arrays_have_the_fields_asked_for() {
    let env = many();
    let csv = env.ok(&["search", "ferry 7", "--format", "csv", "--fields", "headline,date"]).out;
    assert_eq!(csv.lines().next(), Some("headline,datePublished"));
    assert!(csv.contains("Ferry 7,2007\n"), "{csv}");
    let array = env.ok(&["search", "ferry", "-n", "3", "--format", "json", "--fields", "id"]).out;
    let array: Vec<Value> = serde_json::from_str(&array).unwrap();
    assert_eq!((array.len(), array[0].as_object().unwrap().len()), (3, 1));
    let none = env.run(&["search", "zeppelin", "--format", "json"]);
    assert_eq!((none.code, none.out.as_str()), (Some(1), "[\n]\n"));
}

#[test]
fn what_cannot_go_together_is_refused() {
    let env = many();
    for (args, told) in [
        (&["--fields", "colour"][..], "a hit has rank"),
        (&["--all", "-n", "5"], "--all"),
        (&["--format", "csv", "--facet", "year"], "lines of JSON"),
    ] {
        let run = env.run(&[&["search", "ferry"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.err.contains(told), "{args:?}: {}", run.err);
    }
}
