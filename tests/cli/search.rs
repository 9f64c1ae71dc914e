//! `search`: for people, for pipes, and when it goes wrong.

use serde_json::{Value, json};

use super::{Env, news};

#[test]
fn people_read_rank_headline_author_date_source_and_snippet() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "tide"]);
    for part in [
        "1. Tide turns at Fenby",
        "Orla Venn",
        "2021-03-04",
        "news/records.ndjson",
        "tide-1",
        "turned at noon",
    ] {
        assert!(run.out.contains(part), "{part} in {}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "no colour in a pipe");
    assert!(run.err.contains("1 article"), "{}", run.err);
    let coloured = env.ok(&["search", "--color", "always", "tide"]).out;
    assert!(coloured.contains('\u{1b}'));
}

#[test]
fn json_is_one_flat_object_a_line() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "--json", "tide"]);
    let [mut hit] = <[_; 1]>::try_from(run.json()).unwrap();
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    hit["score"] = json!(1);
    assert_eq!(
        hit,
        json!({
            "rank": 1, "score": 1, "id": "tide-1", "source": "news/records.ndjson",
            "snippet": "The tide turned at noon. Boats came in.",
            "headline": "Tide turns at Fenby", "author": ["Orla Venn"],
            "datePublished": "2021-03-04", "dateModified": null, "articleSection": null,
            "inLanguage": "en", "url": "https://www.fenby.example/tide",
            "articleBody": "The tide turned at noon. Boats came in.",
        })
    );
}

#[test]
fn filters_order_and_pages_narrow_what_is_shown() {
    let env = news();
    env.ok(&["index", "news"]);
    let ids = |args: &[&str]| {
        let run = env.run(&[&["search", "--json"], args].concat());
        run.field("id")
    };
    assert_eq!(ids(&["fenby OR ferry", "--after", "2021"]).len(), 2);
    assert_eq!(ids(&["fenby OR ferry", "--before", "2022"]), ["tide-1"]);
    assert_eq!(ids(&["fenby", "--author", "venn"]), ["tide-1"]);
    assert_eq!(ids(&["fenby", "--site", "ledger.example"]), ["tram-1"]);
    assert_eq!(ids(&["ferry OR fenby", "--source", "news/records.ndjson"]).len(), 2);
    assert_eq!(ids(&["fenby", "--sort", "newest"]), ["tram-1", "tide-1"]);
    assert_eq!(ids(&["fenby", "--sort", "oldest"]), ["tide-1", "tram-1"]);
    assert_eq!(ids(&["fenby", "--sort", "oldest", "--offset", "1"]), ["tram-1"]);
    assert_eq!(ids(&["fenby", "--sort", "oldest", "-n", "1"]), ["tide-1"]);
    assert_eq!(ids(&["tide council"]), [""; 0]);
    assert_eq!(ids(&["tide council", "--any"]).len(), 2);
}

#[test]
fn nothing_found_is_status_1_and_a_kind_word() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.run(&["search", "tide council"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("nothing found"), "{}", run.err);
    assert!(run.err.contains("2 articles") && run.err.contains("--any"), "{}", run.err);
    let near = env.run(&["search", "tide counsil"]);
    let told = "no article has counsil; near spellings are council";
    assert!(near.code == Some(1) && near.err.contains(told), "{}", near.err);
    let count = env.run(&["search", "-c", "zeppelin"]);
    assert_eq!((count.code, count.out.as_str()), (Some(1), "0\n"));
    assert_eq!(env.run(&["search", "-c", "--json", "tide"]).json(), [json!({ "count": 1 })]);
}

#[test]
fn a_mistake_in_the_query_is_shown_with_a_caret() {
    let env = news();
    env.ok(&["index", "news"]);
    for (args, place) in [
        (vec!["tide colour:red"], "  tide colour:red\n       ^^^^^^\n"),
        (vec!["date:2020-13"], "  date:2020-13\n       ^^^^^^^\n"),
        (vec!["--json", "colour:red"], "  colour:red\n  ^^^^^^\n"),
        (vec!["tide", "--after", "soon"], "--after: "),
    ] {
        let run = env.run(&[&["search"], &args[..]].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.err.contains(place), "{args:?}: {}", run.err);
        assert!(run.err.contains("hint: "), "{args:?}: {}", run.err);
    }
}

#[test]
fn odd_punctuation_is_read_as_words_with_a_note() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "\"tide"]);
    assert!(run.out.contains("Tide turns"), "{}", run.out);
    assert!(run.err.contains("note: "), "{}", run.err);
}

#[test]
fn matches_are_counted_by_value_and_by_time() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "*", "-n", "0", "--facet", "section,year", "--timeline", "year"]);
    let count: u64 = env.run(&["search", "-c", "*"]).out.trim().parse().unwrap();
    assert!(run.out.contains("\nsection\n") && run.out.contains('█'), "{}", run.out);
    let json = env
        .ok(&["search", "*", "-n", "0", "--json", "--facet", "year", "--timeline", "month"])
        .json();
    assert_eq!(json.len(), 2, "{json:?}");
    let sum = |values: &Value| -> u64 {
        values.as_array().unwrap().iter().map(|v| v["articles"].as_u64().unwrap()).sum()
    };
    let years = sum(&json[0]["values"]) + json[0]["without"].as_u64().unwrap();
    let line = &json[1]["timeline"];
    let rest = line["undated"].as_u64().unwrap() + line["coarser"].as_u64().unwrap();
    assert_eq!((years, sum(&line["bars"]) + rest), (count, count));
    let text = env.ok(&["search", "*", "-n", "0", "--timeline", "day"]).out;
    assert!(text.contains("days without") && text.lines().count() < 20, "{text}");
    let picture = env.path("line.svg");
    let nothing = env.run(&["search", "zeppelin", "--facet", "year", "--timeline", "day"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (Some(1), ""));
    env.ok(&["search", "*", "--timeline", "month", "--svg", picture.to_str().unwrap()]);
    let svg = std::fs::read_to_string(&picture).unwrap();
    assert!(svg.starts_with("<svg ") && svg.contains("<rect"), "{svg}");
    assert!(env.run(&["search", "*", "--svg", "x.svg"]).err.contains("--timeline"));
}

#[test]
fn strict_refuses_what_is_odd_and_lenient_nothing() {
    let env = news();
    env.ok(&["index", "news"]);
    let strict = env.run(&["search", "--strict", "\"tide"]);
    assert_eq!((strict.code, strict.out.as_str()), (Some(2), ""));
    assert!(strict.err.contains("  \"tide\n  ^"), "{}", strict.err);
    let lenient = env.ok(&["search", "--lenient", "tide turns:date:2020-13 OR tide"]);
    assert!(lenient.out.contains("Tide turns"), "{}", lenient.out);
    assert!(lenient.err.contains("it is read as words"), "{}", lenient.err);
    assert_eq!(env.run(&["search", "--strict", "--lenient", "tide"]).code, Some(2));
}

#[test]
fn words_for_dates_count_from_the_day_given() {
    let env = news();
    env.ok(&["index", "news"]);
    let dated = |day: &str| env.run(&["search", "-c", "date:today", "--now", day]).out;
    let day = env.ok(&["search", "--json", "tide"]).json()[0]["datePublished"].as_str().unwrap()
        [..10]
        .to_owned();
    assert_eq!((dated(&day).as_str(), dated("1999-01-01").as_str()), ("1\n", "0\n"));
    assert!(env.run(&["search", "tide", "--now", "soon"]).err.contains("2020-08-13"));
}

#[test]
fn without_an_index_one_is_told_how_to_make_one() {
    let run = news().run(&["search", "tide"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("no index in .presscut"), "{}", run.err);
    assert!(run.err.contains("presscut index PATH"), "{}", run.err);
}

#[test]
fn escape_sequences_in_pages_do_not_reach_the_terminal() {
    let env = news();
    env.write(
        "news/evil.ndjson",
        "{\"headline\":\"Tide \\u001b[2J\",\"body\":\"The\\u001b]0;x\\u0007 tide.\"}\n",
    );
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "tide"]);
    assert!(!run.out.contains(['\u{1b}', '\u{7}']), "{:?}", run.out);
}

#[test]
fn a_query_without_a_word_says_so() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.run(&["search", "???"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("??? holds no word"), "{}", run.err);
    assert!(run.err.contains("hint: the query holds no word"), "{}", run.err);
    assert!(!run.err.contains("each part"), "{}", run.err);
}

#[test]
fn a_query_may_begin_with_a_sign() {
    let env = news();
    env.ok(&["index", "news"]);
    let ids = |query: &str| env.ok(&["search", "--all", "--format", "ids", query]).out;
    for query in ["-fenby", "-council -tide", "-headline:tide ferry", "-needle ferry"] {
        assert_eq!(ids(query).lines().count(), 1, "{query}");
    }
    assert_eq!(env.ok(&["search", "-n2", "-c", "-fenby"]).out, "1\n");
    env.ok(&["saved", "add", "inland", "-ferry"]);
    assert_eq!(env.ok(&["saved", "run", "inland", "-c"]).out, "2\n");
    let mistake = env.run(&["search", "-autor:venn"]);
    assert!(mistake.err.contains("  -autor:venn\n   ^^^^^\n"), "{}", mistake.err);
    let apart = env.run(&["search", "ferry", "-tide"]);
    assert!(apart.code == Some(2) && apart.err.contains("NOT tide"), "{}", apart.err);
}

#[test]
fn thousands_of_notes_are_a_few() {
    let env = news();
    env.ok(&["index", "news"]);
    for query in ["\"".repeat(8001), "() ".repeat(4000), "\"it's ".repeat(4000)] {
        let run = env.run(&["search", "-c", &format!("tide {query}")]);
        assert!(run.err.len() < 4000, "{}", run.err.len());
        assert!(run.err.contains("more of that kind"), "{}", run.err);
    }
    let run = env.run(&["search", &"(".repeat(100_000)]);
    assert!(run.code == Some(2) && run.err.len() < 1000, "{}", run.err.len());
}

#[test]
fn an_answer_without_hits_says_what_is_true() {
    let env = news();
    let empty = Env::with(&[("empty/none.txt", "")]);
    empty.run(&["index", "empty"]);
    for query in ["*", "-oil", "oil"] {
        let run = empty.run(&["search", query]);
        assert!(run.code == Some(1) && run.err.contains("the index is empty"), "{}", run.err);
    }
    let run = empty.run(&["search", "harbour", "bridge", "plan"]);
    let told = "presscut search 'harbour bridge plan'";
    assert!(run.code == Some(2) && run.err.contains(told), "{}", run.err);
    let run = empty.run(&["search", "harbour", "empty"]);
    assert!(run.code == Some(1) && run.err.contains("holds no article"), "{}", run.err);
    env.ok(&["index", "news"]);
    for (args, told, untold) in [
        (vec!["tide -tide"], "nothing that is excluded", "no article has them all"),
        (vec!["zeppelin date:2021"], "no article has zeppelin", "--any"),
        (vec!["--any", "tide AND council"], "no article has them all", "--any"),
        (vec!["$5"], "no article has $5", "near"),
        (vec!["tide^-1"], "no article has tide^-1", "\\"),
    ] {
        let run = env.run(&[&["search"], &args[..]].concat());
        assert_eq!(run.code, Some(1), "{args:?}");
        assert!(run.err.contains(told), "{args:?}: {}", run.err);
        assert!(!run.err.contains(untold), "{args:?}: {}", run.err);
    }
    let any = |query: &str| env.ok(&["search", "-c", "--any", query]).out;
    assert_eq!(any("tide council date:2021"), "1\n", "a filter holds for any of the words");
}

#[test]
fn flags_without_an_effect_are_told() {
    let env = news();
    env.ok(&["index", "news"]);
    let run = env.ok(&["search", "tide", "--format", "csv", "--explain", "--fragments", "2"]);
    for flag in ["--explain shows nothing with --format csv", "--fragments shows nothing"] {
        assert!(run.err.contains(flag), "{flag}: {}", run.err);
    }
    let both = env.run(&["search", "-c", "tide", "--facet", "year"]);
    assert!(both.code == Some(2) && both.err.contains("-n 0"), "{}", both.err);
    let stdout = env.run(&["search", "tide", "--timeline", "year", "--svg", "-"]);
    assert!(stdout.code == Some(2) && std::fs::metadata(env.path("-")).is_err(), "{}", stdout.err);
    let starred = env.ok(&["search", "-c", "*", "--source", "news/*"]);
    assert_eq!(starred.out, "3\n");
    let nobody = env.run(&["search", "tide", "--author", ""]);
    assert!(nobody.code == Some(2) && nobody.err.contains("--author: "), "{}", nobody.err);
}
