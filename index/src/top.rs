//! The first of many matches, and those that may share the place of the last one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::marker::PhantomData;

use tantivy::collector::SegmentCollector;
use tantivy::{DocId, Score};

/// How many matches are kept before those are dropped that have fallen behind.
const KEPT: usize = 256;

/// The greatest keys so far.
#[derive(Clone)]
pub(crate) struct Top<K> {
    wanted: usize,
    keys: BinaryHeap<Reverse<K>>,
    /// How many matches are kept until some are dropped.
    full: usize,
}

impl<K: Copy + Ord> Top<K> {
    /// Wants so many, which are one at least.
    pub(crate) fn new(wanted: usize) -> Self {
        let wanted = wanted.max(1);
        let full = KEPT.max(wanted.saturating_mul(2));
        Self { wanted, keys: BinaryHeap::new(), full }
    }

    /// Adds a key.
    pub(crate) fn add(&mut self, key: K) {
        if self.keys.len() < self.wanted {
            self.keys.push(Reverse(key));
        } else if let Some(mut last) = self.keys.peek_mut()
            && key > last.0
        {
            *last = Reverse(key);
        }
    }

    /// Returns the last of those wanted, once there are as many.
    pub(crate) fn last(&self) -> Option<K> {
        let last = self.keys.peek().filter(|_| self.keys.len() >= self.wanted);
        last.map(|Reverse(key)| *key)
    }

    /// Keeps a match, and drops those that no longer stay where they have become many.
    pub(crate) fn keep<T>(&mut self, found: &mut Vec<T>, new: T, stays: impl Fn(&T) -> bool) {
        if found.len() >= self.full {
            found.retain(stays);
            self.full = self.full.max(found.len().saturating_mul(2));
        }
        found.push(new);
    }
}

/// Stands where the engine has a collector of one segment, for those that collect it in one go.
pub(crate) struct InOneGo<T>(PhantomData<fn() -> T>);

impl<T> InOneGo<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Send + 'static> SegmentCollector for InOneGo<T> {
    type Fruit = Vec<T>;

    fn collect(&mut self, _: DocId, _: Score) {}

    fn harvest(self) -> Vec<T> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_are_known_and_what_has_fallen_behind_is_dropped() {
        let mut top = Top::new(3);
        let mut found = Vec::new();
        for (n, key) in (0..5000_u32).map(|n| n * 7919 % 5000).enumerate() {
            top.add(key);
            assert_eq!(top.last().is_some(), n >= 2);
            let last = top.last().unwrap_or(0);
            top.keep(&mut found, key, |key| *key >= last);
            assert!(found.len() <= KEPT);
        }
        assert_eq!(top.last(), Some(4997));
        assert!([4997, 4998, 4999].iter().all(|key| found.contains(key)));
    }
}
