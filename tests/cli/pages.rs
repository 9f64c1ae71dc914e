//! `search`: from page to page, passages and whole articles, and why hits were found.

use serde_json::{Value, json};

use super::{Env, news};

/// Nine records, six of them in one file.
fn wolves() -> Env {
    let record = |n: usize| {
        format!(
            "{{\"id\":\"w{n}\",\"headline\":\"Wolf {n}\",\"body\":\"A wolf was seen here.\",\"date\":\"20{:02}\"}}\n",
            10 + n % 4
        )
    };
    let first: String = (0..6).map(record).collect();
    let second: String = (6..9).map(record).collect();
    Env::with(&[("news/a.ndjson", &first), ("news/b.ndjson", &second)])
}

#[test]
fn cursors_lead_through_everything() {
    let env = wolves();
    env.ok(&["index", "news"]);
    for sort in ["relevance", "newest", "oldest", "id"] {
        let all = env.ok(&["search", "--json", "wolf", "--sort", sort, "-n", "100"]).field("id");
        for size in ["1", "3", "7"] {
            let (mut cursor, mut ids) = ("start".to_owned(), Vec::new());
            loop {
                let args =
                    ["search", "--json", "wolf", "--sort", sort, "-n", size, "--cursor", &cursor];
                let mut lines = env.ok(&args).json();
                let next = lines.pop().unwrap()["next"].clone();
                ids.extend(lines.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
                match next {
                    Value::String(next) => cursor = next,
                    _ => break,
                }
            }
            assert_eq!(ids, all, "{sort} by {size}");
        }
    }
}

#[test]
fn the_foot_of_a_page_has_the_cursor_and_wrong_ones_are_refused() {
    let env = wolves();
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "wolf", "-n", "2", "--cursor", "start"]);
    let (_, behind) = run.err.split_once("--cursor ").unwrap();
    let cursor = behind.split_whitespace().next().unwrap();
    assert!(env.ok(&["search", "wolf", "-n", "2", "--cursor", cursor]).out.contains("3. "));
    let other = env.run(&["search", "seen", "--cursor", cursor]);
    assert!(other.code == Some(2) && other.err.contains("another query"), "{}", other.err);
    let broken = env.run(&["search", "wolf", "--cursor", "12ab"]);
    assert!(broken.code == Some(2) && broken.err.contains("no cursor"), "{}", broken.err);
}

#[test]
fn few_hits_of_each_source_and_the_number_of_the_others() {
    let env = wolves();
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "wolf", "--per-source", "1"]);
    assert!(run.out.contains("and 5 more from this source"), "{}", run.out);
    assert!(run.out.contains("and 2 more from this source"), "{}", run.out);
    assert!(run.err.contains("9 articles"), "{}", run.err);
    let hits = env.ok(&["search", "--json", "wolf", "--per-source", "2", "--sort", "id"]).json();
    let told: Vec<_> = hits.iter().map(|hit| (&hit["id"], &hit["moreFromSource"])).collect();
    let (none, four, one) = (json!(0), json!(4), json!(1));
    assert_eq!(
        told,
        [(&json!("w0"), &none), (&json!("w1"), &four), (&json!("w6"), &none), (&json!("w7"), &one)]
    );
    let all = env.run(&["search", "wolf", "--per-source", "1", "--all"]);
    assert!(all.code == Some(2) && all.err.contains("--all"), "{}", all.err);
}

#[test]
fn passages_and_whole_articles_are_marked() {
    let env = news();
    env.ok(&["index", "news"]);
    let query = ["search", "--json", "rudder OR tickets"];
    let hits = env.ok(&[&query[..], &["--fragments", "3"]].concat()).json();
    let marked = |hit: &Value| -> Vec<String> {
        let mut words = Vec::new();
        for fragment in hit["fragments"].as_array().unwrap() {
            let text = fragment["text"].as_str().unwrap();
            for mark in fragment["marks"].as_array().unwrap() {
                let at = |n: usize| usize::try_from(mark[n].as_u64().unwrap()).unwrap();
                words.push(text[at(0)..at(1)].to_owned());
            }
        }
        words
    };
    assert_eq!(marked(&hits[0]), ["rudder", "tickets"]);
    let whole = env.ok(&[&query[..], &["--context"]].concat()).json();
    assert_eq!(whole[0]["fragments"][0]["text"], whole[0]["articleBody"]);
    assert_eq!(marked(&whole[0]), ["rudder", "tickets"]);
    let text = env.ok(&["search", "rudder", "--context"]).out;
    assert!(text.contains("It\n   had lost a rudder") || text.contains("lost a rudder"), "{text}");
    assert!(text.contains("on the\n   first day.") || text.contains("first day."), "{text}");
    let plain = env.ok(&["search", "--json", "rudder"]).json();
    assert!(plain[0].get("fragments").is_none(), "only where they are asked for");
}

#[test]
fn hits_say_why_they_were_found() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "tide", "--explain"]);
    let told = "Found by “tide” in the headline and in 1 place of the text";
    assert!(run.out.contains(told), "{}", run.out);
    let hit = &env.ok(&["search", "--json", "tide OR harbour", "--explain=full"]).json()[0];
    let parts = hit["explain"]["score"].as_array().unwrap();
    let sum: f64 = parts.iter().map(|part| part["score"].as_f64().unwrap()).sum();
    let score = hit["score"].as_f64().unwrap();
    assert!((sum - score).abs() < 1e-4, "{sum} {score}");
    assert!(hit["explain"]["sentence"].as_str().unwrap().starts_with("Found by"));
}
