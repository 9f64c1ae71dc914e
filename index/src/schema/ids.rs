//! What ids are ordered by, and the way back from it.

use crate::analyze::fold_value;

/// Between an id as it is folded and as it stands.
const APART: char = '\0';

/// Returns what ids are ordered by: the id folded for case, as its dictionary holds it, then as it stands.
///
/// Most ids are folded as they stand, so that the column of keys costs little.
pub(crate) fn id_key(id: &str) -> String {
    let mut key = fold_value(id);
    if key != id {
        key.push(APART);
        key.push_str(id);
    }
    key
}

/// Returns the id of a key.
pub(crate) fn id_of(key: &str) -> &str {
    let mut parts = key.match_indices(APART).filter_map(|(at, _)| {
        let (folded, id) = (key.get(..at)?, key.get(at + APART.len_utf8()..)?);
        // An id may hold the sign itself.
        (folded != id && fold_value(id) == folded).then_some(id)
    });
    parts.next().unwrap_or(key)
}

/// Returns the first eight bytes of a key of ids as a number, which is ordered as they are.
pub(crate) fn id_start(key: &str) -> u64 {
    let mut start = [0; 8];
    for (slot, byte) in start.iter_mut().zip(key.bytes()) {
        *slot = byte;
    }
    u64::from_be_bytes(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_its_id() {
        let long = "x".repeat(9000);
        for id in ["harbour-1", "Harbour-1", " a", "É", "", "a\0b", "a\0A", "A\0a\0B", &long] {
            assert_eq!(id_of(&id_key(id)), id);
        }
    }
}
