//! Numbers as groups of fifteen bits, the lowest first.
//!
//! Nearly all that is written here takes one group. Groups of seven bits would be shorter, but how many a number has
//! could not be foreseen by the processor, which costs more than to read them.

use std::slice;

/// Bits of a number in a group.
const BITS: u32 = 15;
/// Says that another group of the same number follows.
const MORE: u16 = 1 << BITS;

/// A group as it is written.
pub(super) type Group = [u8; 2];

/// Writes a number.
#[inline]
pub(super) fn write(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= u32::from(MORE) {
        let [low, high, ..] = number.to_le_bytes();
        bytes.extend_from_slice(&(u16::from_le_bytes([low, high]) | MORE).to_le_bytes());
        number >>= BITS;
    }
    let [low, high, ..] = number.to_le_bytes();
    bytes.extend_from_slice(&[low, high]);
}

/// Returns the groups in bytes.
pub(super) fn of(bytes: &[u8]) -> slice::Iter<'_, Group> {
    bytes.as_chunks().0.iter()
}

/// Reads the next number; `None` at the end.
#[inline]
pub(super) fn next(groups: &mut slice::Iter<'_, Group>) -> Option<u32> {
    let (mut number, mut shift) = (0_u32, 0);
    loop {
        let group = u16::from_le_bytes(*groups.next()?);
        number |= u32::from(group & (MORE - 1)).wrapping_shl(shift);
        if group < MORE {
            return Some(number);
        }
        shift += BITS;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 0x7FFF, 0x8000, 0x8001, 0x3FFF_FFFF, 0x4000_0000, u32::MAX, 7];
        let mut bytes = Vec::new();
        for number in numbers {
            write(number, &mut bytes);
        }
        // In one group, in two and in three.
        assert_eq!(bytes.len(), size_of::<Group>() * (4 + 3 * 2 + 2 * 3));
        let mut groups = of(&bytes);
        let found: Vec<u32> = std::iter::from_fn(|| next(&mut groups)).collect();
        assert_eq!(found, numbers);
    }
}
