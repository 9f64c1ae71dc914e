//! What comes out is what the engine's own writer makes of the same, byte for byte.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, iter};

use proptest::prelude::*;
use tantivy::IndexWriter;
use tantivy::TantivyDocument;
use tantivy::indexer::NoMergePolicy;

use super::*;
use crate::{Date, Index, Lang, LedgerChunk};

/// Returns the files of the one segment of an index by what they hold.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let of_segment = |path: &Path| {
        let kind = path.extension()?.to_str()?;
        ["idx", "pos", "term", "fast", "fieldnorm", "store"]
            .contains(&kind)
            .then(|| kind.to_owned())
    };
    let files: Vec<_> = entries.filter_map(|path| Some((of_segment(&path)?, path))).collect();
    assert_eq!(files.len(), 6);
    files.into_iter().map(|(kind, path)| (kind, fs::read(path).unwrap())).collect()
}

fn writer(index: &Index) -> IndexWriter<TantivyDocument> {
    let writer: IndexWriter<TantivyDocument> =
        index.inner.writer_with_num_threads(1, 50 << 20).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    writer
}

fn chunk() -> LedgerChunk {
    LedgerChunk { source: "b".into(), sequence: 3, documents: Vec::new(), finished: None }
}

/// Makes a segment of articles and a chunk after each tenth, by the engine.
fn by_engine(dir: &Path, articles: &[Article]) {
    let index = Index::create_or_open(dir).unwrap();
    let mut writer = writer(&index);
    let fields = &index.fields;
    for (n, article) in articles.iter().enumerate() {
        let mut document = fields.article_document(article, b"stored");
        fields.add_texts(&mut document, article);
        writer.add_document(document).unwrap();
        if n % 10 == 9 {
            writer.add_document(fields.chunk_document(&chunk(), b"stored").unwrap()).unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

/// Makes the same by a builder with so much memory.
fn by_builder(dir: &Path, articles: &[Article], memory: u64) {
    let index = Index::create_or_open(dir).unwrap();
    let mut writer = writer(&index);
    let fields = &index.fields;
    let mut builder = Builder::new(writer.new_segment(), fields, dir, memory).unwrap();
    for (n, article) in articles.iter().enumerate() {
        builder.add(&fields.article_document(article, b"stored"), Some(article)).unwrap();
        if n % 10 == 9 {
            builder.add(&fields.chunk_document(&chunk(), b"stored").unwrap(), None).unwrap();
        }
    }
    writer.add_segment(builder.finish().unwrap()).unwrap();
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

fn assert_same(articles: &[Article], memory: u64) {
    let dirs = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let [one, other] = dirs.each_ref().map(tempfile::TempDir::path);
    by_engine(one, articles);
    by_builder(other, articles, memory);
    let (one, other) = (files(one), files(other));
    for (kind, bytes) in &one {
        assert!(other.get(kind) == Some(bytes), "{kind} of {articles:?} in {memory}");
    }
}

/// Words that fold, stem and stand in every way there is.
const WORDS: &[&str] = &[
    "talks",
    "Talk",
    "talked",
    "the",
    "its",
    "U.S.",
    "U.S.-backed",
    "can't",
    "Iran's",
    "l'Iran",
    "élections",
    "elections",
    "ÉLECTIONS",
    "été",
    "häuser",
    "Straße",
    "выборы",
    "выборов",
    "ёлка",
    "北京市",
    "東",
    "東京abc",
    "ﾄｳｷｮｳ",
    "서울에서",
    "\u{301}",
    "-",
    "…",
    "“quoted”",
    "3.14",
    "20,755",
    "e\u{301}te\u{301}",
    "snake_case",
    "x-ray",
    "\n\n",
    "a=é",
    "\u{ad}",
    "كِتاب",
    "हिन्दी",
    "c’est",
];

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS).prop_map(str::to_owned);
    let word = prop_oneof![8 => word, 1 => "[a-zé]{1,4}", 1 => "\\PC{0,3}"];
    prop::collection::vec(word, words).prop_map(|words| words.join(" "))
}

fn article() -> impl Strategy<Value = Article> {
    let names = prop::collection::vec(text(0..4), 0..3);
    let language = prop::sample::select(vec!["en", "fr", "de", "ru", "zh", ""]);
    let rest = (prop::option::of(text(0..3)), any::<u8>(), any::<bool>());
    (prop::option::of(text(0..6)), text(0..40), names, language, rest).prop_map(
        |(headline, body, authors, language, (section, id, dated))| Article {
            id: format!("Id-{id}"),
            headline,
            body,
            authors,
            language: Lang::parse(language),
            section,
            source: if id % 2 == 0 { "a" } else { "B" }.into(),
            url: dated.then(|| format!("https://news.Example.org/{id}")),
            date: dated.then(|| Date::parse("2020-08-13")).flatten(),
            ..Article::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn segments_are_those_of_the_engine(articles in prop::collection::vec(article(), 1..30)) {
        assert_same(&articles, 16 << 20);
        // There is room for one occurrence at a time.
        assert_same(&articles, 24);
    }
}

#[test]
fn blocks_of_postings_are_those_of_the_engine() {
    // More than two blocks of 128 documents, in which frequencies and lengths differ.
    let article = |n: usize| Article {
        id: n.to_string(),
        headline: Some(format!("Sea {}", n % 7)),
        body: iter::repeat_n("sea talks talk", n % 11)
            .chain(["wolf"; 3])
            .collect::<Vec<_>>()
            .join(" "),
        authors: vec!["Ana Oduya".into(), "Jo Peters".into()],
        language: Lang::parse("en"),
        ..Article::default()
    };
    let articles: Vec<Article> = (0..700).map(article).collect();
    assert_same(&articles, 16 << 20);
    assert_same(&articles, 8000);
}
