//! The corpus, indexed and searched through the binary.

use serde::Deserialize;

use super::presscut;

/// The words of the README's main command.
const QUERY: &str = "harbour bridge";

/// What is read of the summary of `index`.
#[derive(Debug, Deserialize)]
struct Summary {
    sources: u64,
    sources_not_read: u64,
    bad_records: u64,
    articles: u64,
    duplicates: u64,
}

/// What is read of a hit.
#[derive(Debug, Deserialize)]
struct Hit {
    rank: usize,
    score: f64,
    source: String,
    headline: Option<String>,
    snippet: String,
    #[serde(rename = "articleBody")]
    body: Option<String>,
}

#[test]
fn the_main_command_shows_ranked_hits_from_many_pages() {
    let run = presscut(&["search", QUERY, "tests/corpus"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    assert!(run.stdout.lines().count() > 10, "{}", run.stdout);

    let run = presscut(&["search", "--json", "-n", "50", QUERY, "tests/corpus"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let hits = hits(&run.stdout);
    assert!(hits.len() >= 15, "{hits:#?}");
    for (place, hit) in (1..).zip(&hits) {
        assert_eq!(hit.rank, place);
    }
    assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score), "{hits:#?}");

    let headline = |hit: &Hit| hit.headline.clone().unwrap_or_default().to_lowercase();
    for hit in &hits[..3] {
        assert!(headline(hit).contains(QUERY), "{hit:#?} is not about it");
    }
    // Words are found by their stems, in either of two papers, and in records packed or not.
    let found = |text: &str| hits.iter().any(|hit| headline(hit).contains(text));
    assert!(found("harbour bridges to be inspected"), "{hits:#?}");
    for source in [
        "en/bridge-explainer.txt",
        "en/wire-roundup.txt",
        "en/mirror/bridges-inspected.txt",
        "html/nine-nights.html",
        "records/articles.ndjson",
        "records/sport.ndjson.zst",
    ] {
        let source = format!("tests/corpus/{source}");
        assert!(hits.iter().any(|hit| hit.source == source), "{source}: {hits:#?}");
    }
    // Menus and link lists belong to no article, so what only they say finds nothing.
    assert!(!hits.iter().any(|hit| hit.source.ends_with("link-list.txt")), "{hits:#?}");
    assert!(hits.iter().all(|hit| !hit.snippet.is_empty()), "{hits:#?}");
}

#[test]
fn words_of_every_encoding_and_language_are_found() {
    let index = tempfile::tempdir().unwrap();
    let index = index.path().to_str().unwrap();
    let run = presscut(&["--json", "--index", index, "index", "tests/corpus"]);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let summary: Summary = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((summary.sources_not_read, summary.bad_records), (1, 0), "{summary:?}");
    assert!(summary.sources > 60 && summary.articles > 120, "{summary:?}");
    // The agency's story stands in two papers, the lost key twice in one.
    assert_eq!(summary.duplicates, 2, "{summary:?}");

    for (query, source) in [
        ("puffin stew", "encodings/sixteen-bits.txt"),
        ("crêpe", "encodings/byte-order-mark.txt"),
        ("crepe", "encodings/byte-order-mark.txt"),
        ("Backhaus Schlüssel", "de/gemeinderat.txt"),
        ("Schornsteinfeger", "de/gemeinderat.txt"),
        ("bassons", "fr/en-bref.txt"),
        ("récréations", "html/cloche.html"),
        ("manivela", "es/puerto-viejo.txt"),
        ("dialettale", "it/teatro-riaperto.txt"),
        ("vindima", "pt/vinho-e-eleicoes.txt"),
        ("waterschap schapen", "nl/dijk-schapen.txt"),
        ("latarni", "pl/latarnia.txt"),
        ("svävaren", "sv/isvag.txt"),
        ("peynirciler", "tr/pazar-yeri.txt"),
        ("夜間点灯", "ja/kaikyo-bashi.txt"),
        ("人工衛星", "ja/tanshin.txt"),
        ("地铁五号线", "zh/ditie-tongche.txt"),
        ("海绵", "zh/kexue-yaowen.txt"),
        ("야간 통행", "ko/haesol-dari.txt"),
        ("صيادون", "ar/madrasa-bahriyya.txt"),
        ("паровозов", "ru/muzej-parovozov.txt"),
        ("вслепую", "ru/pogoda-i-rynok.txt"),
        ("telegram office", "archive/telegram-office.txt.gz"),
        ("insulation mats", "records/islands.ndjson.gz"),
        ("curling", "records/sport.ndjson.zst"),
        ("dachshund", "html/plain-page.html"),
    ] {
        let run = presscut(&["--index", index, "search", "--json", query]);
        let hits = hits(&run.stdout);
        let first = hits.first().map(|hit| hit.source.as_str());
        let expected = format!("tests/corpus/{source}");
        assert_eq!(first, Some(expected.as_str()), "{query}: {hits:#?} {}", run.stderr);
        let named = |hit: &Hit| hit.body.as_ref().is_some_and(|body| !body.contains('\u{fffd}'));
        assert!(hits.iter().all(named), "{query}: {hits:#?}");
    }
    let run = presscut(&["--index", index, "search", "unsubscribe"]);
    assert_eq!(run.status, Some(1), "boilerplate is no article: {}", run.stdout);
}

#[test]
fn an_index_over_broken_files_holds_what_is_sound_and_adds_up() {
    let index = tempfile::tempdir().unwrap();
    let index = index.path().to_str().unwrap();
    let run = presscut(&["--index", index, "index", "tests/broken"]);
    assert_eq!(run.status, Some(2), "{}", run.stderr);
    let run = presscut(&["--index", index, "search", "--json", "-n", "100", "headline:sound"]);
    let hits = hits(&run.stdout);
    let from = |file: &str| hits.iter().filter(|hit| hit.source.ends_with(file)).count();
    assert_eq!(from("bad-lines.ndjson"), 4, "{hits:#?}");
    assert_eq!(from("truncated.ndjson.gz"), 3, "{hits:#?}");
    assert_eq!(from("corrupt.ndjson.zst"), 2, "{hits:#?}");
    let run = presscut(&["--index", index, "audit"]);
    assert_eq!(run.status, Some(0), "{}{}", run.stdout, run.stderr);
}

fn hits(stdout: &str) -> Vec<Hit> {
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    stdout.lines().map(parse).collect()
}
