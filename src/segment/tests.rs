//! What must hold for every text, and the cutting of one made-up page.

use std::fmt::Write as _;

use presscut_index::{Date, Lang, Span};
use proptest::prelude::*;

use super::{Role, Segmentation, segment};
use crate::read::{Content, Document, Record};

fn document(content: Content) -> Document {
    Document::new("made-up.txt", content)
}

fn cut(text: &str) -> Segmentation {
    segment(&document(Content::Text(text.to_owned())))
}

/// Checks everything that must hold for the cut of a text.
fn check(text: &str, cut: &Segmentation) {
    let fits = |span: Span, within: Span| {
        assert!(within.start <= span.start && span.end <= within.end, "{span:?} in {within:?}");
        span.of(text).expect("spans lie at character boundaries")
    };
    let whole = Span::new(0, text.len());
    let mut last = 0;
    for line in &cut.lines {
        assert!(!fits(line.span, whole).trim().is_empty());
        assert!(last <= line.span.start, "lines are in order and disjoint");
        last = line.span.end;
        assert_eq!(line.article.is_none(), line.role == Role::Boilerplate);
        if let Some(article) = line.article {
            fits(line.span, cut.articles[article as usize].span);
        }
    }
    let mut last = 0;
    for (ordinal, article) in cut.articles.iter().enumerate() {
        fits(article.span, whole);
        assert!(last <= article.span.start, "articles are disjoint");
        last = article.span.end;
        assert_eq!(article.ordinal as usize, ordinal);
        assert_eq!(article.id, article.make_id());
        assert!(!article.body.is_empty());
        let body: Vec<_> =
            article.evidence.body.iter().map(|&span| fits(span, article.span)).collect();
        assert_eq!(body.join("\n"), article.body, "the body is the text of its spans");
        assert!(article.evidence.body.is_sorted_by(|a, b| a.end <= b.start));
        for (name, mark) in article.authors.iter().zip(&article.evidence.authors) {
            assert_eq!(fits(mark.span.unwrap(), article.span), name);
        }
        assert_eq!(article.authors.len(), article.evidence.authors.len());
        for (value, mark) in [
            (&article.headline, &article.evidence.headline),
            (&article.section, &article.evidence.section),
            (&article.date_text, &article.evidence.date),
        ] {
            if let (Some(value), Some(mark)) = (value, mark) {
                assert_eq!(fits(mark.span.unwrap(), article.span), value);
            }
            assert!(value.is_none() || mark.is_some());
        }
    }
}

/// A page with a main story whose author stands below, and two more in one rhythm.
const PAGE: &str = "\
Home
  • World
  • Science
  • Sport
Subscribe to our newsletter

Science

Lighthouse keeper counts a thousand seals in one night

By Ada Byron
13 August 2020, 09:15 a.m. EDT

The keeper of the old lighthouse on the northern cape has counted more than a thousand seals in a \
single night, which is twice as many as in any year since the counting began in the nineties.

\"They came with the tide and they did not stop coming,\" she said on Wednesday, while her assistant \
was still writing down the numbers in the logbook that the two of them share.

Biologists at the institute in the harbour town want to repeat the count with a drone next week, \
because the animals move and some of them could have been counted twice.

Go deeper

Updated 7 hours ago - Science

Ferry to the islands runs again after the storm

Photo: Max Muster/Harbour Pictures

The ferry to the islands has taken up its service again after the storm of last week had torn the \
pier from its anchors and left four hundred guests without a way home.

Updated 9 hours ago - Sport

Rowing club wins its first race in eleven years

Photo: Max Muster/Harbour Pictures

The rowing club of the harbour town has won its first race in eleven years, two lengths ahead of the \
favourites from the other side of the bay, who had led for most of the distance.

About us
Privacy policy
© 2020 The Harbour Messenger. All rights reserved.
";

#[test]
fn a_document_that_says_anything_holds_an_article() {
    let brief =
        "Ferry late\n\nBy Ann Orrin\n\nThe ferry to Low Quay came in an hour late on Monday.\n";
    let cut = cut(brief);
    check(brief, &cut);
    assert_eq!(cut.articles.len(), 1);
    assert!(cut.articles[0].body.contains("an hour late"));
    assert!(self::cut("Home\n\nNews\n\nSport\n").articles.is_empty());
}

#[test]
fn a_page_is_cut_into_its_articles_with_their_fields() {
    let page = cut(PAGE);
    check(PAGE, &page);
    let headlines: Vec<_> =
        page.articles.iter().map(|article| article.headline.as_deref().unwrap_or("-")).collect();
    assert_eq!(
        headlines,
        [
            "Lighthouse keeper counts a thousand seals in one night",
            "Ferry to the islands runs again after the storm",
            "Rowing club wins its first race in eleven years",
        ]
    );
    let [main, ferry, _] = page.articles.as_slice() else { panic!("three articles") };
    assert_eq!(main.authors, ["Ada Byron"]);
    assert_eq!(main.evidence.authors[0].rule, "line.byline");
    assert_eq!(main.date.as_ref().unwrap().iso(), "2020-08-13T09:15:00-04:00");
    assert_eq!(main.body.lines().count(), 3);
    assert_eq!(main.section.as_deref(), Some("Science"));
    assert!(ferry.authors.is_empty(), "photographers are no authors");
    assert_eq!((ferry.date.as_ref(), ferry.date_text.as_deref()), (None, Some("7 hours ago")));
    assert_eq!(ferry.body.lines().count(), 1);
}

#[test]
fn relative_dates_count_from_the_capture_time() {
    let mut page = document(Content::Text(PAGE.to_owned()));
    page.captured = Date::parse("2020-08-13T16:00:00Z");
    page.language = Lang::parse("en");
    let page = segment(&page);
    let ferry = &page.articles[1];
    assert_eq!(ferry.modified.as_ref().unwrap().iso(), "2020-08-13T09:00:00Z");
    assert_eq!(ferry.language, Lang::parse("en"));
    assert_eq!(ferry.date_text, None);
}

#[test]
fn a_bio_that_closes_the_text_names_the_author() {
    let start = PAGE.find("The keeper").unwrap();
    let end = PAGE.find("Go deeper").unwrap();
    let text = format!("{}Ada Byron directs the Institute for Seals.\n", &PAGE[start..end]);
    let page = cut(&text);
    check(&text, &page);
    assert_eq!(page.articles.len(), 1);
    assert_eq!(page.articles[0].authors, ["Ada Byron"]);
    assert_eq!(page.articles[0].evidence.authors[0].rule, "bio.directs");
    assert!(!page.articles[0].body.contains("Institute for Seals"));
    assert_eq!(page.lines.last().unwrap().role, Role::Bio);
}

#[test]
fn line_ends_do_not_change_the_cut() {
    let unix = cut(PAGE);
    let text = PAGE.replace('\n', "\r\n");
    let dos = cut(&text);
    check(&text, &dos);
    let bodies = |cut: &Segmentation| {
        cut.articles.iter().map(|article| article.body.clone()).collect::<Vec<_>>()
    };
    assert_eq!(bodies(&unix), bodies(&dos));
}

#[test]
fn nothing_and_hardly_anything_are_cut_into_nothing() {
    for text in ["", "\n\n\r\n", "\u{feff}", "Home\nMenu\nSearch\nLog in\n"] {
        let cut = cut(text);
        assert!(cut.articles.is_empty(), "{text:?}");
        check(text, &cut);
    }
    assert!(cut(&"\n".repeat(100_000)).lines.is_empty());
}

#[test]
fn documents_longer_than_a_window_keep_every_line() {
    let mut text = String::new();
    for number in 0..3000 {
        let _ = write!(text, "Story {number}\n\n{PAGE}\n");
    }
    let long = cut(&text);
    check(&text, &long);
    assert_eq!(long.lines.len(), text.lines().filter(|line| !line.trim().is_empty()).count());
    // Most lines are as those of other pages, and what repeats is rather boilerplate.
    assert!(long.articles.len() > 1000, "{}", long.articles.len());
}

#[test]
fn an_article_record_stands_as_it_is() {
    let record = Record {
        id: Some("a/7".into()),
        headline: Some("Ferry runs again".into()),
        body: "One.\n\nTwo.".into(),
        authors: vec!["Ada Byron".into()],
        date: Date::parse("2020-08"),
        ..Record::default()
    };
    let cut = segment(&document(Content::Article(Box::new(record.clone()))));
    let [article] = cut.articles.as_slice() else { panic!("one article") };
    assert_eq!(article.id, "a/7");
    assert_eq!((&article.body, &article.authors), (&record.body, &record.authors));
    assert_eq!(article.evidence.date.as_ref().unwrap().rule, "record.date");
    assert_eq!(article.evidence.body, [Span::new(0, record.body.len())]);
    let empty = segment(&document(Content::Article(Box::default())));
    assert_eq!((empty.articles.len(), empty.lines.len()), (1, 0));
    assert_eq!(empty.articles[0].id, empty.articles[0].make_id());
}

fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[A-Z][a-z]{2,9}( [A-Za-z][a-z]{1,8}){0,5}",
        "([A-Z][a-z]{2,9}( [a-z]{1,8}){8,30}\\. ){1,3}",
        "(By|Von|Par) [A-Z][a-zé]{2,8} [A-Z][a-zß]{2,8}",
        "[1-3][0-9]\\. August 2020|[1-9] hours ago - Sport|Updated 2020-0[1-9]-1[0-9]",
        "(Photo|Foto): [A-Z][a-z]{3,8} [A-Z][a-z]{3,8}/AFP|Read more|Subscribe now",
        "[A-Z][a-z]{2,8} [A-Z][a-z]{2,8} (is a|directs|ist) [a-z ]{5,30}\\.",
        "\\PC{0,40}",
        "[今日は東京で新しい橋が開通]{2,40}。?",
        "[שלוםערב\u{200f} ]{2,30}",
    ];
    let end = prop_oneof!["\n", "\n\n", "\r\n", "\r", "\u{a0}\n", "\n\t• ", "\n  1. "];
    proptest::collection::vec((line, end), 0..40)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + &end).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_cut_holds(text in lines()) {
        let first = cut(&text);
        check(&text, &first);
        prop_assert_eq!(&first, &cut(&text));
    }

    #[test]
    fn any_text_is_cut_without_panic(text in "\\PC{0,200}|[\\s\\S]{0,200}") {
        check(&text, &cut(&text));
    }
}
