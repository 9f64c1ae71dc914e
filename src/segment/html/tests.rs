//! Pages of our own invention, one for each trap.

mod breaks;
mod lists;
mod story;
mod unshown;

use presscut_index::{Article, Date};
use proptest::prelude::*;

use super::entity::collapse;
use super::segment;
use crate::read::{Content, Document};
use crate::segment::{Common, Role, Segmentation};

const FIRST: &str = "The last herring boat left the northern harbour on Monday, and with it went the trade that had fed the town for two hundred years.";
const SECOND: &str = "Its skipper, a woman of seventy, said that she had sold the nets to a museum, because nobody else had asked for them.";
const THIRD: &str = "The council wants to keep the quay open for visitors, but it has neither the money nor a plan for the sheds that line it.";

fn cut(html: &str) -> Segmentation {
    let document = Document::new("page.html", Content::Html(html.to_owned()));
    segment(&document, html, &Common::default())
}

fn only(html: &str) -> Article {
    let mut articles = cut(html).articles;
    assert_eq!(articles.len(), 1, "{html}");
    articles.remove(0)
}

/// A page with menus, teasers, comments and a footer around the text.
fn page(head: &str, top: &str) -> String {
    let menu = "<li><a href=/a>Weather</a><li><a href=/b>Sport</a>".repeat(4);
    format!(
        "<!DOCTYPE html><html lang=en><head>{head}</head><body><nav><ul>{menu}</ul></nav>\
         <main><article class=story><h1>Last herring boat leaves</h1>{top}\
         <p>{FIRST}</p><p>{SECOND}</p><h2>No plan for the sheds</h2><p>{THIRD}</p></article></main>\
         <aside><article><h3><a href=/c>Ferry returns to its old berth</a></h3></article>\
         <article><h3><a href=/d>Bakers ask for more flour</a></h3></article></aside>\
         <section class=comments><article class=comment><h4>Ann</h4><p>I have lived here for forty years and \
         I never saw the harbour so empty, it is a shame for all of us who remember it.</p></article></section>\
         <footer><p>© The Coast Courier</p></footer></body></html>"
    )
}

#[test]
fn the_story_is_cut_out_of_its_page() {
    let html = page("<title>Last herring boat leaves | The Coast Courier</title>", "");
    let found = cut(&html);
    let article = only(&html);
    assert_eq!(article.headline.as_deref(), Some("Last herring boat leaves"));
    assert_eq!(article.body, [FIRST, SECOND, "No plan for the sheds", THIRD].join("\n"));
    assert_eq!(article.language.unwrap().as_str(), "en");
    assert!(article.authors.is_empty() && article.date.is_none() && article.section.is_none());
    assert!(article.span.of(&html).unwrap().starts_with("Last herring boat"));
    assert!(article.span.of(&html).unwrap().ends_with("line it."));
    let menu = found.lines.iter().filter(|line| line.role == Role::Boilerplate).count();
    assert!(menu > 8);
    assert!(found.lines.is_sorted_by_key(|line| line.span.start));
}

#[test]
fn json_ld_names_headline_authors_and_dates() {
    let head = r#"<script type="application/ld+json">
        <!-- {"@context": "https://schema.org", "@graph": [
          {"@type": "WebSite", "name": "The Coast Courier"},
          {"@id": "/#ada", "@type": "Person", "name": "Ada Moor"},
          {"@type": "NewsArticle", "headline": "Last herring boat leaves &amp;amp; does not return",
           "author": [{"@id": "/#ada"}, {"@type": "Person", "name": "Ben Tide"}, {"@type": "Organization", "name": "The Coast Courier"}],
           "datePublished": "2021-03-01T23:30:00-05:00", "dateModified": "2021-03-02", "articleSection": ["Harbour"],},
        ]} --></script>"#;
    let html = page(head, "");
    let article = only(&html);
    assert_eq!(article.headline.as_deref(), Some("Last herring boat leaves & does not return"));
    assert_eq!(article.authors, ["Ada Moor", "Ben Tide"]);
    assert_eq!(article.date.as_ref().map(Date::iso), Some("2021-03-01T23:30:00-05:00"));
    assert_eq!(article.modified.as_ref().map(Date::iso), Some("2021-03-02"));
    assert_eq!(article.section.as_deref(), Some("Harbour"));
    let mark = article.evidence.date.unwrap();
    assert_eq!(mark.rule, "json-ld.datePublished");
    assert_eq!(mark.span.unwrap().of(&html), Some("2021-03-01T23:30:00-05:00"));
    assert_eq!(article.evidence.authors[0].span.unwrap().of(&html), Some("Ada Moor"));
}

#[test]
fn metas_are_read_where_there_is_no_json_ld() {
    let head = r#"<meta property="og:title" content="Last herring boat leaves - Coast Courier"><meta property="og:site_name" content="Coast Courier">
        <meta name="author" content="By Ada Moor and Ben Tide"><meta property="article:published:time" content="2021-03-01">
        <meta name="google-site-verification-date" content="20210305"><link rel=canonical href="https://courier.example/boat">"#;
    let html = page(head, "");
    let article = only(&html);
    assert_eq!(article.headline.as_deref(), Some("Last herring boat leaves"));
    assert_eq!(article.authors, ["Ada Moor", "Ben Tide"]);
    assert_eq!(article.date.as_ref().map(Date::iso), Some("2021-03-01"));
    assert_eq!(article.url.as_deref(), Some("https://courier.example/boat"));
    assert_eq!(article.evidence.headline.unwrap().rule, "og:title");
}

#[test]
fn the_visible_byline_and_time_serve_where_the_head_is_silent() {
    let top = "<p class=byline>By <a rel=author href=/authors/ada>Ada Moor</a></p><p class=date><time datetime=2021-03-01T08:00Z>1 March</time></p>";
    let html = page("", top);
    let article = only(&html);
    assert_eq!(article.authors, ["Ada Moor"]);
    assert_eq!(article.date.as_ref().map(Date::iso), Some("2021-03-01T08:00:00Z"));
    assert_eq!(article.evidence.authors[0].rule, "html.byline");
    assert_eq!(article.evidence.authors[0].span.unwrap().of(&html), Some("Ada Moor"));
    assert!(!article.body.contains("Ada Moor"), "{}", article.body);
}

#[test]
fn the_other_headline_is_kept_where_page_and_metadata_differ() {
    let head = "<meta property=og:title content='Harbour loses its last boat'>";
    let html = page(head, "");
    let article = only(&html);
    assert_eq!(article.headline.as_deref(), Some("Harbour loses its last boat"));
    assert_eq!(article.evidence.headline.unwrap().rule, "og:title");
    let other = article.evidence.other_headline.unwrap();
    assert_eq!((other.text.as_str(), &*other.mark.rule), ("Last herring boat leaves", "html.h1"));
    assert_eq!(other.mark.span.unwrap().of(&html), Some("Last herring boat leaves"));
    let same = "<meta property=og:title content='Last herring boat leaves | The Coast Courier'>\
                <meta property=og:site_name content='The Coast Courier'>";
    assert_eq!(only(&page(same, "")).evidence.other_headline, None);
}

#[test]
fn a_relative_date_waits_for_the_capture_time() {
    let html = page("", "<p class=date>3 hours ago</p>");
    let mut document = Document::new("page.html", Content::Html(html.clone()));
    let open = segment(&document, &html, &Common::default()).articles.remove(0);
    assert_eq!((open.date, open.date_text.as_deref()), (None, Some("3 hours ago")));
    document.captured = Date::parse("2021-03-01T02:00:00");
    let known = segment(&document, &html, &Common::default()).articles.remove(0);
    assert_eq!(known.date.unwrap().first_day().to_string(), "2021-02-28");
    assert_eq!(known.date_text, None);
}

#[test]
fn a_month_counts_where_no_day_is_known_and_what_cannot_be_keeps_its_text() {
    let linked = |day: &str| {
        format!(
            "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"datePublished\": \"{day}\"}}</script>"
        )
    };
    let of = |day: &str| only(&page(&linked(day), ""));
    let month = of("2024-03");
    assert_eq!(month.date.as_ref().map(Date::iso), Some("2024-03"));
    for never in ["1970-01-01T00:00:00Z", "0000-00-00", "2924-03-01"] {
        let article = of(never);
        assert_eq!((article.date, article.date_text.as_deref()), (None, Some(never)));
        assert_eq!(article.evidence.date.unwrap().rule, "json-ld.date-unread");
    }
}

#[test]
fn layouts_named_like_comments_and_asp_forms_do_not_hide_the_text() {
    let html = format!(
        "<body class=has-comments><form id=aspnet><div class='sidebar-column news commentary'>\
         <h1>Last herring boat leaves</h1><p>{FIRST}<p>{SECOND}<p>{THIRD}</div></form>"
    );
    assert_eq!(only(&html).body, [FIRST, SECOND, THIRD].join("\n"));
}

#[test]
fn names_alone_sign_where_nobody_else_does() {
    let under = page("", "<p><b>Ada Moor/Ben Tide</b></p>");
    let article = only(&under);
    assert_eq!(article.authors, ["Ada Moor", "Ben Tide"]);
    assert_eq!(article.evidence.authors[0].rule, "html.printed-byline");
    assert!(!article.body.contains("Ben Tide"));
    let below = page("", "").replace("</p></article></main>", "</p><p>Cy Fen</p></article></main>");
    let article = only(&below);
    assert_eq!(article.authors, ["Cy Fen"]);
    assert_eq!(article.evidence.authors[0].rule, "html.closing-names");
    assert!(article.body.ends_with(THIRD));
    let button = page("", "<button class=follow-author>Cancel</button>");
    assert!(only(&button).authors.is_empty());
}

#[test]
fn a_body_that_only_the_metadata_holds_is_found() {
    let html = format!(
        r#"<head><script type="application/ld+json">{{"@type": "Article", "headline": "Boat", "articleBody": "{FIRST}\n\n{SECOND}"}}</script></head><body><div id=app></div>"#
    );
    let article = only(&html);
    assert_eq!(article.body, [FIRST, SECOND].join("\n"));
    assert!(article.evidence.body[0].of(&html).unwrap().contains(FIRST));
}

#[test]
fn fragments_and_preformatted_text_have_a_body() {
    assert_eq!(only(&format!("<p>{FIRST}</p>")).body, FIRST);
    assert_eq!(only("Just words").body, "Just words");
    assert_eq!(only(&format!("<pre>{FIRST}\n{SECOND}\n</pre>")).body, [FIRST, SECOND].join("\n"));
    assert_eq!(only("<div style='display:none'>Shown by script</div>").body, "Shown by script");
}

#[test]
fn pages_without_text_have_no_article() {
    for html in [
        "",
        " \n",
        "<html><head></head><body></body></html>",
        "<frameset><frame src=a></frameset>",
        "<script>x</script>",
    ] {
        assert_eq!(cut(html).articles, [], "{html}");
    }
}

#[test]
fn the_sources_of_a_body_hold_its_text() {
    let text = "Fish &amp; chips, <b>caf&eacute;s</b> and\n   &#8220;more&#8221; &lt;3 were sold on the quay, and the town was proud of them all.";
    let html = page("", &format!("<p>{text}</p>"));
    let article = only(&html);
    for (line, span) in article.body.lines().zip(&article.evidence.body) {
        let dom = super::parse::parse(span.of(&html).unwrap());
        assert_eq!(collapse(&dom.text(super::dom::NodeId::ROOT).0), line);
    }
    assert!(article.body.contains("Fish & chips, cafés and “more” <3 were sold"));
}

#[test]
fn large_and_hostile_pages_are_cut_in_linear_time() {
    let long_class = "x".repeat(200_000);
    for html in [
        format!("<article><h2>One more</h2><p>{SECOND}</p></article>").repeat(5_000),
        format!("<div class='{long_class}'>{}</div>", "<p>short text".repeat(20_000)),
        format!("{}{FIRST}", "<div itemprop=author class=author><h1>".repeat(10_000)),
        format!(
            "<script type='application/ld+json'>[{}]</script><p>{FIRST}",
            "{\"@id\":\"a\",\"publisher\":{\"@id\":\"a\"}},".repeat(20_000)
        ),
        format!(
            "<meta name=author content='{}'><p>{FIRST}",
            "Ada Moor; Ben Tide, ".repeat(100_000)
        ),
        format!("<meta name=description content='{}'><p>{FIRST}", "&lt;a ".repeat(300_000)),
        format!(
            "<title>Boat</title><script type='application/ld+json'>[{}]</script><p>{FIRST}<p>{SECOND}",
            "{\"@type\":\"Article\",\"headline\":\"Bakers want cheaper flour\",\"author\":\"Ada Moor\"},".repeat(20_000)
        ),
        format!("<body>{}", format!("{FIRST}<br>word<br>").repeat(5_000)),
        format!("<noscript>{}", "<template><div hidden><noscript>word".repeat(20_000)),
        format!(
            "{}{FIRST}",
            "<h1>".to_owned() + &"word ".repeat(200_000) + &"<h1>a word".repeat(20_000)
        ),
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"Article\",\"author\":[{}\"x\"]}}</script><p>{FIRST}",
            (0..50_000).map(|n| format!("\"Ada Moor {n:b}\",")).collect::<Vec<_>>().concat()
        ),
    ] {
        // Quadratic work on these takes minutes, linear work well under a second.
        assert!(!cut(&html).articles.is_empty(), "{}", html.get(..60).unwrap());
    }
}

#[test]
fn references_that_run_in_circles_end() {
    let nodes = r#"[{"@id": "a", "name": [{"@id": "b"}, {"@id": "b"}]},
        {"@id": "b", "name": [{"@id": "a"}, {"@id": "a"}]},
        {"@type": "Article", "headline": "Boat", "author": {"@id": "a"}}]"#;
    let html = format!("<script type='application/ld+json'>{nodes}</script><p>{FIRST}");
    assert_eq!(only(&html).authors, [""; 0]);
}

#[test]
fn elements_that_nest_do_not_multiply_their_text() {
    let html = format!("{}{}<p>{FIRST}", "<time>".repeat(400), "word ".repeat(20_000));
    let facts = super::facts::Facts::collect(&super::parse::parse(&html), super::dom::NodeId::ROOT);
    assert_eq!(facts.times.len(), 400);
    assert!(facts.times.iter().all(|fact| fact.value.len() <= 4096));
}

#[test]
fn a_byline_without_markup_under_the_headline_signs_and_leaves_the_body() {
    let top = "<p>By Ada Moor, 1 March 2021</p>";
    let html = page("", top);
    let article = only(&html);
    assert_eq!(article.authors, ["Ada Moor"]);
    assert_eq!(article.evidence.authors[0].rule, "html.printed-byline");
    assert!(!article.body.contains("Ada Moor"), "{}", article.body);
    // What the page says in so many words goes before it.
    let named = page("<meta name=author content='Ben Tide'>", top);
    assert_eq!(only(&named).authors, ["Ben Tide"]);
}

/// Pieces of markup that break when they are put together.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div class=comments>",
            "</div>",
            "<article>",
            "</article>",
            "<h1>",
            "</h1>",
            "<table>",
            "<tr><td>",
            "</table>",
            "<a href=x>",
            "</a>",
            "<b>",
            "</b>",
            "<br><br>",
            "<ul><li>",
            "</ul>",
            "<pre>",
            "</pre>",
            "<template>",
            "</template>",
            "<svg><p>",
            "<select>",
            "<form>",
            "<!--",
            "-->",
            "&amp",
            "&lt;",
            "&#0;",
            "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"",
            "\"}</script>",
            "<meta property=og:title content=\"",
            "\">",
            "<time>3 May 2020</time>",
            "<",
            ">",
            "\u{0}",
            "\r\n",
        ])
        .prop_map(str::to_owned),
        "[a-zé中 .,]{0,80}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_soup_is_cut_into_disjoint_spans(html in soup()) {
        let found = cut(&html);
        let mut end = 0;
        for article in &found.articles {
            prop_assert!(article.span.start >= end && article.span.of(&html).is_some());
            end = article.span.end;
            for span in &article.evidence.body {
                prop_assert!(span.of(&html).is_some());
            }
        }
        for line in &found.lines {
            prop_assert!(line.span.of(&html).is_some_and(|text| !text.is_empty()));
        }
        prop_assert_eq!(cut(&html), found);
    }
}
