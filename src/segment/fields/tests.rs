//! Fields of small texts whose shapes once failed.

use presscut_index::{Article, Date};

use crate::read::{Content, Document};
use crate::segment::segment;

const TEXT: &str = "\
The harbour council voted on Tuesday to close the old ferry terminal after a long debate about the cost of repairs.

Residents on the north shore said that the decision would add an hour to their way to work, and some of them left early.

\"We will have to sell the house,\" said one of them, a nurse who takes the first boat every morning and the last one back.

The terminal has been repaired four times; the engineers say that a fifth repair would cost more than a new building.";

const FRENCH: &str = "\
Le conseil du port a voté mardi la fermeture de la vieille gare maritime après un long débat sur le coût des travaux.

Les habitants de la rive nord ont dit que la décision allongerait leur trajet d'une heure, et plusieurs ont quitté la salle.";

const KOREAN: &str = "\
항구 의회는 화요일 수리 비용과 승객 수를 둘러싼 긴 논의 끝에 오래된 여객선 터미널을 폐쇄하기로 결정했다.

북쪽 해안의 주민들은 이 결정으로 출근 시간이 한 시간 늘어날 것이라고 말했으며, 일부는 표결 전에 떠났다.";

fn only(text: &str) -> Article {
    let document = Document::new("made-up.txt", Content::Text(text.to_owned()));
    let mut articles = segment(&document).articles;
    assert_eq!(articles.len(), 1, "{text}");
    articles.remove(0)
}

/// Returns headline, authors and date of a header above the text.
fn above(header: &str, text: &str) -> (Option<String>, Vec<String>, Option<String>) {
    let article = only(&format!("{header}\n\n{text}\n"));
    (article.headline, article.authors, article.date.as_ref().map(Date::iso).map(str::to_owned))
}

#[test]
fn headlines_about_pictures_and_short_ones_are_headlines() {
    for (header, headline, authors) in [
        (
            "Getty Museum reopens after the fire\n\nBy Ada Moor",
            "Getty Museum reopens after the fire",
            &["Ada Moor"][..],
        ),
        (
            "Screenshot of secret chat shakes council\n\nBy Ada Moor",
            "Screenshot of secret chat shakes council",
            &["Ada Moor"],
        ),
        (
            "Video: Ferry runs aground off north shore\n\nBy Ada Moor/AP",
            "Video: Ferry runs aground off north shore",
            &["Ada Moor", "AP"],
        ),
        ("Ferry terminal closes\n\nBy Ada Moor", "Ferry terminal closes", &["Ada Moor"]),
        ("Low tide\n\nAnna Moor\n\nMarch 3, 2024", "Low tide", &["Anna Moor"]),
        (
            "Handout of food begins on north shore\n\nPhoto: Ada Moor/Getty Images\n\nBy Ben Tide",
            "Handout of food begins on north shore",
            &["Ben Tide"],
        ),
    ] {
        let (found, names, _) = above(header, TEXT);
        assert_eq!(
            (found.as_deref(), &names[..]),
            (Some(headline), &authors.iter().map(|&s| s.to_owned()).collect::<Vec<_>>()[..])
        );
    }
    let (headline, authors, date) =
        above("항구 의회, 오래된 여객선 터미널 폐쇄 결정\n\n윤가람 기자\n\n2024년 3월 3일", KOREAN);
    assert_eq!(headline.as_deref(), Some("항구 의회, 오래된 여객선 터미널 폐쇄 결정"));
    assert_eq!((authors, date.as_deref()), (vec!["윤가람".to_owned()], Some("2024-03-03")));
}

#[test]
fn what_is_glued_to_a_headline_is_taken_off_and_read() {
    let closes = "Harbour council closes ferry terminal";
    for (header, authors, date) in [
        ("POLITICSHarbour council closes ferry terminal\nBy Ada Moor", &["Ada Moor"][..], None),
        ("PoliticsHarbour council closes ferry terminal\nBy Ada Moor", &["Ada Moor"], None),
        ("Harbour council closes ferry terminalBy Ada Moor", &["Ada Moor"], None),
        ("Harbour council closes ferry terminalMarch 3, 2024", &[], Some("2024-03-03")),
    ] {
        let (headline, names, day) = above(header, TEXT);
        assert_eq!((headline.as_deref(), day.as_deref()), (Some(closes), date), "{header}");
        assert_eq!(names, authors, "{header}");
    }
    let (headline, ..) = above("MacBooks for all schools, council says", TEXT);
    assert_eq!(headline.as_deref(), Some("MacBooks for all schools, council says"));
}

#[test]
fn a_closing_line_names_the_author_only_if_it_is_about_one_who_writes() {
    let below = |line: &str| {
        only(&format!("Harbour council closes terminal\n\nMarch 3, 2024\n\n{TEXT}\n\n{line}\n"))
    };
    for (line, authors) in [
        ("The author, Ada Moor, is a reporter in Turin.", &["Ada Moor"][..]),
        ("About the author: Ada Moor is a reporter in Turin.", &["Ada Moor"]),
        ("Ada Moor and Ben Tide are reporters at the harbour desk.", &["Ada Moor", "Ben Tide"]),
        ("Ada Moor directs the Institute for Tides.", &["Ada Moor"]),
        ("Ada Moor covers the harbour for the Tide Post.", &["Ada Moor"]),
        ("Ada Moor is verslaggever bij de krant.", &["Ada Moor"]),
        ("John Tide directs the theatre.", &[]),
        ("Mary Tide is the mayor of the town and opposes the plan.", &[]),
    ] {
        let article = below(line);
        assert_eq!(article.authors, authors, "{line}");
        assert_eq!(article.body.contains(line), authors.is_empty(), "{line}");
    }
}

#[test]
fn dates_that_cannot_be_keep_their_text_and_figures_are_read_by_language() {
    let article = only(&format!(
        "Council closes terminal for good\n\nPublished 31 February 2026\n\n{TEXT}\n"
    ));
    assert_eq!((article.date, article.date_text.as_deref()), (None, Some("31 February 2026")));
    assert_eq!(article.evidence.date.unwrap().rule, "line.date-unread");
    let (_, _, date) =
        above("Le conseil ferme la gare maritime\n\nPublié le 03/04/2024 à 10 h 15", FRENCH);
    assert_eq!(date.as_deref(), Some("2024-04-03T10:15:00"));
    let article =
        only(&format!("Council closes terminal for good\n\nMonday, 13 August 2020\n\n{TEXT}\n"));
    assert_eq!(article.evidence.date.unwrap().rule, "line.date-weekday-differs");
}

#[test]
fn a_date_of_change_is_not_one_of_publication() {
    for (line, changed) in [
        ("Ultimo aggiornamento: 3 marzo 2024", "2024-03-03"),
        ("Letzte Änderung: 3. März 2024", "2024-03-03"),
        ("Aangepast op 3 maart 2024", "2024-03-03"),
        ("Revised March 3, 2024", "2024-03-03"),
    ] {
        let article =
            only(&format!("Council closes terminal for good\n\n2 March 2024\n{line}\n\n{TEXT}\n"));
        let iso = |date: Option<&Date>| date.map(Date::iso).map(str::to_owned);
        assert_eq!(iso(article.date.as_ref()).as_deref(), Some("2024-03-02"), "{line}");
        assert_eq!(iso(article.modified.as_ref()).as_deref(), Some(changed), "{line}");
    }
}

#[test]
fn a_byline_is_no_headline() {
    let short = "The council will close the terminal. It will open again in May, the mayor said on Tuesday.\n";
    let closes = "Ferry terminal closes for winter";
    for (line, authors) in [
        (
            "By Ada Moor and Ben Tide, The Associated Press",
            &["Ada Moor", "Ben Tide", "The Associated Press"][..],
        ),
        ("By Ada Moor for the Harbour Post", &["Ada Moor"]),
        ("By Ada Moor in Lomfield and Ben Tide in Ostholm", &["Ada Moor", "Ben Tide"]),
        ("By the Editorial Board", &[]),
        ("Posted by admin", &[]),
        ("Edited by Ada Moor", &[]),
    ] {
        let article = only(&format!("{closes}\n{line}\n\n{short}"));
        assert_eq!(article.headline.as_deref(), Some(closes), "{line}");
        assert_eq!(article.authors, authors, "{line}");
        let alone = only(&format!("{line}\n\n{TEXT}\n"));
        assert_eq!(alone.headline, None, "{line}");
    }
}

#[test]
fn a_picture_s_date_is_not_the_article_s() {
    let text = TEXT.replacen("\n\n\"We", "\n\nPhoto by Max Tide, 3 April 2023\n\n\"We", 1);
    let article = only(&format!("Council closes terminal for good\nBy Ada Moor\n\n{text}\n"));
    assert_eq!((article.date, article.date_text), (None, None));
    assert_eq!(article.authors, ["Ada Moor"]);
}
