//! A place in the order of hits, from which a search goes on.
//!
//! It names the last hit of a page by what it is ordered by, not by its number, so that in the order of dates or ids
//! articles that are added or forgotten before it neither repeat nor skip a hit; scores may change with them. It is
//! written as letters and digits, and belongs to one query in one order.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_64;

use crate::error::{Error, Result};
use crate::hit::SearchOptions;
use crate::query::Query;

/// The first byte of every cursor; another layout has another one.
const VERSION: u8 = 2;

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
pub(crate) struct Key {
    /// What comes first.
    pub(crate) rank: Rank,
    /// The id, as [`id_key`](crate::schema::id_key) has it: it decides where the rank is the same.
    pub(crate) id: String,
    /// The source, which decides where the id is the same too.
    pub(crate) source: String,
}

/// What a hit is ordered by before its id.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rank {
    /// By score, falling.
    Score(f32),
    /// By date, the latest first.
    Newest(Option<i64>),
    /// By date, the earliest first.
    Oldest(Option<i64>),
    /// By id alone.
    Id,
}

impl Eq for Key {}

impl Key {
    /// Tells whether a hit of this key stands before one of another.
    pub(crate) fn is_before(&self, other: &Self) -> bool {
        let rank = match (self.rank, other.rank) {
            (Rank::Score(a), Rank::Score(b)) => b.total_cmp(&a),
            (Rank::Newest(a), Rank::Newest(b)) => b.cmp(&a),
            (Rank::Oldest(a), Rank::Oldest(b)) => (a.is_none(), a).cmp(&(b.is_none(), b)),
            (Rank::Id, Rank::Id) => Ordering::Equal,
            _ => return false,
        };
        rank.then_with(|| (&self.id, &self.source).cmp(&(&other.id, &other.source))).is_lt()
    }
}

/// Hashes all that decides which hits there are and in which order.
pub(crate) fn question(query: &Query, options: &SearchOptions) -> u64 {
    let SearchOptions { sort, any, per_source, recency, .. } = options;
    // What an expansion adds may change with the index, and is none of the question.
    let expanded = if query.has_stems() { " expanded" } else { "" };
    let recency = recency.map(|recency| format!(" {recency:?}")).unwrap_or_default();
    xxh3_64(format!("{query}\n{sort:?} {any} {per_source:?}{expanded}{recency}").as_bytes())
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
        match self.key.rank {
            Rank::Score(score) => {
                bytes.push(0);
                bytes.extend(score.to_be_bytes());
            }
            Rank::Newest(date) => bytes.extend(dated(1, date)),
            Rank::Oldest(date) => bytes.extend(dated(2, date)),
            Rank::Id => bytes.push(3),
        }
        bytes.extend((self.key.id.len() as u64).to_be_bytes());
        bytes.extend(self.key.id.bytes().chain(self.key.source.bytes()));
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
    let place = u64::from_be_bytes(take(&mut rest)?);
    let same = u32::from_be_bytes(take(&mut rest)?);
    let [kind] = take(&mut rest)?;
    let rank = match kind {
        0 => Rank::Score(f32::from_be_bytes(take(&mut rest)?)),
        1 | 2 => {
            let [known] = take(&mut rest)?;
            let date = i64::from_be_bytes(take(&mut rest)?);
            let date = (known == 1).then_some(date);
            if kind == 1 { Rank::Newest(date) } else { Rank::Oldest(date) }
        }
        3 => Rank::Id,
        _ => return None,
    };
    let length = usize::try_from(u64::from_be_bytes(take(&mut rest)?)).ok()?;
    let (id, source) = rest.split_at_checked(length)?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let key = Key { rank, id: text(id)?, source: text(source)? };
    Some(Cursor { question, rank: place, same, key })
}

fn dated(kind: u8, date: Option<i64>) -> Vec<u8> {
    let mut bytes = vec![kind, u8::from(date.is_some())];
    bytes.extend(date.unwrap_or_default().to_be_bytes());
    bytes
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(rank: Rank, id: &str, source: &str) -> Key {
        Key { rank, id: id.to_owned(), source: source.to_owned() }
    }

    #[test]
    fn cursors_are_read_as_they_are_written() {
        for rank in [Rank::Score(2.5), Rank::Newest(Some(-3)), Rank::Oldest(None), Rank::Id] {
            let key = key(rank, "é 1", "a/b.txt");
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
    fn undated_hits_stand_last_and_ids_break_ties() {
        let before = |a: Rank, b: Rank| key(a, "b", "").is_before(&key(b, "a", ""));
        assert!(before(Rank::Newest(Some(1)), Rank::Newest(None)));
        assert!(before(Rank::Oldest(Some(1)), Rank::Oldest(None)));
        assert!(before(Rank::Newest(Some(2)), Rank::Newest(Some(1))));
        assert!(before(Rank::Score(2.0), Rank::Score(1.0)));
        assert!(!before(Rank::Score(1.0), Rank::Score(1.0)));
        let of_two = |source| key(Rank::Newest(None), "a", source);
        assert!(of_two("1.txt").is_before(&of_two("2.txt")));
    }
}
