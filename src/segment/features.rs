//! Features of a line in its place: its own measures, its neighbours' and its surroundings'.

use super::measure::{self, Line, NAMES, OWN, Own};
use super::{echo, habits, ordinals, rhythm, step, vocabulary};

/// Neighbours whose own measures count as well.
const NEAR: [isize; 4] = [-2, -1, 1, 2];

/// Distances are counted up to this many lines.
pub(super) const FAR: usize = 40;

/// Kinds of lines whose nearest one counts, before and after.
const NEAREST: usize = 16;

/// Names of the features of the surroundings.
const AROUND: [&str; 30] = [
    "position",
    "lines_before",
    "lines_after",
    "long_before",
    "long_after",
    "long_before_words",
    "long_after_words",
    "words_before_3",
    "words_after_3",
    "words_before_8",
    "words_after_8",
    "longs_before_5",
    "longs_after_5",
    "longs_before_15",
    "longs_after_15",
    "short_run_before",
    "short_run_after",
    "bullet_run_before",
    "bullet_run_after",
    "date_before",
    "date_after",
    "name_before",
    "name_after",
    "credit_before",
    "credit_after",
    "more_before",
    "more_after",
    "bio_before",
    "document_lines",
    "document_longs",
];

/// The names of all features, in order.
pub(super) fn names() -> Vec<String> {
    let own = NAMES.iter().map(|name| (*name).to_owned());
    let near = NEAR.iter().flat_map(|by| NAMES.iter().map(move |name| format!("{name}{by:+}")));
    own.chain(near)
        .chain(AROUND.map(str::to_owned))
        .chain(
            [
                vocabulary::NAMES,
                rhythm::NAMES,
                step::NAMES,
                ordinals::NAMES,
                habits::NAMES,
                echo::NAMES,
            ]
            .into_iter()
            .flatten()
            .map(|&name| name.to_owned()),
        )
        .collect()
}

/// All lines of a text, ready to be looked at one by one.
pub(super) struct Features<'a> {
    lines: &'a [Line],
    longs: Vec<u32>,
    words: Vec<u32>,
    near: Vec<[u8; NEAREST]>,
    vocabulary: Vec<[f32; vocabulary::COUNT]>,
    rhythm: Vec<[f32; rhythm::COUNT]>,
    step: Vec<[f32; step::COUNT]>,
    ordinals: Vec<[f32; ordinals::COUNT]>,
    habits: Vec<[f32; habits::COUNT]>,
    echo: Vec<[f32; echo::COUNT]>,
}

impl<'a> Features<'a> {
    /// Looks at the surroundings of every line.
    pub(super) fn new(lines: &'a [Line]) -> Self {
        Self {
            lines,
            longs: sums(lines.iter().map(|line| u32::from(line.is_long()))),
            words: sums(lines.iter().map(|line| line.words.min(200))),
            near: distances(lines),
            vocabulary: vocabulary::compare(lines),
            rhythm: rhythm::find(lines),
            step: step::find(lines),
            ordinals: ordinals::find(lines),
            habits: habits::find(lines),
            echo: echo::find(lines),
        }
    }

    /// Returns the number of lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Writes the features of line `at` in the order of [`names`].
    pub(super) fn fill(&self, at: usize, row: &mut Vec<f32>) {
        row.clear();
        let own = |at: Option<usize>| at.and_then(|at| self.lines.get(at)).map(|line| &line.own);
        row.extend(own(Some(at)).unwrap_or(&[0.0; OWN]));
        for by in NEAR {
            // Beyond the ends, -1 tells "nothing" from "zero".
            row.extend(own(at.checked_add_signed(by)).unwrap_or(&[-1.0; OWN]));
        }
        self.around(at, row);
        row.extend(self.vocabulary.get(at).into_iter().flatten());
        row.extend(self.rhythm.get(at).into_iter().flatten());
        row.extend(self.step.get(at).into_iter().flatten());
        row.extend(self.ordinals.get(at).into_iter().flatten());
        row.extend(self.habits.get(at).into_iter().flatten());
        row.extend(self.echo.get(at).into_iter().flatten());
    }

    fn around(&self, at: usize, row: &mut Vec<f32>) {
        let count = self.lines.len();
        let near = self.near.get(at).copied().unwrap_or_default();
        let [long_before, long_after, rest @ ..] = near;
        let words_at = |at: Option<usize>, distance: u8| {
            let line = at.filter(|_| usize::from(distance) < FAR).and_then(|at| self.lines.get(at));
            line.map_or(0.0, |line| (line.words as f32).min(200.0))
        };
        row.extend([
            at as f32 / count.max(1) as f32,
            log(at),
            log(count - at),
            f32::from(long_before),
            f32::from(long_after),
            words_at(at.checked_sub(usize::from(long_before)), long_before),
            words_at(Some(at + usize::from(long_after)), long_after),
        ]);
        for width in [3, 8] {
            row.push(log(self.sum(&self.words, at.saturating_sub(width), at)));
            row.push(log(self.sum(&self.words, at + 1, at + 1 + width)));
        }
        for width in [5, 15] {
            row.push(self.sum(&self.longs, at.saturating_sub(width), at) as f32);
            row.push(self.sum(&self.longs, at + 1, at + 1 + width) as f32);
        }
        row.extend(rest.map(f32::from).into_iter().take(13));
        row.push(log(count));
        row.push(self.sum(&self.longs, 0, count) as f32 / count.max(1) as f32);
    }

    fn sum(&self, sums: &[u32], from: usize, to: usize) -> usize {
        let at = |at: usize| sums.get(at.min(self.lines.len())).copied().unwrap_or_default();
        usize::try_from(at(to).saturating_sub(at(from))).unwrap_or(usize::MAX)
    }
}

/// Splits a text into lines and measures them all.
pub(super) fn measured(text: &str) -> Vec<Line> {
    measure_all(text, super::lines::split(text).collect())
}

/// Measures all lines, with what needs the others: blank lines after, repeated lines, numbers of words.
pub(super) fn measure_all(text: &str, raw: Vec<super::lines::RawLine>) -> Vec<Line> {
    let mut lines: Vec<Line> = raw.into_iter().map(|raw| measure::measure(text, raw)).collect();
    let mut seen = rustc_hash::FxHashMap::<u64, u32>::default();
    for line in &lines {
        *seen.entry(line.text_hash).or_default() += 1;
    }
    let mut after = 4.0;
    for line in lines.iter_mut().rev() {
        let repeats = seen.get(&line.text_hash).copied().unwrap_or(1);
        for (measure, value) in
            [(Own::BlanksAfter, after), (Own::Repeats, log(repeats.saturating_sub(1) as usize))]
        {
            if let Some(slot) = line.own.get_mut(measure as usize) {
                *slot = value;
            }
        }
        after = line.own(Own::BlanksBefore);
    }
    vocabulary::number(&mut lines);
    lines
}

/// Sums up to each line, beginning with 0.
fn sums(values: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut sum = 0_u32;
    std::iter::once(0)
        .chain(values.map(|value| {
            sum = sum.saturating_add(value);
            sum
        }))
        .collect()
}

/// Distances, in lines, to the nearest lines of several kinds before and after each line.
fn distances(lines: &[Line]) -> Vec<[u8; NEAREST]> {
    let kinds: [fn(&Line) -> bool; NEAREST / 2] = [
        Line::is_long,
        |line| line.words >= 6,
        |line| line.own(Own::Bullet) == 0.0,
        |line| line.own(Own::Date) > 0.0 || line.own(Own::Clock) > 0.0,
        |line| line.own(Own::Byline) > 0.0 || line.own(Own::Person) > 0.0,
        |line| line.own(Own::Credit) > 0.0,
        |line| line.own(Own::More) > 0.0 && line.words < 8,
        |line| line.own(Own::Bio) > 0.0,
    ];
    let mut near = vec![[0_u8; NEAREST]; lines.len()];
    let far = u8::try_from(FAR).unwrap_or(u8::MAX);
    for (kind, test) in kinds.iter().enumerate() {
        let mut before = far;
        for (line, near) in lines.iter().zip(&mut near) {
            if let Some(slot) = near.get_mut(2 * kind) {
                *slot = before;
            }
            before = if test(line) { 1 } else { before.saturating_add(1).min(far) };
        }
        let mut after = far;
        for (line, near) in lines.iter().zip(&mut near).rev() {
            if let Some(slot) = near.get_mut(2 * kind + 1) {
                *slot = after;
            }
            after = if test(line) { 1 } else { after.saturating_add(1).min(far) };
        }
    }
    near
}

fn log(count: usize) -> f32 {
    (1.0 + count as f32).log2()
}
