//! Articles by day, week, month or year.

use jiff::civil::{self, Weekday};
use jiff::{Span, ToSpan as _};

use super::tally::Counted;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Bars at most; the gaps of a longer timeline are left out.
const BARS: usize = 4_000;

/// What a bar of a timeline stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// A day.
    Day,
    /// A week of ISO 8601, from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// Returns the period's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Returns the first day of the period that a day is in.
    pub(super) fn first(self, day: civil::Date) -> civil::Date {
        match self {
            Self::Day => day,
            Self::Week => {
                let since = day.weekday().since(Weekday::Monday);
                day.checked_sub(i64::from(since).days()).unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
            Self::Year => day.first_of_year(),
        }
    }

    /// Tells whether a date of so many seconds can be told to be in one period: a month is in no week.
    pub(super) fn holds(self, seconds: i64) -> bool {
        seconds
            <= match self {
                Self::Day | Self::Week => DAY,
                Self::Month => 31 * DAY,
                Self::Year => 366 * DAY,
            }
    }

    fn step(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        }
    }
}

/// A period of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Bar {
    /// Its first day.
    pub first: civil::Date,
    /// Articles of it that match.
    pub articles: u64,
    /// All articles of it that the index holds.
    pub of: u64,
}

/// Articles that match, by time, beside all articles of each time.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Timeline {
    /// What a bar stands for.
    pub period: Period,
    /// From the first period with a match to the last, without gaps; none is left out but of very long
    /// timelines, where those without a match are.
    pub bars: Vec<Bar>,
    /// Articles that match and whose date is less exact than a bar, such as a year among months.
    pub coarser: u64,
    /// Articles that match and have no date.
    pub undated: u64,
}

impl Timeline {
    pub(super) fn new(period: Period, counted: &Counted, all: &Counted) -> Self {
        let of = |first: civil::Date| all.bars.get(&first).copied().unwrap_or_default();
        let bar = |first: civil::Date| Bar {
            first,
            articles: counted.bars.get(&first).copied().unwrap_or_default(),
            of: of(first),
        };
        let ends = counted.bars.keys().next().zip(counted.bars.keys().next_back());
        let mut bars: Vec<Bar> = match ends {
            Some((first, last)) => first
                .series(period.step())
                .take_while(|day| day <= last)
                .take(BARS + 1)
                .map(|day| bar(period.first(day)))
                .collect(),
            None => Vec::new(),
        };
        if bars.len() > BARS {
            bars = counted.bars.keys().map(|first| bar(*first)).collect();
        }
        Self { period, bars, coarser: counted.coarser, undated: counted.undated }
    }
}
