//! Echoes: a headline that stands in a breadcrumb or a title line just before it, or is written twice.

use super::measure::Line;

/// Names of the features.
pub(super) const NAMES: &[&str] = &["echo_before", "echo_after", "echo_distance"];

/// The number of features.
pub(super) const COUNT: usize = 3;

/// Lines below a line in which its echo is looked for.
const NEAR: usize = 6;

/// Fewer letters may come again by chance, in bytes.
const SHORTEST: usize = 12;

/// Tells whether a line holds another at its beginning or end: 2 if they are the same, 1 if it holds more.
pub(super) fn holds(line: &str, other: &str) -> Option<bool> {
    let found = other.len() >= SHORTEST && (line.starts_with(other) || line.ends_with(other));
    found.then_some(line.len() == other.len())
}

/// Finds for each line whether it is part of one just before, or one just below is part of it.
pub(super) fn find(lines: &[Line]) -> Vec<[f32; COUNT]> {
    let mut rows = vec![[0.0; COUNT]; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        for by in 1..=NEAR {
            let Some(other) = lines.get(at + by) else { break };
            let Some(same) = holds(&line.letters, &other.letters) else { continue };
            let value = if same { 2.0 } else { 1.0 };
            if let Some([_, after, distance]) = rows.get_mut(at)
                && *after == 0.0
            {
                (*after, *distance) = (value, by as f32);
            }
            if let Some([before, _, distance]) = rows.get_mut(at + by) {
                (*before, *distance) = (value, by as f32);
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use crate::segment::features;

    #[test]
    fn a_breadcrumb_and_a_title_line_echo_the_headline() {
        let text = "Home » Region » Ferry stops for good\nFerry stops for good | The Courier\n\
                    Ferry stops for good\nNobody came.\nNobody came.";
        let lines = features::measured(text);
        let rows = super::find(&lines);
        assert_eq!(format!("{:?}", rows[0]), "[0.0, 1.0, 2.0]");
        assert_eq!(format!("{:?}", rows[1]), "[0.0, 1.0, 1.0]");
        assert_eq!(format!("{:?}", rows[2]), "[1.0, 0.0, 1.0]");
        assert_eq!(format!("{:?}", rows[3]), "[0.0, 0.0, 0.0]", "too short to tell");
    }
}
