//! Whether a line goes on with the words of its surroundings (after `TextTiling`, Hearst 1997).
//!
//! Words are known by their first letters, so that inflected forms meet, and count the less the more
//! lines of the text have them.

use std::ops::Range;

use super::measure::Line;

/// Names of the features.
pub(super) const NAMES: &[&str] = &[
    "words_seen_4",
    "words_coming_4",
    "words_seen_12",
    "words_coming_12",
    "break_6",
    "break_14",
    "words_seen_1",
    "words_coming_1",
    "words_coming_3",
    "cohesion_8",
    "cohesion_20",
    "cohesion_gain",
];

/// The number of features.
pub(super) const COUNT: usize = 12;

/// Lines from a line on, and the lines around it among which their words are looked for; both as
/// distances from the line.
const PAIRS: [(Range<isize>, Range<isize>); COUNT] = [
    (0..1, -4..0),
    (0..1, 1..5),
    (0..1, -12..0),
    (0..1, 1..13),
    (0..3, -6..0),
    (0..7, -14..0),
    (0..1, -1..0),
    (0..1, 1..2),
    (0..1, 1..4),
    (0..3, -8..0),
    (0..4, -20..0),
    // Taken from cohesion_8 in the end: whether the words rather go on below.
    (0..3, 3..11),
];

/// Puts ranks among the hashes of all lines in place of these, so that tables of words are as short as the
/// text allows.
pub(super) fn number(lines: &mut [Line]) {
    let mut present = vec![0_u64; 1 << 10];
    for word in lines.iter().flat_map(|line| &line.vocabulary) {
        if let Some(bits) = present.get_mut(usize::from(word >> 6)) {
            *bits |= 1 << (word & 63);
        }
    }
    let mut all = 0_u32;
    let before: Vec<u32> = present
        .iter()
        .map(|bits| {
            all += bits.count_ones();
            all - bits.count_ones()
        })
        .collect();
    for word in lines.iter_mut().flat_map(|line| &mut line.vocabulary) {
        let at = usize::from(*word >> 6);
        let (Some(bits), Some(before)) = (present.get(at), before.get(at)) else { continue };
        let rank = before + (bits & ((1 << (*word & 63)) - 1)).count_ones();
        *word = u16::try_from(rank).unwrap_or(u16::MAX);
    }
}

/// Returns the length of a table of all words.
pub(super) fn size(lines: &[Line]) -> usize {
    let last = lines.iter().filter_map(|line| line.vocabulary.last()).max();
    last.map_or(0, |last| usize::from(*last) + 1)
}

/// Compares each line, and those that follow it, with the lines before and after.
pub(super) fn compare(lines: &[Line]) -> Vec<[f32; COUNT]> {
    let weights = weights(lines);
    let mut rows = vec![[0.0; COUNT]; lines.len()];
    // How often each word stands in the window.
    let mut counts = vec![0_u16; weights.len()];
    for (slot, (from, window)) in PAIRS.into_iter().enumerate() {
        counts.fill(0);
        let mut words = 0_u32;
        let line = |at: usize, by: isize| at.checked_add_signed(by).and_then(|at| lines.get(at));
        for by in window.start..window.end {
            add(&mut counts, &mut words, line(0, by));
        }
        for (at, row) in rows.iter_mut().enumerate() {
            let (mut known, mut all) = (0.0, 0.0);
            let own = at.saturating_add_signed(from.start)..at.saturating_add_signed(from.end);
            for &word in lines
                .get(own.start..own.end.min(lines.len()))
                .into_iter()
                .flatten()
                .flat_map(|line| &line.vocabulary)
            {
                let weight = weights.get(usize::from(word)).copied().unwrap_or_default();
                all += weight;
                if counts.get(usize::from(word)).is_some_and(|&count| count > 0) {
                    known += weight;
                }
            }
            // Where there is no saying, -1.
            let share = if words == 0 || all == 0.0 { -1.0 } else { known / all };
            if let Some(value) = row.get_mut(slot) {
                *value = share;
            }
            remove(&mut counts, &mut words, line(at, window.start));
            add(&mut counts, &mut words, line(at, window.end));
        }
    }
    for row in &mut rows {
        let [.., before, _, after] = row;
        *after = if *before < 0.0 { -1.0 } else { *before - *after };
    }
    rows
}

/// Returns what each word counts: 1 over 1 and the logarithm of the lines that have it.
fn weights(lines: &[Line]) -> Vec<f32> {
    let mut counts = vec![0_u32; size(lines)];
    for word in lines.iter().flat_map(|line| &line.vocabulary) {
        if let Some(count) = counts.get_mut(usize::from(*word)) {
            *count += 1;
        }
    }
    counts.into_iter().map(|count| 1.0 / (1.0 + (count.max(1) as f32).ln())).collect()
}

fn add(counts: &mut [u16], words: &mut u32, line: Option<&Line>) {
    for &word in line.into_iter().flat_map(|line| &line.vocabulary) {
        if let Some(count) = counts.get_mut(usize::from(word)) {
            *count = count.saturating_add(1);
            *words += 1;
        }
    }
}

fn remove(counts: &mut [u16], words: &mut u32, line: Option<&Line>) {
    for &word in line.into_iter().flat_map(|line| &line.vocabulary) {
        if let Some(count) = counts.get_mut(usize::from(word)) {
            *count = count.saturating_sub(1);
            *words = words.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::segment::features;

    #[test]
    fn words_of_another_matter_are_told_apart() {
        let text = "The ferry left the pier at noon.\nPassengers of the ferry waved to the pier.\n\
                    Goalkeeper Brandt saved three penalties.\nBrandt said the penalties were easy.";
        let lines = features::measured(text);
        let rows = super::compare(&lines);
        assert!(rows[1][0] > 0.3, "the pier and the ferry again: {:?}", rows[1]);
        assert!(rows[2][0].abs() < 1e-6, "nothing of it before: {:?}", rows[2]);
        assert!(rows[2][1] > 0.2, "the penalties go on: {:?}", rows[2]);
        assert!(rows[0][0] < 0.0, "nothing stands before the first line");
    }
}
