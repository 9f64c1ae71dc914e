//! Scores that depend on the article and the query alone.
//!
//! The engine adds up the scores of a query's clauses in an order that changes with the segments
//! and with the document, and a sum of floats changes its last digits with its order. Here the
//! clauses of the articles that make the page are added up once more, in the order of the query.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet as _, Score, SegmentOrdinal, SegmentReader, TERMINATED};

use crate::error::{Doing as _, Result};
use crate::open::Searcher;

/// How far the engine's sum may be from the exact one, as a share of it.
///
/// A sum of n positive floats is off by less than n of their last digits (2^-24 each); patterns
/// have the most clauses, a few hundred.
const ERROR: Score = 1e-4;

/// A query whose clauses can be scored one by one.
pub(crate) enum Exact {
    /// What the engine scores in one go.
    Leaf(Box<dyn Weight>),
    /// Clauses whose scores are added up.
    Sum(Vec<(Occur, Self)>),
}

impl Exact {
    /// Takes a query apart.
    pub(crate) fn of(searcher: &Searcher, query: &dyn Query) -> Result<Self> {
        if let Some(group) = query.downcast_ref::<BooleanQuery>() {
            let clause = |(occur, part): &(Occur, Box<dyn Query>)| {
                Ok((*occur, Self::of(searcher, &**part)?))
            };
            return group.clauses().iter().map(clause).collect::<Result<_>>().map(Self::Sum);
        }
        let scoring = EnableScoring::enabled_from_statistics_provider(searcher, &searcher.inner);
        Ok(Self::Leaf(query.weight(scoring).doing("searching")?))
    }

    /// Replaces the scores of matches by exact ones, and orders the matches by segment and document.
    pub(crate) fn score(
        &self,
        searcher: &Searcher,
        found: &mut [(Score, DocAddress)],
    ) -> Result<()> {
        found.sort_unstable_by_key(|(_, address)| *address);
        for matches in found.chunk_by_mut(|(_, a), (_, b)| a.segment_ord == b.segment_ord) {
            let Some((_, first)) = matches.first() else { continue };
            let mut cursor = self.open(searcher.inner.segment_reader(first.segment_ord))?;
            for (score, address) in matches {
                *score = rounded(cursor.score(address.doc_id).unwrap_or_default());
            }
        }
        Ok(())
    }

    fn open(&self, reader: &SegmentReader) -> Result<Cursor> {
        Ok(match self {
            Self::Leaf(weight) => Cursor::Leaf(weight.scorer(reader, 1.0).doing("searching")?),
            Self::Sum(parts) => {
                let part = |(occur, part): &(Occur, Self)| Ok((*occur, part.open(reader)?));
                Cursor::Sum(parts.iter().map(part).collect::<Result<_>>()?)
            }
        })
    }
}

/// A query over one segment, asked for documents in rising order.
enum Cursor {
    Leaf(Box<dyn Scorer>),
    Sum(Vec<(Occur, Self)>),
}

impl Cursor {
    /// Returns the score of a document, if it matches.
    fn score(&mut self, doc: DocId) -> Option<f64> {
        match self {
            Self::Leaf(scorer) => {
                let at = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
                (at == doc && at != TERMINATED).then(|| f64::from(scorer.score()))
            }
            Self::Sum(parts) => {
                let mut sum = None;
                for (occur, part) in parts {
                    match (*occur, part.score(doc)) {
                        (Occur::MustNot | Occur::Should, None) => {}
                        (Occur::MustNot, Some(_)) | (Occur::Must, None) => return None,
                        (Occur::Must | Occur::Should, Some(score)) => {
                            *sum.get_or_insert(0.0) += score;
                        }
                    }
                }
                sum
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a score is shown in single precision")]
fn rounded(score: f64) -> Score {
    score as Score
}

/// The least of the engine's scores that may belong to an exact score of at least `score`.
pub(crate) fn least(score: Score) -> Score {
    score * (1.0 - ERROR)
}

/// Collects every match whose score, as the engine has it, is at least this.
pub(crate) struct AtLeast(pub(crate) Score);

/// The matches of one segment.
pub(crate) struct SegmentMatches {
    least: Score,
    segment: SegmentOrdinal,
    found: Vec<(Score, DocAddress)>,
}

impl Collector for AtLeast {
    type Fruit = Vec<(Score, DocAddress)>;
    type Child = SegmentMatches;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentMatches> {
        Ok(SegmentMatches { least: self.0, segment, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

impl SegmentCollector for SegmentMatches {
    type Fruit = Vec<(Score, DocAddress)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if score >= self.least {
            self.found.push((score, DocAddress::new(self.segment, doc)));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
