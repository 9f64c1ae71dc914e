//! Borders of articles, and how far two cuts of the same lines are apart.

/// Numbers each line by its article from 1, 0 for none; the earlier article keeps a shared line.
pub(super) fn label(lines: usize, spans: &[(usize, usize)]) -> Vec<usize> {
    let mut labels = vec![0; lines];
    for (number, (first, end)) in (1..).zip(spans) {
        for label in labels.iter_mut().take(*end).skip(*first).filter(|label| **label == 0) {
            *label = number;
        }
    }
    labels
}

/// Returns the lines where an article begins, without the text's first line, which is right anyway.
pub(super) fn starts(labels: &[usize]) -> Vec<usize> {
    let mut seen = std::collections::HashSet::from([0]);
    let new = labels.iter().enumerate().filter(|(_, label)| seen.insert(**label));
    new.map(|(at, _)| at).filter(|at| *at > 0).collect()
}

/// Counts the guesses that pair off, one to one, with a true start at most `tolerance` lines away.
pub(super) fn hits(guesses: &[usize], starts: &[usize], tolerance: usize) -> usize {
    let mut free = starts.to_vec();
    let hit = |guess: &&usize| {
        let found = free.iter().position(|start| start.abs_diff(**guess) <= tolerance);
        found.map(|at| free.remove(at)).is_some()
    };
    guesses.iter().filter(hit).count()
}

/// Returns Pk (Beeferman, Berger, Lafferty 1999, "Statistical models for text segmentation") and `WindowDiff`
/// (Pevzner, Hearst 2002, "A critique and improvement of an evaluation metric for text segmentation"):
/// the share of windows in which the cuts disagree. A border is where the label changes; the
/// window is half the mean true segment. 0 is perfect.
pub(super) fn window_errors(reference: &[usize], hypothesis: &[usize]) -> (f64, f64) {
    let borders = |labels: &[usize]| {
        labels.iter().zip(labels.iter().skip(1)).map(|(one, next)| one != next).collect::<Vec<_>>()
    };
    let (truth, guess) = (borders(reference), borders(hypothesis));
    let size = reference.len();
    let count = truth.iter().filter(|border| **border).count();
    // Half the mean segment, rounded half to even as the reference implementation does.
    let (whole, rest) = (size / (2 * (count + 1)), size % (2 * (count + 1)));
    let up = rest > count + 1 || (rest == count + 1 && whole % 2 == 1);
    let width = (whole + usize::from(up)).max(1);
    let windows = size.saturating_sub(width);
    if windows == 0 {
        return if truth == guess { (0.0, 0.0) } else { (1.0, 1.0) };
    }
    let (mut pk, mut different) = (0_usize, 0_usize);
    for at in 0..windows {
        let inside = |borders: &[bool]| borders.iter().skip(at).take(width).filter(|b| **b).count();
        let (true_count, guessed) = (inside(&truth), inside(&guess));
        pk += usize::from((true_count == 0) != (guessed == 0));
        different += usize::from(true_count != guessed);
    }
    (pk as f64 / windows as f64, different as f64 / windows as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_an_article_is_its_start() {
        let labels = label(8, &[(0, 3), (2, 5), (6, 8)]);
        assert_eq!(labels, [1, 1, 1, 2, 2, 0, 3, 3]);
        assert_eq!(starts(&labels), [3, 6]);
    }

    #[test]
    fn starts_pair_off_one_to_one() {
        assert_eq!(hits(&[3, 4], &[4], 1), 1);
        assert_eq!(hits(&[3, 4], &[4], 0), 1);
        assert_eq!(hits(&[3, 9], &[4, 8], 1), 2);
        assert_eq!(hits(&[], &[4], 1), 0);
    }

    #[test]
    fn a_missed_border_costs_the_windows_that_span_it() {
        // Twelve lines in two halves: the window is 3, and 3 of the 9 windows hold the border.
        let truth = label(12, &[(0, 6), (6, 12)]);
        assert_eq!(window_errors(&truth, &truth), (0.0, 0.0));
        let none = label(12, &[(0, 12)]);
        let (pk, different) = window_errors(&truth, &none);
        assert!((pk - 3.0 / 9.0).abs() < 1e-12 && (different - 3.0 / 9.0).abs() < 1e-12);
        // A border too many beside the true one: WindowDiff sees it inside one window, Pk does not.
        let more = label(12, &[(0, 6), (6, 7), (7, 12)]);
        let (pk, different) = window_errors(&truth, &more);
        assert!(pk < different, "{pk} {different}");
        assert_eq!(window_errors(&[1], &[1]), (0.0, 0.0));
    }
}
