//! Printed dates: reading what a person, a record or a tag calls a date.
//!
//! Month and weekday names of some fifteen languages, numeric and ISO forms, times with zones, and
//! dates relative to the moment of reading. Nothing here knows the clock: "now" is the capture time
//! that the caller hands to [`resolve`]. Years outside [`YEARS`] are refused.
//!
//! ```
//! let date = presscut::date::parse("Thursday, 13 August 2020, 11:30 p.m. EDT", None).unwrap();
//! assert_eq!(date.iso(), "2020-08-13T23:30:00-04:00");
//!
//! let found = presscut::date::find("Updated 7 hours ago - Politics", None).unwrap();
//! assert_eq!(&"Updated 7 hours ago - Politics"[found.range], "7 hours ago");
//! ```

mod absolute;
mod clock;
mod names;
mod refused;
mod relative;
mod token;

use std::ops::{Range, RangeInclusive};

use jiff::civil;
use presscut_index::{Date, Lang};

pub use relative::{Relative, Unit};

use token::{Kind, Token};

/// The years in which news can have been printed: from the first newspaper on.
pub const YEARS: RangeInclusive<i16> = 1600..=2099;

/// How far into a line [`find`] looks, in bytes: printed dates stand early in short lines.
const REACH: usize = 1000;

/// A date as printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Printed {
    /// A year with or without month, day and time.
    Absolute(Date),
    /// A month and day without a year.
    Yearless {
        /// The month, from 1.
        month: i8,
        /// The day of the month.
        day: i8,
        /// The weekday before it, Monday being 1, where printed in full: it tells the year.
        weekday: Option<i8>,
    },
    /// A distance from the moment of reading.
    Relative(Relative),
}

/// Which of two numbers is the month in forms such as `03/04/2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The second, as in all languages but one.
    DayFirst,
    /// The first, as in the English of the United States.
    MonthFirst,
}

impl Order {
    /// Returns the order that a language prints.
    pub fn of(lang: Lang) -> Self {
        if lang.as_str() == "en" { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// A date found in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its bytes in the line, from the weekday or first figure to the time zone.
    pub range: Range<usize>,
    /// What it says.
    pub printed: Printed,
    /// Whether a weekday stands before it on which that day does not fall.
    pub contradicted: bool,
}

/// Reads a string that is nothing but an absolute date, in any printed, ISO, RFC 2822 or epoch form.
///
/// `lang` settles the order of day and month in forms such as `03/04/2021`, which is unreadable
/// without it unless a weekday decides. Ten digits are seconds since 1970, thirteen milliseconds.
pub fn parse(text: &str, lang: Option<Lang>) -> Option<Date> {
    let text = text.trim();
    let date = match epoch(text) {
        Some(date) => date,
        None => Date::parse(text).or_else(|| match whole(text, lang)? {
            Printed::Absolute(date) => Some(date),
            _ => None,
        })?,
    };
    YEARS.contains(&date.first_day().year()).then_some(date)
}

/// Finds the first date in a line, absolute or relative.
pub fn find(line: &str, lang: Option<Lang>) -> Option<Found> {
    find_ordered(line, lang.map(Order::of))
}

/// Finds the first date in a line whose order of day and month is known, or is not.
pub fn find_ordered(line: &str, order: Option<Order>) -> Option<Found> {
    scan(line, order).find_map(|found| match found {
        Scanned::Read(found) => Some(found),
        Scanned::Unread(_) => None,
    })
}

/// Finds the first date in a line that is printed whole and cannot be read: a day that its month does
/// not have, a year outside [`YEARS`], or two numbers of which either may be the month.
pub fn find_unread(line: &str) -> Option<Range<usize>> {
    scan(line, None).find_map(|found| match found {
        Scanned::Read(_) => None,
        Scanned::Unread(range) => Some(range),
    })
}

enum Scanned {
    Read(Found),
    Unread(Range<usize>),
}

/// Reads the dates of a line one after the other.
fn scan(line: &str, order: Option<Order>) -> impl Iterator<Item = Scanned> {
    let tokens = token::split(line.get(..line.floor_char_boundary(REACH)).unwrap_or_default());
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(token) = tokens.get(at) {
            let start = at;
            at += 1;
            let opens = match token.kind {
                Kind::Number(_) => true,
                Kind::Word => names::opens(token.text),
                Kind::Mark(_) => false,
            };
            if !opens {
                continue;
            }
            let shape = refused::shape(&tokens, start);
            let found = read(&tokens, start, order).filter(|(printed, end)| {
                shape.is_none_or(|shape| *end >= shape || matches!(printed, Printed::Absolute(_)))
            });
            let end = found.as_ref().map(|(_, end)| *end).or(shape);
            let Some(end) = end else { continue };
            let range = token.start..tokens.get(end.checked_sub(1)?)?.end();
            at = end;
            let Some((printed, _)) = found else { return Some(Scanned::Unread(range)) };
            let contradicted = match &printed {
                Printed::Absolute(date) => absolute::contradicts(&tokens, start, date.first_day()),
                _ => false,
            };
            return Some(Scanned::Read(Found { range, printed, contradicted }));
        }
        None
    })
}

/// Turns a printed date into a date, counting from the capture time where it is relative.
///
/// A month and day without a year are the last such day up to the day after the capture; with a weekday,
/// the last one that falls on it.
pub fn resolve(printed: &Printed, captured: Option<&Date>) -> Option<Date> {
    match printed {
        Printed::Absolute(date) => Some(date.clone()),
        Printed::Relative(relative) => relative.from(captured?),
        Printed::Yearless { month, day, weekday } => {
            let limit = captured?.first_day().tomorrow().ok()?;
            let falls = |day: &civil::Date| {
                weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday)
            };
            // Leap days may lie eight years back, those of a weekday forty.
            (0..=40)
                .filter_map(|back| civil::Date::new(limit.year() - back, *month, *day).ok())
                .find(|day| *day <= limit && falls(day))
                .and_then(Date::day)
        }
    }
}

/// Reads the date that starts at token `at`; returns it with the token after it.
fn read(tokens: &[Token<'_>], at: usize, order: Option<Order>) -> Option<(Printed, usize)> {
    absolute::read(tokens, at, order).or_else(|| {
        let (relative, end) = relative::read(tokens, at)?;
        Some((Printed::Relative(relative), end))
    })
}

/// Reads a string that holds a date and otherwise only punctuation.
fn whole(text: &str, lang: Option<Lang>) -> Option<Printed> {
    if text.len() > REACH {
        return None;
    }
    let tokens = token::split(text);
    let start = tokens.iter().position(|token| !token.is_mark())?;
    let (printed, end) = read(&tokens, start, lang.map(Order::of))?;
    tokens.get(end..)?.iter().all(Token::is_mark).then_some(printed)
}

fn epoch(text: &str) -> Option<Date> {
    let seconds = match text.len() {
        10 => text,
        13 => text.get(..10)?,
        _ => return None,
    };
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let moment = jiff::Timestamp::from_second(seconds.parse().ok()?).ok()?;
    Date::instant(moment.to_zoned(jiff::tz::TimeZone::UTC).datetime(), Some(0))
}

#[cfg(test)]
mod tests {
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
            (
                resolve(&found.printed, captured.as_ref()).unwrap().iso().to_owned(),
                found.contradicted,
            )
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
            resolve(&found.printed, Date::parse(captured).as_ref())
                .map(|date| date.iso().to_owned())
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
}
