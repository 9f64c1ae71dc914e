//! Short words as numbers, which are compared and hashed in a few instructions.

/// Longest word that has a number, in bytes.
const MAX: usize = 15;

/// Returns the number of the word that stands in a text from `start` on: its bytes, and above them its length.
/// `None` where it is too long, or not in the text.
///
/// Equal words have equal numbers, others different ones.
#[inline]
pub(crate) fn packed(text: &[u8], start: usize, length: usize) -> Option<[u64; 2]> {
    if length > MAX {
        return None;
    }
    let following = text.get(start..).and_then(|rest| rest.first_chunk());
    let bytes = if let Some(bytes) = following {
        // What comes after it is read with it, and masked.
        u128::from_le_bytes(*bytes) & ((1 << (8 * length)) - 1)
    } else {
        let mut bytes = [0; 16];
        bytes.get_mut(..length)?.copy_from_slice(text.get(start..start + length)?);
        u128::from_le_bytes(bytes)
    };
    Some(halves(bytes | (length as u128) << (8 * MAX)))
}

/// Returns the number that a word of ASCII letters would have in lower case.
#[inline]
pub(crate) fn lowered([low, high]: [u64; 2]) -> [u64; 2] {
    // Letters differ from small ones in this bit; the length stands in the last byte.
    let bits = u128::MAX / 0xFF * 0x20;
    let [lower, higher] = halves(bits & ((1 << (8 * (high >> 56))) - 1));
    [low | lower, high | higher]
}

/// Hashes a number of [`packed`]; its bits are equally good.
#[inline]
pub(crate) fn mixed([low, high]: [u64; 2], seed: u64) -> u64 {
    // Two odd numbers from the digits of pi, so that no factor is zero but by accident.
    let [one, other] = [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7345];
    let [low, high] = halves(u128::from(low ^ seed ^ one) * u128::from(high ^ other));
    low ^ high
}

fn halves(number: u128) -> [u64; 2] {
    [number & u128::from(u64::MAX), number >> 64]
        .map(|half| u64::try_from(half).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_word_is_itself_wherever_it_stands() {
        let alone = |word: &str| packed(word.as_bytes(), 0, word.len());
        let within =
            |word: &str| packed(format!("xé{word}é and more text").as_bytes(), 3, word.len());
        let words =
            ["", "a", "b", "a\0", "\0", "ab", "fifteen bytes..", "für", "seven b", "eight by"];
        for word in words {
            assert!(alone(word).is_some());
            assert_eq!(alone(word), within(word), "{word}");
        }
        assert_eq!(words.iter().map(|word| alone(word)).collect::<HashSet<_>>().len(), words.len());
        assert_eq!(alone("sixteen bytes..."), None);
        assert_eq!(packed(b"abc", 1, 5), None);
        assert_eq!(packed(b"abc", 5, 1), None);
    }

    #[test]
    fn hashes_are_spread() {
        let hashes = |mask: u64, shift: u32| {
            let hash = |n: u32| {
                let word = format!("word{n}");
                mixed(packed(word.as_bytes(), 0, word.len()).unwrap(), 1) >> shift & mask
            };
            (0..4096).map(hash).collect::<HashSet<_>>().len()
        };
        // As many of 4096 as a fair draw leaves: all but one in e.
        for shift in [0, 20, 40, 52] {
            let spread = hashes(4095, shift);
            assert!((2300..2900).contains(&spread), "{spread} from bit {shift}");
        }
    }
}
