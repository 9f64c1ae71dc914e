//! Pages that part their lines by `br` alone.

use presscut_index::{Article, Date};

use super::{FIRST, SECOND, THIRD, only};

fn day(article: &Article) -> Option<&str> {
    article.date.as_ref().map(Date::iso)
}

#[test]
fn lines_of_an_old_page_are_headline_byline_date_and_paragraphs() {
    let (top, name, date) =
        ("<font size=5><b>Last herring boat leaves</b></font>", "by Karl Weiss", "4 March 2003");
    for (open, br, close) in [
        ("", "<br>", ""),
        ("", "<br><br>", ""),
        ("<center><table><tr><td>", "<br>\n", "</td></tr></table></center>"),
        ("<p>", "<br/>", "</p>"),
    ] {
        let text = [FIRST, SECOND, THIRD].join(br);
        let html = format!(
            "<html><head><title>Last herring boat leaves</title></head><body>{open}{top}<br>{name}<br>{date}{br}{text}{close}</body></html>"
        );
        let article = only(&html);
        assert_eq!(article.headline.as_deref(), Some("Last herring boat leaves"), "{html}");
        assert_eq!(
            (article.authors.join(","), day(&article)),
            ("Karl Weiss".into(), Some("2003-03-04")),
            "{html}"
        );
        assert_eq!(article.body, [FIRST, SECOND, THIRD].join("\n"), "{html}");
    }
}

#[test]
fn the_site_in_the_title_of_an_old_page_is_no_part_of_its_headline() {
    let html = format!(
        "<html><head><title>Last herring boat leaves - Northern Tide</title></head><body><font size=4>Last herring boat leaves</font><br>\
         By Ada Moor<br><br>{FIRST}<br><br>{SECOND}</body></html>"
    );
    let label = html.replace("<title>", "<title>News - ").replace("<body>", "<body><b>News</b><p>");
    assert!(only(&label).headline.is_some_and(|text| text.contains("Last herring boat leaves")));
    let article = only(&html);
    assert_eq!(article.headline.as_deref(), Some("Last herring boat leaves"));
    assert_eq!(
        (article.authors, article.body),
        (vec!["Ada Moor".to_owned()], format!("{FIRST}\n{SECOND}"))
    );
}

#[test]
fn a_bold_line_heads_an_old_page_that_has_no_title() {
    let html = format!(
        "<body><b>Last herring boat leaves</b><br>By Ada Moor<br>{FIRST}<br>{SECOND}</body>"
    );
    let article = only(&html);
    assert_eq!(article.headline.as_deref(), Some("Last herring boat leaves"));
    assert_eq!(
        (article.authors, article.body),
        (vec!["Ada Moor".to_owned()], format!("{FIRST}\n{SECOND}"))
    );
}

#[test]
fn lines_broken_by_width_poems_and_addresses_stay_paragraphs() {
    let wrapped = "<body>Last herring boat leaves<br>By Ada Moor<br>\
        The last herring boat left the northern harbour on Monday, and with it<br>\
        went the trade that had fed the town for two hundred years, as far as<br>\
        anybody can remember; its skipper has sold the nets to a museum for a<br>\
        small sum that she will spend on a new roof.</body>";
    let article = only(&format!("<title>Last herring boat leaves</title>{wrapped}"));
    assert_eq!(article.authors, ["Ada Moor"]);
    assert_eq!(article.body.lines().count(), 1, "{}", article.body);
    let poem = "Salt in the rope,<br>rust on the chain,<br>nobody hopes<br>for herring again.";
    let address = "Harbour Office<br>2 Quay Street<br>Ostholm";
    let html = format!(
        "<body><main><h1>Last herring boat leaves</h1><p>{FIRST}</p><p>{poem}</p><p>{SECOND}</p><p>{THIRD}<br>{address}</p></main>"
    );
    let body = only(&html).body;
    let poem = poem.replace("<br>", " ");
    assert_eq!(
        body,
        [FIRST, &poem, SECOND, &format!("{THIRD} {}", address.replace("<br>", " "))].join("\n")
    );
}
