//! Counts on how many pages of each group a line stands, in bounded memory.

use std::collections::{BTreeMap, HashMap};

use super::Group;
use crate::segment::Common;

/// Lines counted at most, of all groups together: some 100 MB.
const HELD: usize = 4 << 20;

/// A line is common from so many pages on.
const LEAST: u32 = 3;

/// Counts lines by lossy counting (Manku and Motwani 2002, "Approximate frequency counts over data
/// streams"): when too many are held, those seen least are let go, and every count that begins later
/// may miss that many.
#[derive(Debug)]
pub(super) struct Lines {
    groups: BTreeMap<String, Counts>,
    held: usize,
    limit: usize,
    /// What a line may have been seen before it was let go.
    missed: u32,
}

#[derive(Debug, Default)]
struct Counts {
    documents: u32,
    /// How often each line was seen since, and how often it may have been before.
    lines: HashMap<u64, (u32, u32)>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self::with_limit(HELD)
    }

    fn with_limit(limit: usize) -> Self {
        Self { groups: BTreeMap::new(), held: 0, limit, missed: 0 }
    }

    /// Counts a page's lines, each of which is given once.
    pub(super) fn add(&mut self, group: String, keys: &[u64]) {
        let counts = self.groups.entry(group).or_default();
        counts.documents += 1;
        for key in keys {
            let before = counts.lines.len();
            counts.lines.entry(*key).or_insert((0, self.missed)).0 += 1;
            self.held += counts.lines.len() - before;
        }
        while self.held > self.limit {
            self.missed += 1;
            self.held = 0;
            for counts in self.groups.values_mut() {
                let least = self.missed;
                counts.lines.retain(|_, (seen, missed)| *seen + *missed > least);
                self.held += counts.lines.len();
            }
        }
    }

    /// Returns the names of the groups.
    pub(super) fn groups(&self) -> impl Iterator<Item = &str> {
        self.groups.keys().map(String::as_str)
    }

    /// Returns what the groups have in common that have anything: lines on half of their pages, and
    /// on three at least.
    pub(super) fn common(self) -> BTreeMap<String, Group> {
        let group = |counts: Counts| {
            let least = counts.documents.div_ceil(2).max(LEAST);
            let often =
                counts.lines.into_iter().filter(|(_, (seen, missed))| seen + missed >= least);
            let common = Common::new(often.map(|(key, _)| key));
            Group { documents: counts.documents, common }
        };
        let groups = self.groups.into_iter().map(|(name, counts)| (name, group(counts)));
        groups.filter(|(_, group)| !group.common.keys().is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_pages_and_three_at_least() {
        let mut lines = Lines::new();
        for page in 0..6_u64 {
            lines.add("a".into(), &[1, 100 + page, 2 + page % 3]);
        }
        lines.add("b".into(), &[1, 7]);
        lines.add("b".into(), &[1, 7]);
        let groups = lines.common();
        assert_eq!(groups["a"].common.keys(), [1], "2, 3 and 4 are on a third of the pages");
        assert!(!groups.contains_key("b"), "two pages say nothing");
        assert_eq!(groups["a"].documents, 6);
    }

    #[test]
    fn what_is_frequent_is_found_in_little_room() {
        let mut lines = Lines::with_limit(50);
        for page in 0..2_000_u64 {
            let own = 1_000 + page * 20;
            let mut keys: Vec<u64> = (own..own + 20).collect();
            keys.push(1);
            if page % 3 > 0 {
                keys.push(2);
            }
            lines.add("a".into(), &keys);
            assert!(lines.held <= 50);
        }
        assert_eq!(lines.common()["a"].common.keys(), [1, 2]);
    }
}
