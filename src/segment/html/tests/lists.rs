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
