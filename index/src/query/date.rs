//! Dates and ranges of dates as a query writes them.
//!
//! A date stands for the whole of its year, month or day. `after:X` and `>X` begin after X has
//! ended, `before:X` and `<X` end before X begins, the others include X. Words such as `last-week`
//! count from the day in [`ParseOptions::now`]; weeks are those of ISO 8601, from Monday.

use std::ops::{Bound, Range};

use jiff::civil::{self, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan as _};

use super::ParseOptions;
use super::ast::DateRange;
use super::error::{QueryError, quoted};
use crate::Date;

const FORMS: &str = "a date is written 2020, 2020-08 or 2020-08-13, or in words: yesterday, \
                     last-week, \"3 weeks ago\", 2019-q3";

/// The time that one date of a query stands for: from the begin of the first to the end of the last.
struct Moment {
    first: Date,
    last: Date,
}

type Ranged = Result<DateRange, QueryError>;

/// Reads a date, `a..b`, or a date behind `>`, `<`, `>=`, `<=` or `=`.
pub(super) fn read(text: &str, span: &Range<usize>, options: &ParseOptions) -> Ranged {
    if let Some((from, to)) = text.split_once("..").or_else(|| text.split_once('…')) {
        return range_of(from, to.trim_start_matches('.'), false, false, span, options);
    }
    for (sign, read) in [
        (">=", since as fn(&str, &Range<usize>, &ParseOptions) -> Ranged),
        ("<=", until),
        (">", after),
        ("<", before),
        ("=", whole),
    ] {
        if let Some(rest) = text.strip_prefix(sign) {
            return read(rest, span, options);
        }
    }
    whole(text, span, options)
}

/// Reads the inside of `[a TO b]`; an excluded end was written with a brace.
pub(super) fn range(
    inside: &str,
    lower_excluded: bool,
    upper_excluded: bool,
    span: &Range<usize>,
    options: &ParseOptions,
) -> Ranged {
    let Some((from, to)) = inside.split_once(" TO ") else {
        return Err(QueryError::new(span.clone(), "a range has two dates with TO in between")
            .hint("write date:[2018 TO 2020]"));
    };
    range_of(from, to, lower_excluded, upper_excluded, span, options)
}

fn range_of(
    from: &str,
    to: &str,
    lower_excluded: bool,
    upper_excluded: bool,
    span: &Range<usize>,
    options: &ParseOptions,
) -> Ranged {
    let open = |text: &str| matches!(text.trim(), "" | "*");
    let lower = match open(from) {
        true => Bound::Unbounded,
        false if lower_excluded => after(from, span, options)?.lower,
        false => since(from, span, options)?.lower,
    };
    let upper = match open(to) {
        true => Bound::Unbounded,
        false if upper_excluded => before(to, span, options)?.upper,
        false => until(to, span, options)?.upper,
    };
    match (&lower, &upper) {
        (Bound::Unbounded, Bound::Unbounded) => {
            Err(QueryError::new(span.clone(), "the range has no date")
                .hint("for every article with a date write date:*"))
        }
        (
            Bound::Included(lower) | Bound::Excluded(lower),
            Bound::Included(upper) | Bound::Excluded(upper),
        ) if lower.start() >= upper.end() => {
            Err(QueryError::new(span.clone(), "the range ends before it begins"))
        }
        _ => Ok(DateRange { lower, upper }),
    }
}

/// Reads a date that articles overlap.
pub(super) fn whole(text: &str, span: &Range<usize>, options: &ParseOptions) -> Ranged {
    let Moment { first, last } = moment(text, span, options)?;
    Ok(DateRange { lower: Bound::Included(first), upper: Bound::Included(last) })
}

/// Reads a date that articles end before.
pub(super) fn before(text: &str, span: &Range<usize>, options: &ParseOptions) -> Ranged {
    let first = moment(text, span, options)?.first;
    Ok(DateRange { lower: Bound::Unbounded, upper: Bound::Excluded(first) })
}

/// Reads a date that articles begin after.
pub(super) fn after(text: &str, span: &Range<usize>, options: &ParseOptions) -> Ranged {
    let last = moment(text, span, options)?.last;
    Ok(DateRange { lower: Bound::Excluded(last), upper: Bound::Unbounded })
}

fn since(text: &str, span: &Range<usize>, options: &ParseOptions) -> Ranged {
    let first = moment(text, span, options)?.first;
    Ok(DateRange { lower: Bound::Included(first), upper: Bound::Unbounded })
}

fn until(text: &str, span: &Range<usize>, options: &ParseOptions) -> Ranged {
    let last = moment(text, span, options)?.last;
    Ok(DateRange { lower: Bound::Unbounded, upper: Bound::Included(last) })
}

fn moment(text: &str, span: &Range<usize>, options: &ParseOptions) -> Result<Moment, QueryError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(QueryError::new(span.clone(), "a date is missing").hint(FORMS));
    }
    if let Some(date) = Date::parse(text) {
        return Ok(Moment { first: date.clone(), last: date });
    }
    let words = text.to_lowercase().replace(['-', '_'], " ");
    if let Some(moment) = quarter(&words).or_else(|| iso_week(&words)).or_else(|| named(&words)) {
        return Ok(moment);
    }
    // Any day tells whether the words are ones; only the right day can be counted from.
    let is_relative = relative(&words, civil::date(2020, 1, 1)).is_some();
    match options.now {
        Some(now) => relative(&words, now),
        None if is_relative => {
            return Err(QueryError::new(
                span.clone(),
                format!("no day is known to count {} from", quoted(text)),
            )
            .hint("write the date itself, such as 2020-08-13"));
        }
        None => None,
    }
    .ok_or_else(|| {
        QueryError::new(span.clone(), format!("there is no date {}", quoted(text))).hint(form(text))
    })
}

/// Says how a date is written; where the text shows what was meant, that.
fn form(text: &str) -> String {
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('-') {
        Some((from, to)) if is_year(from) && is_year(to) => format!("write {from}..{to}"),
        Some((year, month)) if is_year(year) && matches!(month.as_bytes(), [b'1'..=b'9']) => {
            format!("write {year}-0{month}")
        }
        _ => FORMS.to_owned(),
    }
}

fn quarter(words: &str) -> Option<Moment> {
    let (year, quarter) = words.split_once(" q").filter(|(year, _)| year.len() == 4)?;
    let quarter: i8 = quarter.parse().ok().filter(|n| (1..=4).contains(n))?;
    months(year.parse().ok()?, quarter * 3 - 2, 3)
}

/// Reads the number of a week, such as `2019-w12`.
fn iso_week(words: &str) -> Option<Moment> {
    let (year, week_number) = words.split_once(" w").filter(|(year, _)| year.len() == 4)?;
    let monday =
        ISOWeekDate::new(year.parse().ok()?, week_number.parse().ok()?, Weekday::Monday).ok()?;
    week(monday.date())
}

/// Reads a month by its name, with its year and perhaps a day: `august 2020`, `13 aug 2020`, `august 13, 2020`.
fn named(words: &str) -> Option<Moment> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let month = |name: &str| {
        let known = |month: &&str| name.len() >= 3 && month.starts_with(name);
        MONTHS.iter().position(known).and_then(|at| i8::try_from(at + 1).ok())
    };
    let year = |text: &str| text.parse().ok().filter(|_| text.len() == 4);
    let words = words.replace(',', " ");
    let words: Vec<&str> =
        words.split_whitespace().map(|word| word.trim_end_matches('.')).collect();
    let date = match words.as_slice() {
        [name, of] => Date::month(year(of)?, month(name)?),
        [a, b, of] => {
            let (name, day) = if month(a).is_some() { (a, b) } else { (b, a) };
            Date::day(civil::Date::new(year(of)?, month(name)?, day.parse().ok()?).ok()?)
        }
        _ => None,
    }?;
    Some(Moment { first: date.clone(), last: date })
}

fn months(year: i16, first: i8, count: i8) -> Option<Moment> {
    Some(Moment { first: Date::month(year, first)?, last: Date::month(year, first + count - 1)? })
}

/// Reads words that count from a day.
fn relative(words: &str, now: civil::Date) -> Option<Moment> {
    let one = |date: Option<Date>| date.map(|date| Moment { first: date.clone(), last: date });
    let back = |span: Span| now.checked_sub(span).ok();
    let monday = now.checked_sub(now.weekday().to_monday_zero_offset().days()).ok()?;
    let words: Vec<&str> = words.split_whitespace().collect();
    match words.as_slice() {
        ["today" | "now"] => one(Date::day(now)),
        ["yesterday"] => one(Date::day(back(1.day())?)),
        ["tomorrow"] => one(Date::day(now.tomorrow().ok()?)),
        ["this", "week"] => week(monday),
        ["last", "week"] => week(monday.checked_sub(1.week()).ok()?),
        ["this", "month"] => one(Date::month(now.year(), now.month())),
        ["last", "month"] => {
            let day = back(1.month())?;
            one(Date::month(day.year(), day.month()))
        }
        ["this", "quarter"] => months(now.year(), quarter_begin(now), 3),
        ["last", "quarter"] => {
            let day = back(3.months())?;
            months(day.year(), quarter_begin(day), 3)
        }
        ["this", "year"] => one(Date::year(now.year())),
        ["last", "year"] => one(Date::year(now.year() - 1)),
        ["last", "weekend"] => {
            let sunday = monday.yesterday().ok()?;
            Some(Moment { first: Date::day(sunday.yesterday().ok()?)?, last: Date::day(sunday)? })
        }
        ["this", "weekend"] => {
            let saturday = monday.checked_add(5.days()).ok()?;
            Some(Moment {
                first: Date::day(saturday)?,
                last: Date::day(saturday.tomorrow().ok()?)?,
            })
        }
        // The day itself may be meant by its name, but not by `last`.
        [day] => one(Date::day(weekday_until(day, now)?)),
        ["last", day] => one(Date::day(weekday_until(day, now.yesterday().ok()?)?)),
        ["last" | "past", number, unit] => {
            // So many days that end with this one.
            let first = back(span_of(number, unit)?)?.tomorrow().ok()?;
            (first <= now).then_some(())?;
            Some(Moment { first: Date::day(first)?, last: Date::day(now)? })
        }
        [number, unit, "ago"] => one(Date::day(back(span_of(number, unit)?)?)),
        _ => None,
    }
}

/// Returns the last day of that name up to this one.
fn weekday_until(name: &str, day: civil::Date) -> Option<civil::Date> {
    let days = i64::from(weekday(name)?.until(day.weekday()));
    day.checked_sub(Span::new().try_days(days).ok()?).ok()
}

/// Reads a number and a unit of time.
fn span_of(number: &str, unit: &str) -> Option<Span> {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let number: i32 = match WORDS.iter().position(|word| *word == number) {
        Some(at) => i32::try_from(at).ok()? + 1,
        None if matches!(number, "a" | "an") => 1,
        None => number.parse().ok().filter(|n| (0..=100_000).contains(n))?,
    };
    let span = Span::new();
    match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => span.try_days(number),
        "week" => span.try_weeks(number),
        "month" => span.try_months(number),
        "quarter" => span.try_months(number.checked_mul(3)?),
        "year" => span.try_years(number),
        _ => return None,
    }
    .ok()
}

fn quarter_begin(day: civil::Date) -> i8 {
    (day.month() - 1) / 3 * 3 + 1
}

fn week(monday: civil::Date) -> Option<Moment> {
    let sunday = monday.checked_add(6.days()).ok()?;
    Some(Moment { first: Date::day(monday)?, last: Date::day(sunday)? })
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" | "sat" => Weekday::Saturday,
        "sunday" | "sun" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        // A Wednesday.
        let options =
            ParseOptions { now: Some(civil::date(2020, 8, 12)), ..ParseOptions::default() };
        match read(text, &(0..0), &options) {
            Ok(range) => range.to_string(),
            Err(error) => error.message,
        }
    }

    #[test]
    fn dates_and_ranges_are_read() {
        for (text, range) in [
            ("2020-08", "2020-08"),
            ("2018..2020", "2018..2020"),
            ("2018...2020-01", "2018..2020-01"),
            ("2018…2020", "2018..2020"),
            ("2018..", "[2018 TO *]"),
            ("..2020", "[* TO 2020]"),
            (">=2020-08-13", "[2020-08-13 TO *]"),
            (">2020", "{2020 TO *]"),
            ("<2020", "[* TO 2020}"),
            ("<=2020-02", "[* TO 2020-02]"),
            ("=2020", "2020"),
            ("August 2020", "2020-08"),
            ("sept 2020", "2020-09"),
            ("13 Aug. 2020", "2020-08-13"),
            ("August 13, 2020", "2020-08-13"),
            ("31 June 2020", "there is no date 31 June 2020"),
            ("Au 2020", "there is no date Au 2020"),
            ("august 20", "there is no date august 20"),
            ("2019-q3", "2019-07..2019-09"),
            ("2019-Q4", "2019-10..2019-12"),
            ("2020-08-13T10:30", "2020-08-13T10:30:00"),
        ] {
            assert_eq!(shown(text), range, "{text}");
        }
    }

    #[test]
    fn words_count_from_the_given_day() {
        for (text, range) in [
            ("today", "2020-08-12"),
            ("yesterday", "2020-08-11"),
            ("this-week", "2020-08-10..2020-08-16"),
            ("last-week", "2020-08-03..2020-08-09"),
            ("last week", "2020-08-03..2020-08-09"),
            ("last-month", "2020-07"),
            ("Last-Year", "2019"),
            ("monday", "2020-08-10"),
            ("wednesday", "2020-08-12"),
            ("thursday", "2020-08-06"),
            ("3 weeks ago", "2020-07-22"),
            ("1-month-ago", "2020-07-12"),
            ("this-month", "2020-08"),
            ("this year", "2020"),
            ("this-quarter", "2020-07..2020-09"),
            ("last-quarter", "2020-04..2020-06"),
            ("last-weekend", "2020-08-08..2020-08-09"),
            ("this-weekend", "2020-08-15..2020-08-16"),
            ("tomorrow", "2020-08-13"),
            ("last-wednesday", "2020-08-05"),
            ("last-mon", "2020-08-10"),
            ("last 7 days", "2020-08-06..2020-08-12"),
            ("past-2-weeks", "2020-07-30..2020-08-12"),
            ("two weeks ago", "2020-07-29"),
            ("a-year-ago", "2019-08-12"),
            ("2020-w01", "2019-12-30..2020-01-05"),
            (">last-week", "{2020-08-09 TO *]"),
            ("<last-week", "[* TO 2020-08-03}"),
        ] {
            assert_eq!(shown(text), range, "{text}");
        }
        let error = read("today", &(0..5), &ParseOptions::default()).unwrap_err();
        assert_eq!(error.message, "no day is known to count today from");
    }

    #[test]
    fn impossible_dates_are_refused() {
        for (text, message) in [
            ("2020-02-30", "there is no date 2020-02-30"),
            ("2020-13", "there is no date 2020-13"),
            ("someday", "there is no date someday"),
            ("99999999 years ago", "there is no date 99999999 years ago"),
            ("2019-q5", "there is no date 2019-q5"),
            ("2019-w53", "there is no date 2019-w53"),
            ("last 0 days", "there is no date last 0 days"),
            (">=", "a date is missing"),
            ("..", "the range has no date"),
            ("2020..2019", "the range ends before it begins"),
        ] {
            assert_eq!(shown(text), message, "{text}");
        }
    }
}
