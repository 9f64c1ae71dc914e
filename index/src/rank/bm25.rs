//! BM25 of single words (Robertson and Zaragoza 2009, in Lucene's form) to the last digit as the engine has it, with
//! what all words of a field share kept once: a pattern stands for hundreds.

use tantivy::Score;
use tantivy::fieldnorm::FieldNormReader;

const K1: Score = 1.2;
const B: Score = 0.75;

/// Returns what a word counts that stands in so many articles of all.
#[expect(clippy::cast_precision_loss, reason = "as the engine counts")]
pub(crate) fn weight(articles: u64, all: u64) -> Score {
    let rareness = (all.saturating_sub(articles) as Score + 0.5) / (articles as Score + 0.5);
    (1.0 + rareness).ln() * (1.0 + K1)
}

/// What the length of a text, as the engine keeps it, sets against the frequency of a word.
pub(super) struct Lengths([Score; 256]);

impl Lengths {
    /// Compares lengths with their mean.
    pub(super) fn new(mean: Score) -> Self {
        let mut lengths = [0.0; 256];
        for (length, id) in lengths.iter_mut().zip(0..=u8::MAX) {
            let tokens = FieldNormReader::id_to_fieldnorm(id) as Score;
            *length = K1 * (1.0 - B + B * tokens / mean);
        }
        Self(lengths)
    }

    /// Returns what is set against the frequency of a word in a text.
    #[inline]
    pub(super) fn against(&self, norm: u8) -> Score {
        self.0.get(usize::from(norm)).copied().unwrap_or_default()
    }

    /// Returns what a word of a weight scores in a text.
    #[inline]
    pub(super) fn score(&self, weight: Score, norm: u8, frequency: u32) -> Score {
        score(weight, self.against(norm), frequency)
    }
}

/// Returns what a word of a weight scores where so much is set against its frequency.
#[inline]
pub(super) fn score(weight: Score, against: Score, frequency: u32) -> Score {
    let frequency = frequency as Score;
    weight * (frequency / (frequency + against))
}

#[cfg(test)]
mod tests {
    use tantivy::query::Bm25Weight;

    use super::*;

    #[test]
    fn scores_are_those_of_the_engine() {
        for (articles, all, mean) in [(1, 1, 3.0), (7, 40, 12.5), (90_000, 203_125, 468.31)] {
            for boost in [1.0, 1.2, 0.3] {
                let engine = Bm25Weight::for_one_term_without_explain(articles, all, mean);
                let engine = engine.boost_by(boost);
                let (weight, lengths) = (weight(articles, all) * boost, Lengths::new(mean));
                for norm in 0..=255 {
                    for frequency in [1, 2, 3, 17, 4000] {
                        let (own, other) =
                            (lengths.score(weight, norm, frequency), engine.score(norm, frequency));
                        assert_eq!(own.to_bits(), other.to_bits(), "{articles} {norm} {frequency}");
                    }
                }
            }
        }
    }
}
