//! Scores that depend on the article and the query alone.
//!
//! The engine adds up the scores of a query's clauses in an order that changes with the segments
//! and with the document, and a sum of floats changes its last digits with its order. Here the
//! clauses of the articles that make the page are added up once more, in the order of the query.

use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet as _, Score, SegmentOrdinal, TERMINATED};

use super::phrase::{PhraseCursor, PhraseWeight};
use super::weigh::{StemCursor, StemWeight};
use super::{PrintedQuery, StemQuery};
use crate::error::{Doing as _, Result};
use crate::open::Searcher;
use crate::schema::DateQuery;

/// A match with its exact scores.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    /// That of the first stage.
    pub(crate) first: Score,
    /// That of the second.
    pub(crate) second: f64,
    /// How many of the query's stems it holds.
    pub(crate) held: Held,
    /// The begin of its id.
    pub(crate) start: u64,
    /// Where it is.
    pub(crate) at: DocAddress,
}

/// A query whose clauses can be scored one by one.
pub(crate) enum Exact {
    /// What the engine scores in one go, in both stages.
    Leaf(Box<dyn Weight>),
    /// A stem.
    Stem(Box<StemWeight>),
    /// Words as printed, in both stages.
    Phrase(Box<PhraseWeight>),
    /// Clauses whose scores are added up.
    Sum(Vec<(Occur, Self)>),
}

/// How many of a query's stems an article holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Held {
    /// Anywhere.
    pub(crate) anywhere: u32,
    /// In its headline.
    pub(crate) in_headline: u32,
}

impl Held {
    /// What is not known may be all.
    pub(super) const ALL: Self = Self { anywhere: u32::MAX, in_headline: u32::MAX };
}

/// What an article scores in both stages, and what it holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Share {
    pub(super) first: f64,
    pub(super) second: f64,
    pub(super) held: Held,
}

impl Share {
    fn alike(score: Score) -> Self {
        let score = f64::from(score);
        Self { first: score, second: score, held: Held::default() }
    }

    fn add(&mut self, other: Self) {
        self.first += other.first;
        self.second += other.second;
        self.held.anywhere += other.held.anywhere;
        self.held.in_headline += other.held.in_headline;
    }
}

impl Scored {
    /// Completes matches whose scores are exact and the same in both stages.
    pub(crate) fn all(
        searcher: &Searcher,
        mut found: Vec<(Score, DocAddress)>,
    ) -> Result<Vec<Self>> {
        found.sort_unstable_by_key(|(_, at)| *at);
        let mut scored = Vec::with_capacity(found.len());
        for found in found.chunk_by(|(_, a), (_, b)| a.segment_ord == b.segment_ord) {
            let Some((_, at)) = found.first() else { continue };
            let starts = searcher.id_starts(at.segment_ord)?;
            scored.extend(found.iter().map(|(first, at)| {
                let start = starts.first(at.doc_id).unwrap_or_default();
                let (second, held) = (f64::from(*first), Held::default());
                Self { first: *first, second, held, start, at: *at }
            }));
        }
        Ok(scored)
    }
}

impl Exact {
    /// Takes a query apart whose matches are known: what they must or must not hold without a score is left out.
    pub(crate) fn of_matches(searcher: &Searcher, query: &dyn Query) -> Result<Self> {
        let Some(all) = query.downcast_ref::<BooleanQuery>() else {
            return Self::of(searcher, query);
        };
        let scored = |(occur, part): &&(Occur, Box<dyn Query>)| {
            let filter = part.is::<DateQuery>() || part.is::<ConstScoreQuery>();
            *occur == Occur::Should || (*occur == Occur::Must && !filter)
        };
        let clauses = all.clauses().iter().filter(scored);
        clauses
            .map(|(occur, part)| Ok((*occur, Self::of(searcher, &**part)?)))
            .collect::<Result<_>>()
            .map(Self::Sum)
    }

    /// Takes a query apart.
    fn of(searcher: &Searcher, query: &dyn Query) -> Result<Self> {
        if let Some(group) = query.downcast_ref::<BooleanQuery>() {
            let clause = |(occur, part): &(Occur, Box<dyn Query>)| {
                Ok((*occur, Self::of(searcher, &**part)?))
            };
            return group.clauses().iter().map(clause).collect::<Result<_>>().map(Self::Sum);
        }
        if let Some(stem) = query.downcast_ref::<StemQuery>() {
            return Ok(Self::Stem(Box::new(StemWeight::new(searcher, stem)?)));
        }
        if let Some(phrase) = query.downcast_ref::<PrintedQuery>() {
            return Ok(Self::Phrase(Box::new(PhraseWeight::new(searcher, phrase)?)));
        }
        let scoring = EnableScoring::enabled_from_statistics_provider(searcher, &searcher.inner);
        let weight = query.weight(scoring).doing("searching")?;
        Ok(Self::Leaf(weight))
    }

    /// Tells whether the second stage weighs anything otherwise than the first.
    pub(crate) fn has_stems(&self) -> bool {
        match self {
            Self::Leaf(_) | Self::Phrase(_) => false,
            Self::Stem(_) => true,
            Self::Sum(parts) => {
                parts.iter().any(|(occur, part)| *occur != Occur::MustNot && part.has_stems())
            }
        }
    }

    /// Scores matches; they come back ordered by segment and document.
    pub(crate) fn score(
        &self,
        searcher: &Searcher,
        found: Vec<(Score, DocAddress)>,
    ) -> Result<Vec<Scored>> {
        let mut at: Vec<DocAddress> = found.into_iter().map(|(_, address)| address).collect();
        at.sort_unstable();
        let mut scored = Vec::with_capacity(at.len());
        for docs in at.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let Some(first) = docs.first() else { continue };
            let mut cursor = self.open(searcher, first.segment_ord)?;
            let starts = searcher.id_starts(first.segment_ord)?;
            scored.extend(docs.iter().map(|at| {
                let Share { first, second, held } = cursor.score(at.doc_id).unwrap_or_default();
                let start = starts.first(at.doc_id).unwrap_or_default();
                Scored { first: rounded(first), second, held, start, at: *at }
            }));
        }
        Ok(scored)
    }

    fn open<'a>(&'a self, searcher: &'a Searcher, segment: SegmentOrdinal) -> Result<Cursor<'a>> {
        let reader = searcher.inner.segment_reader(segment);
        Ok(match self {
            Self::Leaf(weight) => Cursor::Leaf(weight.scorer(reader, 1.0).doing("searching")?),
            Self::Stem(stem) => Cursor::Stem(stem.open(searcher, segment)?.map(Box::new)),
            Self::Phrase(phrase) => {
                Cursor::Phrase(phrase.open(segment, reader).doing("searching")?.map(Box::new))
            }
            Self::Sum(parts) => {
                let mut cursors = Vec::with_capacity(parts.len());
                for (occur, part) in parts {
                    cursors.push((*occur, part.open(searcher, segment)?));
                }
                Cursor::Sum(cursors)
            }
        })
    }
}

/// A query over one segment, asked for documents in rising order.
enum Cursor<'a> {
    Leaf(Box<dyn Scorer>),
    Stem(Option<Box<StemCursor<'a>>>),
    Phrase(Option<Box<PhraseCursor<'a>>>),
    Sum(Vec<(Occur, Self)>),
}

impl Cursor<'_> {
    /// Returns the scores of a document in both stages, if it matches.
    fn score(&mut self, doc: DocId) -> Option<Share> {
        match self {
            Self::Leaf(scorer) => {
                let at = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
                (at == doc && at != TERMINATED).then(|| Share::alike(scorer.score()))
            }
            Self::Stem(stem) => stem.as_mut()?.score(doc),
            Self::Phrase(phrase) => phrase.as_mut()?.score(doc).map(Share::alike),
            Self::Sum(parts) => {
                let mut sum: Option<Share> = None;
                for (occur, part) in parts {
                    match (*occur, part.score(doc)) {
                        (Occur::MustNot | Occur::Should, None) => {}
                        (Occur::MustNot, Some(_)) | (Occur::Must, None) => return None,
                        (Occur::Must | Occur::Should, Some(share)) => {
                            sum.get_or_insert_default().add(share);
                        }
                    }
                }
                sum
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a score is shown in single precision")]
pub(super) fn rounded(score: f64) -> Score {
    score as Score
}
