//! In which articles a stem is looked for.
//!
//! Articles in all languages share one field of stems. What is the stem of a word in one language may be that of a
//! quite different word in another, and then a few articles of the first would have the word found in most articles of
//! the second. So a stem is looked for in articles of its languages alone, where these are the fewer ones.

use std::sync::Arc;

use tantivy::postings::{Postings as _, TermInfo};
use tantivy::query::Query;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet as _, SegmentOrdinal};

use super::languages::in_languages;
use super::{Infos, Searcher};
use crate::Lang;
use crate::error::{Doing as _, Result};
use crate::schema::Value;

/// Documents in rising order, with how often a stem stands in each; none that was removed.
pub(crate) type List = Arc<[(DocId, u32)]>;

/// Looking a document up in a stem's postings takes as long as reading so many of them.
const LOOK_UP: u64 = 16;

/// Where one article of so many is in the languages, all of them are looked up rather than numbered.
const SPARSE: u64 = 1000;

/// The articles in which a stem is looked for, where these are not all.
#[derive(Clone, Debug)]
pub(crate) struct Within {
    languages: Arc<[Lang]>,
    /// The field of languages.
    field: Field,
    /// Those of them that hold it, segment by segment.
    lists: Arc<[List]>,
}

impl Within {
    /// Returns the languages of the articles.
    pub(crate) fn languages(&self) -> &Arc<[Lang]> {
        &self.languages
    }

    /// Makes a query match in these articles alone, without a change of its scores.
    pub(crate) fn filter(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        in_languages(self.field, &self.languages, query)
    }

    /// Returns those of a segment that hold the stem.
    pub(crate) fn list(&self, segment: SegmentOrdinal) -> Option<&List> {
        self.lists.get(usize::try_from(segment).ok()?)
    }

    /// Returns how many hold it.
    pub(crate) fn articles(&self) -> u64 {
        self.lists.iter().map(|list| list.len() as u64).sum()
    }

    /// Returns how often it stands in them.
    pub(crate) fn occurrences(&self) -> u64 {
        self.lists.iter().flat_map(|list| list.iter()).map(|(_, times)| u64::from(*times)).sum()
    }
}

impl Searcher {
    /// Limits a stem of a field to the articles of the languages in which it is a word's stem; `None` where these
    /// are half of all or more.
    pub(crate) fn within(
        &self,
        field: Field,
        stem: &Infos,
        languages: &[Lang],
    ) -> Result<Option<Within>> {
        if !self.are_few(languages) {
            return Ok(None);
        }
        let lists = self.segments().map(|segment| {
            let Some(info) = stem.of(segment) else { return Ok(List::default()) };
            self.list(segment, (field, info), languages).doing("looking up a word")
        });
        Ok(Some(Within {
            languages: languages.into(),
            field: self.fields.value_field(Value::Language),
            lists: lists.collect::<Result<_>>()?,
        }))
    }

    /// Lists the articles of some languages that hold a stem of a segment.
    fn list(
        &self,
        segment: SegmentOrdinal,
        (field, stem): (Field, &TermInfo),
        languages: &[Lang],
    ) -> tantivy::Result<List> {
        let reader = self.inner.segment_reader(segment);
        let index = reader.inverted_index(field)?;
        let articles = self.languages.of(languages).filter_map(|infos| infos.of(segment));
        let articles: u64 = articles.map(|info| u64::from(info.doc_freq)).sum();
        let mut list = Vec::new();
        if articles.saturating_mul(LOOK_UP) < u64::from(stem.doc_freq)
            || articles.saturating_mul(SPARSE) < u64::from(reader.max_doc())
        {
            let mut docs = Vec::new();
            self.each_in_languages(segment, languages, |doc, _| docs.push(doc))?;
            docs.sort_unstable();
            let mut stem = index.read_postings_from_terminfo(stem, IndexRecordOption::WithFreqs)?;
            for doc in docs {
                if stem.doc() < doc {
                    stem.seek(doc);
                }
                if stem.doc() == doc {
                    list.push((doc, stem.term_freq()));
                }
            }
        } else {
            let numbers = self.language_numbers(segment)?;
            let known = self.languages().iter().map(|code| languages.contains(code));
            let wanted: Vec<bool> = std::iter::once(false).chain(known).collect();
            let is_wanted = |doc: DocId| {
                let number = numbers.get(doc as usize).copied().unwrap_or_default();
                wanted.get(usize::from(number)).copied().unwrap_or_default()
            };
            let mut stem =
                index.read_block_postings_from_terminfo(stem, IndexRecordOption::WithFreqs)?;
            while !stem.docs().is_empty() {
                let block = stem.docs().iter().zip(stem.freqs());
                let block = block.map(|(doc, frequency)| (*doc, *frequency));
                list.extend(block.filter(|(doc, _)| is_wanted(*doc)));
                stem.advance();
            }
        }
        if let Some(alive) = reader.alive_bitset() {
            list.retain(|(doc, _)| alive.is_alive(*doc));
        }
        Ok(list.into())
    }

    /// Returns for each article of a segment the number of its language, counted from one; nothing is read of the
    /// language of half of all articles or more, whose have zero.
    fn language_numbers(&self, segment: SegmentOrdinal) -> tantivy::Result<&[u16]> {
        let slot = &self.opened(segment).map_err(std::io::Error::other)?.languages;
        if let Some(known) = slot.get() {
            return Ok(known);
        }
        let mut numbers = vec![0; self.inner.segment_reader(segment).max_doc() as usize];
        let mut few = self.languages().to_vec();
        few.retain(|code| self.are_few(&[*code]));
        self.each_in_languages(segment, &few, |doc, number| {
            if let Some(slot) = numbers.get_mut(doc as usize) {
                *slot = number;
            }
        })?;
        Ok(slot.get_or_init(|| numbers))
    }

    /// Gives the articles of some languages in a segment, language by language, with the number of each.
    fn each_in_languages(
        &self,
        segment: SegmentOrdinal,
        languages: &[Lang],
        mut each: impl FnMut(DocId, u16),
    ) -> tantivy::Result<()> {
        let field = self.fields.value_field(Value::Language);
        let index = self.inner.segment_reader(segment).inverted_index(field)?;
        for ((code, infos), number) in self.languages.all().zip(1..) {
            let Some(info) = infos.of(segment).filter(|_| languages.contains(&code)) else {
                continue;
            };
            let mut articles =
                index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while !articles.docs().is_empty() {
                articles.docs().iter().for_each(|doc| each(*doc, number));
                articles.advance();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
