//! The documents of a segment in which the words stand near each other.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::forms::Forms;
use super::{NearQuery, Run, runs};

/// The places of a run, each with its distance from the first and its postings.
struct Cursor {
    places: Vec<(u32, Forms)>,
    length: u32,
    /// Where the run begins in the current document.
    begins: Vec<u32>,
}

impl Cursor {
    fn open(run: &Run, reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let mut places = Vec::with_capacity(run.len());
        for (distance, place) in run {
            let Some(forms) = Forms::open(place, reader)? else { return Ok(None) };
            places.push((*distance, forms));
        }
        let length = run.last().map_or(0, |(distance, _)| distance.saturating_add(1));
        Ok(Some(Self { places, length, begins: Vec::new() }))
    }

    fn read(&mut self) {
        self.places.iter_mut().for_each(|(_, forms)| forms.read());
    }

    fn begins(&mut self) -> &[u32] {
        self.read();
        runs::begins(&self.places, &mut self.begins);
        &self.begins
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
    /// The places of both runs, those in the fewest documents first.
    order: Vec<usize>,
    heads: Vec<usize>,
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
        let others = second.iter().flat_map(|cursor| &cursor.places);
        let sizes: Vec<u32> =
            first.places.iter().chain(others).map(|(_, forms)| forms.size_hint()).collect();
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by_key(|at| sizes.get(*at));
        let (slop, heads) = (query.slop, Vec::new());
        let mut scorer = Self { first, second, slop, bm25, norms, doc: 0, count: 0, order, heads };
        scorer.settle(0);
        Ok(Some(scorer))
    }

    /// Moves a place of either run to the first document from `target` on.
    fn seek_place(&mut self, at: usize, target: DocId) -> DocId {
        let here = self.first.places.len();
        let forms = match at.checked_sub(here) {
            None => self.first.places.get_mut(at),
            Some(at) => self.second.as_mut().and_then(|second| second.places.get_mut(at)),
        };
        match forms {
            Some((_, forms)) if forms.doc() < target => forms.seek(target),
            Some((_, forms)) => forms.doc(),
            None => TERMINATED,
        }
    }

    /// Goes to the first document from `target` on in which the words stand near each other.
    fn settle(&mut self, mut target: DocId) -> DocId {
        'documents: while target != TERMINATED {
            for place in 0..self.order.len() {
                let at = self.order.get(place).copied().unwrap_or_default();
                let doc = self.seek_place(at, target);
                if doc > target {
                    target = doc;
                    // The rarest one leads: to its next document all others are moved.
                    if place > 0 {
                        continue 'documents;
                    }
                }
            }
            if target == TERMINATED {
                break;
            }
            self.count = self.matches();
            if self.count > 0 {
                self.doc = target;
                return target;
            }
            target += 1;
        }
        self.doc = TERMINATED;
        TERMINATED
    }

    fn matches(&mut self) -> u32 {
        let Some(second) = &mut self.second else {
            if self.slop > 0 {
                self.first.read();
                return runs::loose(&self.first.places, self.slop, &mut self.heads);
            }
            return u32::try_from(self.first.begins().len()).unwrap_or(u32::MAX);
        };
        let length = self.first.length;
        let begins = self.first.begins();
        if begins.is_empty() {
            return 0;
        }
        let other_length = second.length;
        runs::near((length, begins), (other_length, second.begins()), self.slop)
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
