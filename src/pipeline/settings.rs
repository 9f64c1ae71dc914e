//! What decides what becomes of a source, beside its bytes, packed into the fingerprint's number.
//!
//! An audit must read a source as it was read for the index, so the number says how: 40 bits for
//! the longest document, 2 for the shape of records, and a hash of the rest.

use presscut_index::Lang;
use xxhash_rust::xxh3::Xxh3;

use crate::read::{ReadOptions, Shape};

/// Changes to this number make every source be read anew: what becomes of a document has changed.
const VERSION: u64 = 8;

const LENGTH_BITS: u32 = 40;
const LENGTH_MASK: u64 = (1 << LENGTH_BITS) - 1;
const HASH_SHIFT: u32 = LENGTH_BITS + 2;

/// Packs the settings; `across` is the digest of what pages have in common, where that counts.
pub(super) fn pack(read: &ReadOptions, lang: Option<Lang>, across: Option<u64>) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(&VERSION.to_le_bytes());
    hash.update(env!("CARGO_PKG_VERSION").as_bytes());
    hash.update(lang.as_ref().map_or("", Lang::as_str).as_bytes());
    if let Some(digest) = across {
        hash.update(&digest.to_le_bytes());
    }
    let shape = match read.shape {
        None => 0,
        Some(Shape::Pages) => 1,
        Some(Shape::Articles) => 2,
    };
    let length = read.max_document.min(LENGTH_MASK);
    (hash.digest() << HASH_SHIFT) | (shape << LENGTH_BITS) | length
}

/// Returns how a source was read.
pub(super) fn unpack(settings: u64) -> ReadOptions {
    let shape = match (settings >> LENGTH_BITS) & 3 {
        1 => Some(Shape::Pages),
        2 => Some(Shape::Articles),
        _ => None,
    };
    ReadOptions { max_document: settings & LENGTH_MASK, shape }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_source_was_read_comes_back() {
        for shape in [None, Some(Shape::Pages), Some(Shape::Articles)] {
            for max_document in [1, 64 << 20, 1 << 39] {
                let read = ReadOptions { max_document, shape };
                assert_eq!(unpack(pack(&read, Lang::parse("de"), Some(9))), read);
            }
        }
    }

    #[test]
    fn language_and_common_lines_count_though_they_do_not_come_back() {
        let read = ReadOptions::default();
        let settings =
            [None, Lang::parse("en"), Lang::parse("de")].map(|lang| pack(&read, lang, None));
        assert!(settings[0] != settings[1] && settings[1] != settings[2]);
        let settings = [None, Some(1), Some(2)].map(|across| pack(&read, None, across));
        assert!(settings[0] != settings[1] && settings[1] != settings[2]);
    }
}
