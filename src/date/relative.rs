//! Dates that count from the moment of reading: "7 hours ago", "vor 3 Stunden", "yesterday".

use jiff::{ToSpan as _, civil};
use presscut_index::{Date, Precision};

use super::names;
use super::token::{Kind, Token};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A distance back from the moment of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    /// How many units ago.
    pub amount: u32,
    /// The unit, which is also how exactly the date is known.
    pub unit: Unit,
}

/// Words that stand before a distance: "vor 3 Stunden", "il y a 2 heures".
const BEFORE: &[&[&str]] = &[
    &["vor"],
    &["il", "y", "a"],
    &["hace"],
    &["há"],
    &["för"],
    &["for"],
    &["před"],
    &["seit"],
    &["منذ"],
    &["قبل"],
    &["πριν"],
    &["prieš"],
    &["пре"],
];

/// Words that stand after a distance: "3 hours ago", "due ore fa".
const AFTER: &[&str] = &[
    "ago",
    "fa",
    "atrás",
    "geleden",
    "temu",
    "sedan",
    "siden",
    "sitten",
    "назад",
    "тому",
    "önce",
    "lalu",
    "trước",
    "전",
    "前",
    "fyrir",
    "पहले",
];

/// Words for one or two.
const COUNTS: &[(&str, u32)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("einer", 1),
    ("einem", 1),
    ("zwei", 2),
    ("une", 1),
    ("un", 1),
    ("una", 1),
    ("uma", 1),
    ("um", 1),
    ("een", 1),
    ("due", 2),
];

/// Words for a whole day.
const DAYS: &[(&str, u32)] = &[
    ("today", 0),
    ("yesterday", 1),
    ("heute", 0),
    ("gestern", 1),
    ("vorgestern", 2),
    ("hoy", 0),
    ("ayer", 1),
    ("oggi", 0),
    ("ieri", 1),
    ("hoje", 0),
    ("ontem", 1),
    ("vandaag", 0),
    ("gisteren", 1),
    ("dzisiaj", 0),
    ("wczoraj", 1),
    ("igår", 1),
    ("сегодня", 0),
    ("вчера", 1),
    ("aujourd", 0),
    ("hier", 1),
];

impl Relative {
    /// Counts back from `captured`; the result is as exact as the unit and the capture time allow.
    ///
    /// Hours and minutes need a capture time that is an instant; from a day, only whole days count,
    /// so that "7 hours ago" stays unresolved.
    pub(super) fn from(self, captured: &Date) -> Option<Date> {
        if captured.precision() < Precision::Day {
            return None;
        }
        let amount = i64::from(self.amount);
        let day = captured.first_day();
        match self.unit {
            Unit::Second | Unit::Minute | Unit::Hour => {
                let (clock, offset) = instant(captured)?;
                let back = match self.unit {
                    Unit::Second => jiff::Span::new().try_seconds(amount),
                    Unit::Minute => jiff::Span::new().try_minutes(amount),
                    _ => jiff::Span::new().try_hours(amount),
                };
                Date::instant(clock.checked_sub(back.ok()?).ok()?, offset)
            }
            Unit::Day => Date::day(day.checked_sub(jiff::Span::new().try_days(amount).ok()?).ok()?),
            Unit::Week => {
                Date::day(day.checked_sub(jiff::Span::new().try_weeks(amount).ok()?).ok()?)
            }
            Unit::Month => {
                let then = day.checked_sub(jiff::Span::new().try_months(amount).ok()?).ok()?;
                Date::month(then.year(), then.month())
            }
            Unit::Year => {
                let then = day.checked_sub(jiff::Span::new().try_years(amount).ok()?).ok()?;
                Date::year(then.year())
            }
        }
    }
}

/// Returns the wall clock and offset of a capture time that is an instant.
fn instant(captured: &Date) -> Option<(civil::DateTime, Option<i32>)> {
    if captured.precision() != Precision::Instant {
        return None;
    }
    let clock = captured
        .first_day()
        .to_datetime(civil::Time::midnight())
        .checked_add(captured.start().rem_euclid(86_400).seconds())
        .ok()?;
    let offset = match captured.iso().get(19..).unwrap_or_default().as_bytes() {
        b"Z" => Some(0),
        &[sign, h1, h2, b':', m1, m2] => {
            let digits = |a: u8, b: u8| i32::from(a - b'0') * 10 + i32::from(b - b'0');
            let seconds = digits(h1, h2) * 3600 + digits(m1, m2) * 60;
            Some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => None,
    };
    Some((clock, offset))
}

/// Returns the words that a distance can begin with.
pub(super) fn openers() -> impl Iterator<Item = &'static str> {
    let before = BEFORE.iter().filter_map(|words| words.first().copied());
    before.chain(COUNTS.iter().chain(DAYS).map(|(word, _)| *word))
}

/// Reads the distance that starts at token `at`.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<(Relative, usize)> {
    let word = |at: usize| {
        tokens.get(at).filter(|token| token.kind == Kind::Word).map(|t| t.text.to_lowercase())
    };
    for before in BEFORE {
        if (at..).zip(*before).all(|(at, cue)| word(at).as_deref() == Some(cue))
            && let Some((relative, end)) = distance(tokens, at + before.len())
        {
            // "for 3 timer siden" is Norwegian, "for 3 days" is not a date.
            let tail = word(end).is_some_and(|word| AFTER.contains(&word.as_str()));
            if matches!(before, ["för" | "for"]) && !tail {
                continue;
            }
            return Some((relative, end + usize::from(tail)));
        }
    }
    if let Some((relative, end)) = distance(tokens, at)
        && word(end).is_some_and(|word| AFTER.contains(&word.as_str()))
    {
        return Some((relative, end + 1));
    }
    let name = word(at)?;
    let (_, amount) = DAYS.iter().find(|(day, _)| *day == name)?;
    // "hier" is "here" in German: only before a mark, "à" or the end is it "yesterday".
    let next = word(at + 1);
    if name == "hier" && next.is_some_and(|word| word != "à") {
        return None;
    }
    if name == "aujourd" {
        return (word(at + 2).as_deref() == Some("hui"))
            .then_some((Relative { amount: 0, unit: Unit::Day }, at + 3));
    }
    Some((Relative { amount: *amount, unit: Unit::Day }, at + 1))
}

/// Reads a count and a unit.
fn distance(tokens: &[Token<'_>], at: usize) -> Option<(Relative, usize)> {
    let count = tokens.get(at)?;
    let amount = match count.kind {
        Kind::Number(value) => value.filter(|&value| value < 10_000)?,
        Kind::Word => {
            let word = count.text.to_lowercase();
            COUNTS.iter().find(|(name, _)| *name == word)?.1
        }
        Kind::Mark(_) => return None,
    };
    let (unit, end) = unit(tokens, at + 1)?;
    let dot = tokens.get(end).is_some_and(|t| t.kind == Kind::Mark('.') && !t.spaced);
    Some((Relative { amount, unit }, end + usize::from(dot)))
}

/// Reads a unit: a word, or up to three Han characters.
fn unit(tokens: &[Token<'_>], at: usize) -> Option<(Unit, usize)> {
    let mut name = String::new();
    let words = tokens.iter().enumerate().skip(at).take(3);
    for (at, token) in words.take_while(|(_, token)| token.kind == Kind::Word) {
        name.push_str(token.text);
        if let Some(unit) = names::unit(&name) {
            return Some((unit, at + 1));
        }
        if token.width > 1 {
            break;
        }
    }
    None
}
