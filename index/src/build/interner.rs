//! Strings of bytes by number, each kept once.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// A table from strings to numbers in the order of their coming. Equal strings of different classes are different.
#[derive(Debug)]
pub(crate) struct Interner {
    bytes: Vec<u8>,
    /// Where each string begins, and its class; a last one says where the next would begin.
    strings: Vec<(u32, u16)>,
    /// Open addressing with linear probing; a power of two of them, at most half of which are taken.
    slots: Vec<Slot>,
}

/// A part of the hash, and the number of the string plus one; zero where there is none.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: u32,
    next: u32,
}

/// Slots of an empty table.
const LEAST: usize = 1 << 10;

impl Interner {
    pub(crate) fn new() -> Self {
        Self { bytes: Vec::new(), strings: vec![(0, 0)], slots: vec![Slot::default(); LEAST] }
    }

    /// Returns the number of a string, and whether it is new.
    pub(super) fn intern(&mut self, class: u16, string: &[u8]) -> (u32, bool) {
        let hash = xxh3_64_with_seed(string, u64::from(class));
        let (short, mask) = ((hash >> 32) as u32, self.slots.len() - 1);
        let mut at = usize::try_from(hash).unwrap_or_default() & mask;
        while let Some(slot) = self.slots.get(at) {
            let Some(number) = slot.next.checked_sub(1) else { break };
            if slot.hash == short && self.entry(number) == Some((class, string)) {
                return (number, false);
            }
            at = (at + 1) & mask;
        }
        let number = self.insert(class, string);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot { hash: short, next: number + 1 };
        }
        if self.strings.len() * 2 > self.slots.len() {
            self.grow();
        }
        (number, true)
    }

    fn insert(&mut self, class: u16, string: &[u8]) -> u32 {
        let number = self.strings.len() - 1;
        if let Some(last) = self.strings.last_mut() {
            last.1 = class;
        }
        self.bytes.extend_from_slice(string);
        self.strings.push((u32::try_from(self.bytes.len()).expect("a builder is full before"), 0));
        u32::try_from(number).expect("fewer strings than bytes")
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![Slot::default(); self.slots.len() * 2];
        for number in 0..u32::try_from(self.len()).unwrap_or(u32::MAX) {
            let Some((class, string)) = self.entry(number) else { break };
            let hash = xxh3_64_with_seed(string, u64::from(class));
            let mut at = usize::try_from(hash).unwrap_or_default() & mask;
            while slots.get(at).is_some_and(|slot| slot.next > 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = Slot { hash: (hash >> 32) as u32, next: number + 1 };
            }
        }
        self.slots = slots;
    }

    #[inline]
    fn entry(&self, number: u32) -> Option<(u16, &[u8])> {
        let at = usize::try_from(number).ok()?;
        let &[(start, class), (end, _)] = self.strings.get(at..at + 2)? else { return None };
        Some((class, self.bytes.get(start as usize..end as usize)?))
    }

    /// Returns a string by its number; an empty one where there is none.
    pub(super) fn get(&self, number: u32) -> &[u8] {
        self.entry(number).map_or(&[], |(_, string)| string)
    }

    /// Ends the adding, and gives back the memory that only it needs.
    pub(super) fn close(&mut self) {
        self.slots = Vec::new();
    }

    /// Returns how many strings there are.
    pub(crate) fn len(&self) -> usize {
        self.strings.len() - 1
    }

    /// Returns the bytes of memory that it takes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity()
            + self.strings.capacity() * size_of::<(u32, u16)>()
            + self.slots.capacity() * size_of::<Slot>()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn strings_have_numbers_in_their_order_and_classes_are_apart() {
        let mut interner = Interner::new();
        let mut known = HashMap::new();
        for n in 0..20_000_u32 {
            let string = format!("{}", n % 7000);
            let class = u16::from(n % 5 == 0);
            let next = u32::try_from(known.len()).unwrap();
            let number = *known.entry((class, string.clone())).or_insert(next);
            assert_eq!(interner.intern(class, string.as_bytes()), (number, number == next));
            assert_eq!(interner.get(number), string.as_bytes());
        }
        assert_eq!(interner.len(), known.len());
        assert_eq!(interner.intern(0, b""), (u32::try_from(known.len()).unwrap(), true));
        assert_eq!(interner.get(u32::MAX - 1), b"");
        assert!(interner.memory() > 20_000);
    }
}
