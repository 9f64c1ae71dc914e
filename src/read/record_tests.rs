use super::*;

fn read(json: &str) -> Parsed {
    parse(json, None).unwrap_or_else(|fault| panic!("{json}: {}", fault.reason(1)))
}

fn article(json: &str) -> Record {
    match read(json).content {
        Content::Article(record) => *record,
        other => panic!("{json}: {other:?}"),
    }
}

#[test]
fn the_rule_tells_articles_from_pages() {
    for json in [
        r#"{"headline": "H", "text": "t"}"#,
        r#"{"title": null, "text": "t"}"#,
        r#"{"body": ""}"#,
        r#"{"articleBody": "t"}"#,
        r#"{"maintext": "t", "date_download": "2020-08-13"}"#,
        r#"{"text": "t", "authors": []}"#,
        r#"{"content": "t", "publish_date": "2020"}"#,
        r#"{"html": "<p>", "body": "t"}"#,
        r#"{"title": "only a headline"}"#,
    ] {
        assert!(matches!(read(json).content, Content::Article(_)), "{json}");
    }
    for json in [
        r#"{"text": "t", "url": "u", "timestamp": "2019-04-25T12:57:54Z"}"#,
        r#"{"text": "t", "id": "x", "date": "2019-04-25", "language": "en"}"#,
        r#"{"raw_content": "t", "title": "T", "date_download": "2019"}"#,
        r#"{"content": "t", "warc_headers": {}}"#,
        r#"{"html": "<p>t", "title": "T"}"#,
    ] {
        assert!(!matches!(read(json).content, Content::Article(_)), "{json}");
    }
}

#[test]
fn the_shape_that_is_asked_for_wins() {
    let json = r#"{"title": "T", "text": "t", "date": "2020-08-13"}"#;
    let page = parse(json, Some(Shape::Pages)).unwrap();
    assert_eq!(page.content, Content::Text("t".into()));
    assert_eq!(page.captured, Date::parse("2020-08-13"));
    let json = r#"{"text": "t", "date": "2020-08-13"}"#;
    let Content::Article(record) = parse(json, Some(Shape::Articles)).unwrap().content else {
        panic!("a page");
    };
    assert_eq!((record.body.as_str(), record.date), ("t", Date::parse("2020-08-13")));
}

#[test]
fn every_field_of_an_article_is_read() {
    let parsed = read(
        r#"{"id": "a-1", "url": "https://example.org/x", "headline": " Rain \"soon\" ",
            "body": "One.\nTwo.", "authors": ["Ada Low", {"name": "Bo Hill", "url": "u"}, ""],
            "date": "2020-08-13", "dateModified": "2020-08-14T10:00:00Z", "articleSection": ["Weather"],
            "inLanguage": "en-GB", "timestamp": 1597352400, "unknown": {"deep": [1, {"body": "no"}]}}"#,
    );
    assert_eq!(parsed.url.as_deref(), Some("https://example.org/x"));
    assert_eq!(parsed.language, Lang::parse("en"));
    assert_eq!(parsed.captured.unwrap().iso(), "2020-08-13T21:00:00Z");
    let expected = Record {
        id: Some("a-1".into()),
        headline: Some("Rain \"soon\"".into()),
        body: "One.\nTwo.".into(),
        authors: vec!["Ada Low".into(), "Bo Hill".into()],
        date: Date::parse("2020-08-13"),
        date_text: None,
        modified: Date::parse("2020-08-14T10:00:00Z"),
        section: Some("Weather".into()),
    };
    assert_eq!(parsed.content, Content::Article(Box::new(expected)));
}

#[test]
fn an_id_is_taken_as_it_is_written() {
    for (json, id) in [
        (r#"{"id": 17, "body": ""}"#, Some("17")),
        (r#"{"id": -3, "body": ""}"#, Some("-3")),
        (
            r#"{"id": 123456789012345678901234567890, "body": ""}"#,
            Some("123456789012345678901234567890"),
        ),
        (r#"{"x": {"id": 1.5}, "id": 1.50, "body": ""}"#, Some("1.5")),
        (r#"{"id": "007", "body": ""}"#, Some("007")),
        (r#"{"id": null, "body": ""}"#, None),
        (r#"{"id": "", "body": ""}"#, None),
    ] {
        assert_eq!(article(json).id.as_deref(), id, "{json}");
    }
}

#[test]
fn authors_come_in_every_shape() {
    for (json, authors) in [
        (r#"{"body": "", "author": "Ada Low"}"#, &["Ada Low"][..]),
        (r#"{"body": "", "byline": "By Ada Low"}"#, &["By Ada Low"]),
        (r#"{"body": "", "author": "Low, Ada; Hill, Bo"}"#, &["Low, Ada", "Hill, Bo"]),
        (r#"{"body": "", "author": {"@type": "Person", "name": "Ada Low"}}"#, &["Ada Low"]),
        (r#"{"body": "", "author": [{"name": ["Ada Low", "Bo Hill"]}]}"#, &["Ada Low", "Bo Hill"]),
        (r#"{"body": "", "authors": [], "byline": "Ada Low"}"#, &["Ada Low"]),
        (r#"{"body": "", "authors": ["Ada Low", "Ada Low"]}"#, &["Ada Low"]),
        (r#"{"body": "", "author": null}"#, &[]),
    ] {
        assert_eq!(article(json).authors, authors, "{json}");
    }
}

#[test]
fn a_date_that_cannot_be_read_keeps_its_text() {
    let record = article(r#"{"body": "", "published": "soonish", "date": "2020"}"#);
    assert_eq!((record.date, record.date_text.as_deref()), (None, Some("soonish")));
    let record = article(r#"{"body": "", "published": "", "date": "2020"}"#);
    assert_eq!((record.date, record.date_text), (Date::parse("2020"), None));
    let record =
        article(r#"{"body": "", "date": "2 hours ago", "date_download": "2020-08-13T21:00:00Z"}"#);
    assert_eq!(record.date.unwrap().first_day().to_string(), "2020-08-13");
}

#[test]
fn keys_of_one_meaning_give_way_in_order() {
    assert_eq!(article(r#"{"text": "b", "body": "a"}"#).body, "a");
    assert_eq!(article(r#"{"text": "b", "body": ""}"#).body, "b");
    assert_eq!(article(r#"{"title": "b", "headline": "a", "body": ""}"#).headline.unwrap(), "a");
    assert_eq!(article(r#"{"title": "b", "headline": "", "body": ""}"#).headline.unwrap(), "b");
    assert_eq!(article(r#"{"body": "first", "body": "last"}"#).body, "last");
    assert_eq!(article(r#"{"Title": "T", "Content": "t"}"#).body, "t");
    assert_eq!(article(r#"{"body": ["One.", "Two."]}"#).body, "One.\nTwo.");
}

#[test]
fn archives_keep_address_and_time_below() {
    let oscar = read(
        r#"{"content": "t", "warc_headers": {"warc-target-uri": "http://e.org/a", "warc-date":
            "2020-08-13T21:00:00Z", "warc-identified-content-language": "deu"}, "metadata": null}"#,
    );
    assert_eq!(oscar.url.as_deref(), Some("http://e.org/a"));
    assert_eq!(oscar.language, Lang::parse("de"));
    assert_eq!(oscar.captured.unwrap().iso(), "2020-08-13T21:00:00Z");
    let dolma =
        read(r#"{"text": "t", "metadata": {"url": "http://e.org/b", "text": "no"}, "url": null}"#);
    assert_eq!(dolma.url.as_deref(), Some("http://e.org/b"));
    assert_eq!(dolma.content, Content::Text("t".into()));
}

#[test]
fn markup_is_recognised_in_any_page() {
    let page = read(r#"{"content": " <!doctype html><p>t"}"#);
    assert!(matches!(page.content, Content::Html(_)));
    assert!(matches!(read(r#"{"html": "no tag"}"#).content, Content::Html(_)));
}

#[test]
fn faults_say_what_and_where() {
    let reason = |json: &str| parse(json, None).unwrap_err().reason(17);
    assert_eq!(reason(r#"{"body": "a" "b": 1}"#), "expected `,` or `}` at column 14");
    assert_eq!(reason("{\"body\":\n\n 1 2}"), "expected `,` or `}` at line 19, column 4");
    assert_eq!(reason("{\"body\":\n"), "EOF while parsing a value at the end of line 17");
    assert!(reason("[1]").contains("expected a JSON object"), "{}", reason("[1]"));
    assert!(reason("{}").starts_with("no text: the record has none of the keys `headline`"));
    assert!(reason(r#"{"id": 1, "author": "x"}"#).starts_with("no text"));
}

#[test]
fn a_blank_field_gives_way_to_one_with_words() {
    let json = r#"{"headline": " ", "title": "Rain", "body": "\n", "text": "It rained."}"#;
    let record = article(json);
    assert_eq!(record.headline.as_deref(), Some("Rain"));
    assert_eq!(record.body, "It rained.");
}

#[test]
fn keys_of_feeds_crawlers_and_interfaces_are_known() {
    for key in [
        "publishedAt",
        "published_at",
        "pubDate",
        "pub_date",
        "publishDate",
        "publishedDate",
        "publication_date",
        "publishing_date",
        "webPublicationDate",
        "firstPublished",
        "date_published",
        "dateTimePub",
        "article:published_time",
        "PUBLISHED-AT",
    ] {
        let record = article(&format!(r#"{{"text": "t", "{key}": "2024-03-05T10:00:00Z"}}"#));
        assert_eq!(record.date, Date::parse("2024-03-05T10:00:00Z"), "{key}");
    }
    for key in ["modifiedAt", "updated_at", "lastModified", "dateUpdated", "updated"] {
        let record = article(&format!(r#"{{"title": "T", "{key}": "2024-03-05"}}"#));
        assert_eq!(record.modified, Date::parse("2024-03-05"), "{key}");
    }
    for key in ["creator", "author_name", "authorName", "dc:creator", "byLine"] {
        let record = article(&format!(r#"{{"text": "t", "{key}": "Ada Low"}}"#));
        assert_eq!(record.authors, ["Ada Low"], "{key}");
    }
    for key in ["crawl_date", "fetch_time", "fetchedAt", "scraped_at", "seendate", "captured"] {
        let page = read(&format!(r#"{{"text": "t", "{key}": "20240305T100000Z"}}"#));
        assert_eq!(page.captured, Date::parse("2024-03-05T10:00:00Z"), "{key}");
        assert_eq!(page.content, Content::Text("t".into()), "{key}");
    }
}

#[test]
fn when_a_record_was_made_counts_where_nothing_else_is_there() {
    let made = r#"{"title": "T", "created_at": "2024-03-05", "date": "2024-03-04"}"#;
    assert_eq!(article(made).date, Date::parse("2024-03-04"));
    let made = r#"{"title": "T", "created_at": "2024-03-05"}"#;
    assert_eq!(article(made).date, Date::parse("2024-03-05"));
    assert_eq!(
        read(r#"{"text": "t", "created_at": "2024-03-05"}"#).content,
        Content::Text("t".into())
    );
}
