//! A query that is asked about documents, one after the other, rather than for all its matches.
//!
//! The engine reads unions ahead in windows of thousands of documents, and ranges of dates by their whole column,
//! which pays where all matches are wanted. Here each clause is asked on its own and no more than it takes.

use tantivy::postings::SegmentPostings;
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet as _, SegmentOrdinal, SegmentReader};

use crate::error::{Doing as _, Error, Result};
use crate::explain::stands_at;
use crate::open::Searcher;
use crate::rank::StemQuery;
use crate::schema::DateQuery;

const DOING: &str = "searching";
/// What visiting the matches of a phrase takes, as a share of what the engine takes it for: measured.
const PHRASE: f64 = 0.25;

/// A query taken apart.
pub(super) enum Clauses<'q> {
    Stem(&'q StemQuery),
    Dates(&'q DateQuery),
    /// Whatever else, and what visiting its matches takes as a share of what the engine takes it for.
    Other(Box<dyn Weight>, f64),
    Group(Vec<(Occur, Self)>),
}

impl<'q> Clauses<'q> {
    /// Takes a query apart; `None` where a part of it names no terms, such as a pattern: all of its
    /// matches are looked for as soon as it is asked.
    pub(super) fn of(searcher: &Searcher, query: &'q dyn Query) -> Result<Option<Self>> {
        if let Some(stem) = query.downcast_ref() {
            return Ok(Some(Self::Stem(stem)));
        }
        if let Some(dates) = query.downcast_ref() {
            return Ok(Some(Self::Dates(dates)));
        }
        if let Some(group) = query.downcast_ref::<BooleanQuery>()
            && group.get_minimum_number_should_match() < 2
        {
            let mut parts = Vec::with_capacity(group.clauses().len());
            for (occur, part) in group.clauses() {
                let Some(part) = Self::of(searcher, &**part)? else { return Ok(None) };
                parts.push((*occur, part));
            }
            return Ok(Some(Self::Group(parts)));
        }
        let mut share = None;
        query.query_terms(&mut |_, positions| share = Some(if positions { PHRASE } else { 1.0 }));
        let Some(share) = share else { return Ok(None) };
        let scoring = EnableScoring::disabled_from_searcher(&searcher.inner);
        Ok(Some(Self::Other(query.weight(scoring).doing(DOING)?, share)))
    }

    /// Returns a range of dates that every match is of.
    pub(super) fn dates(&self) -> Option<&'q DateQuery> {
        match self {
            Self::Dates(dates) => Some(dates),
            Self::Group(parts) => {
                let mut must = parts.iter().filter(|(occur, _)| *occur == Occur::Must);
                must.find_map(|(_, part)| part.dates())
            }
            Self::Stem(_) | Self::Other(..) => None,
        }
    }

    pub(super) fn open(&self, searcher: &Searcher, segment: SegmentOrdinal) -> Result<Matcher> {
        let reader = searcher.inner.segment_reader(segment);
        Ok(match self {
            Self::Stem(stem) => match stem.infos.of(segment) {
                Some(info) => {
                    let index = reader.inverted_index(stem.text.field()).doing(DOING)?;
                    let postings = index
                        .read_postings_from_terminfo(info, IndexRecordOption::Basic)
                        .map_err(|source| Error::io("postings", source))?;
                    Matcher::Stem(Box::new(postings))
                }
                None => Matcher::Stem(Box::new(SegmentPostings::empty())),
            },
            Self::Dates(dates) => Matcher::Dates(Box::new(dates.open(searcher, segment)?)),
            Self::Other(weight, share) => {
                Matcher::Other(weight.scorer(reader, 1.0).doing(DOING)?, *share)
            }
            Self::Group(parts) => {
                let mut group = Group::default();
                for (occur, part) in parts {
                    let part = part.open(searcher, segment)?;
                    match occur {
                        Occur::Must => group.must.push(part),
                        Occur::Should => group.should.push(part),
                        Occur::MustNot => group.not.push(part),
                    }
                }
                // What decides most is asked first.
                group.must.sort_by(|a, b| a.share(reader).total_cmp(&b.share(reader)));
                Matcher::Group(group)
            }
        })
    }
}

/// A query in a segment, asked about documents in rising order.
pub(super) enum Matcher {
    Stem(Box<SegmentPostings>),
    Dates(Box<dyn Fn(DocId) -> bool>),
    Other(Box<dyn Scorer>, f64),
    Group(Group),
}

/// Clauses that decide together.
#[derive(Default)]
pub(super) struct Group {
    must: Vec<Matcher>,
    should: Vec<Matcher>,
    not: Vec<Matcher>,
}

impl Matcher {
    pub(super) fn matches(&mut self, doc: DocId) -> bool {
        match self {
            Self::Stem(postings) => {
                postings.doc() == doc || postings.doc() < doc && postings.seek(doc) == doc
            }
            Self::Dates(within) => within(doc),
            Self::Other(scorer, _) => stands_at(&mut **scorer, doc),
            Self::Group(Group { must, should, not }) => {
                let mut optional = should.iter_mut();
                must.iter_mut().all(|part| part.matches(doc))
                    && (!must.is_empty() || optional.any(|part| part.matches(doc)))
                    && !not.iter_mut().any(|part| part.matches(doc))
            }
        }
    }

    /// Estimates the share of the segment's documents that match, of those within a range of dates.
    pub(super) fn share(&self, reader: &SegmentReader) -> f64 {
        let of = |number: u32| f64::from(number) / f64::from(reader.max_doc().max(1));
        match self {
            Self::Stem(postings) => of(postings.doc_freq()),
            Self::Dates(_) => 1.0,
            Self::Other(scorer, _) => of(scorer.size_hint()),
            Self::Group(Group { must, should, .. }) if must.is_empty() => {
                1.0 - should.iter().map(|part| 1.0 - part.share(reader)).product::<f64>()
            }
            Self::Group(Group { must, .. }) => must.iter().map(|part| part.share(reader)).product(),
        }
    }

    /// Estimates how many documents are looked at where all matches are visited.
    pub(super) fn visits(&self, reader: &SegmentReader) -> f64 {
        match self {
            Self::Stem(postings) => f64::from(postings.doc_freq()),
            Self::Dates(_) => f64::from(reader.max_doc()),
            Self::Other(scorer, share) => scorer.cost() as f64 * share,
            Self::Group(Group { must, should, .. }) => {
                let visits = |part: &Self| part.visits(reader);
                let least = must.iter().map(visits).min_by(f64::total_cmp);
                least.unwrap_or_else(|| should.iter().map(visits).sum())
            }
        }
    }

    /// Returns how many clauses are asked about a document at most.
    pub(super) fn clauses(&self) -> usize {
        match self {
            Self::Group(Group { must, should, not }) => {
                must.iter().chain(should).chain(not).map(Self::clauses).sum()
            }
            _ => 1,
        }
    }
}
