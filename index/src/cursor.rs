//! A place in the order of hits, from which a search goes on.
//!
//! It names the last hit of a page by what it is ordered by, not by its number, so that articles that
//! are added or forgotten before it neither repeat nor skip a hit. It is written as letters and digits,
//! and belongs to one query in one order.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_64;

use crate::analyze::fold_value;
use crate::error::{Error, Result};
use crate::hit::SearchOptions;
use crate::query::Query;

/// The first byte of every cursor; another layout has another one.
const VERSION: u8 = 1;

/// A place in the order of hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The hash of the query and all that decides on the order.
    pub(crate) question: u64,
    /// The rank of the hit that it stands behind.
    pub(crate) rank: u64,
    /// How many hits of the same key stand up to here.
    pub(crate) same: u32,
    /// What that hit is ordered by.
    pub(crate) key: Key,
}

/// What a hit is ordered by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Key {
    /// By score, falling.
    Score(f32, u64),
    /// By date, the latest first.
    Newest(Option<i64>, u64),
    /// By date, the earliest first.
    Oldest(Option<i64>, u64),
    /// By id and source, as [`by_id`] has it.
    Id(String, String),
}

impl Eq for Key {}

impl Key {
    /// Tells whether a hit of this key stands before one of another.
    pub(crate) fn is_before(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Score(a, x), Self::Score(b, y)) => b.total_cmp(a).then(x.cmp(y)).is_lt(),
            (Self::Newest(a, x), Self::Newest(b, y)) => b.cmp(a).then(x.cmp(y)).is_lt(),
            (Self::Oldest(a, x), Self::Oldest(b, y)) => (a.is_none(), a, x) < (b.is_none(), b, y),
            (Self::Id(a, x), Self::Id(b, y)) => by_id((a, x), (b, y)).is_lt(),
            _ => false,
        }
    }
}

/// Compares two hits by id and source, in the order of the dictionary of ids: it holds them folded, and those
/// that fold to the same stand by their sources.
pub(crate) fn by_id(a: (&str, &str), b: (&str, &str)) -> Ordering {
    let ((id, source), (other, other_source)) = (a, b);
    let folded = fold_value(id).cmp(&fold_value(other));
    folded.then(source.cmp(other_source)).then(id.cmp(other))
}

/// Hashes all that decides which hits there are and in which order.
pub(crate) fn question(query: &Query, options: &SearchOptions) -> u64 {
    let SearchOptions { sort, any, per_source, .. } = options;
    xxh3_64(format!("{query}\n{sort:?} {any} {per_source:?}").as_bytes())
}

impl Cursor {
    /// Refuses a cursor of another question.
    pub(crate) fn check(&self, question: u64) -> Result<()> {
        if self.question == question {
            return Ok(());
        }
        Err(Error::Query { what: "the cursor belongs to another query or order".to_owned() })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![VERSION];
        bytes.extend(self.question.to_be_bytes());
        bytes.extend(self.rank.to_be_bytes());
        bytes.extend(self.same.to_be_bytes());
        let mut dated = |kind: u8, date: &Option<i64>, tie: &u64| {
            bytes.extend([kind, u8::from(date.is_some())]);
            bytes.extend(date.unwrap_or_default().to_be_bytes());
            bytes.extend(tie.to_be_bytes());
        };
        match &self.key {
            Key::Newest(date, tie) => dated(1, date, tie),
            Key::Oldest(date, tie) => dated(2, date, tie),
            Key::Score(score, tie) => {
                bytes.push(0);
                bytes.extend(score.to_be_bytes());
                bytes.extend(tie.to_be_bytes());
            }
            Key::Id(id, source) => {
                bytes.push(3);
                bytes.extend((id.len() as u64).to_be_bytes());
                bytes.extend(id.bytes().chain(source.bytes()));
            }
        }
        // What was copied in part is told from a whole one.
        let check = xxh3_64(&bytes);
        bytes.extend(check.to_be_bytes().into_iter().take(2));
        bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        read(text).ok_or_else(|| Error::Query {
            what: "this is no cursor; one stands behind each page of hits".to_owned(),
        })
    }
}

fn read(text: &str) -> Option<Cursor> {
    let digit =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len() / 2);
    for pair in text.as_bytes().chunks(2) {
        let [high, low] = pair else { return None };
        bytes.push(digit(high)? << 4 | digit(low)?);
    }
    let (content, check) = bytes.split_last_chunk::<2>()?;
    if xxh3_64(content).to_be_bytes().first_chunk::<2>() != Some(check) {
        return None;
    }
    let mut rest = content;
    let [VERSION] = take(&mut rest)? else { return None };
    let question = u64::from_be_bytes(take(&mut rest)?);
    let rank = u64::from_be_bytes(take(&mut rest)?);
    let same = u32::from_be_bytes(take(&mut rest)?);
    let [kind] = take(&mut rest)?;
    let key = match kind {
        0 => Key::Score(f32::from_be_bytes(take(&mut rest)?), u64::from_be_bytes(take(&mut rest)?)),
        1 | 2 => {
            let [known] = take(&mut rest)?;
            let date = i64::from_be_bytes(take(&mut rest)?);
            let date = (known == 1).then_some(date);
            let tie = u64::from_be_bytes(take(&mut rest)?);
            if kind == 1 { Key::Newest(date, tie) } else { Key::Oldest(date, tie) }
        }
        3 => {
            let length = usize::try_from(u64::from_be_bytes(take(&mut rest)?)).ok()?;
            let (id, source) = rest.split_at_checked(length)?;
            rest = &[];
            Key::Id(String::from_utf8(id.to_vec()).ok()?, String::from_utf8(source.to_vec()).ok()?)
        }
        _ => return None,
    };
    rest.is_empty().then_some(Cursor { question, rank, same, key })
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_they_are_written() {
        for key in [
            Key::Score(2.5, 7),
            Key::Newest(Some(-3), u64::MAX),
            Key::Oldest(None, 0),
            Key::Id("é 1".into(), "a/b.txt".into()),
        ] {
            let cursor = Cursor { question: 1, rank: 300, same: 2, key };
            let text = cursor.to_string();
            assert_eq!(text.parse::<Cursor>().unwrap(), cursor);
            for end in 0..text.len() {
                assert!(text.get(..end).unwrap().parse::<Cursor>().is_err());
            }
        }
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        for text in ["", "10", "zz", "é", "0123456789abcdef0123456789abcdef"] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }

    #[test]
    fn undated_hits_stand_last_in_both_orders() {
        assert!(Key::Newest(Some(1), 0).is_before(&Key::Newest(None, 0)));
        assert!(Key::Oldest(Some(1), 0).is_before(&Key::Oldest(None, 0)));
        assert!(Key::Newest(Some(2), 0).is_before(&Key::Newest(Some(1), 0)));
        assert!(Key::Score(2.0, 9).is_before(&Key::Score(1.0, 0)));
    }
}
