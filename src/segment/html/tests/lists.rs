//! Pages of several articles: fronts, lists, tickers.

use super::{FIRST, SECOND, THIRD, cut, only};

#[test]
fn items_of_a_section_front_are_articles_of_their_own() {
    let item = |n: usize, name: &str, day: u32, text: &str| {
        format!(
            "<article class=item><h2><a href=/s{n}>Harbour note number {n}</a></h2><p class=byline>By {name}</p>\
             <time datetime=2021-03-0{day}>March {day}</time><p>{text}</p></article>"
        )
    };
    let html = format!(
        "<html><head><title>Harbour | The Coast Courier</title></head><body><h1>Harbour</h1>{}{}{}<footer>© The Coast Courier</footer></body></html>",
        item(1, "Ada Moor", 1, FIRST),
        item(2, "Ben Tide", 2, SECOND),
        item(3, "Cy Fen", 3, THIRD),
    );
    let found = cut(&html);
    let rows: Vec<_> = found
        .articles
        .iter()
        .map(|a| {
            (
                a.headline.as_deref().unwrap(),
                a.authors.join(","),
                a.date.as_ref().unwrap().iso(),
                a.body.as_str(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("Harbour note number 1", "Ada Moor".to_owned(), "2021-03-01", FIRST),
            ("Harbour note number 2", "Ben Tide".to_owned(), "2021-03-02", SECOND),
            ("Harbour note number 3", "Cy Fen".to_owned(), "2021-03-03", THIRD),
        ]
    );
    assert!(found.articles.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    assert!(found.articles.iter().zip(0..).all(|(article, n)| article.ordinal == n));
}

#[test]
fn cards_of_a_list_are_articles_without_being_marked() {
    let card = |headline: &str, text: &str| {
        format!(
            "<div class=card><img src=a.jpg><div class=words><a href=/x>{headline}</a><p>{text}</p></div></div>"
        )
    };
    let titles = ["Last herring boat leaves", "Skipper sells her nets", "Council has no plan"];
    let texts = [FIRST, SECOND, THIRD];
    let cards: String = titles.iter().zip(texts).map(|(title, text)| card(title, text)).collect();
    let html = format!(
        "<body><h1>Harbour</h1><main>{cards}</main><footer><p>© The Coast Courier</p></footer>"
    );
    let rows: Vec<_> =
        cut(&html).articles.into_iter().map(|a| (a.headline.unwrap(), a.body)).collect();
    let expected = titles.iter().zip(texts).map(|(title, text)| ((*title).into(), text.into()));
    assert_eq!(rows, expected.collect::<Vec<(String, String)>>());
}

#[test]
fn entries_of_a_ticker_are_cut_and_chapters_of_a_story_are_not() {
    let entry = |time: &str, text: &str| {
        format!(
            "<section><h3>News at {time}</h3>{}<p>{text}</p></section>",
            match time {
                "" => String::new(),
                time => format!("<time datetime=2021-03-01T{time}>{time}</time>"),
            }
        )
    };
    let page = |times: [&str; 3]| {
        let entries: String = times
            .into_iter()
            .zip([FIRST, SECOND, THIRD])
            .map(|(time, text)| entry(time, text))
            .collect();
        format!("<body><h1>Storm at the coast</h1><div>{entries}</div>")
    };
    let ticker = cut(&page(["12:30", "11:15", "09:00"])).articles;
    let times: Vec<_> = ticker.iter().map(|a| a.date.as_ref().unwrap().iso()).collect();
    assert_eq!(times, ["2021-03-01T12:30:00", "2021-03-01T11:15:00", "2021-03-01T09:00:00"]);
    assert_eq!(only(&page(["", "", ""])).headline.as_deref(), Some("Storm at the coast"));
}

#[test]
fn a_ticker_that_declares_itself_is_cut_and_keeps_its_introduction() {
    let entry = |n: u32, text: &str| {
        format!(
            "<div class=entry><h3>News {n}</h3><time datetime=2021-03-01T1{n}:00>1{n}:00</time><p>{text}</p></div>"
        )
    };
    let html = format!(
        "<head><script type=application/ld+json>{{\"@type\": \"LiveBlogPosting\", \"headline\": \"Storm at the coast\"}}</script></head>\
         <body><main><h1>Storm at the coast</h1><div class=intro><p>{FIRST} {SECOND}</p></div><div>{}{}{}</div></main>",
        entry(3, FIRST),
        entry(2, SECOND),
        entry(1, THIRD),
    );
    let headlines: Vec<_> =
        cut(&html).articles.into_iter().map(|article| article.headline.unwrap()).collect();
    assert_eq!(headlines, ["Storm at the coast", "News 3", "News 2", "News 1"]);
}

#[test]
fn two_whole_articles_are_two_however_long_and_short_items_stay_beside_long_ones() {
    let article =
        |title: &str, text: &str| format!("<article><h2>{title}</h2><p>{text}</p></article>");
    let long = [FIRST, SECOND, THIRD].join("</p><p>");
    let html = format!(
        "<body><main>{}{}</main>",
        article("Last herring boat leaves", &[&*long; 5].join("</p><p>")),
        article("Skipper sells her nets", &[&*long; 2].join("</p><p>")),
    );
    let headlines = |html: &str| -> Vec<String> {
        cut(html).articles.into_iter().map(|article| article.headline.unwrap()).collect()
    };
    assert_eq!(headlines(&html), ["Last herring boat leaves", "Skipper sells her nets"]);
    let front = format!(
        "<body><main>{}{}{}</main>",
        article("Last herring boat leaves", FIRST),
        article("Rain again", "It rained all night."),
        article("Skipper sells her nets", SECOND),
    );
    assert_eq!(
        headlines(&front),
        ["Last herring boat leaves", "Rain again", "Skipper sells her nets"]
    );
}

#[test]
fn links_in_sentences_are_no_headlines_of_a_ticker() {
    let entry = |n: usize, before: &str, link: &str| {
        format!(
            "<div class=entry><time datetime=2024-03-05T1{n}:00Z>1{n}:00</time><p>{before} <a href=/{n}>{link}</a> \
             before the evening, the harbour office said in a note to the skippers.</p></div>"
        )
    };
    let html = format!(
        "<html><head><title>Storm live</title></head><body><main><h1>Storm reaches the coast</h1>{}{}{}</main></body></html>",
        entry(1, "All boats to the north are", "cancelled until further notice"),
        entry(2, "The wind at the lighthouse has been", "measured at ninety knots"),
        entry(3, "The crew of a missing boat was", "found safe in port"),
    );
    for article in cut(&html).articles {
        assert_eq!(article.headline.as_deref(), Some("Storm reaches the coast"));
    }
}

#[test]
fn alike_stories_with_bylines_are_parted_though_nothing_is_linked() {
    let post = |head: &str, name: &str, text: &str| {
        format!(
            "<div class=post><h2>{head}</h2><p class=byline>By {name}</p><p>{text}</p><p>{text}</p></div>"
        )
    };
    let html = format!(
        "<html><head><title>The Coast Courier</title></head><body><main>{}{}{}</main></body></html>",
        post("Last herring boat leaves", "Ada Moor", FIRST),
        post("Skipper sells her nets", "Ben Tide", SECOND),
        post("Council keeps the quay open", "Cy Fen", THIRD),
    );
    let found = cut(&html).articles;
    let rows: Vec<(&str, String)> =
        found.iter().map(|a| (a.headline.as_deref().unwrap_or(""), a.authors.join(","))).collect();
    assert_eq!(
        rows,
        [
            ("Last herring boat leaves", "Ada Moor".to_owned()),
            ("Skipper sells her nets", "Ben Tide".to_owned()),
            ("Council keeps the quay open", "Cy Fen".to_owned()),
        ]
    );
    let chapters = html.replace("<p class=byline>By", "<p>Told to");
    only(&chapters);
}

#[test]
fn the_lead_of_a_front_is_an_item_though_it_is_set_differently() {
    let card = |n: usize, head: &str, text: &str| {
        format!("<div class=card><h3><a href=/{n}>{head}</a></h3><p>{text}</p></div>")
    };
    let html = format!(
        "<html><head><title>The Coast Courier</title></head><body><main>\
         <div class=hero><h2><a href=/0>Ferry strike enters its third day</a></h2><p>{FIRST}</p></div>{}{}{}</main></body></html>",
        card(1, "Skipper sells her nets", SECOND),
        card(2, "Council keeps the quay open", THIRD),
        card(3, "Gulls return to the sheds", SECOND),
    );
    let found = cut(&html).articles;
    let heads: Vec<&str> = found.iter().map(|a| a.headline.as_deref().unwrap_or("")).collect();
    assert_eq!(
        heads,
        [
            "Ferry strike enters its third day",
            "Skipper sells her nets",
            "Council keeps the quay open",
            "Gulls return to the sheds",
        ]
    );
    assert_eq!(found[0].body, FIRST);
}
