use std::fs;
use std::path::{Path, PathBuf};

use tantivy::collector::DocSetCollector;
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocId, DocSet as _, Order};

use super::*;
use crate::query::{self, Lowered};
use crate::schema::DateQuery;
use crate::search::tests::article;
use crate::{Article, Date, Index, ParseOptions, Query, WriterOptions};

/// Numbers that look like chance, the same each time.
pub(crate) fn random() -> impl FnMut(u64) -> u64 {
    let mut state = 11_u64;
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// An index in several segments of articles with dates of every length and without, some of which were removed;
/// the older they are, the more of them hold `gale`.
pub(crate) fn index(dir: &Path) -> Index {
    let index = Index::create_or_open(dir).unwrap();
    let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
    let mut random = random();
    for n in 0..7000_u64 {
        let year = 2000 + random(20);
        let (month, day) = (1 + random(12), 1 + random(28));
        let date = match random(40) {
            0 => String::new(),
            1 => year.to_string(),
            2 => format!("{year}-{month:02}"),
            3..8 => format!("{year}-{month:02}-{day:02}T{:02}:15:00", random(24)),
            8..12 => "2009-09-09".to_owned(),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        let mut body = "sea ".repeat(usize::try_from(1 + random(3)).unwrap());
        for (word, of) in [("port", 3), ("ferry", 40), ("gale", 1 + (year - 2000) * 8)] {
            if random(of) == 0 {
                body.push_str(word);
                body.push(' ');
            }
        }
        let mut article = article(&format!("{:x}", n * 7919 % 7000), "", &body);
        article.date = Date::parse(&date);
        article.source = format!("s{}", n % 3);
        writer.add(&article).unwrap();
        if n == 900 || n == 4500 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    for n in (0..7000).step_by(13) {
        let id = format!("{:x}", n * 7919 % 7000);
        writer.forget_article(&format!("s{}", n % 3), &id).unwrap();
    }
    writer.commit().unwrap();
    writer.finish().unwrap();
    index
}

/// The calendars beside an index.
pub(crate) fn files(dir: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|end| end == EXTENSION)).collect()
}

/// Lowers a query for matches in the order of their dates.
pub(crate) fn lowered(searcher: &Searcher, text: &str) -> Lowered {
    let query = Query::parse(text, &ParseOptions::default()).unwrap().query;
    query::lower(searcher, &query, false, false).unwrap()
}

const RANGES: [&str; 12] = [
    "date:2004",
    "date:2004-02",
    "date:2004-02-11",
    "date:2009-09-09",
    "date:2004-02-11..2004-02-13",
    "date:..2001-03",
    "date:>2018-11-30",
    "date:<2000-02",
    "date:2019-12-28..",
    "date:1999",
    "date:2030",
    "date:*",
];

fn passes(dates: &DateQuery, searcher: &Searcher, segment: u32) -> Vec<DocId> {
    let within = dates.open(searcher, segment).unwrap();
    (0..searcher.inner.segment_reader(segment).max_doc()).filter(|doc| within(*doc)).collect()
}

#[test]
fn days_hold_all_that_a_range_matches_and_little_else() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path()).searcher().unwrap();
    assert_eq!(searcher.inner.segment_readers().len(), 3);
    for text in RANGES {
        let query = lowered(&searcher, text).query.unwrap();
        let dates: &DateQuery = query.downcast_ref().unwrap();
        let (mut held, mut number) = (0, 0);
        for segment in searcher.segments() {
            let days = searcher.days(segment, dates).unwrap().unwrap();
            let bits = days.bits().unwrap();
            let passing = passes(dates, &searcher, segment);
            assert!(passing.iter().all(|doc| bits.has(*doc)), "{text}");
            assert_eq!(bits.count(), days.number() as u64, "{text}");
            held += days.number();
            number += passing.len();
        }
        // Within a day more of each kind of date, those that are known to the year alone the most.
        assert!(held <= number + 60, "{text}: {held} looked up, {number} match");
    }
}

#[test]
fn the_engine_finds_the_same_with_calendars_and_without() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    let with = index.searcher().unwrap();
    let mut texts: Vec<String> = RANGES.map(str::to_owned).into();
    for range in RANGES {
        for other in ["ferry", "sea", "-sea", "(port OR date:2010-01)"] {
            texts.push(format!("{range} {other}"));
        }
        texts.extend([format!("sea -{range}"), format!("ferry OR {range}")]);
    }
    let found = |searcher: &Searcher, text: &str| {
        let Some(query) = lowered(searcher, text).query else { return Vec::new() };
        let found = searcher.inner.search(&*query, &DocSetCollector).unwrap();
        let mut found: Vec<DocAddress> = found.into_iter().collect();
        found.sort_unstable();
        found
    };
    let expected: Vec<_> = texts.iter().map(|text| found(&with, text)).collect();
    assert!(expected.iter().filter(|found| !found.is_empty()).count() > 50);
    let query = lowered(&with, "date:2004-02").query.unwrap();
    let weight = query.weight(EnableScoring::disabled_from_searcher(&with.inner)).unwrap();
    let readers = with.inner.segment_readers().iter();
    let costs = readers.map(|reader| weight.scorer(reader, 1.0).unwrap().cost()).sum::<u64>();
    assert!(costs < 60, "a month of twenty years is looked up: {costs}");
    for path in files(dir.path()) {
        fs::remove_file(path).unwrap();
    }
    let without = index.searcher().unwrap();
    for (text, expected) in texts.iter().zip(expected) {
        assert_eq!(found(&without, text), expected, "{text}");
    }
}

#[test]
fn articles_come_in_the_order_of_their_dates_with_all_of_the_last() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path()).searcher().unwrap();
    for order in [Order::Asc, Order::Desc] {
        let mut expected: Vec<u64> = Vec::new();
        for reader in searcher.inner.segment_readers() {
            let starts = reader.fast_fields().i64(DATE_START).unwrap();
            let dates = (0..reader.max_doc()).filter_map(|doc| starts.first(doc));
            expected.extend(dates.map(|date| date_place(Some(date), order)));
        }
        expected.sort_unstable_by(|a, b| b.cmp(a));
        let mut articles = searcher.in_order(order, None).unwrap().unwrap();
        let (mut places, mut number) = (Vec::new(), 1);
        while articles.number() > 0 {
            let before = articles.number();
            let taken = articles.take(number, usize::MAX).unwrap();
            assert!(taken.len() >= number.min(before));
            assert_eq!(articles.number(), before - taken.len());
            for at in taken {
                let reader = searcher.inner.segment_reader(at.segment_ord);
                let starts = reader.fast_fields().i64(DATE_START).unwrap();
                places.push(date_place(starts.first(at.doc_id), order));
            }
            assert_ne!(places.last(), expected.get(places.len()), "the same date is left");
            number = number * 2 + 1;
        }
        assert_eq!(places, expected);
        let mut articles = searcher.in_order(order, None).unwrap().unwrap();
        assert!(articles.take(expected.len(), expected.len() - 1).is_none());
    }
}

#[test]
fn a_range_is_taken_from_one_end_to_the_other() {
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path()).searcher().unwrap();
    for text in RANGES {
        let query = lowered(&searcher, text).query.unwrap();
        let dates: &DateQuery = query.downcast_ref().unwrap();
        let mut expected = Vec::new();
        for segment in searcher.segments() {
            let docs = passes(dates, &searcher, segment).into_iter();
            expected.extend(docs.map(|doc| DocAddress::new(segment, doc)));
        }
        for order in [Order::Asc, Order::Desc] {
            let mut articles = searcher.in_order(order, Some(dates)).unwrap().unwrap();
            let mut taken = articles.take(usize::MAX, usize::MAX).unwrap();
            taken.sort_unstable();
            assert!(expected.iter().all(|at| taken.binary_search(at).is_ok()), "{text}");
        }
    }
}

#[test]
fn a_calendar_that_is_damaged_anywhere_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    let path = &files(dir.path())[0];
    let whole = fs::read(path).unwrap();
    let opened = |bytes: &[u8]| Calendar::open(tantivy::directory::OwnedBytes::new(bytes.to_vec()));
    let calendar = opened(&whole).unwrap();
    let number: usize = calendar.lists().map(|(_, list)| list.number).sum();
    assert!(whole.len() < 4 * number + 200, "{} bytes for {number}", whole.len());
    for length in (0..whole.len()).step_by(whole.len() / 50).chain([0, 1, 63, whole.len() - 1]) {
        assert!(opened(&whole[..length]).is_none(), "{length} bytes");
    }
    for at in (0..whole.len()).step_by(37) {
        let mut bytes = whole.clone();
        bytes[at] ^= 64;
        let Some(calendar) = opened(&bytes) else { continue };
        let mut lists = calendar.lists();
        let read = lists.all(|(at, list)| calendar.each(at, 0..list.number, |_| ()).is_some());
        assert!(!read, "byte {at}");
        assert!(calendar.each(LISTS, 0..1, |_| ()).is_none());
    }
    drop(index);
}

#[test]
fn calendars_are_made_for_segments_that_have_none_and_go_with_them() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    let made = files(dir.path());
    assert_eq!(made.len(), 3);
    let whole = fs::read(&made[0]).unwrap();
    fs::remove_file(&made[0]).unwrap();
    let stray = dir.path().join("00000000000000000000000000000000").with_extension(EXTENSION);
    fs::write(&stray, "x").unwrap();
    index.make_tables().unwrap();
    assert_eq!(fs::read(&made[0]).unwrap(), whole);
    assert!(!stray.try_exists().unwrap());
    assert_eq!(files(dir.path()).len(), 3);
}

#[test]
fn what_is_beside_an_index_is_left_to_the_writer_that_is_at_work() {
    let dir = tempfile::tempdir().unwrap();
    let index = index(dir.path());
    let of_its_commit = dir.path().join("0123456789abcdef0123456789abcdef.calendar");
    let writer = index.writer(&WriterOptions::default()).unwrap();
    fs::write(&of_its_commit, "x").unwrap();
    index.make_last_tables().unwrap();
    assert!(of_its_commit.try_exists().unwrap());
    drop(writer);
    index.make_last_tables().unwrap();
    assert!(!of_its_commit.try_exists().unwrap());
    index.writer(&WriterOptions::default()).unwrap();
}

#[test]
fn damaged_calendars_are_made_anew_with_the_next_article() {
    let damages: [fn(&mut Vec<u8>); 4] = [
        Vec::clear,
        |bytes| bytes.truncate(bytes.len() - 1),
        |bytes| bytes[0] ^= 1,
        |bytes| bytes[60] ^= 1,
    ];
    for damage in damages {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        let mut dated = article("1", "", "sea");
        dated.date = Date::parse("2004-02-11");
        writer.add(&dated).unwrap();
        writer.commit().unwrap();
        let [path] = &*files(dir.path()) else { panic!("not one calendar") };
        let whole = fs::read(path).unwrap();
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(path, bytes).unwrap();
        writer.add(&article("2", "", "sea")).unwrap();
        writer.commit().unwrap();
        assert_eq!(fs::read(path).unwrap(), whole);
    }
}

#[test]
fn articles_without_dates_stand_in_none() {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::create_or_open(dir.path()).unwrap();
    let mut writer = index.writer(&WriterOptions::default()).unwrap();
    writer.add(&Article { id: "1".into(), body: "sea".into(), ..Article::default() }).unwrap();
    writer.commit().unwrap();
    writer.finish().unwrap();
    let searcher = index.searcher().unwrap();
    let articles = searcher.in_order(Order::Desc, None).unwrap().unwrap();
    assert_eq!(articles.number(), 0);
}
