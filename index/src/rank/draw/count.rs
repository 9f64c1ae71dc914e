//! Counting the matches of a union of words: a bit for each document.

use tantivy::query::Query;
use tantivy::schema::IndexRecordOption;

use super::{DOING, words};
use crate::bits::Bits;
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;

impl Searcher {
    /// Returns how many articles match a union of words; `None` for another query.
    pub(crate) fn count_union(&self, query: &dyn Query) -> Result<Option<u64>> {
        let Some(words) = words(self, query) else { return Ok(None) };
        if let [word] = words.as_slice() {
            return Ok(Some(word.articles()));
        }
        let mut count = 0;
        for (segment, reader) in (0..).zip(self.inner.segment_readers()) {
            let mut found = Bits::new(reader.max_doc());
            for word in &words {
                if let Some(within) = word.within {
                    let list = within.list(segment).into_iter().flat_map(|list| list.iter());
                    list.for_each(|(doc, _)| found.add(*doc));
                    continue;
                }
                let Some(info) = word.infos.of(segment) else { continue };
                let index = reader.inverted_index(word.field).doing(DOING)?;
                let mut postings = index
                    .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)
                    .map_err(|source| Error::io("postings", source))?;
                while !postings.docs().is_empty() {
                    postings.docs().iter().for_each(|doc| found.add(*doc));
                    postings.advance();
                }
            }
            count += match reader.alive_bitset() {
                Some(alive) => found.documents().filter(|doc| alive.is_alive(*doc)).count() as u64,
                None => found.count(),
            };
        }
        Ok(Some(count))
    }
}
