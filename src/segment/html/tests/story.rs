//! Dates and headlines of the page's story, and those of what stands beside it.

use presscut_index::Date;

use super::{FIRST, SECOND, only};

/// The day of a page whose article has this header, with something before and behind it.
fn day(before: &str, header: &str, behind: &str) -> Option<String> {
    let article = only(&format!(
        "<html><head><title>Pool closes</title></head><body>{before}<main><article><h1>Pool closes</h1>{header}\
         <p>{FIRST}</p><p>{SECOND}</p></article></main>{behind}</body></html>"
    ));
    article.date.as_ref().map(Date::iso).map(str::to_owned)
}

#[test]
fn dates_beside_the_story_are_not_its_own() {
    let aside = "<aside><h3>Latest</h3><ul><li><time datetime=2026-01-01>1 January</time> <a href=/x>Ferry sails \
                 again</a></ul></aside>";
    let comments = "<div class=comments><p>Nice. <time datetime=2026-02-02>Feb 2</time></p></div>";
    let other = "<article class=teaser><h3><a href=/y>Bakers ask for flour</a></h3><p>They have asked for more of it \
                 since the autumn.</p><time datetime=2026-03-03>3 March</time></article>";
    let footer = "<footer>Page updated 3 April 2023</footer>";
    for beside in [aside, comments, other, footer] {
        let printed = "<p>By Ada Moor, 5 March 2024</p>";
        assert_eq!(day("", printed, beside).as_deref(), Some("2024-03-05"), "{beside}");
        assert_eq!(day(beside, printed, "").as_deref(), Some("2024-03-05"), "{beside}");
        assert_eq!(day("", "", beside), None, "{beside}");
    }
    let header = "<header><time datetime=2026-11-27>Friday</time></header>";
    assert_eq!(day(header, "", ""), None);
    let own = "<header><time datetime=2024-03-05>5 March</time></header>";
    assert_eq!(day("", own, aside).as_deref(), Some("2024-03-05"));
    let told = "<p>The fair opened for the first time on 5 March 2019 in the old hall.</p>";
    assert_eq!(day("", told, ""), None, "a day that the text tells of");
}

#[test]
fn a_change_is_kept_apart_from_the_publication() {
    let (published, changed) = ("2024-03-05T10:00:00Z", "2024-03-06T10:00:00Z");
    for header in [
        format!(
            "<p>Updated <time datetime={changed}>6 March</time> Published <time datetime={published}>5 March</time></p>"
        ),
        format!(
            "<time class=updated datetime={changed}>6</time><time class=published datetime={published}>5</time>"
        ),
        "<div>Updated March 6, 2024</div><div>Published March 5, 2024</div>".to_owned(),
    ] {
        let html = format!(
            "<html><head><title>Pool closes</title></head><body><main><h1>Pool closes</h1>{header}<p>{FIRST}</p>\
             <p>{SECOND}</p></main></body></html>"
        );
        let article = only(&html);
        let day = |date: Option<&Date>| date.map(|date| date.iso()[..10].to_owned());
        assert_eq!(day(article.date.as_ref()).as_deref(), Some("2024-03-05"), "{header}");
        assert_eq!(day(article.modified.as_ref()).as_deref(), Some("2024-03-06"), "{header}");
    }
    let only_changed = day("", "<p>Last updated <time datetime=2024-03-06>6 March</time></p>", "");
    assert_eq!(only_changed.as_deref(), Some("2024-03-06"), "the best there is");
}

#[test]
fn the_name_of_the_site_is_no_headline() {
    for logo in [
        "<header><h1 class=site-title><a href=/>Valley Post</a></h1></header>",
        "<h1>Valley Post</h1>",
        "<h1 style='display: none'>Valley Post Online</h1>",
        "<form><h1>Log in</h1></form>",
    ] {
        for heading in ["h1", "h2"] {
            let article = only(&format!(
                "<html><head><title>Pool closes for winter | Valley Post</title></head><body>{logo}<main><article>\
                 <{heading}>Pool closes for winter</{heading}><p>{FIRST}</p><p>{SECOND}</p></article></main></body></html>"
            ));
            assert_eq!(
                article.headline.as_deref(),
                Some("Pool closes for winter"),
                "{logo} {heading}"
            );
            assert_eq!(article.body, format!("{FIRST}\n{SECOND}"), "{logo} {heading}");
        }
    }
}

#[test]
fn what_readers_say_is_no_part_of_the_text() {
    let article = only(&format!(
        "<html><body><main><article><h1>Pool closes</h1><p>{FIRST}</p><p>{SECOND}</p></article><div class=comments>\
         <div class=comment><span class=author>user77</span><p>I think the mayor is quite wrong about this and the \
         pool should stay open all year.</p></div></div></main></body></html>"
    ));
    assert_eq!(article.body, format!("{FIRST}\n{SECOND}"));
}

/// A page about the boat with this JSON-LD.
fn described(head: &str, linked: &str, top: &str) -> presscut_index::Article {
    only(&format!(
        "<html><head>{head}<script type=application/ld+json>{{\"@type\": \"NewsArticle\", {linked}}}</script></head>\
         <body><article><h1>Last herring boat leaves</h1>{top}<p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    ))
}

#[test]
fn metadata_of_another_story_are_not_believed() {
    let wrong = r#""headline": "Bakers want cheaper flour before winter", "datePublished": "2020-01-01", "dateModified": "2020-01-02", "articleSection": "Food", "author": {"name": "Ben Tide"}"#;
    let head = "<title>Last herring boat leaves</title>";
    let top = "<p class=byline>By Ada Moor</p><time>5 March 2024</time>";
    let article = described(head, wrong, top);
    assert_eq!(article.headline.as_deref(), Some("Last herring boat leaves"));
    assert_eq!(article.authors, ["Ada Moor"]);
    assert_eq!(article.date.as_ref().map(Date::iso), Some("2024-03-05"));
    assert_eq!((article.modified, article.section), (None, None));
    let other = article.evidence.other_headline.unwrap();
    assert_eq!(
        (other.text.as_str(), &*other.mark.rule),
        ("Bakers want cheaper flour before winter", "json-ld.of-another-story")
    );
    let silent = described(head, wrong, "");
    assert_eq!((silent.authors.len(), silent.date), (0, None), "nothing invented");
}

#[test]
fn metadata_that_may_be_of_the_story_are_believed() {
    let rest =
        r#""datePublished": "2020-01-01", "author": {"@type": "Person", "name": "Ben Tide"}"#;
    let head = "<title>Last herring boat leaves</title>";
    let shown = "<p>By Ben Tide</p>";
    for (linked, head, top) in [
        // Another wording of the same story.
        (r#""headline": "Town mourns herring trade""#, head, ""),
        (r#""headline": "Skipper sells nets, museum pleased""#, "<title>News</title>", ""),
        // Too short, in another language or script, or signed by the same.
        (r#""headline": "Farewell""#, head, ""),
        (
            r#""headline": "Letztes Fischerschiff verlässt den Hafen", "inLanguage": "de""#,
            "<html lang=en>",
            "",
        ),
        (r#""headline": "Последняя лодка ушла из порта""#, head, ""),
        (r#""headline": "Bakers want cheaper flour before winter""#, head, shown),
        (
            r#""headline": "Bakers want cheaper flour before winter""#,
            "<meta property=article:published_time content=2020-01-01T08:00>",
            "",
        ),
        (
            r#""headline": "Bakers want cheaper flour before winter", "url": "https://a.example/boat""#,
            "<link rel=canonical href='https://a.example/boat'>",
            "",
        ),
    ] {
        let article = described(head, &format!("{linked}, {rest}"), top);
        assert_eq!(article.authors, ["Ben Tide"], "{linked}");
        let day = article.date.as_ref().map(|date| date.iso().get(..10).unwrap());
        assert_eq!(day, Some("2020-01-01"), "{linked}");
    }
}

#[test]
fn texts_without_blanks_are_compared_by_pairs_of_characters() {
    let page = |headline: &str| {
        only(&format!(
            "<html lang=ja><head><title>最後のニシン漁船が港を去る</title><script type=application/ld+json>{{\"@type\": \
             \"NewsArticle\", \"headline\": \"{headline}\", \"author\": {{\"name\": \"森明\"}}}}</script></head><body><main>\
             <h1>最後のニシン漁船が港を去る</h1><p>{}</p></main></body></html>",
            "月曜日の朝、最後の漁船が北の港を出て行った。二百年のあいだ町を養ってきた仕事も、それとともに終わった。".repeat(5)
        ))
    };
    assert_eq!(page("町を養った漁船、北の港に別れ").authors, ["森明"]);
    assert!(page("小麦粉不足でパン屋が悲鳴").authors.is_empty());
}

#[test]
fn dates_of_events_below_the_story_are_not_its_own() {
    let events = "<div class=events><h3>Events</h3><p>Concert, 12 June 2025, town hall</p></div>";
    assert_eq!(day("", "", events), None);
    assert_eq!(day("", "", "<p>5 March 2024</p>").as_deref(), Some("2024-03-05"));
}

#[test]
fn only_words_close_to_a_time_make_it_one_of_change() {
    let near = "<p>Updated <b>:</b> <time datetime=2024-03-06>6</time> <time datetime=2024-03-05>5</time></p>";
    let far = format!("<p>Updated {} <time datetime=2024-03-06>6</time></p>", "<i></i>".repeat(20));
    let changed = |header: &str| {
        let html = format!(
            "<html><body><main><h1>Pool closes</h1>{header}<p>{FIRST}</p><p>{SECOND}</p></main></body></html>"
        );
        only(&html).modified.is_some()
    };
    assert_eq!((changed(near), changed(&far)), (true, false), "reading on would be quadratic");
}
