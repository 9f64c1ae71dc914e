//! The dates that records carry: whatever a person or a program calls a date.

use std::borrow::Cow;

use presscut_index::{Date, Lang};

use crate::date::{self, Printed};

/// Reads a date that is all of `text`.
///
/// Beside what [`date::parse`] reads, the compact stamps of archives and feeds (`20200813210000`,
/// `20200813T210000Z`), seconds since 1970 with a fraction, micro- and nanoseconds. A relative date
/// counts from `captured`.
pub(super) fn read(text: &str, language: Option<Lang>, captured: Option<&Date>) -> Option<Date> {
    let text = text.trim();
    date::parse(&plain(text), language).or_else(|| {
        let found = date::find(text, language)?;
        let relative =
            matches!(found.printed, Printed::Relative(_)) && found.range == (0..text.len());
        relative.then(|| date::resolve(&found.printed, captured))?
    })
}

/// Writes the forms that only programs use in one that [`date::parse`] reads.
fn plain(text: &str) -> Cow<'_, str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
    let (day, clock, zone) = match (digits, rest) {
        (14, "") => (number.get(..8), number.get(8..), "Z"),
        (8, _) if rest.starts_with('T') && rest.len() >= 7 => {
            (Some(number), rest.get(1..7), rest.get(7..).unwrap_or(""))
        }
        // A fraction of a second since 1970, or parts of it in a larger number.
        (10, _) if is_fraction(rest) => return number.into(),
        (16 | 19, "") => return number.get(..10).unwrap_or(number).into(),
        _ => return text.into(),
    };
    let parts = day.zip(clock.filter(|clock| clock.bytes().all(|byte| byte.is_ascii_digit())));
    let stamp = parts.and_then(|(day, clock)| {
        let (year, month, day) = (day.get(..4)?, day.get(4..6)?, day.get(6..8)?);
        let (hour, minute, second) = (clock.get(..2)?, clock.get(2..4)?, clock.get(4..6)?);
        Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"))
    });
    stamp.map_or(text.into(), Cow::Owned)
}

fn is_fraction(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        read(text, None, None).map(|date| date.iso().to_owned())
    }

    #[test]
    fn every_form_that_records_use_is_read() {
        for (text, expected) in [
            ("2020", "2020"),
            ("2020-08", "2020-08"),
            (" 2020-08-13 ", "2020-08-13"),
            ("20200813", "2020-08-13"),
            ("2020-08-13T21:00:00Z", "2020-08-13T21:00:00Z"),
            ("2020-08-13 21:00:00 UTC", "2020-08-13T21:00:00Z"),
            ("20200813T210000Z", "2020-08-13T21:00:00Z"),
            ("20200813T210000", "2020-08-13T21:00:00"),
            ("20200813210000", "2020-08-13T21:00:00Z"),
            ("1597352400", "2020-08-13T21:00:00Z"),
            ("1597352400.25", "2020-08-13T21:00:00Z"),
            ("1597352400123", "2020-08-13T21:00:00Z"),
            ("1597352400123456", "2020-08-13T21:00:00Z"),
            ("Thu, 13 Aug 2020 21:00:00 +0000", "2020-08-13T21:00:00Z"),
            ("Aug 13, 2020", "2020-08-13"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_none() {
        for text in
            ["", "soon", "0000-00-00", "20201399999999", "99999999T999999", "12", "7 hours ago"]
        {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_relative_date_counts_from_the_capture() {
        let captured = Date::parse("2020-08-13T21:00:00Z");
        let date = read("7 hours ago", None, captured.as_ref()).unwrap();
        assert_eq!(date.first_day().to_string(), "2020-08-13");
    }
}
