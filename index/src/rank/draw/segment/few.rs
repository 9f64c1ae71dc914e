//! Unions of words that stand in few documents.

use tantivy::{DocAddress, DocId, Score};

use super::Drawing;
use crate::rank::best::Scores;
use crate::rank::draw::words::{WINDOW, Words};

/// To put so many postings in order takes as long as to go through a window.
const A_WINDOW: u64 = 32;

impl Drawing<'_> {
    /// Tells whether some words stand in so few documents that a window of these holds hardly any.
    pub(super) fn are_rare(&self, words: &[Words<'_>]) -> bool {
        let postings: u64 = words.iter().map(|word| u64::from(word.number())).sum();
        let documents = words.first().map_or(0, Words::documents);
        self.lead.is_none() && postings * u64::from(WINDOW) <= A_WINDOW * documents
    }

    /// Puts all postings in order and adds them up.
    pub(super) fn few(
        &mut self,
        words: &mut [Words<'_>],
        scores: &mut Scores,
        found: &mut Vec<(Score, DocAddress)>,
    ) {
        let sums = &mut self.room.sums;
        sums.clear();
        for word in words {
            word.each_in(
                &(0..DocId::MAX),
                Score::MIN,
                |_| true,
                |doc, score| sums.push((doc, score)),
            );
        }
        // What is in order already is merged.
        sums.sort_by_key(|(doc, _)| *doc);
        sums.dedup_by(|(doc, score), (first, sum)| {
            let same = doc == first;
            if same {
                *sum += *score;
            }
            same
        });
        self.take(scores, found);
    }
}
