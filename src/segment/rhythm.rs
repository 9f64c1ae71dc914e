//! Rhythm: lines whose shape repeats at steady distances, as the items of a list do.

use rustc_hash::FxHashMap;

use super::features::FAR;
use super::measure::{Line, Own};

/// Names of the features.
pub(super) const NAMES: &[&str] = &[
    "shape_count",
    "shape_back",
    "shape_ahead",
    "pair_count",
    "pair_back",
    "pair_ahead",
    "pair_agrees",
    "pair_longest_back",
    "pair_longest_ahead",
    "triple_count",
    "triple_back",
    "triple_ahead",
    "coarse_count",
    "coarse_back",
    "coarse_ahead",
    "coarse_agrees",
    "coarse_longest_back",
    "coarse_longest_ahead",
];

/// The number of features.
pub(super) const COUNT: usize = 18;

/// Where one kind of context recurs.
#[derive(Clone, Copy)]
struct Recurrence {
    count: f32,
    back: f32,
    ahead: f32,
    agrees: f32,
    longest_back: f32,
    longest_ahead: f32,
}

/// The shapes of all lines, fine and coarse.
pub(super) struct Shapes {
    pub(super) fine: Vec<u64>,
    pub(super) coarse: Vec<u64>,
}

impl Shapes {
    pub(super) fn new(lines: &[Line]) -> Self {
        Self { fine: lines.iter().map(fine).collect(), coarse: lines.iter().map(coarse).collect() }
    }

    /// Returns, for each line, its shape alone, with the next one's, with both neighbours', and
    /// its coarse shape with the next one's.
    pub(super) fn keys(&self) -> [Vec<u64>; 4] {
        let at = |shapes: &[u64], at: Option<usize>| {
            at.and_then(|at| shapes.get(at)).map_or(0xffff, |shape| *shape)
        };
        let keys = |of: &dyn Fn(usize) -> u64| (0..self.fine.len()).map(of).collect::<Vec<u64>>();
        let (fine, coarse) = (self.fine.as_slice(), self.coarse.as_slice());
        let pair = |i: usize| at(fine, Some(i)) << 16 | at(fine, Some(i + 1));
        [
            self.fine.clone(),
            keys(&pair),
            keys(&|i| at(fine, i.checked_sub(1)) << 32 | pair(i)),
            keys(&|i| at(coarse, Some(i)) << 16 | at(coarse, Some(i + 1))),
        ]
    }
}

/// Finds for each line how often its shape, alone and with its neighbours', recurs and where.
pub(super) fn find(lines: &[Line]) -> Vec<[f32; COUNT]> {
    let [singles, pairs, triples, coarses] =
        Shapes::new(lines).keys().map(|keys| recurrences(lines, &keys));
    let all = singles.iter().zip(&pairs).zip(triples.iter().zip(&coarses));
    all.map(|((single, pair), (triple, coarse))| {
        [
            single.count,
            single.back,
            single.ahead,
            pair.count,
            pair.back,
            pair.ahead,
            pair.agrees,
            pair.longest_back,
            pair.longest_ahead,
            triple.count,
            triple.back,
            triple.ahead,
            coarse.count,
            coarse.back,
            coarse.ahead,
            coarse.agrees,
            coarse.longest_back,
            coarse.longest_ahead,
        ]
    })
    .collect()
}

/// Finds the nearest lines with the same key on both sides.
fn recurrences(lines: &[Line], keys: &[u64]) -> Vec<Recurrence> {
    let far = FAR as f32;
    let none = Recurrence {
        count: 0.0,
        back: far,
        ahead: far,
        agrees: 0.0,
        longest_back: 0.0,
        longest_ahead: 0.0,
    };
    let mut found = vec![none; keys.len()];
    let mut last = FxHashMap::<u64, (usize, u32)>::default();
    for (at, key) in keys.iter().enumerate() {
        let (before, count) = last.insert(*key, (at, 0)).unwrap_or((usize::MAX, 0));
        last.insert(*key, (at, count + 1));
        let distance = at.wrapping_sub(before);
        if before == usize::MAX || distance >= FAR {
            continue;
        }
        let between = lines.get(before + 1..at).unwrap_or_default();
        let longest =
            between.iter().map(|line| line.words.min(200)).max().unwrap_or_default() as f32;
        if let Some(here) = found.get_mut(at) {
            here.back = distance as f32;
            here.longest_back = longest;
        }
        if let Some(there) = found.get_mut(before) {
            there.ahead = distance as f32;
            there.longest_ahead = longest;
        }
    }
    for (found, key) in found.iter_mut().zip(keys) {
        let count = last.get(key).map_or(1, |(_, count)| *count);
        found.count = (1.0 + count as f32).log2();
        found.agrees = match (found.back < far, found.ahead < far) {
            (true, true) => 1.0 - (found.back - found.ahead).abs() / found.back.max(found.ahead),
            (false, false) => -1.0,
            _ => 0.0,
        };
    }
    found
}

/// The shape of a line: length class and what makes it stand out, in 16 bits.
fn fine(line: &Line) -> u64 {
    let flag = |measure: Own| u64::from(line.own(measure) > 0.0);
    let caps = u64::from(line.own(Own::CapsShare) > 0.6);
    let bullet = flag(Own::Bullet);
    length_class(line.words, &[2, 4, 8, 14, 24, 45])
        | flag(Own::Terminal) << 3
        | bullet << 4
        | flag(Own::Date) << 5
        | (flag(Own::Byline) | flag(Own::Person)) << 6
        | flag(Own::Credit) << 7
        | caps << 8
        | flag(Own::BlanksBefore) << 9
        | flag(Own::Clock) << 10
        | u64::from(line.raw.indent.min(7)) << 11
}

/// The shape without what varies between items of one list.
fn coarse(line: &Line) -> u64 {
    let dated = line.own(Own::Date) > 0.0 || line.own(Own::Clock) > 0.0;
    length_class(line.words, &[3, 15, 40])
        | u64::from(line.own(Own::Bullet) > 0.0) << 3
        | u64::from(dated) << 4
        | u64::from(line.own(Own::BlanksBefore) > 0.0) << 5
}

fn length_class(words: u32, limits: &[u32]) -> u64 {
    limits.iter().take_while(|&&limit| words > limit).count() as u64
}
