//! `segment`: what the scorer reads, and what people read.

use super::{PAGE, RECORDS, news};
use crate::support::Env;

#[test]
fn articles_have_exactly_the_keys_that_the_scorer_reads_and_their_evidence() {
    let env = news();
    let run = env.ok(&["segment", "news"]);
    let articles = run.json();
    assert_eq!(
        run.field("source"),
        ["news/ferry.txt", "news/records.ndjson", "news/records.ndjson"]
    );
    for article in &articles {
        let mut keys: Vec<_> = article.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(
            keys,
            [
                "authors", "body", "date", "end", "evidence", "headline", "ordinal", "source",
                "start"
            ]
        );
    }
    assert_eq!(articles[0]["headline"], "Ferry to Merrow runs again");
    assert_eq!(articles[0]["date"], "2023-05-12");
    assert_eq!(articles[0]["authors"][0], "Jonas Hake");
    let headline = &articles[0]["evidence"]["headline"];
    let at = |key: &str| usize::try_from(headline[key].as_u64().unwrap()).unwrap();
    assert_eq!(&PAGE[at("start")..at("end")], "Ferry to Merrow runs again");
    assert!(headline["rule"].is_string());
    let second_record = RECORDS.find('\n').unwrap() as u64 + 1;
    assert_eq!(articles[2]["evidence"]["record"], second_record);
}

#[test]
fn the_order_of_output_is_that_of_the_input() {
    let records = (0..300)
        .map(|n| format!("{{\"headline\":\"N{n}\",\"body\":\"Body {n}.\"}}\n"))
        .collect::<Vec<_>>()
        .concat();
    let env = Env::with(&[("many.ndjson", &records)]);
    let expected: Vec<_> = (0..300).map(|n| format!("N{n}")).collect();
    assert_eq!(env.ok(&["segment", "many.ndjson"]).field("headline"), expected);
}

#[test]
fn section_and_change_are_there_where_they_are_known() {
    let record = r#"{"title": "Rain", "body": "It rained.", "section": "Weather", "updated_at": "2024-03-05"}"#;
    let article = &Env::new().run_with_input(&["segment", "-"], record).json()[0];
    assert_eq!(
        (&article["section"], &article["modified"]),
        (&"Weather".into(), &"2024-03-05".into())
    );
}

#[test]
fn standard_input_is_read() {
    let run = Env::new().run_with_input(&["segment", "-"], PAGE);
    assert_eq!(run.field("source"), ["-"]);
}

#[test]
fn every_line_of_a_page_is_marked_for_people() {
    let env = news();
    let run = env.ok(&["segment", "--pretty", "news/ferry.txt"]);
    for line in [
        "news/ferry.txt: 1 article, ",
        "  0 headline    │ Ferry to Merrow runs again",
        "  0 byline      │ By Jonas Hake",
        "  0 date        │ 12 May 2023",
    ] {
        assert!(run.out.contains(line), "{line} in\n{}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'));
    assert!(env.ok(&["segment", "--pretty", "--color=always", "news"]).out.contains('\u{1b}'));
}

#[test]
fn globs_choose_files_and_records_can_be_taken_for_pages() {
    let env = news();
    assert_eq!(env.ok(&["segment", "news", "--include", "*.txt"]).json().len(), 1);
    assert_eq!(env.ok(&["segment", "news", "--exclude", "*.txt"]).json().len(), 2);
    env.write("page.ndjson", "{\"text\":\"One.\",\"url\":\"https://a.example/\"}\n");
    let article = env.ok(&["segment", "--as", "articles", "page.ndjson"]).json();
    assert_eq!((article[0]["body"].as_str(), article.len()), (Some("One."), 1));
}

#[test]
fn a_bad_record_turns_the_status_and_the_rest_is_printed() {
    let env = Env::new();
    env.write("bad.ndjson", format!("{RECORDS}{{oops}}\n{RECORDS}"));
    let run = env.run(&["segment", "bad.ndjson"]);
    assert_eq!((run.code, run.json().len()), (Some(2), 4));
    assert!(run.err.contains("bad.ndjson: line 3"), "{}", run.err);
}

#[test]
fn every_line_of_plain_text_is_explained() {
    let env = news();
    let run = env.ok(&["segment", "--explain", "news/ferry.txt"]);
    let lines: Vec<_> = run.out.lines().collect();
    let at = lines.iter().position(|line| line.ends_with("│ Ferry to Merrow runs again")).unwrap();
    assert!(lines[at].starts_with("  0 headline"), "{}", lines[at]);
    let why = lines[at + 1].trim_start();
    assert!(why.starts_with("begin, headline; ") || why.starts_with("headline; "), "{why}");
    let (_, rival) = why.rsplit_once("; not ").unwrap();
    let margin: f32 = rival.rsplit_once(" by ").unwrap().1.parse().unwrap();
    assert!(margin >= 0.0, "{why}");
    // The other page is cut by what its fields say: it is shown as `--pretty` shows it.
    let run = env.ok(&["segment", "--explain", "news/records.ndjson"]);
    assert!(!run.out.contains("; not "));
}

/// Stories as records, each of them one article.
fn stories() -> String {
    (0..12)
        .map(|n| {
            let body: Vec<_> = (0..5)
                .map(|at| {
                    format!(
                        "The harbour office of town number {n} said on day {at} that the ferry would sail \
                         again as soon as its rudder had been mended by the yard."
                    )
                })
                .collect();
            let record = serde_json::json!({
                "headline": format!("Ferry of town {n} waits for a rudder"), "authors": ["Ada Byron"],
                "date": "2024-05-01", "body": body.join("\n"),
            });
            record.to_string() + "\n"
        })
        .collect()
}

#[test]
fn own_articles_are_glued_cut_and_scored() {
    let env = Env::with(&[("stories.ndjson", &stories()), ("eval", PAGE)]);
    let args =
        ["segment", "eval", "--json", "--documents", "12", "--keep", "kept", "stories.ndjson"];
    let run = env.ok(&args);
    let figures = &run.json()[0];
    assert_eq!(
        (figures["stories"].as_u64(), figures["documents"].as_f64()),
        (Some(12), Some(12.0))
    );
    for name in ["boundary_within_1_f1", "article_f1", "pk", "author_f1", "body_tokens_lost"] {
        let value = figures[name].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&value), "{name} is {value}");
    }
    // The same seed makes the same pages, another one others; they are kept with their truth.
    let page = |folder: &str| std::fs::read_to_string(env.work(folder).join("text/page-0003.txt"));
    let first = page("kept").unwrap();
    let again = env.run(&args);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("holds pages already") && again.err.contains("new folder"));
    let again: Vec<&str> =
        args.iter().map(|arg| if *arg == "kept" { "again" } else { *arg }).collect();
    assert_eq!(env.ok(&again).out, run.out);
    assert_eq!(page("again").unwrap(), first);
    // Nor does the order in which stories are named matter.
    let stories = stories();
    let (front, back) = stories.split_at(stories.find("town 5 waits").unwrap());
    let cut = front.rfind('\n').unwrap() + 1;
    let (front, back) = (&front[..cut], format!("{}{back}", &front[cut..]));
    std::fs::write(env.work("a.ndjson"), front).unwrap();
    std::fs::write(env.work("b.ndjson"), back).unwrap();
    let ordered = |names: [&str; 2]| {
        env.ok(&["segment", "eval", "--json", "--documents", "12", names[0], names[1]]).out
    };
    assert_eq!(ordered(["a.ndjson", "b.ndjson"]), ordered(["b.ndjson", "a.ndjson"]));
    env.ok(&[
        "segment",
        "eval",
        "--seed",
        "2",
        "--documents",
        "4",
        "--keep",
        "other",
        "stories.ndjson",
    ]);
    assert_ne!(page("other").unwrap(), first);
    let truth = std::fs::read_to_string(env.work("kept").join("truth.jsonl")).unwrap();
    assert_eq!(truth.lines().count(), 12);
    // The worst page is shown line by line; a file called `eval` can still be cut.
    let run =
        env.ok(&["segment", "eval", "--documents", "3", "--show-worst", "1", "stories.ndjson"]);
    assert!(run.out.contains("; truth, cut:") && run.out.contains("article_f1"), "{}", run.out);
    assert_eq!(env.ok(&["segment", "./eval"]).field("headline"), ["Ferry to Merrow runs again"]);
    // A path that is missing is said, and the others count.
    let run = env.run(&["segment", "eval", "--documents", "2", "stories.ndjson", "missing"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("missing") && run.out.contains("article_f1"), "{}", run.err);
    assert_eq!(env.run(&["segment", "eval", "--documents", "0", "stories.ndjson"]).code, Some(2));
}

#[test]
fn too_few_articles_for_pages_are_an_error_that_says_what_to_do() {
    let env = news();
    let run = env.run(&["segment", "eval", "news/ferry.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("too few to make pages of") && run.err.contains("at least three"),
        "{}",
        run.err
    );
}
