//! Dates as papers print them.

use proptest::prelude::*;

use super::*;

fn iso(text: &str, lang: &str) -> Option<String> {
    parse(text, Lang::parse(lang)).map(|date| date.iso().to_owned())
}

#[test]
fn printed_dates_of_many_languages_are_read() {
    for (text, expected) in [
        ("13 August 2020", "2020-08-13"),
        ("August 13th, 2020", "2020-08-13"),
        ("Thu, Aug. 13, 2020", "2020-08-13"),
        ("Donnerstag, 13. August 2020", "2020-08-13"),
        ("Do., 13.08.2020", "2020-08-13"),
        ("13.8.20", "2020-08-13"),
        ("13. 8. 2020", "2020-08-13"),
        ("jeudi 13 août 2020", "2020-08-13"),
        ("1er mars 2021", "2021-03-01"),
        ("jueves, 13 de agosto de 2020", "2020-08-13"),
        ("13 agosto 2020", "2020-08-13"),
        ("quinta-feira, 13 de agosto de 2020", "2020-08-13"),
        ("donderdag 13 augustus 2020", "2020-08-13"),
        ("13 sierpnia 2020", "2020-08-13"),
        ("13 августа 2020", "2020-08-13"),
        ("13. elokuuta 2020", "2020-08-13"),
        ("13 Ağustos 2020", "2020-08-13"),
        ("2020年8月13日", "2020-08-13"),
        ("2020년 8월 13일", "2020-08-13"),
        ("2020/8/13", "2020-08-13"),
        ("13-Aug-2020", "2020-08-13"),
        ("2020 Aug 13", "2020-08-13"),
        ("August 2020", "2020-08"),
        ("13/08/2020", "2020-08-13"),
        ("2020", "2020"),
        ("13 agustus 2020", "2020-08-13"),
        ("13 Ogos 2020", "2020-08-13"),
        ("13 augusti 2020", "2020-08-13"),
        ("13. august 2020", "2020-08-13"),
        ("2020. augusztus 13.", "2020-08-13"),
        ("13 Αυγούστου 2020", "2020-08-13"),
        ("13 أغسطس 2020", "2020-08-13"),
        ("١٣ أغسطس ٢٠٢٠", "2020-08-13"),
        ("13 كانون الأول 2020", "2020-12-13"),
        ("الخميس 13 آب/أغسطس 2020", "2020-08-13"),
        ("13 अगस्त 2020", "2020-08-13"),
        ("２０２０年８月１３日", "2020-08-13"),
        ("2020.08.13", "2020-08-13"),
        ("2020년 08월 13일", "2020-08-13"),
    ] {
        assert_eq!(iso(text, "").as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn times_and_zones_are_read() {
    for (text, expected) in [
        ("Thu, 13 Aug 2020 23:30:00 -0700", "2020-08-13T23:30:00-07:00"),
        ("Thu Aug 13 2020 23:30:00 GMT-0700 (PDT)", "2020-08-13T23:30:00-07:00"),
        ("Thu Aug 13 23:30:00 2020", "2020-08-13T23:30:00"),
        ("Aug 13, 2020 at 5:30 p.m. ET", "2020-08-13T17:30:00"),
        ("August 13, 2020 12:05 AM EDT", "2020-08-13T00:05:00-04:00"),
        ("10:30 a.m. EST, 13 March 2020", "2020-03-13T10:30:00-05:00"),
        ("13.08.2020, 14:30 Uhr", "2020-08-13T14:30:00"),
        ("13.08.2020 um 14.30 Uhr", "2020-08-13T14:30:00"),
        ("13.08.2020 - 07:05 Uhr", "2020-08-13T07:05:00"),
        ("13 août 2020 à 14h30", "2020-08-13T14:30:00"),
        ("13 août 2020 à 14 h 30", "2020-08-13T14:30:00"),
        ("13 de agosto de 2020 a las 10:15 h.", "2020-08-13T10:15:00"),
        ("13 de agosto de 2020 a las 9:05", "2020-08-13T09:05:00"),
        ("13 August 2020 | 11:30 UTC+2", "2020-08-13T11:30:00+02:00"),
        ("2020-08-13 23:30 (MESZ)", "2020-08-13T23:30:00+02:00"),
        ("Thu 13 Aug 2020 19.30 BST", "2020-08-13T19:30:00+01:00"),
        ("13. august 2020 kl. 19.30", "2020-08-13T19:30:00"),
        ("2020.08.13 21:32", "2020-08-13T21:32:00"),
        ("2020年8月13日 午後9時32分", "2020-08-13T21:32:00"),
        ("2020년 8월 13일 오후 9시 32분", "2020-08-13T21:32:00"),
        ("2020年8月13日21点", "2020-08-13T21:00:00"),
        ("13 августа 2020, 21:32 МСК", "2020-08-13T21:32:00+03:00"),
        ("1597361400", "2020-08-13T23:30:00Z"),
        ("1597361400000", "2020-08-13T23:30:00Z"),
    ] {
        assert_eq!(iso(text, "").as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn order_of_day_and_month_comes_from_language_or_weekday() {
    assert_eq!(iso("03/04/2021", ""), None);
    assert_eq!(iso("03/04/2021", "en").as_deref(), Some("2021-03-04"));
    assert_eq!(iso("03/04/2021", "fr").as_deref(), Some("2021-04-03"));
    assert_eq!(iso("Saturday 03/04/2021", "").as_deref(), Some("2021-04-03"));
    assert_eq!(iso("03.04.2021", "en").as_deref(), Some("2021-04-03"));
}

#[test]
fn numbers_of_issues_and_pages_are_no_days() {
    for (line, expected) in [
        ("Issue 12, March 2024", "2024-03"),
        ("Nr. 3, März 2024", "2024-03"),
        ("No. 12 March 2024", "2024-03"),
        ("Ausgabe 7 Mai 2024", "2024-05"),
        ("Monday 12, March 2024", "2024-03-12"),
    ] {
        let found = find(line, None).unwrap_or_else(|| panic!("{line}"));
        let date = resolve(&found.printed, None).unwrap();
        assert_eq!(date.iso(), expected, "{line}");
    }
}

#[test]
fn a_weekday_tells_the_year_or_contradicts() {
    let captured = Date::parse("2026-11-27");
    let day = |line: &str| {
        let found = find(line, None).unwrap_or_else(|| panic!("{line}"));
        (resolve(&found.printed, captured.as_ref()).unwrap().iso().to_owned(), found.contradicted)
    };
    assert_eq!(day("13 August"), ("2026-08-13".to_owned(), false));
    assert_eq!(day("Donnerstag, 13. August"), ("2026-08-13".to_owned(), false));
    assert_eq!(day("Saturday 13 August"), ("2022-08-13".to_owned(), false));
    assert!(day("Monday, 13 August 2020").1);
    assert!(!day("jeudi 13 août 2020").1);
}

#[test]
fn what_is_no_whole_date_is_refused() {
    for text in [
        "",
        "yesterday",
        "13 August",
        "31 February 2020",
        "13 August 2020, 10:30:75",
        "13 August 1020",
        "0001-01-01T00:00:00",
        "the 13 August 2020 meeting",
        "192.168.10.11",
        "1.2.3.4",
        "13/08/2020/1",
        "Room 2020",
    ] {
        assert_eq!(parse(text, None), None, "{text}");
    }
}

#[test]
fn the_first_date_of_a_line_is_found_with_its_bytes() {
    for (line, part, absolute) in [
        ("Published: 13 August 2020, 09:15 – by our desk", "13 August 2020, 09:15", true),
        ("Stand: 13.08.2020, 14:30 Uhr | 3 Min.", "13.08.2020, 14:30 Uhr", true),
        ("Updated 7 hours ago - Science", "7 hours ago", false),
        ("vor 3 Stunden", "vor 3 Stunden", false),
        ("Il y a 2 heures", "Il y a 2 heures", false),
        ("hace 5 minutos", "hace 5 minutos", false),
        ("3 ore fa", "3 ore fa", false),
        ("3 uur geleden", "3 uur geleden", false),
        ("Yesterday at 3:10 pm", "Yesterday", false),
        ("13. August, 14:30 Uhr", "13. August, 14:30 Uhr", false),
        ("Aug. 13, 2:30 PM", "Aug. 13, 2:30 PM", false),
        ("3 小时前", "3 小时前", false),
        ("3時間前", "3時間前", false),
        ("3시간 전", "3시간 전", false),
        ("منذ 3 ساعات", "منذ 3 ساعات", false),
        ("Coastal PressAugust 13, 2020 GMT", "August 13, 2020", true),
        ("By Ada ByronAugust 13, 202000471", "August 13, 2020", true),
    ] {
        let found = find(line, None).unwrap_or_else(|| panic!("{line}"));
        assert_eq!(&line[found.range], part, "{line}");
        assert_eq!(matches!(found.printed, Printed::Absolute(_)), absolute, "{line}");
    }
    for line in [
        "",
        "31 February 2026",
        "31. Februar 2026",
        "31st of February 2026",
        "no date here",
        "for 3 days",
        "hier ist alles gut",
        "page 12 of 30",
        "5 min read",
    ] {
        assert_eq!(find(line, None), None, "{line}");
    }
}

#[test]
fn relative_dates_count_from_the_capture() {
    let at = |line: &str, captured: &str| {
        let found = find(line, None).unwrap();
        resolve(&found.printed, Date::parse(captured).as_ref()).map(|date| date.iso().to_owned())
    };
    let noon = "2020-03-01T12:00:00Z";
    assert_eq!(at("7 hours ago", noon).as_deref(), Some("2020-03-01T05:00:00Z"));
    assert_eq!(at("vor 13 Stunden", noon).as_deref(), Some("2020-02-29T23:00:00Z"));
    assert_eq!(at("yesterday", noon).as_deref(), Some("2020-02-29"));
    assert_eq!(at("2 weeks ago", noon).as_deref(), Some("2020-02-16"));
    assert_eq!(at("a year ago", noon).as_deref(), Some("2019"));
    assert_eq!(at("7 hours ago", "2020-03-01"), None);
    assert_eq!(at("yesterday", "2020-03"), None);
    assert_eq!(at("29 February", noon).as_deref(), Some("2020-02-29"));
    assert_eq!(at("31. Dezember", noon).as_deref(), Some("2019-12-31"));
    let found = find("yesterday", None).unwrap();
    assert_eq!(resolve(&found.printed, None), None);
}

#[test]
fn dates_that_cannot_be_are_found_and_not_read() {
    for (line, part) in [
        ("Published 31 February 2026", "31 February 2026"),
        ("31. Februar 2026, 10 Uhr", "31. Februar 2026"),
        ("February 30, 2026", "February 30, 2026"),
        ("Stand: 45.13.2026", "45.13.2026"),
        ("2026-13-45", "2026-13-45"),
        ("13 March 2926", "13 March 2926"),
        ("March 13, 1066", "March 13, 1066"),
        ("Publié le 03/04/2021 à 10h", "03/04/2021"),
    ] {
        assert_eq!(find(line, None), None, "{line}");
        assert_eq!(find_unread(line).map(|range| &line[range]), Some(part), "{line}");
    }
    for line in ["13 March 2026", "on 13 March 1500 people met", "1.2.3.4", ""] {
        assert_eq!(find_unread(line), None, "{line}");
    }
    assert!(find("31 February 2026, changed 1 March 2026", None).is_some());
}

proptest! {
    #[test]
    fn nothing_panics_and_ranges_fit(line in "\\PC{0,60}|[0-9.:/ TZ+-]{0,30}|([0-9]{1,4}[ ./:-]|[a-z]{2,4}[. ]|Aug |Mo,|am ){0,9}") {
        let _ = parse(&line, Lang::parse("en"));
        if let Some(found) = find(&line, None) {
            prop_assert!(!line[found.range].is_empty());
            let _ = resolve(&found.printed, Date::parse("2020-03-01T12:00:00+02:00").as_ref());
        }
    }

    #[test]
    fn iso_days_survive_every_order(year in 1600_i16..=2099, month in 1_i8..=12, day in 13_i8..=28) {
        let iso = format!("{year}-{month:02}-{day:02}");
        for text in [
            format!("{day}.{month}.{year}"),
            format!("{day}/{month}/{year}"),
            format!("{month}/{day}/{year}"),
            format!("{year}/{month}/{day}"),
            iso.clone(),
        ] {
            prop_assert_eq!(parse(&text, None).map(|date| date.iso().to_owned()), Some(iso.clone()));
        }
    }
}
