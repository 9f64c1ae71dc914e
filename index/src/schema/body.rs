//! A stem in the body, told from the fields that are indexed anyway.
//!
//! `text` holds the tokens of headline, body and authors. So the body's frequency of a stem is its
//! frequency in `text` less those in `headline` and `author`. A field of its own would cost a
//! quarter of the index for a clause that few queries hold.

use std::cmp::Ordering;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Matches articles whose body holds a stem.
#[derive(Clone, Debug)]
pub(super) struct BodyQuery {
    text: Term,
    others: [Term; 2],
}

impl BodyQuery {
    pub(super) fn new(text: Term, headline: Term, author: Term) -> Self {
        Self { text, others: [headline, author] }
    }
}

impl Query for BodyQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                Some(Bm25Weight::for_terms(statistics_provider, std::slice::from_ref(&self.text))?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(BodyWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.text, false);
    }
}

struct BodyWeight {
    query: BodyQuery,
    bm25: Option<Bm25Weight>,
}

impl BodyWeight {
    fn body_scorer(
        &self,
        reader: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<Option<BodyScorer>> {
        let postings = |term: &Term| {
            reader
                .inverted_index(term.field())?
                .read_postings(term, IndexRecordOption::WithFreqs)
                .map_err(TantivyError::from)
        };
        let Some(text) = postings(&self.query.text)? else { return Ok(None) };
        let mut others = Vec::new();
        for term in &self.query.others {
            others.extend(postings(term)?);
        }
        let norms = match &self.bm25 {
            Some(_) => reader.fieldnorms_readers().get_field(self.query.text.field())?,
            None => None,
        };
        let bm25 = self.bm25.as_ref().map(|bm25| bm25.boost_by(boost));
        let mut scorer = BodyScorer { text, others, bm25, norms, frequency: 0 };
        scorer.settle();
        Ok(Some(scorer))
    }
}

impl Weight for BodyWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.body_scorer(reader, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let scorer = self.body_scorer(reader, 1.0)?;
        let Some(mut scorer) = scorer.filter(|s| s.doc() <= doc) else {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        };
        if scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("BM25 of the frequency in the body", scorer.score()))
    }
}

struct BodyScorer {
    text: SegmentPostings,
    others: Vec<SegmentPostings>,
    bm25: Option<Bm25Weight>,
    norms: Option<FieldNormReader>,
    /// How often the stem stands in the body of the current document.
    frequency: u32,
}

impl BodyScorer {
    /// Goes on to the first document, from the current one on, whose body holds the stem.
    fn settle(&mut self) -> DocId {
        loop {
            let doc = self.text.doc();
            if doc == TERMINATED {
                return TERMINATED;
            }
            let mut elsewhere = 0u32;
            for other in &mut self.others {
                if other.doc() < doc {
                    other.seek(doc);
                }
                if other.doc() == doc {
                    elsewhere = elsewhere.saturating_add(other.term_freq());
                }
            }
            let all = self.text.term_freq();
            if all.cmp(&elsewhere) == Ordering::Greater {
                self.frequency = all - elsewhere;
                return doc;
            }
            self.text.advance();
        }
    }
}

impl DocSet for BodyScorer {
    fn advance(&mut self) -> DocId {
        self.text.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.text.doc() < target {
            self.text.seek(target);
            return self.settle();
        }
        self.text.doc()
    }

    fn doc(&self) -> DocId {
        self.text.doc()
    }

    fn size_hint(&self) -> u32 {
        self.text.size_hint()
    }
}

impl Scorer for BodyScorer {
    fn score(&mut self) -> Score {
        let Some(bm25) = &self.bm25 else { return 1.0 };
        let norm = self.norms.as_ref().map_or(0, |norms| norms.fieldnorm_id(self.text.doc()));
        bm25.score(norm, self.frequency)
    }
}
