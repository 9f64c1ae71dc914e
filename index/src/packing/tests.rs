use super::*;
use crate::{Date, Evidence, Lang, Mark, Span, WriterOptions};

fn article(n: usize) -> Article {
    let words = ["harbour", "council", "ferry", "storm", "lantern", "quay", "vote", "bridge"];
    let word = |at: usize| words.get(at % words.len()).copied().unwrap_or_default();
    let sentence = |at: usize| {
        format!("The {} and the {} met {} times in {at}. ", word(at * 7), word(at * 3 + n), at * n)
    };
    Article {
        id: format!("a{n}"),
        headline: (!n.is_multiple_of(5)).then(|| format!("{} waits for {}", word(n), word(n / 8))),
        body: (0..40).map(|at| sentence(at + n)).collect(),
        authors: vec!["Orla Venn".into()],
        date: Date::parse("2024-05-03"),
        language: Lang::parse("en"),
        source: "news.ndjson".into(),
        record: n as u64 * 4000,
        span: Span::new(0, 4000),
        evidence: Evidence { headline: Some(Mark::field("headline")), ..Evidence::default() },
        ..Article::default()
    }
}

fn written(index: &Index, articles: std::ops::Range<usize>) {
    let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
    for n in articles {
        writer.add(&article(n)).unwrap();
    }
    writer.commit().unwrap();
    writer.finish().unwrap();
}

fn packed(packer: &Packer, n: usize) -> Vec<u8> {
    packer.articles(&[article(n)]).unwrap().remove(0)
}

fn all(index: &Index) -> Vec<Article> {
    let mut found = Vec::new();
    let searcher = index.searcher().unwrap();
    let mut keep = |article: &Article| {
        found.push(article.clone());
        Ok(true)
    };
    searcher.each_article(&mut keep).unwrap();
    found.sort_by_key(|article| article.record);
    found
}

#[test]
fn what_is_stored_comes_back_with_a_dictionary_and_without() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let has_one = || dictionary::read(dir.path()).unwrap().is_some();
    // Neither run sees enough for a dictionary alone.
    written(&index, 0..600);
    assert!(!has_one());
    written(&index, 600..1200);
    assert!(has_one());
    written(&index, 1200..1300);
    let found = all(&index);
    assert_eq!(found.len(), 1300);
    for (n, found) in found.iter().enumerate() {
        assert_eq!(*found, article(n));
    }
}

#[test]
fn a_dictionary_makes_articles_smaller() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let packer = Packer::new(&index).unwrap();
    // What a page of hits shows is not compressed.
    let head = head::write(&article(7)).unwrap().len();
    let first = packed(&packer, 7).len() - head;
    for n in 0..1200 {
        packed(&packer, n);
    }
    let with = packed(&packer, 7).len() - head;
    assert!(with * 4 < first * 3, "{with} and {first} bytes");
}

#[test]
fn no_more_is_read_than_is_wanted() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let packed = packed(&Packer::new(&index).unwrap(), 1);
    let read = |extent| Unpacker::default().article(dir.path(), &packed, extent).unwrap();
    let evidence = Evidence::default();
    assert_eq!(read(Extent::Body), Article { evidence: evidence.clone(), ..article(1) });
    assert_eq!(read(Extent::Head), Article { body: String::new(), evidence, ..article(1) });
}

#[test]
fn damage_is_told_and_takes_no_memory() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let packed = packed(&Packer::new(&index).unwrap(), 1);
    let unpacker = Unpacker::default();
    let read = |bytes: &[u8]| unpacker.article(dir.path(), bytes, Extent::Whole);
    for length in 0..packed.len() {
        let error = read(&packed[..length]).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
    }
    for at in 0..packed.len() {
        let mut changed = packed.clone();
        changed[at] ^= 0xff;
        // A letter may be another one; nothing panics.
        drop(read(&changed));
    }
    // A frame whose size field says an exabyte.
    let mut huge = head::write(&article(1)).unwrap();
    huge.extend([0x28, 0xb5, 0x2f, 0xfd, 0xe0]);
    huge.extend((1u64 << 60).to_le_bytes());
    huge.extend([1, 0, 0]);
    let error = read(&huge).unwrap_err().to_string();
    assert!(error.contains("1152921504606846976"), "{error}");
}

#[test]
fn a_missing_dictionary_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    written(&index, 0..1200);
    std::fs::remove_file(dir.path().join("articles.dictionary")).unwrap();
    let searcher = index.searcher().unwrap();
    let told = searcher.each_article(&mut |_| Ok(true)).unwrap_err();
    assert!(matches!(told, Error::Damaged { .. }), "{told}");
}
