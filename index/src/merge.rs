//! Which segments are merged: those of like size, up to a size.
//!
//! A merge maps the files of all the segments it reads, so its memory grows with them. A bound on
//! the size of what comes out bounds it, at the price of more segments in a large index; each costs
//! a query some microseconds.

use std::cmp::Reverse;
use std::fs;
use std::path::PathBuf;

use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::indexer::{MergeCandidate, MergePolicy};

/// Segments up to this size count as equally small, in bytes.
const SMALL: u64 = 1 << 20;
/// How many times larger the largest of like segments may be than the smallest.
const LIKE: u64 = 4;
/// How many like segments are merged.
const FAN: usize = 4;
/// A segment of whose articles more than one in so many were removed is written anew.
const REMOVED: u64 = 3;

/// The files of a segment that a merge reads.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Store,
];

/// Merges like segments of an index.
#[derive(Debug)]
pub(crate) struct LikeSizes {
    /// The folder of the index.
    pub(crate) dir: PathBuf,
    /// The most that a merge may write, in bytes.
    pub(crate) most: u64,
}

impl MergePolicy for LikeSizes {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let mut sized: Vec<_> =
            segments.iter().map(|segment| (self.size(segment), segment)).collect();
        sized.sort_by_key(|(size, segment)| (Reverse(*size), segment.id()));
        let sizes: Vec<u64> = sized.iter().map(|(size, _)| *size).collect();
        let mut groups = groups(&sizes, self.most);
        for (at, (_, segment)) in sized.iter().enumerate() {
            let removed = u64::from(segment.num_deleted_docs()).saturating_mul(REMOVED);
            let alone = !groups.iter().any(|group| group.contains(&at));
            if alone && removed > u64::from(segment.max_doc()) {
                groups.push(vec![at]);
            }
        }
        let ids = |group: Vec<usize>| {
            group.iter().filter_map(|at| sized.get(*at)).map(|(_, segment)| segment.id()).collect()
        };
        groups.into_iter().map(|group| MergeCandidate(ids(group))).collect()
    }
}

impl LikeSizes {
    /// Returns the size of a segment's files in bytes, as far as its articles remain.
    fn size(&self, segment: &SegmentMeta) -> u64 {
        let size = |component: &SegmentComponent| {
            let file = self.dir.join(segment.relative_path(component.clone()));
            fs::metadata(file).map_or(0, |file| file.len())
        };
        let bytes: u64 = COMPONENTS.iter().map(size).sum();
        let (held, all) = (u64::from(segment.num_docs()), u64::from(segment.max_doc()));
        bytes / all.max(1) * held
    }
}

/// Returns the places of the segments to merge, given their sizes in falling order.
///
/// A group is full when another member would make it too large; it is worth merging when it is
/// large enough or has enough members.
fn groups(sizes: &[u64], most: u64) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    let mut group = Group::default();
    for (at, size) in sizes.iter().enumerate().filter(|(_, size)| **size <= most / 2) {
        let like = group.largest <= (*size).max(SMALL).saturating_mul(LIKE);
        let fits = group.bytes.saturating_add(*size) <= most;
        if !(like && fits) {
            groups.extend(std::mem::take(&mut group).worth(most));
        }
        if group.places.is_empty() {
            group.largest = *size;
        }
        group.places.push(at);
        group.bytes = group.bytes.saturating_add(*size);
    }
    groups.extend(group.worth(most));
    groups
}

#[derive(Default)]
struct Group {
    places: Vec<usize>,
    bytes: u64,
    largest: u64,
}

impl Group {
    fn worth(self, most: u64) -> Option<Vec<usize>> {
        let full = self.places.len() > 1 && self.bytes > most / 2;
        (full || self.places.len() >= FAN).then_some(self.places)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MB: u64 = 1 << 20;

    #[test]
    fn like_segments_are_merged() {
        let merged =
            |sizes: &[u64]| groups(&sizes.iter().map(|s| s * MB).collect::<Vec<_>>(), 256 * MB);
        assert!(merged(&[]).is_empty());
        assert!(merged(&[60, 60, 60]).len() == 1, "three that fill the bound");
        assert!(merged(&[20, 20, 20]).is_empty(), "too few");
        assert_eq!(merged(&[20, 20, 20, 10]), [[0, 1, 2, 3]]);
        assert!(merged(&[20, 20, 20, 2]).is_empty(), "too different");
        assert_eq!(merged(&[200, 130, 60, 60, 60, 60, 60]), [[2, 3, 4, 5]]);
        assert!(merged(&[250, 200, 129]).is_empty(), "as large as may be");
        assert_eq!(merged(&[100, 2, 1, 1, 0, 0]), [[1, 2, 3, 4, 5]]);
    }

    proptest! {
        /// Merging comes to an end, in few segments, none of which is too large.
        #[test]
        fn merging_ends(mut sizes in prop::collection::vec(1..80u64, 0..200), most in 100..1000u64) {
            let (most, all) = (most * MB, sizes.iter().sum::<u64>() * MB);
            for size in &mut sizes {
                *size *= MB;
            }
            let mut rounds = 0;
            loop {
                sizes.sort_by_key(|size| Reverse(*size));
                let groups = groups(&sizes, most);
                if groups.is_empty() {
                    break;
                }
                let mut merged = vec![true; sizes.len()];
                for place in groups.iter().flatten() {
                    prop_assert!(std::mem::take(&mut merged[*place]), "twice in a group");
                }
                let mut next: Vec<u64> =
                    sizes.iter().zip(&merged).filter(|(_, left)| **left).map(|(s, _)| *s).collect();
                for group in groups {
                    let size = group.iter().map(|at| sizes[*at]).sum();
                    prop_assert!(size <= most);
                    next.push(size);
                }
                prop_assert!(next.len() < sizes.len());
                sizes = next;
                rounds += 1;
                prop_assert!(rounds < 20);
            }
            prop_assert_eq!(sizes.iter().sum::<u64>(), all);
            // Full ones hold more than a half each; of each like size there are fewer than merge.
            let bound = usize::try_from(all / (most / 2)).unwrap() + 5 * FAN;
            prop_assert!(sizes.len() <= bound, "{:?}", sizes);
        }
    }
}
