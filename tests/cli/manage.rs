//! `show`, `stats`, `forget`.

use super::{PAGE, RECORDS, news};
use crate::support::Env;

#[test]
fn show_prints_the_article_and_where_it_came_from() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["show", "tide-1"]);
    for part in [
        "Tide turns at Fenby",
        "Orla Venn · 2021-03-04",
        "Boats came in.",
        "news/records.ndjson",
        "record.headline",
    ] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
    let ferry = env.ok(&["search", "--json", "ferry"]).field("id");
    let [ferry] = &env.ok(&["show", "--json", &ferry[0]]).json()[..] else { panic!("one") };
    let at = |key: &str| usize::try_from(ferry[key].as_u64().unwrap()).unwrap();
    assert!(PAGE[at("start")..at("end")].contains("By Jonas Hake"));
    assert_eq!(ferry["evidence"]["date"]["rule"].as_str().map(str::is_empty), Some(false));
}

#[test]
fn an_id_in_several_sources_shows_them_all() {
    let env = Env::with(&[("a.ndjson", RECORDS), ("b.ndjson", RECORDS)]);
    env.ok(&["index", "a.ndjson", "b.ndjson"]);
    let mut sources = env.ok(&["show", "--json", "tide-1"]).field("source");
    sources.sort();
    assert_eq!(sources, ["a.ndjson", "b.ndjson"]);
    let run = env.run(&["show", "tide-2"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("tide-2"), "{}", run.err);
}

#[test]
fn show_finds_what_a_search_over_paths_found() {
    let env = news();
    let id = env.ok(&["search", "--json", "ferry", "news"]).field("id");
    assert!(env.ok(&["show", &id[0], "news"]).out.contains("Ferry to Merrow"));
}

#[test]
fn stats_say_what_the_index_holds() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["stats"]);
    assert!(run.out.starts_with("3 articles from 2 sources: "), "{}", run.out);
    assert!(run.out.contains("dated 2021-03-04 to 2023-05-12"), "{}", run.out);
    let stats = &env.ok(&["stats", "--json"]).json()[0];
    assert_eq!((stats["articles"].as_u64(), stats["source_count"].as_u64()), (Some(3), Some(2)));
    assert!(stats["bytes"].as_u64().unwrap() > 0);
}

#[test]
fn forget_takes_a_source_a_folder_or_an_article() {
    let env = Env::with(&[("a/x.ndjson", RECORDS), ("a/y.txt", PAGE), ("b/z.txt", PAGE)]);
    env.ok(&["index", "a", "b"]);
    assert_eq!(env.ok(&["forget", "tide-1"]).out, "Forgot 1 article\n");
    assert_eq!(env.ok(&["search", "-c", "fenby"]).out, "1\n");
    assert_eq!(env.ok(&["forget", "./b/z.txt"]).out, "Forgot 1 source with 1 article\n");
    assert_eq!(env.ok(&["search", "-c", "ferry"]).out, "1\n");
    assert_eq!(env.ok(&["forget", "a"]).out, "Forgot 2 sources with 2 articles\n");
    assert_eq!(env.run(&["search", "ferry OR fenby"]).code, Some(1));
    let run = env.run(&["forget", "a"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    // The files are still there, and come back.
    env.ok(&["index", "a"]);
    assert_eq!(env.ok(&["search", "-c", "fenby"]).out, "2\n");
}
