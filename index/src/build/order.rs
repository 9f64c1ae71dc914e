//! The order in which a dictionary holds its terms.

use super::interner::Interner;

/// Terms in the order of their bytes.
#[derive(Debug)]
pub(super) struct Order {
    /// The terms by their ranks.
    terms: Vec<u32>,
    /// The ranks by the numbers of the terms.
    ranks: Vec<u32>,
}

impl Order {
    pub(super) fn of(interner: &Interner) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        // Most are told apart by their first bytes.
        let mut keyed: Vec<(u64, u32)> = (0..number(interner.len()))
            .map(|term| {
                let mut first = [0; 8];
                first.iter_mut().zip(interner.get(term)).for_each(|(slot, byte)| *slot = *byte);
                (u64::from_be_bytes(first), term)
            })
            .collect();
        keyed.sort_unstable_by(|one, other| {
            one.0.cmp(&other.0).then_with(|| interner.get(one.1).cmp(interner.get(other.1)))
        });
        let terms: Vec<u32> = keyed.into_iter().map(|(_, term)| term).collect();
        let mut ranks = vec![0; terms.len()];
        for (rank, term) in terms.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(*term as usize) {
                *slot = number(rank);
            }
        }
        Self { terms, ranks }
    }

    /// Returns the rank of a term; of none, a rank that no term has.
    pub(super) fn rank(&self, term: u32) -> u32 {
        self.ranks.get(term as usize).copied().unwrap_or(u32::MAX)
    }

    /// Returns the term of a rank.
    pub(super) fn term(&self, rank: u32) -> u32 {
        self.terms.get(rank as usize).copied().unwrap_or(u32::MAX)
    }

    /// Returns the terms by their ranks.
    pub(super) fn terms(&self) -> &[u32] {
        &self.terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_ordered_by_their_bytes() {
        let mut interner = Interner::new();
        let mut strings: Vec<&[u8]> = vec![
            b"ab",
            b"",
            b"abcdefghi",
            b"ab\0",
            b"abcdefgh",
            b"abcdefgh\0",
            b"b",
            b"\xC3\xA9",
            b"a",
        ];
        for string in &strings {
            interner.intern(0, string);
        }
        let order = Order::of(&interner);
        strings.sort_unstable();
        for (rank, string) in (0..).zip(&strings) {
            assert_eq!(interner.get(order.term(rank)), *string);
            assert_eq!(order.rank(order.term(rank)), rank);
        }
        assert_eq!((order.terms().len(), order.rank(u32::MAX)), (9, u32::MAX));
    }
}
