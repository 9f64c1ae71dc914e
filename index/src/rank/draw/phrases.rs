//! Candidates of phrases, and of phrases beside words.
//!
//! To read where the words of a phrase stand costs more than to find the articles that hold them all. It is read
//! only of articles that would be among the best if the phrase stood there as often as the rarest of its words.
//!
//! A phrase is looked for in several fields. Each of them leads once, that with the fewest articles first: few
//! articles have a phrase in the headline, and they score most, so that little is read in the bodies of others.

use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::{DocAddress, Score, SegmentOrdinal, SegmentReader};

use super::turn::Turn;
use super::{DOING, Draw};
use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::rank::PrintedQuery;
use crate::rank::best::Scores;
use crate::rank::phrase::{PhraseCursor, PhraseWeight};

/// Most phrases of a union: each leads once, and is asked about what the others find.
const MOST: usize = 6;

/// A union of phrases, that with the fewest articles first.
pub(super) struct Phrases(Vec<PhraseWeight>);

impl Phrases {
    /// Takes a query apart; `None` where it is no union of phrases.
    pub(super) fn of(searcher: &Searcher, query: &dyn Query) -> Result<Option<Self>> {
        if let Some(phrase) = query.downcast_ref::<PrintedQuery>() {
            return Ok(Some(Self(vec![PhraseWeight::new(searcher, phrase)?])));
        }
        let Some(union) = query.downcast_ref::<BooleanQuery>() else { return Ok(None) };
        if union.clauses().len() > MOST {
            return Ok(None);
        }
        let mut parts = Vec::new();
        for (occur, part) in union.clauses() {
            match part.downcast_ref::<PrintedQuery>() {
                Some(phrase) if *occur == Occur::Should => parts.push(phrase),
                _ => return Ok(None),
            }
        }
        let phrases = parts.into_iter().map(|phrase| PhraseWeight::new(searcher, phrase));
        let mut phrases = phrases.collect::<Result<Vec<_>>>()?;
        phrases.sort_by_key(PhraseWeight::number);
        Ok(Some(Self(phrases)))
    }

    /// Returns its phrases.
    pub(super) fn parts(&self) -> &[PhraseWeight] {
        &self.0
    }

    /// Returns how many articles are looked at for them.
    pub(super) fn number(&self) -> u64 {
        self.0.iter().map(PhraseWeight::number).sum()
    }
}

/// Opens those of some phrases that may stand in a segment.
pub(super) fn open<'a>(
    phrases: &'a [PhraseWeight],
    segment: SegmentOrdinal,
    reader: &SegmentReader,
) -> Result<Vec<PhraseCursor<'a>>> {
    let cursors = phrases.iter().map(|phrase| phrase.open(segment, reader).doing(DOING));
    cursors.filter_map(Result::transpose).collect()
}

/// Adds the matches that may be among the best of a query whose first phrases lead.
pub(super) fn draw(
    draw: &Draw<'_>,
    searcher: &Searcher,
    scores: &mut Scores,
    found: &mut Vec<(Score, DocAddress)>,
) -> Result<()> {
    let leading = draw.phrases.first().map_or(0, |first| first.0.len());
    for leading in 0..leading {
        for segment in searcher.segments() {
            if let Some(turn) = Turn::open(draw, leading, searcher, segment)? {
                turn.run(scores, found)?;
            }
        }
    }
    Ok(())
}
