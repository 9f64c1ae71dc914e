//! Dates that name their day: names of months, figures, ISO, with a time before or after.

use jiff::civil;
use presscut_index::Date;

use super::clock::{self, Clock};
use super::token::{Kind, Token};
use super::{Order, Printed, YEARS, names};

/// What a day form says.
#[derive(Clone, Copy, Debug)]
enum Day {
    Full(civil::Date),
    Month(i16, i8),
    /// Month, day and, where its name is printed in full, the weekday from 1.
    Yearless(i8, i8, Option<i8>),
    /// Two numbers up to 12 and a year: either order is a day.
    Either(i16, i8, i8),
}

/// Words that may stand between weekday, day, month and year.
const LINKS: &[&str] =
    &["de", "of", "del", "do", "d", "the", "den", "der", "dem", "le", "el", "dnia", "dia", "année"];

/// Words before a number that is no day, in lower case.
const COUNTED: &[&str] = &[
    "issue", "no", "nr", "num", "number", "vol", "volume", "page", "pages", "p", "part", "chapter",
    "episode", "ausgabe", "heft", "seite", "folge", "teil", "band", "numéro", "número", "numero",
    "n", "nº", "n°", "página", "pagina", "edición", "edição", "edizione", "nummer", "editie",
];

/// Reads the date that starts at token `at`; returns it with the token after it.
pub(super) fn read(
    tokens: &[Token<'_>],
    at: usize,
    order: Option<Order>,
) -> Option<(Printed, usize)> {
    if inside_number(tokens, at) {
        return None;
    }
    // "10:30 a.m. EST, 13 August 2020"
    if let Some((clock, end)) = clock::read(tokens, at)
        && let Some((day, end)) = day_after_clock(tokens, end, order)
        && let Day::Full(day) = day
    {
        return Some((instant(day, clock)?, end));
    }
    let (day, end) = dated(tokens, at, order)?;
    let day = match day {
        Day::Full(day) => day,
        // "31 February 2020" is no day, hence no month either.
        Day::Month(..) if day_before(tokens, at) => return None,
        Day::Month(year, month) => {
            return Some((Printed::Absolute(Date::month(year, month)?), end));
        }
        Day::Yearless(month, day, weekday) => {
            // ctime has its year last: "Thu Aug 13 23:30:00 2020".
            if let Some((clock, after)) = clock::after_date(tokens, end)
                && let Some(year) = year(tokens, after, false)
                && let Ok(day) = civil::Date::new(year, month, day)
            {
                return Some((instant(day, clock)?, after + 1));
            }
            let end = clock::after_date(tokens, end).map_or(end, |(_, end)| end);
            return Some((Printed::Yearless { month, day, weekday }, end));
        }
        Day::Either(..) => return None,
    };
    match clock::after_date(tokens, end) {
        Some((clock, end)) => Some((instant(day, clock)?, end)),
        None => Some((Printed::Absolute(Date::day(day)?), end)),
    }
}

/// Tells whether the token has the number of a day before it: "31", "31.", "31st of".
fn day_before(tokens: &[Token<'_>], at: usize) -> bool {
    const BETWEEN: &[&str] = &["st", "nd", "rd", "th", "er", "o", "º", "ª"];
    let joins = |at: &usize| {
        mark(tokens, *at) == Some('.')
            || word(tokens, *at).is_some_and(|word| {
                let word = word.to_lowercase();
                BETWEEN.contains(&word.as_str()) || LINKS.contains(&word.as_str())
            })
    };
    let number = (at.saturating_sub(3)..at).rev().find(|at| !joins(at));
    number.is_some_and(|at| small(tokens, at, 31).is_some() && !is_counted(tokens, at))
}

/// Tells whether the number is that of an issue or page: "Issue 12, March 2024", "Nr. 3, März 2024".
pub(super) fn is_counted(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let named = before - usize::from(before > 0 && matches!(mark(tokens, before), Some('.' | '°')));
    word(tokens, named).is_some_and(|word| COUNTED.contains(&word.to_lowercase().as_str()))
}

fn instant(day: civil::Date, clock: Clock) -> Option<Printed> {
    Date::instant(day.to_datetime(clock.time), clock.offset).map(Printed::Absolute)
}

/// Tells whether the token goes on a number, as the 34 in `12.34` or `1,234` does.
fn inside_number(tokens: &[Token<'_>], at: usize) -> bool {
    let Some([before, mark]) = at.checked_sub(2).and_then(|from| tokens.get(from..at)) else {
        return false;
    };
    let joined = tokens.get(at).is_some_and(|token| !token.spaced);
    joined
        && !mark.spaced
        && matches!(before.kind, Kind::Number(_))
        && matches!(mark.kind, Kind::Mark('.' | ',' | '/' | '-' | ':'))
}

/// Reads a date after a time, with "on", "am", a comma or dash between.
fn day_after_clock(tokens: &[Token<'_>], at: usize, order: Option<Order>) -> Option<(Day, usize)> {
    for (at, token) in tokens.iter().enumerate().skip(at).take(3) {
        if let Some(read) = dated(tokens, at, order) {
            return Some(read);
        }
        let joins = match token.kind {
            Kind::Mark(c) => matches!(c, ',' | '-' | '–' | '—' | '|' | '·' | '•' | '/'),
            Kind::Word => matches!(token.text, "on" | "am" | "le" | "el" | "op" | "del"),
            Kind::Number(_) => false,
        };
        if !joins {
            return None;
        }
    }
    None
}

/// Reads an optional weekday and the day; a weekday also settles the order of day and month.
fn dated(tokens: &[Token<'_>], at: usize, order: Option<Order>) -> Option<(Day, usize)> {
    let weekday = word(tokens, at).and_then(names::weekday);
    let after_weekday = weekday.and_then(|_| {
        let next = skip(tokens, at + 1, &['.', '-'], &["feira"]);
        let next = skip(tokens, next, &[',', '('], &[]);
        day(tokens, skip_links(tokens, next), order)
    });
    // "mar" is a month as well as a weekday.
    let (read, end) = after_weekday.or_else(|| day(tokens, at, order))?;
    let (year, first, second) = match read {
        Day::Yearless(month, day, _) => {
            // Short names are words of other languages: "do", "so", "dom".
            let full = word(tokens, at).is_some_and(|word| word.chars().count() > 3);
            let weekday = weekday.filter(|_| full && after_weekday.is_some());
            return Some((Day::Yearless(month, day, weekday), end));
        }
        Day::Either(year, first, second) => (year, first, second),
        read => return Some((read, end)),
    };
    let month_first = order.map(|order| order == Order::MonthFirst);
    let by_weekday = weekday.and_then(|weekday| {
        let falls = |month, day| {
            civil::Date::new(year, month, day)
                .is_ok_and(|day| day.weekday().to_monday_one_offset() == weekday)
        };
        (falls(first, second) != falls(second, first)).then(|| falls(first, second))
    });
    let (month, day) = if by_weekday.or(month_first)? { (first, second) } else { (second, first) };
    Some((Day::Full(civil::Date::new(year, month, day).ok()?), end))
}

/// Reads one of the forms of a day.
fn day(tokens: &[Token<'_>], at: usize, order: Option<Order>) -> Option<(Day, usize)> {
    match tokens.get(at)?.kind {
        Kind::Word => month_first(tokens, at),
        Kind::Number(_) => year_first(tokens, at)
            .or_else(|| numeric(tokens, at, order))
            .or_else(|| day_first(tokens, at)),
        Kind::Mark(_) => None,
    }
}

/// Reads "August 13, 2020", "August 2020", "August 13".
fn month_first(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let (month, after) = month_name(tokens, at)?;
    let next = skip(tokens, after, &['.', '-', '/'], LINKS);
    if let Some(year) = year(tokens, next, false) {
        return Some((Day::Month(year, month), next + 1));
    }
    // "August, 2020"
    if next == after
        && mark(tokens, next) == Some(',')
        && let Some(year) = year(tokens, next + 1, false)
    {
        return Some((Day::Month(year, month), next + 2));
    }
    let day = small(tokens, next, 31)?;
    let after = skip(tokens, next + 1, &[], &["st", "nd", "rd", "th"]);
    let link = skip(tokens, after, &[',', '.', '-', '/'], LINKS);
    match year(tokens, link, false) {
        Some(year) => Some((Day::Full(civil::Date::new(year, month, day).ok()?), link + 1)),
        None => yearless(month, day, after),
    }
}

/// Reads "13 August 2020", "13. August", "1er août 2020", "13 de agosto de 2020".
fn day_first(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let day = small(tokens, at, 31).filter(|_| !is_counted(tokens, at))?;
    let next = skip(
        tokens,
        at + 1,
        &['.', 'º', '°', '-', '/', ','],
        &["st", "nd", "rd", "th", "er", "o", "º", "ª"],
    );
    let next = skip_links(tokens, next);
    let (month, after) = month_name(tokens, next)?;
    let link = skip(tokens, after, &['.', ',', '-', '/'], &[]);
    let link = skip_links(tokens, skip(tokens, link, &[','], &[]));
    // "13-Aug-20" has a short year, "13 March-20 April" has none.
    match year(tokens, link, matches!(mark(tokens, at + 1), Some('-' | '/'))) {
        Some(year) => Some((Day::Full(civil::Date::new(year, month, day).ok()?), link + 1)),
        None => yearless(month, day, after),
    }
}

/// Reads "2020-08-13", "2020/8/13", "2020. 8. 13.", "2020年8月13日", "2020 Aug 13".
fn year_first(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let year = year(tokens, at, false)?;
    let separator = tokens.get(at + 1)?;
    if let Some(month) = word(tokens, at + 1).and_then(names::month) {
        let day = small(tokens, skip(tokens, at + 2, &['.', ','], &[]), 31)?;
        let end = skip(tokens, at + 2, &['.', ','], &[]) + 1;
        return Some((Day::Full(civil::Date::new(year, month, day).ok()?), end));
    }
    let cjk = matches!(separator.text, "年" | "년");
    if !cjk && !matches!(separator.kind, Kind::Mark('-' | '/' | '.')) {
        return None;
    }
    if let Some(month) = word(tokens, at + 2).and_then(names::month) {
        let number = skip(tokens, at + 3, &['-', '/', '.'], &[]);
        let day = small(tokens, number, 31)?;
        return Some((Day::Full(civil::Date::new(year, month, day).ok()?), number + 1));
    }
    let month = small(tokens, at + 2, 12)?;
    if cjk && !matches!(tokens.get(at + 3)?.text, "月" | "월") {
        return None;
    }
    if !cjk && tokens.get(at + 3)?.text != separator.text {
        return None;
    }
    let Some(day) = small(tokens, at + 4, 31) else {
        return cjk.then_some((Day::Month(year, month), at + 4));
    };
    let end = skip(tokens, at + 5, if separator.text == "." { &['.'] } else { &[] }, &["日", "일"]);
    Some((Day::Full(civil::Date::new(year, month, day).ok()?), end))
}

/// Reads "13.08.2020", "13/08/2020", "13-08-20", "13. 8. 2020", "13.08.".
fn numeric(tokens: &[Token<'_>], at: usize, order: Option<Order>) -> Option<(Day, usize)> {
    let first = small(tokens, at, 31)?;
    let separator @ ('.' | '/' | '-') = mark(tokens, at + 1)? else { return None };
    if tokens.get(at + 1)?.spaced {
        return None;
    }
    let second = small(tokens, at + 2, 31)?;
    if mark(tokens, at + 3) != Some(separator) {
        return None;
    }
    // Without dots, spaces would make it a sum or a list.
    let spaced =
        [at + 2, at + 3, at + 4].iter().any(|&at| tokens.get(at).is_some_and(|t| t.spaced));
    let dotted = separator == '.';
    match year(tokens, at + 4, !spaced) {
        Some(year) if dotted || !spaced => {
            let joined = tokens.get(at + 5).is_some_and(|token| {
                !token.spaced
                    && token.kind == Kind::Mark(separator)
                    && tokens
                        .get(at + 6)
                        .is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Number(_)))
            });
            if joined {
                // Four numbers in a row are a version or an address.
                return None;
            }
            let day = match (first, second) {
                (13.., _) => Day::Full(civil::Date::new(year, second, first).ok()?),
                (_, 13..) => Day::Full(civil::Date::new(year, first, second).ok()?),
                _ if dotted || first == second => {
                    Day::Full(civil::Date::new(year, second, first).ok()?)
                }
                _ => Day::Either(year, first, second),
            };
            Some((day, at + 5))
        }
        None if dotted && order != Some(Order::MonthFirst) => {
            // "13.08." of a list of figures is not a date unless it stands apart.
            let apart = tokens.get(at + 4).is_none_or(|token| token.spaced || token.is_mark());
            if apart { yearless(second, first, at + 4) } else { None }
        }
        _ => None,
    }
}

/// Reads a month's name: one word, or two in Arabic, where both the Syriac and the Roman name may stand.
fn month_name(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let first = word(tokens, at)?;
    let pair = word(tokens, at + 1).and_then(|second| names::month_of_two(first, second));
    let (month, end) = match pair {
        Some(month) => (month, at + 2),
        None => (names::month(first)?, at + 1),
    };
    let other = if mark(tokens, end) == Some('/') { word(tokens, end + 1) } else { None };
    let twice = other.and_then(names::month) == Some(month);
    Some((month, if twice { end + 2 } else { end }))
}

fn yearless(month: i8, day: i8, end: usize) -> Option<(Day, usize)> {
    // 2000 was a leap year, so that 29 February passes.
    civil::Date::new(2000, month, day).ok().map(|_| (Day::Yearless(month, day, None), end))
}

/// Reads a year of four digits, or of two where `short` allows it and no space stands before it.
fn year(tokens: &[Token<'_>], at: usize, short: bool) -> Option<i16> {
    let token = tokens.get(at)?;
    let Kind::Number(Some(value)) = token.kind else { return None };
    let year = match token.width {
        4 => i16::try_from(value).ok()?,
        2 if short && !token.spaced => {
            // Windows' and POSIX's pivot: 69 to 99 are the twentieth century.
            i16::try_from(value).ok()? + if value < 69 { 2000 } else { 1900 }
        }
        _ => return None,
    };
    YEARS.contains(&year).then_some(year)
}

/// Reads a number of one or two digits from 1 to `most`.
fn small(tokens: &[Token<'_>], at: usize, most: u32) -> Option<i8> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Number(Some(value)) if token.width <= 2 && (1..=most).contains(&value) => {
            i8::try_from(value).ok()
        }
        _ => None,
    }
}

/// Skips one of `marks`, then one of `words`.
fn skip(tokens: &[Token<'_>], at: usize, marks: &[char], words: &[&str]) -> usize {
    let at = at + usize::from(mark(tokens, at).is_some_and(|c| marks.contains(&c)));
    let word = word(tokens, at).map(str::to_lowercase);
    at + usize::from(word.is_some_and(|word| words.contains(&word.as_str())))
}

/// Skips linking words and an apostrophe after one: "of", "de", "d'".
fn skip_links(tokens: &[Token<'_>], at: usize) -> usize {
    let next = skip(tokens, at, &[], LINKS);
    if next == at { at } else { skip(tokens, next, &['\'', '’'], &[]) }
}

fn word<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    tokens.get(at).filter(|token| token.kind == Kind::Word).map(|token| token.text)
}

fn mark(tokens: &[Token<'_>], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        Kind::Mark(c) => Some(c),
        _ => None,
    }
}

/// Tells whether a weekday is printed before the day at token `at` on which that day does not fall.
pub(super) fn contradicts(tokens: &[Token<'_>], at: usize, day: civil::Date) -> bool {
    let named = word(tokens, at).filter(|word| word.chars().count() > 3).and_then(names::weekday);
    named.is_some_and(|weekday| day.weekday().to_monday_one_offset() != weekday)
}
