//! An index with removed articles before and after they are merged away.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::{SegmentReader, TantivyDocument};

use super::*;
use crate::facet::Facet;
use crate::{
    Article, Date, Explain, Index, ParseOptions, Query, SearchOptions, Sort, WriterOptions,
};

const WORDS: [&str; 12] = [
    "harbour", "harbours", "ferry", "ferries", "storm", "storms", "pier", "tide", "tides", "gull",
    "buoy", "quay",
];

/// Numbers that look like chance, the same each time.
fn random() -> impl FnMut(usize) -> usize {
    let mut state = 5_u64;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    }
}

/// An index of three segments; of the first articles every other one was removed, of the rest some, and with them
/// whole languages and words.
fn index(dir: &Path) -> Index {
    let index = Index::create_or_open(dir).unwrap();
    let options = WriterOptions { threads: 1, ..Default::default() };
    let mut writer = index.writer(&options).unwrap();
    let mut random = random();
    for n in 0..1200_usize {
        let mut words = |most: usize| {
            let words = (0..=random(most)).map(|_| WORDS[random(WORDS.len()).min(random(20))]);
            words.collect::<Vec<_>>().join(" ")
        };
        let (headline, mut body) = (words(5), words(60));
        if is_removed(n) {
            body = format!("{body} ferryman{n} mooring");
        }
        let language = match n % 10 {
            0 => Lang::parse("de"),
            1 if is_removed(n) => Lang::parse("fr"),
            2 => None,
            _ => Lang::parse("en"),
        };
        let article = Article {
            id: format!("{n:04}"),
            headline: Some(headline),
            body,
            authors: vec![format!("Jo {}", WORDS[n % 5])],
            date: Date::parse(&format!("2020-{:02}-{:02}", 1 + n % 12, 1 + n % 28)),
            language,
            ..Article::default()
        };
        writer.add(&article).unwrap();
        if n == 500 || n == 900 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    for n in (0..1200).filter(|n| is_removed(*n)) {
        writer.forget_article("", &format!("{n:04}")).unwrap();
    }
    writer.commit().unwrap();
    writer.finish().unwrap();
    index
}

fn is_removed(n: usize) -> bool {
    if n < 500 { n.is_multiple_of(3) } else { n % 10 == 1 }
}

/// Merges all segments.
fn merge(index: &Index) {
    let segments = index.inner.searchable_segment_ids().unwrap();
    let mut writer = index.inner.writer_with_num_threads::<TantivyDocument>(1, 20 << 20).unwrap();
    writer.merge(&segments).wait().unwrap();
    writer.wait_merging_threads().unwrap();
}

fn files(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|end| end == extension)).collect()
}

/// All that a search tells, for each of some queries.
fn told(index: &Index) -> Vec<String> {
    let searcher = index.searcher().unwrap();
    let mut told = vec![format!("{:?} {}", searcher.languages(), searcher.total)];
    for text in [
        "harbour",
        "ferry OR storm",
        "ferry storm tides",
        "harbour pier tide gull buoy",
        "\"storm pier\"",
        "storm*",
        "ferr*",
        "ferryman*",
        "\"storm f*\"",
        "/.*u.*/",
        "harbor~2",
        "headline:ferries",
        "author:storm",
        "body:tides",
        "harbour NEAR/4 ferry",
        "mooring",
        "pier -gull date:2020-03",
        "(harbour^2 OR (ferry storm)) language:en",
        "language:fr",
    ] {
        let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
        for sort in [Sort::Relevance, Sort::Newest] {
            let options =
                SearchOptions { limit: 50, explain: Explain::Full, sort, ..Default::default() };
            let mut found = searcher.search(&query, &options).unwrap();
            for hit in &mut found.hits {
                // Where an article lies is no fact of it.
                hit.article.record = 0;
            }
            told.push(format!("{text}: {found:#?}"));
        }
        told.push(format!("{text}: {}", searcher.count(&query, false).unwrap()));
        told.push(format!("{:?}", searcher.facets(&query, false, &Facet::ALL, 5).unwrap()));
        told.push(format!("{:?}", searcher.absent(&query).unwrap()));
        let expanded = searcher.expand(&query, false).unwrap();
        told.push(format!("{:?}", expanded.words));
    }
    told
}

#[test]
fn a_search_tells_the_same_before_and_after_a_merge() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    let searcher = index.searcher().unwrap();
    assert_eq!(searcher.inner.segment_readers().len(), 3);
    assert!(searcher.inner.segment_readers().iter().all(SegmentReader::has_deletes));
    assert_eq!(searcher.total, (0..1200).filter(|n| !is_removed(*n)).count() as u64);
    let before = told(&index);
    merge(&index);
    let after = told(&index);
    assert_eq!(index.searcher().unwrap().inner.segment_readers().len(), 1);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
}

#[test]
fn what_was_removed_of_frequent_terms_is_told_by_a_table_or_counted() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    let tables = files(dir.path(), "gone");
    assert_eq!(tables.len(), 2, "of the third segment few were removed");
    assert!(tables.iter().all(|path| fs::metadata(path).unwrap().len() > 20 * 16));
    let told_by_tables = told(&index);
    let whole = fs::read(&tables[0]).unwrap();
    for path in &tables {
        fs::write(path, &whole[..whole.len() - 3]).unwrap();
    }
    assert_eq!(told(&index), told_by_tables);
    index.make_tables().unwrap();
    let made = tables.iter().map(|path| fs::read(path).unwrap());
    assert!(made.into_iter().any(|bytes| bytes == whole));
    let searcher = index.searcher().unwrap();
    let (field, term) = (searcher.fields.stems(), searcher.fields.text_term("harbour"));
    let infos = searcher.infos(&term).unwrap();
    let info = infos.of(0).unwrap();
    let known = searcher.gone_of(0, field, info).unwrap();
    assert_eq!(known, searcher.count_gone(0, field, info).unwrap());
    for path in &tables {
        fs::remove_file(path).unwrap();
    }
    assert_eq!(told(&index), told_by_tables);
}

#[test]
fn what_is_left_is_told_by_a_file_or_counted() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    assert_eq!(files(dir.path(), EXTENSION).len(), 3);
    let told_by_files = told(&index);
    let searcher = index.searcher().unwrap();
    for (segment, reader) in (0..).zip(searcher.inner.segment_readers()) {
        let stored = searcher.stored_living(reader).unwrap();
        assert_eq!(stored, searcher.count_living(segment).unwrap());
    }
    for path in files(dir.path(), EXTENSION) {
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            fs::write(&path, bytes).unwrap();
            assert!(searcher.inner.segment_readers().iter().any(|reader| {
                beside::path(dir.path(), reader, EXTENSION) == path
                    && searcher.stored_living(reader).is_none()
            }));
        }
    }
    assert_eq!(told(&index), told_by_files);
    // A view of an earlier commit is not told what a later one removed.
    let early = index.searcher().unwrap();
    let mut writer = index.writer(&WriterOptions::default()).unwrap();
    writer.forget_article("", "1199").unwrap();
    writer.commit().unwrap();
    writer.finish().unwrap();
    let late = index.searcher().unwrap();
    assert_eq!(late.total + 1, early.total);
    assert!(late.inner.segment_readers().iter().all(|reader| late.stored_living(reader).is_some()));
    let known = early.inner.segment_readers().iter();
    assert!(known.filter(|reader| early.stored_living(reader).is_none()).count() == 1);
    merge(&index);
    index.make_tables().unwrap();
    assert!(files(dir.path(), EXTENSION).is_empty());
    assert!(files(dir.path(), "gone").is_empty());
}
