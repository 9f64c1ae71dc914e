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
mod tests;
