//! Rivals: how much worse the best cut is in which a line has another tag (max-marginals).

use super::decode::{COUNT, NEVER, STATES, TAGS, steps};
use super::weights::{Scores, Weights};

/// Returns for each line and tag how far the best cut with that tag there is below the best cut: 0
/// for the tags of the best cut. Linear in the lines.
pub(super) fn rivals(weights: &Weights, scores: &[Scores], some: bool) -> Vec<Scores> {
    let steps = steps(weights);
    let own = |at: usize, state: usize| {
        let tag = STATES.get(state).map(|state| state.tag as usize);
        scores.get(at).zip(tag).and_then(|(scores, tag)| scores.get(tag)).copied().unwrap_or(NEVER)
    };
    let step = |to: usize, from: usize| {
        steps.get(to).and_then(|row| row.get(from)).copied().unwrap_or(NEVER)
    };
    let places: [usize; COUNT] = std::array::from_fn(|state| state);
    let best = |values: [f32; COUNT]| values.into_iter().fold(f32::MIN, f32::max);
    // The best way to each state of each line, the line's own score counted in.
    let mut ahead: Vec<[f32; COUNT]> = Vec::with_capacity(scores.len());
    for at in 0..scores.len() {
        let before = ahead.last().copied();
        ahead.push(places.map(|state| {
            let way = match before {
                None if STATES.get(state).is_some_and(|state| state.can_begin()) => 0.0,
                None => NEVER,
                Some(before) => {
                    let ways = before.iter().enumerate().map(|(from, way)| way + step(state, from));
                    ways.fold(f32::MIN, f32::max)
                }
            };
            way + own(at, state)
        }));
    }
    let mut behind = STATES.map(|state| if state.can_end(some) { 0.0 } else { NEVER });
    let mut found = vec![[NEVER; TAGS]; scores.len()];
    for at in (0..scores.len()).rev() {
        let here = ahead.get(at).copied().unwrap_or([NEVER; COUNT]);
        let whole: [f32; COUNT] = std::array::from_fn(|state| {
            here.get(state).copied().unwrap_or(NEVER) + behind.get(state).copied().unwrap_or(NEVER)
        });
        let top = best(whole);
        if let Some(row) = found.get_mut(at) {
            for (state, score) in STATES.iter().zip(whole) {
                if let Some(slot) = row.get_mut(state.tag as usize) {
                    *slot = slot.max(score - top);
                }
            }
        }
        behind =
            places.map(|from| {
                best(places.map(|to| {
                    step(to, from) + own(at, to) + behind.get(to).copied().unwrap_or(NEVER)
                }))
            });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::decode::{Tag, decode};
    use super::*;

    #[test]
    fn the_best_cut_has_no_rival_above_it() {
        let weights = Weights::fitted();
        let scores: Vec<Scores> = (0..40_u8)
            .map(|at| std::array::from_fn(|tag| -(((usize::from(at) * 7 + tag * 5) % 8) as f32)))
            .collect();
        let tags = decode(weights, &scores, false);
        for (tag, row) in tags.iter().zip(rivals(weights, &scores, false)) {
            assert!(row[*tag as usize].abs() < 1e-3, "{tag:?} {row:?}");
            assert!(row.iter().all(|margin| *margin <= 1e-3));
        }
    }

    #[test]
    fn a_clear_line_has_a_distant_rival() {
        let clear = |tag: Tag| {
            let mut scores = [-9.0; TAGS];
            scores[tag as usize] = 0.0;
            scores
        };
        let scores = [Tag::BeginHead, Tag::Prose, Tag::Prose].map(clear);
        let rows = rivals(Weights::fitted(), &scores, false);
        assert!(rows[1][Tag::Outside as usize] < -3.0);
        assert!(rivals(Weights::fitted(), &[], true).is_empty());
    }
}
