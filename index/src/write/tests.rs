use std::collections::BTreeMap;

use super::*;
use crate::open::Searcher;
use crate::{
    Date, DocumentEntry, Error, Evidence, Fingerprint, Lang, Mark, Part, PartKind, SourceState,
    Span, content_hash,
};

fn options() -> WriterOptions {
    WriterOptions { memory: 32 << 20, threads: 2 }
}

fn article(source: &str, id: &str) -> Article {
    Article {
        id: id.into(),
        headline: Some(format!("Headline of {id}")),
        body: "The harbour \"plan\" was changed.\nNobody knows why — yet.".into(),
        source: source.into(),
        ..Article::default()
    }
}

fn full() -> Article {
    Article {
        id: "Full-1".into(),
        headline: Some("Rat stimmt über „Hafenplan“ ab".into()),
        body: "Erster Absatz.\nZweiter Absatz: \u{1F6A2} \\ \u{0} Ende.".into(),
        authors: vec!["Ana Oduya".into(), "Jo Peters".into()],
        date: Date::parse("2020-08-13T23:30:00-07:00"),
        date_text: Some("gestern".into()),
        modified: Date::parse("2020-08"),
        section: Some("Lokales".into()),
        language: Lang::parse("de"),
        url: Some("https://www.Example.org/a?b=c".into()),
        captured: Date::parse("2021"),
        source: "Pages/One.txt".into(),
        ordinal: 3,
        record: 1 << 40,
        span: Span { start: 10, end: 200 },
        teaser_of: Some("https://news.example.org/whole".into()),
        evidence: Evidence {
            article: Some(Mark::at(Span::new(10, 12), "line.rule")),
            headline: Some(Mark::field("headline")),
            other_headline: Some(crate::OtherHeadline {
                text: "Hafenplan".into(),
                mark: Mark::at(Span::new(5, 14), "html.h1"),
            }),
            authors: vec![Mark::at(Span::new(30, 39), "line.byline"), Mark::field("author")],
            date: Some(Mark::at(Span::new(40, 50), "line.date")),
            modified: Some(Mark::field("dateModified")),
            section: None,
            body: vec![Span::new(60, 100), Span::new(120, 200)],
        },
    }
}

fn chunk(source: &str, sequence: u32, finished: Option<Fingerprint>) -> LedgerChunk {
    let part = |kind, start, end| Part {
        kind,
        span: Span { start, end },
        hash: content_hash(source.as_bytes()),
    };
    LedgerChunk {
        source: source.into(),
        sequence,
        documents: vec![DocumentEntry {
            record: u64::from(sequence),
            bytes: 120,
            text_bytes: 100,
            parts: vec![
                part(PartKind::Article(0), 0, 60),
                part(PartKind::Boilerplate, 60, 90),
                part(PartKind::Error, 90, 100),
            ],
        }],
        finished,
    }
}

fn fingerprint(size: u64) -> Fingerprint {
    Fingerprint { size, modified: -i128::from(u64::MAX) * 1000, settings: u64::MAX }
}

fn states(searcher: &Searcher) -> BTreeMap<String, (Option<u64>, u64)> {
    let state = |s: SourceState| (s.name, (s.fingerprint.map(|f| f.size), s.articles));
    searcher.sources().unwrap().into_iter().map(state).collect()
}

#[test]
fn an_article_comes_back_equal() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    let bare = Article { id: "bare".into(), ..Article::default() };
    writer.add(&full()).unwrap();
    writer.add(&bare).unwrap();
    writer.commit().unwrap();
    let searcher = index.searcher().unwrap();
    assert_eq!(searcher.articles("Full-1").unwrap(), [full()]);
    assert_eq!(searcher.articles("bare").unwrap(), [bare]);
    assert_eq!(searcher.articles("full-1").unwrap(), []);
    assert_eq!(searcher.languages(), [Lang::parse("de").unwrap()]);
}

#[test]
fn ids_are_unique_within_a_source_only() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    for source in ["b", "a", "A"] {
        writer.add(&article(source, "1")).unwrap();
    }
    writer.commit().unwrap();
    let found = index.searcher().unwrap().articles("1").unwrap();
    let sources: Vec<&str> = found.iter().map(|article| article.source.as_str()).collect();
    assert_eq!(sources, ["A", "a", "b"]);
    writer.forget_article("a", "1").unwrap();
    writer.commit().unwrap();
    assert_eq!(states(&index.searcher().unwrap()).len(), 2);
}

#[test]
fn forgetting_a_source_takes_its_articles_and_its_ledger() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    for source in ["a", "A", "b"] {
        writer.add(&article(source, "1")).unwrap();
        writer.add(&article(source, "2")).unwrap();
        writer.add_chunk(&chunk(source, 0, None)).unwrap();
        writer.add_chunk(&chunk(source, 1, Some(fingerprint(7)))).unwrap();
    }
    writer.commit().unwrap();
    writer.forget_source("a").unwrap();
    writer.add(&article("a", "3")).unwrap();
    writer.commit().unwrap();
    let searcher = index.searcher().unwrap();
    let all = [("A", (Some(7), 2)), ("a", (None, 1)), ("b", (Some(7), 2))];
    assert_eq!(states(&searcher), all.map(|(n, s)| (n.to_owned(), s)).into());
    assert_eq!(searcher.chunks("a").unwrap().count(), 0);
    assert_eq!(searcher.articles("1").unwrap().len(), 2);
}

#[test]
fn what_is_forgotten_is_what_was_added_before() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    let ids = |index: &Index| {
        let searcher = index.searcher().unwrap();
        let count = |id| searcher.articles(id).unwrap().len();
        ["1", "2", "3"].map(count)
    };
    for id in ["1", "2"] {
        writer.add(&article("a", id)).unwrap();
    }
    // Nothing is committed or written yet.
    writer.forget_article("a", "1").unwrap();
    writer.add(&article("a", "1")).unwrap();
    writer.add(&article("b", "1")).unwrap();
    writer.forget_article("a", "2").unwrap();
    writer.commit().unwrap();
    assert_eq!(ids(&index), [2, 0, 0]);
    writer.add(&article("b", "3")).unwrap();
    writer.forget_source("a").unwrap();
    writer.add(&article("a", "2")).unwrap();
    writer.forget_source("c").unwrap();
    writer.commit().unwrap();
    assert_eq!(ids(&index), [1, 1, 1]);
    writer.forget_source("b").unwrap();
    writer.forget_source("a").unwrap();
    writer.finish().unwrap();
    let index = Index::open(dir.path()).unwrap();
    assert_eq!(ids(&index), [1, 1, 1], "what was not committed is as it was");
}

#[test]
fn the_ledger_comes_back_in_order_and_whole() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    for sequence in [2, 0, 1] {
        writer.add_chunk(&chunk("a", sequence, (sequence == 2).then(|| fingerprint(9)))).unwrap();
        writer.add_chunk(&chunk("b", sequence, None)).unwrap();
        writer.commit().unwrap();
    }
    let searcher = index.searcher().unwrap();
    let found: Vec<LedgerChunk> = searcher.chunks("a").unwrap().map(Result::unwrap).collect();
    let expected: Vec<LedgerChunk> =
        (0..3).map(|n| chunk("a", n, (n == 2).then(|| fingerprint(9)))).collect();
    assert_eq!(found, expected);
    assert_eq!(searcher.chunks("none").unwrap().count(), 0);
    assert_eq!(searcher.sources().unwrap()[0].fingerprint, Some(fingerprint(9)));
    let stats = searcher.stats().unwrap();
    assert_eq!((stats.articles, stats.chunks, stats.source_count), (0, 6, 2));
}

#[test]
fn what_is_not_committed_leaves_the_last_commit() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    writer.add(&article("a", "1")).unwrap();
    writer.commit().unwrap();
    writer.add(&article("a", "2")).unwrap();
    writer.forget_article("a", "1").unwrap();
    drop(writer);
    let index = Index::open(dir.path()).unwrap();
    assert_eq!(index.searcher().unwrap().articles("1").unwrap().len(), 1);
    assert_eq!(index.searcher().unwrap().articles("2").unwrap().len(), 0);
    let mut writer = index.writer(&options()).unwrap();
    writer.commit().unwrap();
    assert_eq!(index.searcher().unwrap().article_count().unwrap(), 1);
}

#[test]
fn one_writer_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let first = index.writer(&options()).unwrap();
    let second = Index::open(dir.path()).unwrap().writer(&options());
    assert!(matches!(second, Err(Error::Locked { .. })), "{second:?}");
    first.finish().unwrap();
    index.writer(&options()).unwrap();
}

#[test]
fn a_searcher_keeps_its_commit() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    writer.add(&article("a", "1")).unwrap();
    writer.commit().unwrap();
    let before = index.searcher().unwrap();
    writer.forget_source("a").unwrap();
    writer.commit().unwrap();
    assert_eq!(before.articles("1").unwrap().len(), 1);
    assert_eq!(index.searcher().unwrap().articles("1").unwrap().len(), 0);
}

#[test]
fn any_memory_and_any_number_of_threads_will_do() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    for (memory, threads) in [(0, 0), (1, 100), (u64::MAX, 1), (40 << 20, 64)] {
        let mut writer = index.writer(&WriterOptions { memory, threads }).unwrap();
        writer.add(&article("a", "1")).unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
    }
    assert_eq!(index.searcher().unwrap().article_count().unwrap(), 4);
}

#[test]
fn every_commit_carries_its_payload() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    for id in ["1", "2"] {
        writer.add(&article("a", id)).unwrap();
        writer.commit().unwrap();
        let payload = index.inner.load_metas().unwrap().payload.unwrap();
        let payload: Payload = serde_json::from_str(&payload).unwrap();
        assert_eq!(payload.version, env!("CARGO_PKG_VERSION"));
    }
}

#[test]
fn several_threads_add_through_one_writer() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&options()).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let writer = &writer;
            scope.spawn(move || {
                for n in 0..50 {
                    writer.add(&article("a", &format!("{thread}-{n}"))).unwrap();
                }
            });
        }
    });
    writer.commit().unwrap();
    assert_eq!(index.searcher().unwrap().article_count().unwrap(), 200);
}
