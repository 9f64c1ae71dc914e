//! Every match of a query, one after the other.

use std::ops::ControlFlow;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query as EngineQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet as _, Score, SegmentOrdinal, SegmentReader, TERMINATED};

use crate::Article;
use crate::bits::Bits;
use crate::cursor;
use crate::error::{Doing as _, Error, Result};
use crate::explain::Explain;
use crate::hit::{Hit, SearchOptions, Sort};
use crate::marker::Marking;
use crate::open::Searcher;
use crate::query::{self, Query};
use crate::schema::{Value, id_key};

use super::{Asked, shown};

impl Searcher {
    /// Calls `found` with every match in order until it breaks; returns what to tell the person.
    ///
    /// In the order of ids ([`Sort::Id`]) memory grows by one bit an article, in any other order by the number
    /// of matches. Limit, offset and count of the options are not heeded.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn each(
        &self,
        query: &Query,
        options: &SearchOptions,
        found: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<Vec<String>> {
        let question = cursor::question(query, options);
        let ranked = options.sort == Sort::Relevance;
        let mut lowered = query::lower(self, query, options.any, ranked)?;
        let notes = std::mem::take(&mut lowered.notes);
        let Some(query) = lowered.query.take() else { return Ok(notes) };
        if options.explain != Explain::Nothing {
            self.weigh(&mut lowered.marker)?;
        }
        let query = &*query;
        let asked = Asked { question, ..Asked::new(query, &lowered, options, &()) };
        let mut marking = Marking::new(asked.marker);
        if options.sort == Sort::Id {
            let mut rank = 0;
            self.by_id(query, options, &mut |at, article| {
                let mut hit = shown(rank, 0.0, article, &asked, &mut marking);
                self.explain(&mut hit, at, &asked)?;
                rank += 1;
                Ok(found(hit))
            })?;
            return Ok(notes);
        }
        let all = usize::try_from(self.inner.num_docs()).unwrap_or(usize::MAX);
        let ordered = self.ordered(&asked, all)?;
        for (at, matched) in ordered.into_iter().enumerate() {
            let mut hit = self.hit(at, matched, &asked, &mut marking)?;
            self.explain(&mut hit, matched.1, &asked)?;
            if found(hit).is_break() {
                break;
            }
        }
        Ok(notes)
    }

    /// Visits the matches in the order of their ids, as [`id_key`] has it; returns how
    /// many there are, visited or not.
    ///
    /// The dictionary of ids is in order, so that nothing is sorted.
    pub(super) fn by_id(
        &self,
        query: &dyn EngineQuery,
        options: &SearchOptions,
        found: &mut dyn FnMut(DocAddress, Article) -> Result<ControlFlow<()>>,
    ) -> Result<u64> {
        let matches = self.inner.search(query, &Matches).doing("searching")?;
        let count = matches.iter().map(|(_, bits)| bits.count()).sum();
        let field = self.fields.value_field(Value::Id);
        let mut indexes = Vec::new();
        for (ordinal, bits) in &matches {
            let segment = self.inner.segment_reader(*ordinal);
            let index = segment.inverted_index(field).doing("opening the ids")?;
            indexes.push((*ordinal, bits, index));
        }
        let mut streams = Vec::new();
        for (ordinal, bits, index) in &indexes {
            let mut stream = index.terms().stream().map_err(|source| Error::io("ids", source))?;
            if stream.advance() {
                streams.push((*ordinal, *bits, index, stream));
            }
        }
        let mut id = Vec::new();
        let mut same: Vec<(DocAddress, Article)> = Vec::new();
        while let Some(least) = streams.iter().map(|(.., stream)| stream.key()).min() {
            id.clear();
            id.extend_from_slice(least);
            let mut failed = None;
            streams.retain_mut(|(ordinal, bits, index, stream)| {
                if stream.key() != id.as_slice() {
                    return true;
                }
                let postings = index
                    .read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)
                    .map_err(|source| Error::io("ids", source));
                let read = postings.and_then(|mut postings| {
                    while postings.doc() != TERMINATED {
                        if bits.has(postings.doc()) {
                            let at = DocAddress::new(*ordinal, postings.doc());
                            same.push((at, self.fetched(at, options)?));
                        }
                        postings.advance();
                    }
                    Ok(())
                });
                failed = failed.take().or(read.err());
                stream.advance()
            });
            if let Some(error) = failed {
                return Err(error);
            }
            same.sort_by_cached_key(|(_, article)| (id_key(&article.id), article.source.clone()));
            for (at, article) in same.drain(..) {
                if found(at, article)?.is_break() {
                    return Ok(count);
                }
            }
        }
        Ok(count)
    }
}

/// Collects which documents match, one bit each.
struct Matches;

/// The matches of a segment.
struct SegmentMatches {
    ordinal: SegmentOrdinal,
    bits: Bits,
}

impl Collector for Matches {
    type Fruit = Vec<(SegmentOrdinal, Bits)>;
    type Child = SegmentMatches;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentMatches> {
        Ok(SegmentMatches { ordinal, bits: Bits::new(reader.max_doc()) })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(SegmentOrdinal, Bits)>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

impl SegmentCollector for SegmentMatches {
    type Fruit = (SegmentOrdinal, Bits);

    fn collect(&mut self, doc: DocId, _: Score) {
        self.bits.add(doc);
    }

    fn harvest(self) -> Self::Fruit {
        (self.ordinal, self.bits)
    }
}
