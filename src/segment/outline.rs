//! The outline of a line: what it looks like from afar, as numbers that can be compared by distance.

use super::measure::{Line, Own};

/// The number of measures.
const COUNT: usize = 10;

/// Length, end mark, list mark, date, name, capitals, gap before it, how it starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline([f32; COUNT]);

impl Outline {
    /// Looks at a line.
    pub(super) fn of(line: &Line) -> Self {
        let flag = |yes: bool, weight: f32| if yes { weight } else { 0.0 };
        let has = |measure: Own| line.own(measure) > 0.0;
        Self([
            line.own(Own::Words).min(6.0) / 2.0,
            line.own(Own::Terminal),
            line.own(Own::Bullet).min(1.0),
            flag(has(Own::Date) || has(Own::Clock), 1.0),
            flag(has(Own::Byline) || has(Own::Person), 1.0),
            flag(line.own(Own::CapsShare) > 0.6, 1.0),
            flag(has(Own::BlanksBefore), 0.5),
            flag(has(Own::QuoteStart), 0.5),
            flag(has(Own::DigitStart), 0.5),
            flag(has(Own::UpperStart), 0.5),
        ])
    }

    /// Returns the sum of the differences: 0 for lines that look the same.
    pub(super) fn distance(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(one, other)| (one - other).abs()).sum()
    }
}

/// Sums over windows of the values that pairs of lines some steps apart have.
pub(super) struct PairSums(Vec<f64>);

impl PairSums {
    /// Sums `value` of each line and the one `step` lines on.
    pub(super) fn new(count: usize, step: usize, value: impl Fn(usize, usize) -> f32) -> Self {
        let mut sum = 0.0;
        let pairs = (0..count.saturating_sub(step)).map(|at| {
            sum += f64::from(value(at, at + step));
            sum
        });
        Self(std::iter::once(0.0).chain(pairs).collect())
    }

    /// Returns the mean over the pairs that lie within `around` lines of line `at`.
    #[expect(clippy::cast_possible_truncation, reason = "a feature is in single precision")]
    pub(super) fn mean(&self, at: usize, step: usize, around: usize) -> Option<f32> {
        let from = at.saturating_sub(around);
        let to = (at + around + 1).saturating_sub(step).min(self.0.len().saturating_sub(1));
        let pairs = to.checked_sub(from).filter(|&pairs| pairs > 0)?;
        Some(((self.0.get(to)? - self.0.get(from)?) / pairs as f64) as f32)
    }
}
