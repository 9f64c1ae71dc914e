//! Dates as precise as they were given.
//!
//! A date is a span of *civil* time: the day that was printed is the day that counts, whatever the
//! zone, so that an article printed `2020-08-13T23:30-07:00` belongs to 13 August. Seconds here are
//! therefore those of the printed wall clock, counted as if it were UTC. The ISO form keeps the zone.

use jiff::civil;
use serde::{Deserialize, Serialize};

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A year.
    Year,
    /// A month of a year.
    Month,
    /// A day.
    Day,
    /// A time of a day.
    Instant,
}

/// A date with its precision, as a half-open span of civil seconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    iso: String,
    start: i64,
    end: i64,
    precision: Precision,
}

/// Returns the day of a civil second, as [`Date::start`] counts them.
pub(crate) fn civil_day(seconds: i64) -> Option<civil::Date> {
    let days = jiff::Span::new().try_days(seconds.div_euclid(86_400)).ok()?;
    civil::date(1970, 1, 1).checked_add(days).ok()
}

impl Date {
    /// Makes a year. Years 1 to 9999 exist.
    pub fn year(year: i16) -> Option<Self> {
        let first = civil::Date::new(year, 1, 1).ok().filter(|_| year > 0)?;
        let next = civil::Date::new(year + 1, 1, 1).map_or(i64::MAX, seconds);
        Some(Self {
            iso: format!("{year:04}"),
            start: seconds(first),
            end: next,
            precision: Precision::Year,
        })
    }

    /// Makes a month of a year.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = civil::Date::new(year, month, 1).ok().filter(|_| year > 0)?;
        Some(Self {
            iso: format!("{year:04}-{month:02}"),
            start: seconds(first),
            end: seconds(first.last_of_month()) + 86_400,
            precision: Precision::Month,
        })
    }

    /// Makes a day.
    pub fn day(day: civil::Date) -> Option<Self> {
        (day.year() > 0).then(|| Self {
            iso: day.to_string(),
            start: seconds(day),
            end: seconds(day) + 86_400,
            precision: Precision::Day,
        })
    }

    /// Makes an instant from the printed wall clock and, where known, its offset from UTC in seconds.
    pub fn instant(clock: civil::DateTime, offset: Option<i32>) -> Option<Self> {
        let clock = civil::DateTime::from_parts(
            clock.date(),
            clock.time().with().subsec_nanosecond(0).build().ok()?,
        );
        let start = seconds(clock.date())
            + i64::from(clock.hour()) * 3600
            + i64::from(clock.minute()) * 60
            + i64::from(clock.second());
        let zone = match offset {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(by) => {
                let sign = if by < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", by.abs() / 3600, by.abs() / 60 % 60)
            }
        };
        (clock.year() > 0).then(|| Self {
            iso: format!("{clock}{zone}"),
            start,
            end: start + 1,
            precision: Precision::Instant,
        })
    }

    /// Reads an ISO 8601 date: `2020`, `2020-08`, `2020-08-13`, `20200813`, or one of these days
    /// with a time (`T` or a space; seconds, fraction and zone optional).
    ///
    /// Printed forms ("13 August 2020") are not read here.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        match text.len() {
            4 if digits(text) => return Self::year(text.parse().ok()?),
            8 if digits(text) => return Self::day(parse_day(text)?),
            _ => {}
        }
        if let Some((year, month)) = text.split_once('-')
            && year.len() == 4
            && month.len() == 2
            && digits(year)
            && digits(month)
        {
            return Self::month(year.parse().ok()?, month.parse().ok()?);
        }
        if text.len() == 10 {
            return Self::day(parse_day(text)?);
        }
        let (day, rest) = (text.get(..10)?, text.get(10..)?);
        let clock = rest.strip_prefix(['T', 't', ' ', '_'])?.trim();
        let day = parse_day(day)?;
        let split = clock
            .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.' && c != ',')
            .unwrap_or(clock.len());
        let (time, zone) = clock.split_at(split);
        let time = parse_time(time)?;
        Self::instant(day.to_datetime(time), parse_zone(zone.trim())?)
    }

    /// Returns the ISO 8601 form, with the zone that was printed.
    pub fn iso(&self) -> &str {
        &self.iso
    }

    /// Returns the first civil second.
    pub fn start(&self) -> i64 {
        self.start
    }

    /// Returns the civil second after the last one.
    pub fn end(&self) -> i64 {
        self.end
    }

    /// Returns how exactly the date is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Returns the day it begins on.
    pub fn first_day(&self) -> civil::Date {
        let days = self.start.div_euclid(86_400);
        let epoch = civil::date(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().try_days(days).unwrap_or_default()).unwrap_or(epoch)
    }
}

pub(crate) fn seconds(day: civil::Date) -> i64 {
    let days = civil::date(1970, 1, 1).until(day).map_or(0, |span| i64::from(span.get_days()));
    days * 86_400
}

fn parse_day(text: &str) -> Option<civil::Date> {
    let (year, month, day) = match text.as_bytes() {
        [_, _, _, _, b'-' | b'/' | b'.', _, _, b'-' | b'/' | b'.', _, _] => {
            (text.get(..4)?, text.get(5..7)?, text.get(8..10)?)
        }
        [_, _, _, _, _, _, _, _] => (text.get(..4)?, text.get(4..6)?, text.get(6..8)?),
        _ => return None,
    };
    civil::Date::new(
        number(year)?,
        i8::try_from(number(month)?).ok()?,
        i8::try_from(number(day)?).ok()?,
    )
    .ok()
}

fn parse_time(text: &str) -> Option<civil::Time> {
    let whole = text.split(['.', ',']).next()?;
    let mut parts = whole.split(':');
    let mut next = |default: Option<i16>| match parts.next() {
        Some(part) if part.len() == 2 => number(part),
        Some(_) => None,
        None => default,
    };
    let (hour, minute, second) = (next(None)?, next(None)?, next(Some(0))?);
    if second > 60 || parts.next().is_some() {
        return None;
    }
    // A leap second is the last second of its minute, as in RFC 3339 section 5.7.
    civil::Time::new(
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second.min(59)).ok()?,
        0,
    )
    .ok()
}

/// `Some(None)` is "no zone"; `None` is "not a zone".
#[expect(clippy::option_option, reason = "absent and unreadable differ")]
fn parse_zone(text: &str) -> Option<Option<i32>> {
    match text {
        "" => return Some(None),
        "Z" | "z" | "UTC" | "GMT" => return Some(Some(0)),
        _ => {}
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = text.get(1..)?.replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?),
        _ => return None,
    };
    (hours <= 18 && minutes < 60)
        .then(|| Some(sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60)))
}

fn number(text: &str) -> Option<i16> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("not an ISO 8601 date: {text:?}"))
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.iso
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_kept() {
        for (text, precision, seconds) in [
            ("2020", Precision::Year, 366 * 86_400),
            ("2021-02", Precision::Month, 28 * 86_400),
            ("2020-08-13", Precision::Day, 86_400),
            ("20200813", Precision::Day, 86_400),
            ("2020-08-13T23:30:00-07:00", Precision::Instant, 1),
            ("2020-08-13 23:30", Precision::Instant, 1),
            ("2020-08-13T23:30:00.123456Z", Precision::Instant, 1),
        ] {
            let date = Date::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (date.precision(), date.end() - date.start()),
                (precision, seconds),
                "{text}"
            );
            assert_eq!(Date::parse(date.iso()), Some(date.clone()), "{text}");
        }
    }

    #[test]
    fn the_printed_day_counts_whatever_the_zone() {
        let late = Date::parse("2020-08-13T23:30:00-07:00").unwrap();
        let day = Date::parse("2020-08-13").unwrap();
        assert!(day.start() <= late.start() && late.end() <= day.end());
        assert_eq!(late.first_day(), civil::date(2020, 8, 13));
        assert_eq!(late.iso(), "2020-08-13T23:30:00-07:00");
    }

    #[test]
    fn years_before_the_epoch_and_the_last_year_exist() {
        assert_eq!(Date::parse("1863-11-19").unwrap().first_day(), civil::date(1863, 11, 19));
        assert!(Date::parse("9999").is_some());
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "0000",
            "2020-13",
            "2020-02-30",
            "2020-08-13T25:00",
            "yesterday",
            "2020-08-13T10",
            "2020-08-13T10:30:61",
            "2020-08-13T10:30:00:00",
            "13.08.2020",
            "２０２０",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
