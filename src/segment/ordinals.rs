//! Numbered lists: lines that begin with 1, 2, 3 with text in between.

use rustc_hash::FxHashMap;

use super::measure::Line;

/// Names of the features.
pub(super) const NAMES: &[&str] = &["number", "number_run", "number_back", "number_ahead"];

/// The number of features.
pub(super) const COUNT: usize = 4;

/// Numbers that follow each other stand at most so many lines apart.
const APART: usize = 25;

/// The distance of no neighbour.
const FAR: f32 = 40.0;

/// Numbers above this count as this.
const MOST: u8 = 30;

/// Returns the number from 1 to 99 that a line begins with; 0 for none, or if there is nothing else.
pub(super) fn leading(line: &str) -> u8 {
    let marks = line.chars().take(3).take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum();
    let rest = line.get(marks..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits..).unwrap_or_default();
    let ends = after.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ':'));
    if (1..=2).contains(&digits) && ends && after.len() > 3 {
        rest.get(..digits).and_then(|digits| digits.parse().ok()).unwrap_or_default()
    } else {
        0
    }
}

/// Finds for each line its number, how long the run of numbers is, and the next ones' distances.
pub(super) fn find(lines: &[Line]) -> Vec<[f32; COUNT]> {
    let mut rows: Vec<[f32; COUNT]> =
        lines.iter().map(|line| [f32::from(line.number.min(MOST)), 0.0, FAR, FAR]).collect();
    let mut last = FxHashMap::<u8, usize>::default();
    let mut before = vec![None; lines.len()];
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.number > 0) {
        last.insert(line.number, at);
        let previous = line.number.checked_sub(1).and_then(|number| last.get(&number)).copied();
        let previous = previous.filter(|&there| line.number > 1 && at - there <= APART);
        let run = match previous {
            Some(there) => rows.get(there).map_or(0.0, |[_, run, ..]| *run) + 1.0,
            None if line.number == 1 => 1.0,
            None => 0.0,
        };
        if let Some(there) = previous
            && let Some(slot) = before.get_mut(at)
        {
            *slot = Some(there);
            if let Some([_, _, _, ahead]) = rows.get_mut(there) {
                *ahead = (at - there) as f32;
            }
        }
        if let Some([_, slot, back, _]) = rows.get_mut(at) {
            *slot = run;
            *back = previous.map_or(FAR, |there| (at - there) as f32);
        }
    }
    // The whole run's length, for all of it.
    for (at, there) in before.iter().enumerate().rev() {
        let run = rows.get(at).map_or(0.0, |[_, run, ..]| *run);
        if let Some([_, slot, ..]) = there.and_then(|there| rows.get_mut(there)) {
            *slot = slot.max(run);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::leading;
    use crate::segment::features;

    #[test]
    fn numbers_stand_first_and_before_something() {
        assert_eq!(leading("1. Ferry stops"), 1);
        assert_eq!(leading("• 12) Ferry stops"), 12);
        assert_eq!(leading("7: What now"), 7);
        for line in
            ["", "12", "1.", "2019 was a good year", "3rd place for Tern Hill", "Ferry 4 stops"]
        {
            assert_eq!(leading(line), 0, "{line:?}");
        }
    }

    #[test]
    fn a_run_is_known_at_each_of_its_numbers() {
        let text = "1. Ferry stops\nNine people were on it.\n2. Mayor finds ring\nIt was gold.\n\
                    3. Rain again\nNobody was surprised.\n9. Not of it";
        let lines = features::measured(text);
        let rows = super::find(&lines);
        assert_eq!(format!("{:?}", rows[0]), "[1.0, 3.0, 40.0, 2.0]");
        assert_eq!(format!("{:?}", rows[2]), "[2.0, 3.0, 2.0, 2.0]");
        assert_eq!(format!("{:?}", rows[4]), "[3.0, 3.0, 2.0, 40.0]");
        assert_eq!(format!("{:?}", rows[5]), "[0.0, 0.0, 40.0, 40.0]");
        assert_eq!(format!("{:?}", rows[6]), "[9.0, 0.0, 40.0, 40.0]");
    }
}
