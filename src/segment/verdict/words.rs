//! How much two proposed articles share their words.

use rustc_hash::FxHashMap;

use super::Part;
use crate::segment::measure::Line;

/// The words of each proposed article, known by 16 bits, ascending, with how often they stand in it.
pub(super) struct Words {
    parts: Vec<Vec<(u16, f32)>>,
    /// What a word counts: the more, the fewer parts have it.
    weights: FxHashMap<u16, f32>,
}

impl Words {
    /// Counts the words of parts.
    pub(super) fn of(lines: &[Line], parts: &[Part]) -> Self {
        let parts: Vec<Vec<(u16, f32)>> = parts
            .iter()
            .map(|part| {
                let own = lines.get(part.start..part.end).into_iter().flatten();
                let mut words: Vec<u16> = own.flat_map(|line| &line.vocabulary).copied().collect();
                words.sort_unstable();
                let runs = words.chunk_by(|one, other| one == other);
                runs.filter_map(|run| Some((*run.first()?, run.len() as f32))).collect()
            })
            .collect();
        let mut weights = FxHashMap::default();
        for (word, _) in parts.iter().flatten() {
            *weights.entry(*word).or_insert(0.0) += 1.0;
        }
        let count = parts.len() as f32;
        for weight in weights.values_mut() {
            *weight = (count / *weight).ln_1p() + 0.1;
        }
        Self { parts, weights }
    }

    /// Returns the cosine of the angle between two parts' weighted words, and the share of the
    /// first one's different words that the second one has; -1 where there is no second one.
    pub(super) fn shared(&self, one: usize, other: Option<usize>) -> [f32; 2] {
        let Some((one, other)) =
            self.parts.get(one).zip(other.and_then(|other| self.parts.get(other)))
        else {
            return [-1.0, -1.0];
        };
        let (mut product, mut common) = (0.0, 0.0);
        let mut rest = other.as_slice();
        for (word, count) in one {
            let skip = rest.partition_point(|(theirs, _)| theirs < word);
            rest = rest.get(skip..).unwrap_or_default();
            if let Some((theirs, times)) = rest.first()
                && theirs == word
            {
                common += 1.0;
                product += self.weighted(*word, *count) * self.weighted(*word, *times);
            }
        }
        let norm = |words: &[(u16, f32)]| {
            words
                .iter()
                .map(|(word, count)| self.weighted(*word, *count).powi(2))
                .sum::<f32>()
                .sqrt()
        };
        let norms = norm(one) * norm(other);
        let cosine = if norms > 0.0 { product / norms } else { 0.0 };
        [cosine, common / one.len().max(1) as f32]
    }

    fn weighted(&self, word: u16, count: f32) -> f32 {
        count * self.weights.get(&word).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::features;

    #[test]
    fn the_same_matter_shares_words() {
        let text = "The ferry left the pier at noon.\nThe pier and the ferry are closed.\n\
                    Goalkeeper Brandt saved penalties.";
        let lines = features::measured(text);
        let parts: Vec<Part> = (0..3).map(|start| Part { start, end: start + 1 }).collect();
        let words = Words::of(&lines, &parts);
        let [cosine, share] = words.shared(1, Some(0));
        assert!(cosine > 0.3 && share > 0.5, "{cosine} {share}");
        let [cosine, share] = words.shared(2, Some(1));
        assert!(cosine.abs() < 1e-6 && share.abs() < 1e-6);
        assert!(words.shared(0, None)[0] < 0.0);
        let [cosine, share] = words.shared(1, Some(1));
        assert!((cosine - 1.0).abs() < 1e-5 && (share - 1.0).abs() < 1e-5);
    }
}
