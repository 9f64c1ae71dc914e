//! Words of an index, in bands by how common they are.

use std::collections::HashMap;

use super::Random;

/// Words of the index by how many articles hold them.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    pub(super) high: Vec<String>,
    pub(super) mid: Vec<String>,
    pub(super) low: Vec<String>,
    bands: HashMap<String, Band>,
}

/// How common a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Band {
    /// In a tenth to a half of the articles; what is in more says nothing.
    High,
    /// In one of 200 to one of 20.
    Mid,
    /// In 2 to 50 articles, and not more than one of 200.
    Low,
}

impl Band {
    fn of(frequency: u64, articles: u64) -> Option<Self> {
        let share = |divisor: u64| articles / divisor;
        match frequency {
            n if n > share(10) && n <= share(2) => Some(Self::High),
            n if n >= 2 && n > share(200) && n <= share(20) => Some(Self::Mid),
            n if (2..=share(200).min(50)).contains(&n) => Some(Self::Low),
            _ => None,
        }
    }
}

impl Vocabulary {
    /// Sorts words by the number of articles that hold them; only words of three letters and more
    /// that hold nothing but letters are kept.
    pub fn new(words: impl IntoIterator<Item = (String, u64)>, articles: u64) -> Self {
        let mut vocabulary = Self::default();
        for (word, frequency) in words {
            let Some(band) = Band::of(frequency, articles).filter(|_| is_plain(&word)) else {
                continue;
            };
            match band {
                Band::High => vocabulary.high.push(word.clone()),
                Band::Mid => vocabulary.mid.push(word.clone()),
                Band::Low => vocabulary.low.push(word.clone()),
            }
            vocabulary.bands.insert(word, band);
        }
        for words in [&mut vocabulary.high, &mut vocabulary.mid, &mut vocabulary.low] {
            words.sort_unstable();
        }
        vocabulary
    }

    /// Draws words of any band to find articles by.
    pub fn some(&self, count: usize, seed: u64) -> Vec<&str> {
        let mut words: Vec<&str> =
            [&self.high, &self.mid, &self.low].into_iter().flatten().map(String::as_str).collect();
        Random::new(seed).shuffle(&mut words);
        words.truncate(count);
        words
    }

    /// Returns how common a word is; `None` where it is in no band.
    pub(super) fn band(&self, word: &str) -> Option<Band> {
        self.bands.get(word).copied()
    }
}

/// Tells whether a word has three letters or more, and nothing else.
pub(super) fn is_plain(word: &str) -> bool {
    word.chars().count() >= 3 && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_the_number_of_articles() {
        for (frequency, articles, band) in [
            (101, 1000, Some(Band::High)),
            (501, 1000, None),
            (100, 1000, None),
            (50, 1000, Some(Band::Mid)),
            (6, 1000, Some(Band::Mid)),
            (5, 1000, Some(Band::Low)),
            (1, 1000, None),
            (50, 200_000, Some(Band::Low)),
            (51, 200_000, None),
            (5, 40, Some(Band::High)),
        ] {
            assert_eq!(Band::of(frequency, articles), band, "{frequency} of {articles}");
        }
    }
}
