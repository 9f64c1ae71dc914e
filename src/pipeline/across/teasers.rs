//! Finds the article that a teaser is of, by its headline.

use std::collections::HashMap;

use presscut_index::Article;
use xxhash_rust::xxh3::Xxh3;

/// Articles held at most.
const HELD: usize = 1 << 19;

/// An article of fewer bytes has no teasers.
const WHOLE: usize = 400;

/// It is at least so many times as long as a teaser of it.
const LONGER: usize = 2;

/// The longest article with each headline of a group.
#[derive(Debug, Default)]
pub(super) struct Teasers {
    wholes: HashMap<u64, Whole>,
}

#[derive(Debug)]
struct Whole {
    bytes: usize,
    owner: String,
}

/// What is to be remembered of an article.
#[derive(Debug)]
pub(super) struct Candidate {
    key: u64,
    bytes: usize,
}

impl Candidate {
    /// Looks at an article; short ones have no teasers.
    pub(super) fn of(group: &str, article: &Article) -> Option<Self> {
        let bytes = article.body.len();
        Some(Self { key: key(group, article)?, bytes }).filter(|_| bytes >= WHOLE)
    }
}

impl Teasers {
    /// Remembers an article of a page, unless too many are: then its teasers stay unmarked.
    pub(super) fn add(&mut self, candidate: &Candidate, owner: &str) {
        let full = self.wholes.len() >= HELD;
        match self.wholes.get_mut(&candidate.key) {
            Some(whole) if whole.bytes < candidate.bytes => {
                *whole = Whole { bytes: candidate.bytes, owner: owner.to_owned() };
            }
            None if !full => {
                let whole = Whole { bytes: candidate.bytes, owner: owner.to_owned() };
                self.wholes.insert(candidate.key, whole);
            }
            _ => {}
        }
    }

    /// Names the page of the article that this one is a teaser of.
    pub(super) fn whole(&self, group: &str, article: &Article, owner: &str) -> Option<String> {
        let whole = self.wholes.get(&key(group, article)?)?;
        let longer = whole.bytes >= article.body.len().saturating_mul(LONGER);
        (longer && whole.owner != owner).then(|| whole.owner.clone())
    }
}

/// Hashes a headline's letters and digits, in small letters, with the group.
fn key(group: &str, article: &Article) -> Option<u64> {
    let headline = article.headline.as_deref()?.to_lowercase();
    let letters: String = headline.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut hash = Xxh3::new();
    hash.update(group.as_bytes());
    hash.update(&[0]);
    hash.update(letters.as_bytes());
    (!letters.is_empty()).then(|| hash.digest())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(headline: &str, bytes: usize) -> Article {
        Article { headline: Some(headline.into()), body: "x".repeat(bytes), ..Article::default() }
    }

    #[test]
    fn a_teaser_is_short_and_stands_elsewhere() {
        let mut teasers = Teasers::default();
        let whole = article("Ferry stops", 900);
        teasers.add(&Candidate::of("host", &whole).unwrap(), "a.txt");
        let of =
            |group, headline, bytes, owner| teasers.whole(group, &article(headline, bytes), owner);
        assert_eq!(of("host", "Ferry Stops!", 100, "b.txt").as_deref(), Some("a.txt"));
        assert_eq!(of("host", "Ferry stops", 100, "a.txt"), None, "its own page");
        assert_eq!(of("host", "Ferry stops", 600, "b.txt"), None, "an article of its own");
        assert_eq!(of("other", "Ferry stops", 100, "b.txt"), None, "another host");
        assert!(Candidate::of("host", &article("Rain", 100)).is_none());
        assert!(Candidate::of("host", &article("…", 900)).is_none());
    }
}
