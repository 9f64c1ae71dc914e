use std::io::{Cursor, Write as _};

use proptest::prelude::*;

use super::*;

fn open_bytes(bytes: &[u8], options: &ReadOptions) -> Opened {
    open_stream(&"in".into(), Box::new(Cursor::new(bytes.to_vec())), options).unwrap()
}

fn items_with(bytes: &[u8], options: &ReadOptions) -> Vec<Item> {
    match open_bytes(bytes, options) {
        Opened::Reader(reader) => reader.collect(),
        Opened::NotRead(what) => panic!("not read: {what}"),
    }
}

fn items(bytes: &[u8]) -> Vec<Item> {
    items_with(bytes, &ReadOptions::default())
}

fn limit(max_document: u64) -> ReadOptions {
    ReadOptions { max_document, ..ReadOptions::default() }
}

/// Shows items in short: a document's text or a bad one's message.
fn shown(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| match item {
            Item::Document(document) => document.content.text().to_owned(),
            Item::Bad(bad) => format!("! {}", bad.error),
        })
        .collect()
}

/// Checks that the items follow each other, cover the stream, and that hashes are those of the bytes.
fn assert_covered(items: &[Item], plain: &[u8]) {
    let mut at = 0;
    for item in items {
        let (record, bytes) = match item {
            Item::Document(document) => (document.record, document.bytes),
            Item::Bad(bad) => {
                let raw = &plain[place(bad.record)..place(bad.record + bad.bytes)];
                assert_eq!(bad.hash, content_hash(raw), "{}", bad.error);
                (bad.record, bad.bytes)
            }
        };
        assert_eq!(record, at);
        at += bytes;
    }
    assert_eq!(at, plain.len() as u64);
}

fn place(offset: u64) -> usize {
    usize::try_from(offset).unwrap()
}

fn gzip(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn an_array_cut_short_behind_a_record_is_reported() {
    let whole = "\n[{\"text\": \"One.\"},\n {\"text\": \"Two.\"}\n]\n";
    assert_eq!(shown(&items(whole.as_bytes())), ["One.", "Two."]);
    let cut = whole.strip_suffix("]\n").unwrap();
    for cut in [cut.to_owned(), format!("{cut},"), cut.replace("\n]", "")] {
        let found = items(cut.as_bytes());
        assert_eq!(
            shown(&found),
            [
                "One.",
                "Two.",
                "! in: line 2 (byte 1): the array that begins here is not closed; what it holds was \
                 read; the file seems to be cut short: fetch it again"
            ]
        );
        assert_covered(&found, cut.as_bytes());
    }
}

#[test]
fn text_is_one_document_without_its_mark() {
    let bytes = "\u{feff}Kölner Rat\r\n\x0c\0tagt\r".as_bytes();
    let items = items(bytes);
    assert_covered(&items, bytes);
    assert_eq!(shown(&items), ["Kölner Rat\r\n\x0c\u{fffd}tagt\r"]);
    assert!(
        matches!(&items[..], [Item::Document(document)] if !document.window && document.number == 1)
    );
}

#[test]
fn an_empty_source_has_no_documents() {
    assert!(items(b"").is_empty());
    assert!(items(&gzip(b"")).is_empty());
    assert_eq!(shown(&items(b"\xef\xbb\xbf")), [""]);
}

#[test]
fn undecodable_bytes_are_counted() {
    let items = items("grün und blau und weiß \u{1}".replace('\u{1}', "x").as_bytes());
    assert!(matches!(&items[..], [Item::Document(document)] if document.replaced == 0));
    let items = self::items(&["grün und weiß ".as_bytes(), b"\xff."].concat());
    assert!(matches!(&items[..], [Item::Document(document)] if document.replaced == 1));
}

#[test]
fn records_are_read_and_bad_ones_skipped() {
    let bytes = b"\n \n{\"id\": 1, \"body\": \"one\"}\r\n\r\n{\"body\": \"two\"\n{\"body\": \"three\"}  \n\nno json\n\
        {\"text\": \"four\", \"url\": \"u\"}";
    let items = items(bytes);
    assert_covered(&items, bytes);
    assert_eq!(
        shown(&items),
        [
            "one",
            "! in: line 5 (byte 31): EOF while parsing an object at column 14; fix or remove the record",
            "three",
            "! in: line 8 (byte 67): expected a JSON object, which begins with `{`; fix or remove the record",
            "four",
        ]
    );
    let numbers: Vec<_> = items
        .iter()
        .map(|item| match item {
            Item::Document(document) => document.number,
            Item::Bad(bad) => bad.number,
        })
        .collect();
    assert_eq!(numbers, [3, 5, 6, 8, 9]);
}

#[test]
fn objects_that_span_lines_are_read() {
    let bytes = b"\xef\xbb\xbf[\n  {\n    \"body\": \"on]e}\"\n  },\n  {\n    \"body\": \"two,\n  },\n  7,\n  {\"body\": \"th\\\"ree\"}\n]\n";
    let items = items(bytes);
    assert_covered(&items, bytes);
    let shown = shown(&items);
    assert_eq!((shown[0].as_str(), shown[3].as_str()), ("on]e}", "th\"ree"));
    assert!(shown[1].starts_with("! in: line 5 (byte 36): control character"), "{shown:?}");
    assert!(shown[2].starts_with("! in: line 8 (byte 63): expected a JSON object"), "{shown:?}");
    assert_eq!(shown.len(), 4);
}

#[test]
fn records_in_other_encodings_are_read() {
    let text = "{\"body\": \"eins\"}\r\n\r\n{\"body\": \"zwei 😀\"\n{\"body\": \"Ċ drei\"}\n";
    for bytes in [utf_16(&format!("\u{feff}{text}")), utf_16(text)] {
        let items = items(&bytes);
        assert_covered(&items, &bytes);
        let shown = shown(&items);
        assert_eq!((shown[0].as_str(), shown[2].as_str()), ("eins", "Ċ drei"));
        assert!(shown[1].contains("line 3"), "{shown:?}");
    }
    let bytes = utf_16("\u{feff}[{\n\"body\": \"eins\"\n}, {\n\"body\": \"zwei\"\n}]");
    assert_eq!(shown(&items(&bytes)), ["eins", "zwei"]);
    let latin = b"{\"body\": \"ein\"}\n{\"body\": \"die Gr\xfc\xdfe aus K\xf6ln\"}\n";
    assert_eq!(shown(&items(latin)), ["ein", "die Grüße aus Köln"]);
}

#[test]
fn what_python_writes_is_read() {
    let bytes = b"{\"body\": \"a\\ud83d\", \"score\": NaN}\n";
    let items = items(bytes);
    assert_covered(&items, bytes);
    assert_eq!(shown(&items), ["a\u{fffd}"]);
    assert!(matches!(&items[..], [Item::Document(document)] if document.replaced == 1));
}

#[test]
fn a_record_over_the_limit_is_skipped_whole() {
    let long = format!("{{\"body\": \"{}\"}}", "x".repeat(600_000));
    let bytes = format!("\n{{\"body\": \"a\"}}\n{long}\n\n{{\"body\": \"b\"}}");
    let items = items_with(bytes.as_bytes(), &limit(1000));
    assert_covered(&items, bytes.as_bytes());
    assert_eq!(
        shown(&items),
        [
            "a",
            "! in: line 3 (byte 15): record of 600014 bytes is over the limit of 1000 bytes; raise --max-document",
            "b",
        ]
    );
}

#[test]
fn a_page_over_the_limit_is_refused_whole() {
    let bytes = format!("<html><p>{}</p>", "x".repeat(600_000));
    let items = items_with(bytes.as_bytes(), &limit(1000));
    assert_covered(&items, bytes.as_bytes());
    assert!(shown(&items)[0].contains("HTML page of 600013 bytes is over the limit"));
    assert_eq!(items.len(), 1);
}

#[test]
fn long_text_is_cut_behind_a_blank_line() {
    let paragraph = "Zwölf Wörter. ".repeat(4) + "\n";
    let bytes = format!("{paragraph}{paragraph}\r\n").repeat(20);
    let items = items_with(bytes.as_bytes(), &limit(600));
    assert_covered(&items, bytes.as_bytes());
    assert_eq!(shown(&items).concat(), bytes);
    assert!(items.len() > 3);
    for (item, text) in items.iter().zip(shown(&items)) {
        assert!(text.ends_with("\n\r\n") && text.len() <= 600, "{text:?}");
        assert!(matches!(item, Item::Document(document) if document.window));
    }
}

#[test]
fn what_is_no_text_is_not_read() {
    let not_read = |bytes: &[u8]| match open_bytes(bytes, &ReadOptions::default()) {
        Opened::NotRead(what) => what,
        Opened::Reader(_) => panic!("read"),
    };
    assert_eq!(not_read(&gzip(b"\x89PNG\r\n\x1a\nrest")), "png picture");
    assert_eq!(not_read(b"PK\x03\x04rest"), "zip archive");
}

#[test]
fn a_broken_archive_gives_what_came_before() {
    let plain: Vec<u8> = (0..20_000)
        .flat_map(|n: u32| {
            format!("{{\"body\": \"{}\"}}\n", n.wrapping_mul(2_654_435_761)).into_bytes()
        })
        .collect();
    let packed = gzip(&plain);
    let items = items(&packed[..packed.len() / 2]);
    let (last, before) = items.split_last().unwrap();
    assert!(before.len() > 5000);
    assert!(before.iter().all(|item| matches!(item, Item::Document(_))));
    let Item::Bad(bad) = last else { panic!("no error") };
    assert!(
        bad.error.to_string().starts_with("in: gzip data damaged after byte "),
        "{}",
        bad.error
    );
    let read = place(bad.record + bad.bytes);
    assert_covered(&items, &plain[..read]);

    let text = b"A line of text.\n".repeat(5000);
    let mut packed = gzip(&text);
    packed.extend(b"garbage");
    let items = self::items(&packed);
    assert_covered(&items, &text);
    assert!(matches!(&items[..], [Item::Document(_), Item::Bad(bad)] if bad.bytes == 0));

    let items = self::items(&gzip(&text)[..10]);
    assert!(matches!(&items[..], [Item::Bad(bad)] if bad.bytes == 0));
}

#[test]
fn progress_counts_both_sides() {
    let plain = b"{\"body\": \"abc\"}\n".repeat(1000);
    let packed = gzip(&plain);
    let Opened::Reader(mut reader) = open_bytes(&packed, &ReadOptions::default()) else { panic!() };
    assert_eq!(reader.decompressed(), 0);
    reader.by_ref().for_each(drop);
    assert_eq!(reader.decompressed(), plain.len() as u64);
    assert_eq!(reader.position(), packed.len() as u64);
}

#[test]
fn a_file_is_opened_by_its_content() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("pages.txt");
    std::fs::write(&path, gzip(b"{\"body\": \"x\"}\n")).unwrap();
    let source = Source { path: Some(path), name: "pages.txt".into(), size: 0, modified: 0 };
    let Opened::Reader(reader) = open(&source, &ReadOptions::default()).unwrap() else { panic!() };
    assert_eq!(shown(&reader.collect::<Vec<_>>()), ["x"]);
    let gone = Source { path: Some(dir.path().join("gone")), ..source };
    let Err(error) = open(&gone, &ReadOptions::default()) else { panic!("opened") };
    assert!(error.to_string().starts_with("pages.txt: "));
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn the_shared_collections_are_articles() {
    let shared = std::env::var_os("PRESSCUT_SHARED")
        .map_or_else(
            || concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").into(),
            std::path::PathBuf::from,
        )
        .join("relevance");
    if !shared.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", shared.display());
        eprintln!("skipped: {} is missing", shared.display());
        return;
    }
    let options =
        crate::read::WalkOptions { include: vec!["docs.jsonl.gz".into()], ..Default::default() };
    let mut count = 0;
    for source in crate::read::walk(&[shared], &options).unwrap() {
        let Opened::Reader(reader) = open(&source.unwrap(), &ReadOptions::default()).unwrap()
        else {
            panic!("not read");
        };
        for item in reader {
            let Item::Document(document) = item else { panic!("{item:?}") };
            let Content::Article(record) = document.content else { panic!("{document:?}") };
            assert!(record.id.is_some() && record.date_text.is_none(), "{record:?}");
            count += 1;
        }
    }
    assert!(count > 10_000, "{count} articles");
}

proptest! {
    #[test]
    fn windows_cover_any_text(
        text in "(\\PC{0,30}[ \n]{0,2}){0,30}",
        size in 16_u64..300,
        wide in any::<bool>(),
    ) {
        let text = format!("text {text}");
        let bytes = if wide { utf_16(&format!("\u{feff}{text}")) } else { text.clone().into_bytes() };
        let items = items_with(&bytes, &limit(size));
        assert_covered(&items, &bytes);
        prop_assert_eq!(shown(&items).concat(), text);
        for item in &items {
            prop_assert!(matches!(item, Item::Document(document) if document.bytes <= size));
        }
    }

    #[test]
    fn items_cover_any_lines(
        lines in prop::collection::vec("(\\{\"body\": \"[a-z]{0,40}\"\\}|[{}\\[\\], \"a:\\\\]{0,40}|\\PC{0,9})", 0..20),
        size in 16_u64..60,
    ) {
        for first in ["{\"body\": \"x\"}\n", "[{\"body\": \"x\"},\n", "{\n\"body\": \"x\"}\n"] {
            let bytes = format!("{first}{}", lines.join("\n")).into_bytes();
            let items = items_with(&bytes, &limit(size));
            assert_covered(&items, &bytes);
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for bytes in [bytes.clone(), gzip(&bytes), [&b"{\"a\": "[..], &bytes[..]].concat()] {
            if let Opened::Reader(reader) = open_bytes(&bytes, &limit(64)) {
                prop_assert!(reader.count() < 1000);
            }
        }
    }
}

#[test]
fn zeros_among_words_are_replaced_and_counted() {
    let text =
        b"Pool\0 closes\0 for\0 winter\0 and\0 opens again in the late spring of next year\n";
    let items = items(text);
    assert_covered(&items, text);
    let [Item::Document(document)] = &items[..] else { panic!("{items:?}") };
    assert_eq!(document.replaced, 5);
    assert!(document.content.text().starts_with("Pool\u{fffd} closes"));
}
