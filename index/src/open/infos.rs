//! What the dictionaries of the segments say of a term.

use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{SegmentOrdinal, SegmentReader, Term};

use super::Searcher;
use super::gone::Gone;
use crate::error::{Doing as _, Error, Result};

/// What the dictionaries of an index's segments say of a term, in the order of the segments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Infos {
    infos: Arc<[Option<TermInfo>]>,
    /// What they count that was removed.
    gone: Gone,
}

impl Infos {
    /// Takes what is said in each segment, and what of it was removed.
    pub(crate) fn new(infos: Vec<Option<TermInfo>>, gone: Gone) -> Self {
        Self { infos: infos.into(), gone }
    }

    /// Returns what is said in each segment.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<&TermInfo>> {
        self.infos.iter().map(Option::as_ref)
    }

    /// Returns what is said in a segment; `None` where the term does not stand in it.
    pub(crate) fn of(&self, segment: SegmentOrdinal) -> Option<&TermInfo> {
        self.infos.get(usize::try_from(segment).ok()?)?.as_ref()
    }

    /// Returns how many articles hold the term.
    pub(crate) fn articles(&self) -> u64 {
        let all: u64 = self.iter().flatten().map(|info| u64::from(info.doc_freq)).sum();
        all.saturating_sub(self.gone.articles)
    }

    /// Returns how often it stands in articles that were removed and not merged away yet.
    pub(crate) fn gone(&self) -> u64 {
        self.gone.occurrences
    }
}

impl Searcher {
    /// Looks a term up in every segment.
    pub(crate) fn infos(&self, term: &Term) -> Result<Infos> {
        let info = |segment: &SegmentReader| {
            let index = segment.inverted_index(term.field()).doing("looking up a word")?;
            index.get_term_info(term).map_err(|source| Error::io("terms", source))
        };
        let infos = self.inner.segment_readers().iter().map(info).collect::<Result<_>>()?;
        self.known_infos(term.field(), infos)
    }

    /// Completes what the dictionaries of each segment say of a term of a field.
    pub(crate) fn known_infos(&self, field: Field, infos: Vec<Option<TermInfo>>) -> Result<Infos> {
        let gone = self.gone(field, infos.iter().map(Option::as_ref))?;
        Ok(Infos::new(infos, gone))
    }
}
