//! `--across`: what the pages of a host have in common.

use crate::support::Env;

/// Sentences that stand below every story, in the voice of a story.
const SHARED: &str = "\
Readers who saw it happen can write to the desk in Mill Lane, which answers every letter within a week.";

/// A headline and what happened, for each page.
const STORIES: [(&str, &str); 5] = [
    (
        "Ferry to Merrow stops for good",
        "The ferry to Merrow made its last trip on Tuesday, after ninety years and one war. Its owners \
         said that nobody had wanted to buy the boat. \"We asked three towns and none had the money\", \
         said Orla Venn, who steered it for twenty years.\n\nThe council wants to lay a bus line around \
         the bay instead. It takes forty minutes where the boat took nine, and it will not run on \
         Sundays before the spring of next year.",
    ),
    (
        "Swans return to the canal",
        "Eleven swans came down on the old canal this week, the most since the mill closed. Walkers \
         counted four pairs and three young birds. The lock keeper has asked people not to feed them \
         bread, which makes the water foul.",
    ),
    (
        "School roof blown off in the night",
        "The storm took half of the roof of the school at Halverstow on Monday night. Nobody was hurt, \
         for the caretaker had gone home early. Lessons go on in the chapel until a new roof is paid for.",
    ),
    (
        "Baker wins at third attempt",
        "Tom Fenn has won the county's prize for rye bread, at his third attempt. The jury praised the \
         crust. He said that he had changed nothing but the stone of his mill since last year.",
    ),
    (
        "Two arrested after chase along the pier",
        "Police arrested two men on Thursday after a chase along the pier. They are said to have taken \
         the till of a kiosk. One of them had to be pulled out of the water by the harbour watch.",
    ),
];

fn text(at: usize) -> String {
    let (headline, story) = STORIES[at];
    format!("Home\nTown\nSport\n\n{headline}\n\nBy Jonas Hake\n\n{story}\n\n{SHARED}\n")
}

fn html(at: usize) -> String {
    let (headline, story) = STORIES[at];
    let story = story.replace("\n\n", "</p><p>");
    format!(
        "<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>\
         <p>{story}</p><p>{SHARED}</p></article></body></html>"
    )
}

/// A site of pages; the last one also has a teaser of the first story.
fn site(extension: &str, page: fn(usize) -> String) -> Env {
    let env = Env::new();
    for at in 0..STORIES.len() {
        env.write(&format!("site/{at}.{extension}"), page(at));
    }
    env
}

fn bodies(env: &Env, args: &[&str]) -> Vec<String> {
    env.ok(args).field("body")
}

#[test]
fn what_all_pages_share_is_no_text() {
    for env in [site("txt", text), site("html", html)] {
        let alone = bodies(&env, &["segment", "site"]);
        assert!(alone.iter().any(|body| body.contains("Mill Lane")), "each page taken by itself");
        let run = env.ok(&["segment", "--across", "site"]);
        assert!(run.err.contains("in common on one host"), "{}", run.err);
        let among = run.field("body");
        assert_eq!(among.len(), STORIES.len());
        for (body, (_, story)) in among.iter().zip(STORIES) {
            assert_eq!(*body, story.replace("\n\n", "\n"));
        }
    }
}

#[test]
fn two_pages_have_nothing_in_common() {
    let env = Env::with(&[("site/a.txt", &text(0)), ("site/b.txt", &text(1))]);
    let run = env.ok(&["segment", "--across", "site"]);
    assert!(run.err.contains("nothing in common"), "{}", run.err);
    assert_eq!(run.out, env.ok(&["segment", "site"]).out);
}

#[test]
fn pages_of_different_hosts_are_told_apart() {
    let record = |at: usize, host: &str| {
        let page = serde_json::json!({"text": text(at), "url": format!("https://{host}/{at}")});
        format!("{page}\n")
    };
    // The shared line stands on three pages of one host and on one of another.
    let records = [record(0, "a.example"), record(1, "www.a.example"), record(2, "a.example")];
    let env = Env::with(&[("crawl.ndjson", &(records.concat() + &record(3, "b.example")))]);
    let bodies = bodies(&env, &["segment", "--across", "--as", "pages", "crawl.ndjson"]);
    let shared: Vec<bool> = bodies.iter().map(|body| body.contains("Mill Lane")).collect();
    assert_eq!(shared, [false, false, false, true]);
}

#[test]
fn a_teaser_is_marked_as_that() {
    let env = site("txt", text);
    let (headline, _) = STORIES[0];
    let teaser = "The boat made its last trip on Tuesday. A bus is to go around the bay instead.";
    let others =
        [STORIES[1], STORIES[2]].map(|(headline, story)| format!("{headline}\n\n{story}\n\n"));
    env.write("site/9.txt", format!("{headline}\n\n{teaser}\n\n{}", others.concat()));
    let articles = env.ok(&["segment", "--across", "site"]).json();
    let marked: Vec<_> =
        articles.iter().filter(|article| !article["teaser_of"].is_null()).collect();
    let [teaser] = marked[..] else { panic!("one teaser: {marked:?}") };
    assert_eq!(teaser["source"], "site/9.txt");
    assert_eq!(teaser["headline"], headline);
    assert_eq!(teaser["teaser_of"], "site/0.txt");
    env.ok(&["index", "--across", "site"]);
    let hits = env.ok(&["search", "--json", "headline:ferry"]).json();
    let of: Vec<_> = hits.iter().map(|hit| hit["teaserOf"].as_str().unwrap_or("-")).collect();
    assert_eq!(of.len(), 2);
    assert!(of.contains(&"site/0.txt") && of.contains(&"-"), "{of:?}");
    assert!(env.ok(&["search", "headline:ferry"]).out.contains("teaser of site/0.txt"));
}

#[test]
fn an_index_keeps_what_was_learned_and_reads_anew_when_that_changes() {
    let env = site("txt", text);
    let report = |args: &[&str]| {
        let run = env.ok(&[&["index", "--json", "--across"], args].concat());
        let report = &run.json()[0];
        (report["sources_read"].as_u64().unwrap(), report["sources_unchanged"].as_u64().unwrap())
    };
    assert_eq!(report(&["site"]), (5, 0));
    assert_eq!(report(&["site"]), (0, 5));
    assert_eq!(env.run(&["search", "mill lane"]).code, Some(1), "nobody's text");
    // Another folder has nothing to do with it; the index still knows the first one.
    env.write("other/a.txt", text(0).replace("Merrow", "Tarn"));
    assert_eq!(report(&["other"]), (1, 0));
    assert_eq!(report(&["site", "other"]), (0, 6));
    // On fewer than half of the pages, the line may be anybody's text.
    for at in 0..6 {
        env.write(&format!("site/new{at}.txt"), text(at % 5).replace(SHARED, "Rain fell."));
    }
    assert_eq!(report(&["site"]), (11, 0));
    assert_eq!(env.run(&["search", "mill lane"]).code, Some(0));
    env.ok(&["audit"]);
}

#[test]
fn a_page_that_was_captured_again_is_no_boilerplate() {
    let env = Env::new();
    for at in 0..4 {
        env.write(&format!("site/{at}.txt"), text(0));
    }
    let articles = env.ok(&["segment", "--across", "site"]).json();
    assert!(articles.len() >= 4, "each copy holds its article: {articles:?}");
    assert!(articles.iter().all(|a| a["body"].as_str().unwrap().len() > 60), "{articles:?}");
}

#[test]
fn a_line_that_all_pages_have_is_no_headline() {
    const MASTHEAD: &str = "Ostholm Herald - all the news of the coast";
    let page = |at: usize| {
        let (headline, story) = STORIES[at];
        format!(
            "{MASTHEAD}\nThe paper of our readers, printed every day but Sunday.\n\n{headline}\n\n\
             By Jonas Hake\n\n{story}\n\n{SHARED}\nCopyright Ostholm Herald\n"
        )
    };
    let env = site("txt", page);
    let articles = env.ok(&["segment", "--across", "site"]).json();
    assert!(articles.len() >= 5);
    for article in articles {
        assert_ne!(article["headline"], MASTHEAD);
    }
}

#[test]
fn standard_input_cannot_be_read_twice() {
    for command in ["segment", "index"] {
        let run = Env::new().run(&[command, "--across", "-"]);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains("write it to a file first"), "{}", run.err);
    }
}
