//! Printed words by number.
//!
//! This is looked up for every word of every text. So a short word, as nearly all are, stands in the table itself,
//! with all that is asked of it: two to a line of the processor's cache.

use super::interner::Interner;
use crate::analyze::mixed;

/// A table from words of several classes to numbers in the order of their coming.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Open addressing with linear probing; a power of two of them, at most half of which are taken.
    slots: Vec<Slot>,
    /// Words that are too long for a slot, and their entries.
    long: Interner,
    entries: Vec<Entry>,
    /// How many words there are.
    len: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    word: [u64; 2],
    class: u16,
    taken: bool,
    entry: Entry,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) number: u32,
    /// How many printed terms it gives.
    pub(super) printed: u8,
    /// How many stems it gives.
    pub(super) stems: u8,
}

/// Slots of an empty table.
const LEAST: usize = 1 << 10;

impl Lexicon {
    pub(super) fn new() -> Self {
        let (long, entries) = (Interner::new(), Vec::new());
        Self { slots: vec![Slot::default(); LEAST], long, entries, len: 0 }
    }

    /// Returns the entry of a word, of which `word` is the number if it is short. One that is new is given a number,
    /// and `of` says what it gives: printed terms and stems.
    #[inline]
    pub(super) fn entry(
        &mut self,
        class: u16,
        string: &str,
        word: Option<[u64; 2]>,
        of: impl FnOnce() -> (u8, u8),
    ) -> Entry {
        let Some(word) = word else { return self.long_entry(class, string.as_bytes(), of) };
        let at = find(&self.slots, class, word);
        match self.slots.get(at) {
            Some(slot) if slot.taken => slot.entry,
            _ => self.insert(at, class, word, of),
        }
    }

    #[cold]
    fn insert(
        &mut self,
        at: usize,
        class: u16,
        word: [u64; 2],
        of: impl FnOnce() -> (u8, u8),
    ) -> Entry {
        let entry = self.next(of);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot { word, class, taken: true, entry };
        }
        if self.len as usize * 2 > self.slots.len() {
            // The first that came stand in most texts: they are given their places first.
            let mut taken: Vec<&Slot> = self.slots.iter().filter(|slot| slot.taken).collect();
            taken.sort_unstable_by_key(|slot| slot.entry.number);
            let mut slots = vec![Slot::default(); self.slots.len() * 2];
            for old in taken {
                let at = find(&slots, old.class, old.word);
                if let Some(slot) = slots.get_mut(at) {
                    *slot = *old;
                }
            }
            self.slots = slots;
        }
        entry
    }

    #[cold]
    fn long_entry(&mut self, class: u16, string: &[u8], of: impl FnOnce() -> (u8, u8)) -> Entry {
        let (long, new) = self.long.intern(class, string);
        if new {
            let entry = self.next(of);
            self.entries.push(entry);
        }
        self.entries.get(long as usize).copied().unwrap_or_default()
    }

    fn next(&mut self, of: impl FnOnce() -> (u8, u8)) -> Entry {
        let (printed, stems) = of();
        let number = self.len;
        self.len += 1;
        Entry { number, printed, stems }
    }

    /// Returns the bytes of memory that it takes.
    pub(super) fn memory(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
            + self.long.memory()
            + self.entries.capacity() * size_of::<Entry>()
    }
}

/// Returns the slot of a word, or the free one where it belongs.
#[inline]
fn find(slots: &[Slot], class: u16, word: [u64; 2]) -> usize {
    let mask = slots.len() - 1;
    let mut at = usize::try_from(mixed(word, class.into())).unwrap_or_default() & mask;
    while slots.get(at).is_some_and(|slot| slot.taken && (slot.word != word || slot.class != class))
    {
        at = (at + 1) & mask;
    }
    at
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::analyze::packed;

    #[test]
    fn words_have_numbers_in_their_order_and_classes_are_apart() {
        let mut lexicon = Lexicon::new();
        let mut known = HashMap::new();
        for n in 0..20_000_u32 {
            let long = if n % 3 == 0 { "a word that is long " } else { "" };
            let (text, class) = (format!("{long}{}", n % 7000), u16::from(n % 5 == 0));
            let word = packed(text.as_bytes(), 0, text.len());
            let next = u32::try_from(known.len()).unwrap();
            let gives = (u8::try_from(n % 3).unwrap(), 2);
            let entry = Entry { number: next, printed: gives.0, stems: gives.1 };
            let expected = *known.entry((class, text.clone())).or_insert(entry);
            let found = lexicon.entry(class, &text, word, || {
                assert_eq!(expected, entry, "not new");
                gives
            });
            assert_eq!(found, expected);
        }
        assert!(lexicon.memory() > 20_000);
    }
}
