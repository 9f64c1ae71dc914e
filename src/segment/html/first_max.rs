//! The first of the greatest, where `max_by_key` takes the last.

/// Finds the item with the greatest key, of equals the first.
pub(super) trait FirstMax: Iterator + Sized {
    /// Returns the first of the items whose key is greatest; asks once for each key.
    fn first_max<K: Ord>(self, key: impl Fn(&Self::Item) -> K) -> Option<Self::Item> {
        let mut best: Option<(K, Self::Item)> = None;
        for item in self {
            let rank = key(&item);
            if best.as_ref().is_none_or(|(known, _)| rank > *known) {
                best = Some((rank, item));
            }
        }
        best.map(|(_, item)| item)
    }
}

impl<I: Iterator> FirstMax for I {}
