//! Words near each other, and words at whose places nothing else stands.
//!
//! The engine's phrases know one term a place. A word in all its forms, beside another within some words in
//! either order, and a word that is printed without a diacritic need more: [`NearQuery`] takes any number of
//! terms a place, and terms that must not stand there.

mod forms;
mod runs;
mod scorer;

use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet as _, Score, SegmentReader, TantivyError, Term};

use self::scorer::NearScorer;

/// What may stand at a place: one of some terms, where none of the others stands.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Any of these, all of one field.
    pub(crate) terms: Vec<Term>,
    /// None of these.
    pub(crate) without: Vec<Term>,
}

/// Places with their distance from the first, ascending.
pub(crate) type Run = Vec<(u32, Place)>;

/// Matches articles that hold a run of words, in one piece or loosely, or two within so many words of each other.
///
/// Of a loose run the slop is how far its words are moved from where they belong, from the first that is to the
/// last. Between two runs the slop counts the words in between, and two more where the second comes first, as
/// Lucene's sloppy phrases do. An article scores as for a phrase: BM25 of the number of matches, with the
/// inverse document frequency of each place's most frequent term.
#[derive(Clone, Debug)]
pub(crate) struct NearQuery {
    first: Run,
    second: Option<Run>,
    slop: u32,
}

impl NearQuery {
    /// Makes a query for one run.
    pub(crate) fn run(run: Run) -> Self {
        Self { first: run, second: None, slop: 0 }
    }

    /// Makes a query for one run whose words may be moved by so many places in all.
    pub(crate) fn loose(run: Run, slop: u32) -> Self {
        Self { first: run, second: None, slop }
    }

    /// Makes a query for two runs with at most so many words in between.
    pub(crate) fn pair(first: Run, second: Run, slop: u32) -> Self {
        Self { first, second: Some(second), slop }
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        self.first.iter().chain(self.second.iter().flatten()).map(|(_, place)| place)
    }
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let EnableScoring::Enabled { statistics_provider, .. } = scoring else {
            return Ok(Box::new(NearWeight { query: self.clone(), bm25: None }));
        };
        let mut leading = Vec::new();
        for place in self.places() {
            let mut most: Option<(u64, &Term)> = None;
            for term in &place.terms {
                let frequency = statistics_provider.doc_freq(term)?;
                if most.is_none_or(|(before, _)| frequency > before) {
                    most = Some((frequency, term));
                }
            }
            leading.extend(most.map(|(_, term)| term.clone()));
        }
        let bm25 = if leading.is_empty() {
            None
        } else {
            Some(Bm25Weight::for_terms(statistics_provider, &leading)?)
        };
        Ok(Box::new(NearWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.places().flat_map(|place| &place.terms).for_each(|term| visitor(term, true));
    }
}

struct NearWeight {
    query: NearQuery,
    bm25: Option<Bm25Weight>,
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let bm25 = self.bm25.as_ref().map(|bm25| bm25.boost_by(boost));
        Ok(match NearScorer::open(&self.query, reader, bm25)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("BM25 of the words near each other", scorer.score()))
    }
}
