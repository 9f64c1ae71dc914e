//! The documents of a segment in which the words stand near each other.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::forms::Forms;
use super::{NearQuery, Run, runs};

/// The places of a run, each with its postings.
struct Cursor {
    places: Vec<(u32, Forms)>,
    length: u32,
}

impl Cursor {
    fn open(run: &Run, reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let mut places = Vec::with_capacity(run.len());
        for (distance, place) in run {
            let Some(forms) = Forms::open(place, reader)? else { return Ok(None) };
            places.push((*distance, forms));
        }
        let length = run.last().map_or(0, |(distance, _)| distance.saturating_add(1));
        Ok(Some(Self { places, length }))
    }

    fn begins(&mut self) -> Vec<u32> {
        runs::begins(&self.places())
    }

    fn places(&mut self) -> Vec<(u32, Vec<u32>)> {
        self.places.iter_mut().map(|(at, forms)| (*at, forms.places().to_vec())).collect()
    }
}

pub(super) struct NearScorer {
    first: Cursor,
    second: Option<Cursor>,
    slop: u32,
    bm25: Option<Bm25Weight>,
    norms: Option<FieldNormReader>,
    doc: DocId,
    /// How often the words stand near each other in the document.
    count: u32,
}

impl NearScorer {
    /// Opens a query on a segment; `None` where some place has no term in it.
    pub(super) fn open(
        query: &NearQuery,
        reader: &SegmentReader,
        bm25: Option<Bm25Weight>,
    ) -> tantivy::Result<Option<Self>> {
        let Some(first) = Cursor::open(&query.first, reader)? else { return Ok(None) };
        let second = match &query.second {
            Some(second) => match Cursor::open(second, reader)? {
                Some(second) => Some(second),
                None => return Ok(None),
            },
            None => None,
        };
        let field = query.places().flat_map(|place| &place.terms).next().map(Term::field);
        let norms = match (&bm25, field) {
            (Some(_), Some(field)) => reader.fieldnorms_readers().get_field(field)?,
            _ => None,
        };
        let mut scorer = Self { first, second, slop: query.slop, bm25, norms, doc: 0, count: 0 };
        scorer.settle(0);
        Ok(Some(scorer))
    }

    fn forms(&mut self) -> impl Iterator<Item = &mut Forms> {
        let second = self.second.iter_mut().flat_map(|cursor| &mut cursor.places);
        self.first.places.iter_mut().chain(second).map(|(_, forms)| forms)
    }

    /// Goes to the first document from `target` on in which the words stand near each other.
    fn settle(&mut self, mut target: DocId) -> DocId {
        loop {
            // The furthest document that a place is at; all agree when none moves beyond it.
            let mut furthest = target;
            for forms in self.forms() {
                let doc = if forms.doc() < furthest { forms.seek(furthest) } else { forms.doc() };
                furthest = furthest.max(doc);
            }
            if furthest == TERMINATED {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            if self.forms().all(|forms| forms.doc() == furthest) {
                self.count = self.matches();
                if self.count > 0 {
                    self.doc = furthest;
                    return furthest;
                }
                furthest += 1;
            }
            target = furthest;
        }
    }

    fn matches(&mut self) -> u32 {
        if self.second.is_none() && self.slop > 0 {
            return runs::loose(&self.first.places(), self.slop);
        }
        let begins = self.first.begins();
        match &mut self.second {
            None => u32::try_from(begins.len()).unwrap_or(u32::MAX),
            Some(_) if begins.is_empty() => 0,
            Some(second) => {
                let others = second.begins();
                let (first, second) = ((self.first.length, &*begins), (second.length, &*others));
                runs::near(first, second, self.slop)
            }
        }
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        match self.doc {
            TERMINATED => TERMINATED,
            doc => self.settle(doc + 1),
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target { self.settle(target) } else { self.doc }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let second = self.second.iter().flat_map(|cursor| &cursor.places);
        let all = self.first.places.iter().chain(second);
        all.map(|(_, forms)| forms.size_hint()).min().unwrap_or_default()
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        let Some(bm25) = &self.bm25 else { return 1.0 };
        let norm = self.norms.as_ref().map_or(0, |norms| norms.fieldnorm_id(self.doc));
        bm25.score(norm, self.count)
    }
}
