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
