//! Words in many articles: added up as long as they may bring an article among the best, then only looked up.

use std::ops::Range;

use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, Score};

use super::Held;
use super::rare::Opened;
use super::sums::{Sum, Sums};
use crate::error::{Error, Result};
use crate::rank::best::Scores;
use crate::rank::draw::norms::ROUNDED;
use crate::rank::draw::words::Words;

/// Looking a document up in all words takes as long as adding to so many sums.
const LOOK_UP: u64 = 64;

/// The frequent words of a pattern in a segment.
pub(super) struct Frequent<'a> {
    /// Those that score most come first.
    words: Vec<Words<'a>>,
    /// What the words from each on score together at most.
    rest: Vec<Score>,
    /// The first of the words that were not added up.
    idle: usize,
    /// What a match must exceed.
    bound: Score,
    /// The matches that may do so.
    found: Vec<Sum>,
}

impl<'a> Frequent<'a> {
    pub(super) fn open(held: &[Held<'_>], fields: &[Opened<'a>]) -> Result<Self> {
        let mut words = Vec::with_capacity(held.len());
        for (word, info) in held {
            if let Some(field) = fields.get(word.field) {
                words.push(field.words(info, word.weight)?);
            }
        }
        words.sort_by(|a, b| b.most.total_cmp(&a.most));
        let mut rest = vec![0.0; words.len()];
        let mut sum = 0.0;
        for (rest, word) in rest.iter_mut().zip(&words).rev() {
            sum += word.most * ROUNDED;
            *rest = sum;
        }
        Ok(Self { words, rest, idle: 0, bound: Score::MIN, found: Vec::new() })
    }

    /// Adds up what they score in some documents, until those that are left can no longer bring one among the best that
    /// has no sum yet, and few that have one. The bound is known better if `all_match` that are alive.
    pub(super) fn add(
        &mut self,
        range: &Range<DocId>,
        sums: &mut Sums,
        scores: &Scores,
        alive: Option<&AliveBitSet>,
        all_match: bool,
    ) {
        (self.idle, self.bound) = (0, scores.bound());
        let mut left: u64 = self.words.iter().map(|word| u64::from(word.number())).sum();
        // To look at all sums takes as long as adding to so many.
        let worth = range.len() as u64 / 8;
        let mut added = worth;
        for (word, rest) in self.words.iter_mut().zip(&self.rest) {
            if left >= worth && added >= worth {
                added = 0;
                if all_match {
                    self.bound = self.bound.max(sums.bound(scores, alive));
                }
                let least = f64::from(self.bound) - f64::from(*rest);
                if least >= 0.0 && sums.above(least) as u64 * LOOK_UP <= left {
                    return;
                }
            }
            word.each_of(range, |doc, score| sums.add(doc, score));
            self.idle += 1;
            added += u64::from(word.number());
            left -= u64::from(word.number());
        }
    }

    /// Gives the sums that may be among the best in the order of the documents, with what those words score there that
    /// were not added up.
    pub(super) fn drain(&mut self, sums: &mut Sums, mut each: impl FnMut(Sum)) {
        let rest = self.rest.get(self.idle..).unwrap_or_default();
        if rest.is_empty() {
            sums.drain(each);
            return;
        }
        let (bound, found) = (f64::from(self.bound), &mut self.found);
        found.clear();
        let least = bound - f64::from(rest.first().copied().unwrap_or_default());
        sums.drain(|(doc, sum)| {
            if sum > least {
                found.push((doc, sum));
            }
        });
        for (word, rest) in self.words.iter_mut().skip(self.idle).zip(rest) {
            found.retain(|(_, sum)| *sum > bound - f64::from(*rest));
            for (doc, sum) in &mut *found {
                *sum += f64::from(word.score(*doc).unwrap_or_default());
            }
        }
        for sum in found {
            each(*sum);
        }
    }

    /// Says that postings were damaged, if they were.
    pub(super) fn check(&self) -> Result<()> {
        let damaged = self.words.iter().any(Words::is_damaged);
        if damaged { Err(Error::damaged("postings of a word")) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;
    use super::*;
    use crate::query::lower;
    use crate::{Article, Index, ParseOptions, Query, WriterOptions};

    #[test]
    fn words_of_most_articles_are_only_looked_up_where_they_cannot_lead() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions { threads: 1, ..Default::default() }).unwrap();
        for n in 0..900_usize {
            let mut body = "sea ".repeat(1 + n % 7) + &"quay ".repeat(n % 11);
            for (word, every) in [("seal ", 2), ("seam ", 50), ("seaweed ", 100)] {
                body += if n.is_multiple_of(every) { word } else { "" };
            }
            writer.add(&Article { id: n.to_string(), body, ..Article::default() }).unwrap();
        }
        writer.commit().unwrap();
        writer.finish().unwrap();
        let searcher = index.searcher().unwrap();
        let query = Query::parse("body:sea*", &ParseOptions::default()).unwrap().query;
        let query = lower(&searcher, &query, false, true).unwrap().query.unwrap();
        let pattern = Pattern::of(&searcher, &*query).unwrap();
        let range = 0..900;
        let sums_with = |wanted, frequent_too: bool| {
            let mut fields = vec![Opened::open(pattern.fields[0], &searcher, 0).unwrap()];
            let (rare, held) = pattern.part(0, &fields);
            assert_eq!((rare.len(), held.len()), (2, 2));
            let mut frequent = Frequent::open(&held, &fields).unwrap();
            let mut sums = Sums::default();
            sums.begin_at(&range);
            for (word, info) in &rare {
                fields[0].add(info, word.weight, &mut sums).unwrap();
            }
            frequent.add(&range, &mut sums, &Scores::new(wanted), None, !frequent_too);
            let idle = held.len() - frequent.idle;
            let mut found = Vec::new();
            frequent.drain(&mut sums, |sum| found.push(sum));
            (idle, found)
        };
        let (idle, all) = sums_with(5, true);
        assert_eq!((idle, all.len()), (0, 900));
        for (wanted, expected) in [(1, 2), (5, 2), (100, 0), (500, 0)] {
            let (idle, found) = sums_with(wanted, false);
            assert_eq!(idle, expected, "{wanted} wanted");
            let mut best = all.clone();
            best.sort_by(|a, b| b.1.total_cmp(&a.1));
            best.truncate(wanted);
            assert!(best.iter().all(|sum| found.contains(sum)), "{wanted} wanted");
        }
    }
}
