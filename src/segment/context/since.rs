//! What has been since an article seems to have begun, and what comes until another seems to begin.

use super::Masses;
use crate::segment::measure::Line;
use crate::segment::vocabulary;

/// From this chance on, a line seems to begin an article, or to be in none.
const LIKELY: f32 = 0.4;

/// Lines that together tell whether the words of the article go on.
const PASSAGE: usize = 5;

/// The names of the features.
pub(super) const NAMES: [&str; COUNT] = [
    "since_lines",
    "since_chance",
    "since_outside",
    "since_head",
    "since_matter",
    "since_prose",
    "since_words",
    "since_last_lines",
    "since_last_prose",
    "until_lines",
    "until_chance",
    "until_outside",
    "until_head",
    "until_matter",
    "until_prose",
    "until_words",
    "until_next_lines",
    "until_next_prose",
    "outside_back",
    "outside_ahead",
    "words_since",
    "words_until",
    "passage_since",
];

/// The number of features.
pub(super) const COUNT: usize = 23;

/// Features of one direction.
const ONE_WAY: usize = 9;

/// What has been since the last likely beginning.
#[derive(Clone, Copy, Default)]
struct Stretch {
    lines: f32,
    chance: f32,
    masses: Masses,
    words: f32,
}

/// Looks back and ahead from every line.
pub(super) fn look(lines: &[Line], masses: &[Masses]) -> Vec<[f32; COUNT]> {
    let mut rows = vec![[0.0; COUNT]; lines.len()];
    stretches(lines, masses, &mut rows);
    outside(masses, &mut rows);
    cohesion(lines, masses, &mut rows);
    rows
}

fn stretches(lines: &[Line], masses: &[Masses], rows: &mut [[f32; COUNT]]) {
    let whole = lines.iter().zip(masses);
    let (mut now, mut last) = (Stretch::default(), Stretch::default());
    for ((line, masses), row) in whole.clone().zip(rows.iter_mut()) {
        write(row, 0, &now, &last);
        if masses[0] >= LIKELY {
            last = now;
            now = Stretch { chance: masses[0], ..Stretch::default() };
        }
        now.add(line, masses);
    }
    let (mut now, mut last) = (Stretch::default(), Stretch::default());
    for ((line, masses), row) in whole.zip(rows.iter_mut()).rev() {
        // Ahead, the stretch goes from the line itself up to the next beginning.
        let mut here = now;
        here.add(line, masses);
        write(row, ONE_WAY, &here, &last);
        now.add(line, masses);
        if masses[0] >= LIKELY {
            last = now;
            now = Stretch { chance: masses[0], ..Stretch::default() };
        }
    }
}

impl Stretch {
    fn add(&mut self, line: &Line, masses: &Masses) {
        self.lines += 1.0;
        super::add(&mut self.masses, masses, 1.0);
        let [_, _, _, _, prose] = masses;
        self.words += prose * (line.words.min(200) as f32);
    }
}

fn write(row: &mut [f32; COUNT], from: usize, now: &Stretch, last: &Stretch) {
    let [_, outside, head, matter, prose] = now.masses;
    let [_, _, _, _, last_prose] = last.masses;
    let values =
        [now.lines, now.chance, outside, head, matter, prose, now.words, last.lines, last_prose];
    for (slot, value) in row.iter_mut().skip(from).zip(values) {
        // Beyond a page of lines, more makes no difference.
        *slot = value.min(2000.0);
    }
}

/// Distances to the nearest lines that seem to be in no article.
fn outside(masses: &[Masses], rows: &mut [[f32; COUNT]]) {
    let mut distance = 99.0_f32;
    for ([_, outside, ..], row) in masses.iter().zip(rows.iter_mut()) {
        row[2 * ONE_WAY] = distance;
        distance = if *outside >= LIKELY { 1.0 } else { (distance + 1.0).min(99.0) };
    }
    let mut distance = 99.0_f32;
    for ([_, outside, ..], row) in masses.iter().zip(rows.iter_mut()).rev() {
        row[2 * ONE_WAY + 1] = distance;
        distance = if *outside >= LIKELY { 1.0 } else { (distance + 1.0).min(99.0) };
    }
}

/// Shares of a line's words, and of the next lines', that the article so far has; and of the
/// line's words that come again before another begins.
fn cohesion(lines: &[Line], masses: &[Masses], rows: &mut [[f32; COUNT]]) {
    let starts = |at: usize| masses.get(at).is_some_and(|masses| masses[0] >= LIKELY);
    // By word: one more than the place where it stood last.
    let mut seen = vec![0_usize; vocabulary::size(lines)];
    let mut begun = 0;
    for (at, row) in rows.iter_mut().enumerate() {
        let known = |&&word: &&u16| seen.get(usize::from(word)).is_some_and(|&at| at > begun);
        let share = |lines: &[Line]| {
            let all: usize = lines.iter().map(|line| line.vocabulary.len()).sum();
            let words = lines.iter().flat_map(|line| &line.vocabulary);
            if all == 0 || begun == at {
                -1.0
            } else {
                words.filter(known).count() as f32 / all as f32
            }
        };
        row[2 * ONE_WAY + 2] = share(lines.get(at..=at).unwrap_or_default());
        row[2 * ONE_WAY + 4] =
            share(lines.get(at..(at + PASSAGE).min(lines.len())).unwrap_or_default());
        if starts(at) {
            begun = at;
        }
        for &word in lines.get(at).into_iter().flat_map(|line| &line.vocabulary) {
            if let Some(place) = seen.get_mut(usize::from(word)) {
                *place = at + 1;
            }
        }
    }
    let mut comes = vec![usize::MAX; vocabulary::size(lines)];
    let mut next = lines.len();
    for (at, row) in rows.iter_mut().enumerate().rev() {
        let words = lines.get(at).map(|line| line.vocabulary.as_slice()).unwrap_or_default();
        let again =
            words.iter().filter(|&&word| comes.get(usize::from(word)).is_some_and(|&at| at < next));
        let again = again.count();
        row[2 * ONE_WAY + 3] =
            if words.is_empty() { -1.0 } else { again as f32 / words.len() as f32 };
        if starts(at) {
            next = at;
        }
        for &word in words {
            if let Some(place) = comes.get_mut(usize::from(word)) {
                *place = at;
            }
        }
    }
}
