//! Counts exact duplicates in bounded memory.
//!
//! The hash of each article's headline and body is kept; when too many are, they are sorted and
//! written to a temporary file, and the files are merged at the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _};

use presscut_index::Article;
use xxhash_rust::xxh3::Xxh3;

/// Hashes held in memory before they go to a file: 32 MB.
const HELD: usize = 4 << 20;

/// Counts equal hashes.
#[derive(Debug)]
pub(super) struct Duplicates {
    held: Vec<u64>,
    limit: usize,
    runs: Vec<File>,
}

impl Duplicates {
    pub(super) fn new() -> Self {
        Self::with_limit(HELD)
    }

    fn with_limit(limit: usize) -> Self {
        Self { held: Vec::new(), limit, runs: Vec::new() }
    }

    /// Adds the hash of an article.
    ///
    /// # Errors
    ///
    /// Those of writing a temporary file.
    pub(super) fn add(&mut self, hash: u64) -> io::Result<()> {
        self.held.push(hash);
        if self.held.len() >= self.limit {
            self.spill()?;
        }
        Ok(())
    }

    /// Returns how many hashes were there before: those added less the distinct ones.
    ///
    /// # Errors
    ///
    /// Those of reading a temporary file.
    pub(super) fn count(mut self) -> io::Result<u64> {
        if self.runs.is_empty() {
            self.held.sort_unstable();
            let pairs = self.held.iter().zip(self.held.iter().skip(1));
            return Ok(pairs.filter(|(a, b)| a == b).count() as u64);
        }
        self.spill()?;
        let mut runs: Vec<_> = self.runs.into_iter().map(BufReader::new).collect();
        let mut heads = BinaryHeap::new();
        for (at, run) in runs.iter_mut().enumerate() {
            heads.extend(next(run)?.map(|hash| Reverse((hash, at))));
        }
        let (mut count, mut last) = (0, None);
        while let Some(Reverse((hash, at))) = heads.pop() {
            count += u64::from(last == Some(hash));
            last = Some(hash);
            if let Some(run) = runs.get_mut(at) {
                heads.extend(next(run)?.map(|hash| Reverse((hash, at))));
            }
        }
        Ok(count)
    }

    fn spill(&mut self) -> io::Result<()> {
        self.held.sort_unstable();
        let mut file = BufWriter::new(tempfile::tempfile()?);
        for hash in self.held.drain(..) {
            file.write_all(&hash.to_le_bytes())?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        Ok(())
    }
}

fn next(run: &mut BufReader<File>) -> io::Result<Option<u64>> {
    let mut bytes = [0; 8];
    match run.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(u64::from_le_bytes(bytes))),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// Hashes what makes two articles the same: headline and body.
pub(super) fn hash_of(article: &Article) -> u64 {
    let headline = article.headline.as_deref().unwrap_or_default();
    let mut hash = Xxh3::new();
    hash.update(&(headline.len() as u64).to_le_bytes());
    hash.update(headline.as_bytes());
    hash.update(article.body.as_bytes());
    hash.digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_does_not_depend_on_how_much_is_held() {
        let hashes = [5, 1, 5, 2, 9, 5, 1, u64::MAX, 0, u64::MAX];
        for limit in 1..=hashes.len() + 1 {
            let mut duplicates = Duplicates::with_limit(limit);
            for hash in hashes {
                duplicates.add(hash).unwrap();
            }
            assert_eq!(duplicates.count().unwrap(), 4, "limit {limit}");
        }
        assert_eq!(Duplicates::new().count().unwrap(), 0);
    }

    #[test]
    fn headline_and_body_do_not_run_into_each_other() {
        let article = |headline: &str, body: &str| Article {
            headline: Some(headline.into()),
            body: body.into(),
            ..Article::default()
        };
        assert_ne!(hash_of(&article("ab", "c")), hash_of(&article("a", "bc")));
        assert_eq!(hash_of(&article("ab", "c")), hash_of(&article("ab", "c")));
    }
}
