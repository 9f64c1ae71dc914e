//! Times of day and their zones.

use jiff::civil::Time;

use super::token::{Kind, Token};

/// Offsets of zone abbreviations, in minutes; `None` where the abbreviation does not settle one.
const ZONES: &[(&str, Option<i32>)] = &[
    ("z", Some(0)),
    ("utc", Some(0)),
    ("gmt", Some(0)),
    ("wet", Some(0)),
    ("west", Some(60)),
    ("bst", Some(60)),
    ("cet", Some(60)),
    ("mez", Some(60)),
    ("cest", Some(120)),
    ("mesz", Some(120)),
    ("eet", Some(120)),
    ("eest", Some(180)),
    ("msk", Some(180)),
    ("мск", Some(180)),
    ("sast", Some(120)),
    ("eat", Some(180)),
    ("wat", Some(60)),
    ("wib", Some(420)),
    ("wita", Some(480)),
    ("jst", Some(540)),
    ("kst", Some(540)),
    ("aest", Some(600)),
    ("aedt", Some(660)),
    ("nzst", Some(720)),
    ("nzdt", Some(780)),
    ("hkt", Some(480)),
    ("sgt", Some(480)),
    ("myt", Some(480)),
    ("pht", Some(480)),
    ("awst", Some(480)),
    ("wit", Some(540)),
    ("ict", Some(420)),
    ("pkt", Some(300)),
    ("gst", Some(240)),
    ("trt", Some(180)),
    ("cat", Some(120)),
    ("acst", Some(570)),
    ("acdt", Some(630)),
    ("brt", Some(-180)),
    ("art", Some(-180)),
    ("nst", Some(-210)),
    ("ndt", Some(-150)),
    ("adt", Some(-180)),
    ("akst", Some(-540)),
    ("akdt", Some(-480)),
    ("hst", Some(-600)),
    ("est", Some(-300)),
    ("edt", Some(-240)),
    ("cdt", Some(-300)),
    ("mst", Some(-420)),
    ("mdt", Some(-360)),
    ("pst", Some(-480)),
    ("pdt", Some(-420)),
    ("cst", None),
    ("ist", None),
    ("et", None),
    ("ct", None),
    ("mt", None),
    ("pt", None),
];

/// Words that stand between a date and its time.
const JOINS: &[&str] = &[
    "t",
    "at",
    "um",
    "à",
    "a",
    "alle",
    "ore",
    "las",
    "às",
    "as",
    "kl",
    "om",
    "o",
    "klo",
    "klockan",
    "saat",
    "on",
    "pukul",
    "godz",
    "v",
    "om",
    "u",
    "le",
    "em",
    "في",
    "الساعة",
    "в",
    "о",
];

/// Those of them that only a time can follow.
const ANNOUNCERS: &[&str] =
    &["um", "alle", "ore", "kl", "klo", "klockan", "saat", "pukul", "godz", "om", "às"];

/// A time of day with its offset from UTC in seconds, where printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) time: Time,
    pub(super) offset: Option<i32>,
}

/// Reads a time that follows a date, after at most three joining marks or words.
pub(super) fn after_date(tokens: &[Token<'_>], at: usize) -> Option<(Clock, usize)> {
    let mut announced = false;
    for (at, token) in tokens.iter().enumerate().skip(at).take(4) {
        if let Some(read) = reading(tokens, at, announced).or_else(|| eastern(tokens, at)) {
            return Some(read);
        }
        let joins = match token.kind {
            Kind::Mark(c) => {
                matches!(c, ',' | '-' | '–' | '—' | '|' | '·' | '•' | '/' | ':' | '.' | '(')
            }
            Kind::Word => {
                let word = token.text.to_lowercase();
                announced |= ANNOUNCERS.contains(&word.as_str());
                JOINS.contains(&word.as_str())
            }
            Kind::Number(_) => false,
        };
        if !joins {
            return None;
        }
    }
    None
}

/// Reads the times of Chinese, Japanese and Korean: `午後9時30分`, `오후 9시 30분`, `21点30分`.
fn eastern(tokens: &[Token<'_>], at: usize) -> Option<(Clock, usize)> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let (half, at) = match (text(at), text(at + 1)) {
        ("午", "前") | ("上", "午") => (Some(false), at + 2),
        ("午", "後" | "后") | ("下", "午") => (Some(true), at + 2),
        ("오전", _) => (Some(false), at + 1),
        ("오후", _) => (Some(true), at + 1),
        _ => (None, at),
    };
    let hour = number(tokens, at, 1..=2)?;
    let named = matches!(text(at + 1), "時" | "时" | "点" | "點" | "시");
    if !(named || half.is_some() && text(at + 1) == ":") {
        return None;
    }
    let minute = number(tokens, at + 2, 1..=2).filter(|&minute| minute < 60);
    let end = match minute {
        Some(_) => at + 3 + usize::from(matches!(text(at + 3), "分" | "분")),
        None => at + 2,
    };
    let hour = if half == Some(true) && hour < 12 { hour + 12 } else { hour };
    let time = Time::new(small(hour)?, small(minute.unwrap_or_default())?, 0, 0).ok()?;
    let (offset, end) = zone(tokens, end);
    Some((Clock { time, offset }, end))
}

/// Reads a time that says that it is one.
pub(super) fn read(tokens: &[Token<'_>], at: usize) -> Option<(Clock, usize)> {
    reading(tokens, at, false)
}

/// Reads a time with what follows it: seconds, half of the day, "Uhr", zone.
fn reading(tokens: &[Token<'_>], at: usize, announced: bool) -> Option<(Clock, usize)> {
    let hour = number(tokens, at, 1..=2)?;
    let (minute, second, mut end, sure) = minutes(tokens, at + 1);
    let (half, next) = half_of_day(tokens, end);
    end = next;
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(false) => hour % 12,
        Some(true) => hour % 12 + 12,
        None => hour,
    };
    let mut named = false;
    if let Some(word) = tokens.get(end).filter(|token| token.kind == Kind::Word)
        && matches!(word.text.to_lowercase().as_str(), "uhr" | "uur" | "hs" | "hrs" | "h")
    {
        named = true;
        end += 1;
    }
    let time = Time::new(small(hour)?, small(minute)?, small(second.min(59))?, 0).ok()?;
    let (offset, after) = zone(tokens, end);
    // "19.30" alone may be a price; "19.30 BST" and "kl. 19.30" are times.
    let dotted = end > at + 2 && (announced || after > end);
    if !(sure || half.is_some() || named || dotted) {
        return None;
    }
    let end = after;
    Some((Clock { time, offset }, end))
}

/// Reads `:30:05.123`, `h30`, `.30`; the flag tells whether that makes a time without more proof.
fn minutes(tokens: &[Token<'_>], at: usize) -> (u32, u32, usize, bool) {
    if let Some(minute) = french(tokens, at) {
        return (minute, 0, at + 2, true);
    }
    let Some(token) = tokens.get(at).filter(|token| !token.spaced) else {
        return (0, 0, at, false);
    };
    let sure = match token.kind {
        Kind::Mark(':') => true,
        Kind::Mark('.') => false,
        Kind::Word if matches!(token.text, "h" | "H" | "u" | "g") => true,
        _ => return (0, 0, at, false),
    };
    let Some(minute) = joined(tokens, at + 1).filter(|&minute| minute < 60) else {
        // "14h" alone is a time, "14:" is none.
        return if token.kind == Kind::Word { (0, 0, at + 1, true) } else { (0, 0, at, false) };
    };
    let mut end = at + 2;
    let mut second = 0;
    if let Some(mark) = tokens.get(end).filter(|token| !token.spaced)
        && mark.kind == Kind::Mark(':')
        && let Some(value) = joined(tokens, end + 1).filter(|second| *second <= 60)
    {
        second = value;
        end += 2;
        let fraction = |at: usize| tokens.get(at).filter(|token| !token.spaced).map(|t| t.kind);
        if matches!(fraction(end), Some(Kind::Mark('.' | ',')))
            && matches!(fraction(end + 1), Some(Kind::Number(_)))
        {
            end += 2;
        }
    }
    (minute, second, end, sure)
}

/// Reads the minutes of a French time with spaces, as it is printed by the book: `10 h 15`.
fn french(tokens: &[Token<'_>], at: usize) -> Option<u32> {
    tokens.get(at).filter(|token| token.text == "h")?;
    number(tokens, at + 1, 2..=2).filter(|&minute| minute < 60)
}

/// Reads `am`, `p.m.`; true is the afternoon.
fn half_of_day(tokens: &[Token<'_>], at: usize) -> (Option<bool>, usize) {
    let word = |at: usize| {
        tokens.get(at).filter(|token| token.kind == Kind::Word).map(|t| t.text.to_lowercase())
    };
    let dot = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Mark('.'));
    let afternoon = match word(at).as_deref() {
        Some("am") => return (Some(false), at + 1),
        Some("pm") => return (Some(true), at + 1),
        Some("a") => false,
        Some("p") => true,
        _ => return (None, at),
    };
    if dot(at + 1) && word(at + 2).as_deref() == Some("m") {
        return (Some(afternoon), if dot(at + 3) { at + 4 } else { at + 3 });
    }
    (None, at)
}

/// Reads a zone: `EST`, `+02:00`, `UTC+2`, `GMT-0700 (PDT)`, `(CET)`; the offset is in seconds.
fn zone(tokens: &[Token<'_>], at: usize) -> (Option<i32>, usize) {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let (mut at, bracket) =
        if kind(at) == Some(Kind::Mark('(')) { (at + 1, true) } else { (at, false) };
    let start = at - usize::from(bracket);
    let mut offset = None;
    let mut any = false;
    if let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::Word)
        && let Some((_, minutes)) =
            ZONES.iter().find(|(name, _)| *name == token.text.to_lowercase())
        && (token.text.len() > 1 || !token.spaced)
        && !token.text.chars().any(char::is_lowercase)
    {
        offset = minutes.map(|minutes| minutes * 60);
        any = true;
        at += 1;
    }
    if let Some((seconds, end)) = numeric(tokens, at, any) {
        offset = Some(seconds);
        any = true;
        at = end;
        if bracket_follows(tokens, at) {
            at += 3;
        }
    }
    match (any, bracket, kind(at) == Some(Kind::Mark(')'))) {
        (false, _, _) | (_, true, false) => (None, start),
        (true, true, true) => (offset, at + 1),
        (true, false, _) => (offset, at),
    }
}

/// Tells whether a bracketed word follows, as in `-0700 (PDT)`.
fn bracket_follows(tokens: &[Token<'_>], at: usize) -> bool {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    kind(at) == Some(Kind::Mark('('))
        && kind(at + 1) == Some(Kind::Word)
        && kind(at + 2) == Some(Kind::Mark(')'))
}

/// Reads `+02:00`, `-0700`, or `+2` after a zone's name.
fn numeric(tokens: &[Token<'_>], at: usize, named: bool) -> Option<(i32, usize)> {
    let sign = match tokens.get(at)?.kind {
        Kind::Mark('+') => 1,
        Kind::Mark('-' | '−') => -1,
        _ => return None,
    };
    let token = tokens.get(at + 1).filter(|token| !token.spaced)?;
    let Kind::Number(Some(value)) = token.kind else { return None };
    let value = i32::try_from(value).ok()?;
    let minute = tokens.get(at + 2).filter(|token| !token.spaced && token.kind == Kind::Mark(':'));
    let (hours, minutes, end) = match (token.width, minute.and_then(|_| joined(tokens, at + 3))) {
        (4, _) => (value / 100, value % 100, at + 2),
        (1 | 2, Some(minutes)) => (value, i32::try_from(minutes).ok()?, at + 4),
        (1 | 2, None) if named => (value, 0, at + 2),
        _ => return None,
    };
    (hours <= 18 && minutes < 60).then(|| (sign * (hours * 3600 + minutes * 60), end))
}

/// Reads two digits that follow without a space.
fn joined(tokens: &[Token<'_>], at: usize) -> Option<u32> {
    tokens.get(at).filter(|token| !token.spaced && token.width == 2)?;
    number(tokens, at, 2..=2)
}

fn number(tokens: &[Token<'_>], at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Number(value) if digits.contains(&token.width) => value,
        _ => None,
    }
}

fn small(value: u32) -> Option<i8> {
    i8::try_from(value).ok()
}
