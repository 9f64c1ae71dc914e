//! Sizes in bytes, as people type them.

use std::fmt;
use std::str::FromStr;

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;

    /// Reads `1000`, `64MB`, `1.5 GB`, `512KiB`, `2g`. Prefixes are decimal unless they end in `i`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("not a size: {text:?}; write it as 64MB, 1.5GB or 512KiB");
        let text = text.trim();
        let unit_at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(unit_at);
        let factor = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "k" | "kb" => 1_000,
            "kib" => 1 << 10,
            "m" | "mb" => 1_000_000,
            "mib" => 1 << 20,
            "g" | "gb" => 1_000_000_000,
            "gib" => 1 << 30,
            "t" | "tb" => 1_000_000_000_000,
            "tib" => 1 << 40,
            _ => return Err(wrong()),
        };
        // Digits after the point count in thousandths, so that no float is needed.
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let thousandths = format!("{fraction:0<3}");
        let thousandths: u64 =
            thousandths.get(..3).and_then(|d| d.parse().ok()).ok_or_else(wrong)?;
        let whole: u64 = whole.parse().map_err(|_| wrong())?;
        u64::checked_mul(whole, factor)
            .and_then(|bytes| bytes.checked_add(thousandths.checked_mul(factor)? / 1_000))
            .map(Self)
            .ok_or_else(wrong)
    }
}

impl fmt::Display for Size {
    /// Writes three digits at most: `0 B`, `999 B`, `1.2 kB`, `64 MB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut unit = "B";
        let mut value = self.0 as f64;
        for next in ["kB", "MB", "GB", "TB", "PB"] {
            if value < 999.5 {
                break;
            }
            value /= 1_000.0;
            unit = next;
        }
        if unit == "B" || value >= 9.95 {
            write!(f, "{value:.0} {unit}")
        } else {
            write!(f, "{value:.1} {unit}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_type_them() {
        for (text, bytes) in [
            ("0", 0),
            ("1000", 1_000),
            ("64MB", 64_000_000),
            ("1.5 GB", 1_500_000_000),
            ("512KiB", 524_288),
            ("2g", 2_000_000_000),
            ("1.2345k", 1_234),
        ] {
            assert_eq!(text.parse(), Ok(Size(bytes)), "{text}");
        }
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for text in ["", "MB", "-1", "1..2", "1 apple", "99999999999TB", ".5.", "1e9"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }

    #[test]
    fn sizes_are_printed_with_few_digits() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_234, "1.2 kB"),
            (9_999, "10 kB"),
            (64_000_000, "64 MB"),
            (999_999, "1.0 MB"),
        ] {
            assert_eq!(Size(bytes).to_string(), text);
        }
    }
}
