//! An intersection of groups of words.

use tantivy::{DocAddress, Score};

use super::super::table::keep_above;
use super::super::words::Words;
use super::{Drawing, Room};
use crate::rank::best::Scores;

impl Drawing<'_> {
    /// One word of each group at least, led by the group that stands in the fewest documents.
    pub(super) fn intersection(
        &mut self,
        groups: &mut [Vec<Words<'_>>],
        scores: &mut Scores,
        found: &mut Vec<(Score, DocAddress)>,
    ) {
        groups.sort_by_key(|group| group.iter().map(|word| u64::from(word.number())).sum::<u64>());
        let Some((leading, others)) = groups.split_first_mut() else { return };
        let all: Vec<usize> = (0..leading.len()).collect();
        // What the groups from each on score together at most.
        let mut rest = Vec::with_capacity(others.len() + 1);
        let mut begin = 0;
        while let Some(range) = self.window(leading, begin) {
            begin = range.end;
            // What they score there at most, unless none of them stands there.
            let look = |group: &mut Vec<Words<'_>>| {
                group
                    .iter_mut()
                    .filter_map(|word| word.look_at(&range).then_some(word.here))
                    .reduce(|sum, here| sum + here)
            };
            let Some(first) = look(leading) else { continue };
            rest.clear();
            rest.push(0.0);
            rest.extend(others.iter_mut().rev().map_while(look).scan(0.0, |sum, here| {
                *sum += here;
                Some(*sum)
            }));
            let (bound, most) = (scores.bound(), rest.last().copied().unwrap_or_default());
            if rest.len() <= others.len() || first + most <= bound {
                continue;
            }
            rest.reverse();
            self.fill(leading, &all, &range, bound - most);
            let Room { sums, table, held, .. } = &mut *self.room;
            for (group, rest) in others.iter_mut().zip(&rest) {
                keep_above(sums, 0, bound - rest);
                if let [word] = group.as_mut_slice() {
                    word.add_above(sums, Score::INFINITY, table);
                    continue;
                }
                held.clear();
                held.resize(sums.len(), false);
                for word in group {
                    word.add(sums, table, |at, stands| {
                        if let Some(held) = held.get_mut(at) {
                            *held |= stands;
                        }
                    });
                }
                let mut held = held.iter();
                sums.retain(|_| held.next().is_some_and(|held| *held));
            }
            self.take(scores, found);
        }
    }
}
