//! Text that stands only where scripts are off, where frames are none, or hidden; and bodies that must not be empty.

use super::{FIRST, SECOND, THIRD, cut, only};

/// A page whose text is `markup`.
fn body_of(head: &str, markup: &str) -> String {
    let html = format!("<html><head>{head}</head><body>{markup}</body></html>");
    only(&html).body
}

const TITLE: &str = "<title>Last herring boat leaves</title>";
const NOTICE: &str = "This page needs a browser that runs scripts, please turn them on to go on reading the Courier.";

#[test]
fn what_stands_only_without_scripts_or_frames_is_read() {
    let story = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    let expected = format!("{FIRST}\n{SECOND}");
    for markup in [
        format!("<noscript>{story}</noscript>"),
        format!("<NOSCRIPT class=x>{story}</NOSCRIPT>"),
        format!("<div id=app></div><noscript><div>{story}</div></noscript>"),
        format!("<h1>Last herring boat leaves</h1><noscript>{story}</noscript>"),
        format!("<p>Loading, please wait ...</p><noscript>{story}</noscript>"),
        format!("<template>{story}</template>"),
        format!("<h1>Last herring boat leaves</h1><div hidden>{story}</div>"),
        format!(
            "<div class=cookie-consent><p>We use cookies to measure how our pages are read, and more.</p></div><noscript>{story}</noscript>"
        ),
    ] {
        assert_eq!(body_of(TITLE, &markup), expected, "{markup}");
    }
    let frames = format!(
        "<html><head>{TITLE}</head><frameset cols=20%,80%><frame src=a><frame src=b><noframes><body>{story}</body></noframes></frameset></html>"
    );
    let article = only(&frames);
    assert_eq!(article.body, expected);
    let sources: Vec<_> = article.evidence.body.iter().map(|span| span.of(&frames)).collect();
    assert_eq!(sources, [Some(FIRST), Some(SECOND)]);
    assert_eq!(body_of(TITLE, &format!("<noscript>{FIRST}</noscript>")), FIRST);
}

#[test]
fn a_page_with_a_story_stays_as_it_is() {
    let shown = format!("<h1>Last herring boat leaves</h1><p>{FIRST}</p>");
    let beside = format!("<p>{SECOND}</p><p>{THIRD}</p>");
    for tag in ["noscript", "template", "div hidden"] {
        let close = tag.split(' ').next().unwrap();
        let html = format!("{shown}<{tag}>{beside}</{close}>");
        assert_eq!(body_of(TITLE, &html), FIRST, "{tag}");
    }
}

#[test]
fn a_notice_about_scripts_is_no_text_where_there_is_a_better_one() {
    let notice = format!("<noscript><p>{NOTICE}</p></noscript>");
    let short = "The boat left on Monday at noon.";
    let shown = format!("<h1>Last herring boat leaves</h1><p>{short}</p>{notice}");
    assert_eq!(body_of(TITLE, &shown), short);
    let linked = format!(
        r#"{TITLE}<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Last herring boat leaves", "articleBody": "{FIRST}"}}</script>"#
    );
    assert_eq!(body_of(&linked, &format!("<div id=app></div>{notice}")), FIRST);
    assert_eq!(
        body_of(TITLE, "<div id=app></div><noscript>Please turn on scripts.</noscript>"),
        ""
    );
    let pixel = "<div hidden>Shown by script</div><noscript><img src=x></noscript>";
    assert_eq!(body_of(TITLE, pixel), "Shown by script");
    let titled = format!("<noscript><h1>No scripts here</h1><p>{NOTICE}</p></noscript>");
    assert_eq!(body_of(TITLE, &titled), "", "a text under another headline");
    let asks = format!(
        "<p>{NOTICE}</p><p>Sign in to go on reading, or ask for a trial month at half the price.</p>"
    );
    for hidden in ["div hidden class=modal", "dialog style='display:none'"] {
        let close = hidden.split(' ').next().unwrap();
        let html = format!("<h1>Last herring boat leaves</h1><{hidden}>{asks}</{close}>");
        assert_eq!(body_of(TITLE, &html), "", "{hidden}");
    }
    let video = format!("<h1>Last herring boat leaves</h1><p>{short}</p><div hidden>{asks}</div>");
    assert_eq!(body_of(TITLE, &video), short);
}

#[test]
fn an_item_with_text_beside_its_headline_has_a_body() {
    let card =
        |head: &str, text: &str| format!("<article><h2><a href=/x>{head}</a></h2>{text}</article>");
    let html = format!(
        "<html><head>{TITLE}</head><body><main>{}{}{}{}</main></body></html>",
        card("Last herring boat leaves", &format!("<p>{FIRST}</p>")),
        card("Skipper sells her nets", &format!("<p>{SECOND}</p>")),
        card("Rain again", "<p>It rained all night.</p>"),
        card("Gulls return", "<div>They are back in the sheds.</div>"),
    );
    let bodies: Vec<String> = cut(&html).articles.into_iter().map(|article| article.body).collect();
    assert_eq!(bodies, [FIRST, SECOND, "It rained all night.", "They are back in the sheds."]);
}
