//! Whether a line goes on with the words of its surroundings (after `TextTiling`, Hearst 1997).

use super::measure::Line;

/// Names of the features.
pub(super) const NAMES: &[&str] =
    &["words_seen_4", "words_coming_4", "words_seen_12", "words_coming_12", "break_6", "break_14"];

/// The number of features.
pub(super) const COUNT: usize = 6;

/// How often each word, known by 16 bits, stands in a window of lines.
struct Window {
    counts: Vec<u16>,
    words: u32,
}

impl Window {
    fn new() -> Self {
        Self { counts: vec![0; 1 << 16], words: 0 }
    }

    fn add(&mut self, line: Option<&Line>) {
        for &word in line.into_iter().flat_map(|line| &line.vocabulary) {
            if let Some(count) = self.counts.get_mut(usize::from(word)) {
                *count = count.saturating_add(1);
                self.words += 1;
            }
        }
    }

    fn remove(&mut self, line: Option<&Line>) {
        for &word in line.into_iter().flat_map(|line| &line.vocabulary) {
            if let Some(count) = self.counts.get_mut(usize::from(word)) {
                *count = count.saturating_sub(1);
                self.words = self.words.saturating_sub(1);
            }
        }
    }

    fn has(&self, word: u16) -> bool {
        self.counts.get(usize::from(word)).is_some_and(|&count| count > 0)
    }

    /// Returns the share of the line's words that stand in the window; -1 where there is no saying.
    fn share(&self, line: &Line) -> f32 {
        if line.vocabulary.is_empty() || self.words == 0 {
            return -1.0;
        }
        let known = line.vocabulary.iter().filter(|&&word| self.has(word)).count();
        known as f32 / line.vocabulary.len() as f32
    }
}

/// Compares each line with the lines before and after it, and these with each other.
pub(super) fn compare(lines: &[Line]) -> Vec<[f32; COUNT]> {
    let mut rows = vec![[0.0; COUNT]; lines.len()];
    for (width, slot) in [(4, 0), (12, 2)] {
        slide(lines, width, |at, before, after| {
            if let Some(line) = lines.get(at)
                && let Some(pair) = rows.get_mut(at).and_then(|row| row.get_mut(slot..slot + 2))
            {
                pair.copy_from_slice(&[before.share(line), after.share(line)]);
            }
        });
    }
    for (width, slot) in [(6, 4), (14, 5)] {
        slide(lines, width, |at, before, _| {
            // What the lines from here on share with those before: low where the subject changes.
            let coming = lines.get(at..(at + width / 2).min(lines.len())).unwrap_or_default();
            let (mut known, mut all) = (0_usize, 0_usize);
            for line in coming {
                all += line.vocabulary.len();
                known += line.vocabulary.iter().filter(|&&word| before.has(word)).count();
            }
            if let Some(value) = rows.get_mut(at).and_then(|row| row.get_mut(slot)) {
                *value =
                    if all == 0 || before.words == 0 { -1.0 } else { known as f32 / all as f32 };
            }
        });
    }
    rows
}

/// Slides two windows along the lines: `width` lines before each line, and `width` after it.
fn slide(lines: &[Line], width: usize, mut see: impl FnMut(usize, &Window, &Window)) {
    let (mut before, mut after) = (Window::new(), Window::new());
    for at in 0..width {
        after.add(lines.get(at));
    }
    for at in 0..lines.len() {
        after.remove(lines.get(at));
        after.add(lines.get(at + width));
        see(at, &before, &after);
        before.add(lines.get(at));
        if let Some(old) = at.checked_sub(width) {
            before.remove(lines.get(old));
        }
    }
}
