//! Half-lives, as people type them.

use std::str::FromStr;

/// A number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfLife(pub u32);

impl FromStr for HalfLife {
    type Err = String;

    /// Reads `30d`, `8w`, `6m`, `1y`; a month has 30 days and a year 365.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("not a time: {text:?}; write it as 30d, 8w, 6m or 1y");
        let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = text.get(number.len()..).unwrap_or_default();
        let days = match unit.to_ascii_lowercase().as_str() {
            "d" => 1,
            "w" => 7,
            "m" => 30,
            "y" => 365,
            _ => return Err(wrong()),
        };
        let number: u32 = number.trim_end().parse().map_err(|_| wrong())?;
        number.checked_mul(days).filter(|days| *days > 0).map(Self).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_lives_are_read_in_days_weeks_months_and_years() {
        for (text, days) in [("30d", 30), ("8w", 56), ("6 m", 180), ("1Y", 365)] {
            assert_eq!(text.parse(), Ok(HalfLife(days)), "{text}");
        }
        for text in ["", "30", "d", "0d", "-1d", "1.5y", "1h", "99999999999y", "12000000y"] {
            assert!(text.parse::<HalfLife>().is_err(), "{text}");
        }
    }
}
