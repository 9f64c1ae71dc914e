//! `similar`.

use serde_json::json;

use crate::support::Env;

/// News of dykes in two sources, which have an id in common, and other news.
fn dykes() -> Env {
    let record = |id: &str, date: &str, body: &str| {
        let record =
            json!({ "id": id, "headline": id, "date": date, "language": "en", "body": body });
        format!("{record}\n")
    };
    let calm: String =
        (0..20).map(|n| record(&format!("calm{n}"), "2020", "A calm day for the town.")).collect();
    let env = Env::with(&[
        (
            "a.ndjson",
            &[
                &*record("dyke-1", "2019", "The dyke at Merrow broke in the flood."),
                &record("dyke-2", "2021", "The flood at Merrow broke a second dyke."),
                &record("same", "2020", "A dyke is to be built."),
                &calm,
            ]
            .concat(),
        ),
        ("b.ndjson", &record("same", "2022", "Letters about the flood.")),
    ]);
    env.ok(&["index", "--as", "articles", "a.ndjson", "b.ndjson"]);
    env
}

#[test]
fn what_is_like_an_article_is_listed_as_hits_are() {
    let env = dykes();
    let run = env.ok(&["similar", "--json", "dyke-1"]);
    assert_eq!(run.field("id"), ["dyke-2", "same", "same"]);
    assert!(run.json()[0]["score"].as_f64().unwrap() > 0.0);
    let ids =
        |args: &[&str]| env.ok(&[&["similar", "--json", "dyke-1"], args].concat()).field("id");
    assert_eq!(ids(&["-n", "1"]), ["dyke-2"]);
    assert_eq!(ids(&["--after", "2021"]), ["same"]);
    assert_eq!(ids(&["--sort", "newest"]), ["same", "dyke-2", "same"]);
    assert_eq!(env.ok(&["similar", "-c", "dyke-1"]).out, "3\n");
    let text = env.ok(&["similar", "--explain=full", "dyke-1"]);
    assert!(text.out.contains("“dyke”") && text.out.contains("text:dyke"), "{}", text.out);
    assert!(text.err.contains("3 articles"), "{}", text.err);
    let csv = env.ok(&["similar", "dyke-1", "--format", "csv", "--fields", "id,date"]).out;
    assert!(csv.starts_with("id,datePublished\ndyke-2,2021\n"), "{csv}");
    let files = env.ok(&["similar", "--json", "dyke-2", "a.ndjson"]);
    assert_eq!(files.field("id"), ["dyke-1", "same"]);
}

#[test]
fn pages_of_what_is_like_an_article_follow_each_other() {
    let env = dykes();
    let mut place = "start".to_owned();
    let mut ids = Vec::new();
    loop {
        let run = env.ok(&["similar", "--json", "dyke-1", "-n", "1", "--cursor", &place]);
        let mut lines = run.json();
        let next = lines.pop().unwrap();
        ids.extend(lines.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
        let Some(next) = next["next"].as_str() else { break };
        next.clone_into(&mut place);
    }
    assert_eq!(ids, ["dyke-2", "same", "same"]);
}

#[test]
fn an_id_that_names_no_article_or_several_is_an_error_with_advice() {
    let env = dykes();
    let said = |args: &[&str], told: [&str; 2]| {
        let run = env.run(&[&["similar"], args].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(told.iter().all(|part| run.err.contains(part)), "{}", run.err);
    };
    said(&["dyke-12"], ["no article has the id dyke-12", "near ids are dyke-1, dyke-2"]);
    said(&["zebra"], ["no article has the id zebra", "presscut search"]);
    said(&["same"], ["2 articles have the id same", "--source; they are from a.ndjson, b.ndjson"]);
    said(&["same", "--source", "c.ndjson"], ["no article of that source", "a.ndjson, b.ndjson"]);
    said(&["dyke-1", "--after", "soon"], ["--after: ", "soon"]);
    let of_one = env.ok(&["similar", "--json", "--source", "b.ndjson", "same"]);
    assert_eq!(of_one.field("id"), ["dyke-1", "dyke-2"]);
}

#[test]
fn where_nothing_is_like_it_that_is_said() {
    let env = dykes();
    let run = env.run(&["similar", "dyke-1", "--site", "nowhere.example"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("nothing found"), "{}", run.err);
}
