//! Habits of the text around a line: whether its sentences end with marks, whether blank lines part its
//! lines, and whether a line has been there before.

use rustc_hash::FxHashMap;

use super::measure::{Line, Own};

/// Names of the features.
pub(super) const NAMES: &[&str] =
    &["unmarked_share", "titled_share", "blank_share", "seen_before", "seen_distance"];

/// The number of features.
pub(super) const COUNT: usize = 5;

/// Lines on each side.
const AROUND: usize = 10;

/// From so many words on, a line may be a sentence.
const WORDS: u32 = 7;

/// Looks at the surroundings of each line.
pub(super) fn find(lines: &[Line]) -> Vec<[f32; COUNT]> {
    let sums = |test: &dyn Fn(&Line) -> bool| {
        let mut sum = 0_u32;
        let sums = lines.iter().map(|line| {
            sum += u32::from(test(line));
            sum
        });
        std::iter::once(0).chain(sums).collect::<Vec<u32>>()
    };
    let longer = |line: &Line| line.words >= WORDS;
    let all = sums(&longer);
    let unmarked = sums(&|line| longer(line) && line.own(Own::Terminal) == 0.0);
    let titled = sums(&|line| longer(line) && line.own(Own::TitleShare) > 0.75);
    let blank = lines.iter().filter(|line| line.own(Own::BlanksBefore) > 0.0).count() as f32
        / lines.len().max(1) as f32;
    let mut seen = FxHashMap::<u64, usize>::default();
    lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let count = |sums: &[u32]| {
                let sum = |at: usize| sums.get(at.min(lines.len())).copied().unwrap_or_default();
                (sum(at + AROUND + 1) - sum(at.saturating_sub(AROUND))) as f32
            };
            let there = seen.entry(line.text_hash).or_insert(at);
            let distance = at - *there;
            [
                count(&unmarked) / count(&all).max(1.0),
                count(&titled) / count(&all).max(1.0),
                blank,
                f32::from(u8::from(distance > 0)),
                if distance > 0 { (1.0 + distance as f32).log2() } else { 0.0 },
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::segment::features;

    #[test]
    fn habits_are_those_of_the_text_around() {
        let text = "Old ferry leaves the pier for the very last time\n\nOnly nine people were there to see it go.\n\n\
                    Share\n\nShare";
        let lines = features::measured(text);
        let rows = super::find(&lines);
        assert_eq!(format!("{:?}", &rows[0][..3]), "[0.5, 0.0, 0.75]");
        assert_eq!(format!("{:?}", &rows[2][3..]), "[0.0, 0.0]");
        assert_eq!(format!("{:?}", &rows[3][3..]), "[1.0, 1.0]");
    }
}
