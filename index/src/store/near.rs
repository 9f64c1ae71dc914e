//! Ids that a person may have meant.

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet as _, TERMINATED};

use super::{read_string, strings};
use crate::error::{Doing as _, Error, Result};
use crate::open::Searcher;
use crate::schema::{ID_KEY, Value, id_of};

/// The most ids that are offered.
const OFFERED: usize = 3;
/// What is shorter begins too many ids, and is near too many.
const SHORTEST: usize = 4;
/// What is longer costs more to compare than it helps, in characters.
const LONGEST: usize = 64;
/// How many edits make an id another one.
const EDITS: u8 = 2;

impl Searcher {
    /// Returns a few ids of the index that begin with a text, or else are at most two edits from it, whatever their
    /// case, in their order.
    ///
    /// # Errors
    ///
    /// What the disk or the index says.
    pub fn near_ids(&self, text: &str) -> Result<Vec<String>> {
        if !(SHORTEST..=LONGEST).contains(&text.chars().count()) {
            return Ok(Vec::new());
        }
        let doing = "looking for near ids";
        let term = self.fields.value_term(Value::Id, text);
        let begin = term.serialized_value_bytes();
        let automaton = FuzzyTermQuery::new(term.clone(), EDITS, true).automaton().doing(doing)?;
        let (mut beginning, mut near) = (Vec::new(), Vec::new());
        for segment in self.inner.segment_readers() {
            let index = segment.inverted_index(term.field()).doing(doing)?;
            let Some(keys) = strings(segment, ID_KEY)? else { continue };
            let mut key = String::new();
            let mut id = |info: &tantivy::postings::TermInfo| -> Result<Option<String>> {
                let postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic);
                let mut postings = postings.map_err(|source| Error::io("ids", source))?;
                while postings.doc() != TERMINATED {
                    if !segment.is_deleted(postings.doc()) {
                        read_string(&keys, postings.doc(), &mut key)?;
                        return Ok(Some(id_of(&key).to_owned()));
                    }
                    postings.advance();
                }
                Ok(None)
            };
            let from = index.terms().range().ge(begin).into_stream();
            let mut terms = from.map_err(|source| Error::io("ids", source))?;
            let some = beginning.len() + OFFERED;
            while beginning.len() < some && terms.advance() && terms.key().starts_with(begin) {
                beginning.extend(id(terms.value())?);
            }
            let alike = index.terms().search(&automaton).into_stream();
            let mut terms = alike.map_err(|source| Error::io("ids", source))?;
            let some = near.len() + OFFERED;
            while near.len() < some && terms.advance() {
                near.extend(id(terms.value())?);
            }
        }
        let mut ids = if beginning.is_empty() { near } else { beginning };
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(OFFERED);
        Ok(ids)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Index, WriterOptions};

    #[test]
    fn near_ids_begin_alike_or_are_spelled_alike() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        for id in ["Tide-1", "tide-22", "tide-3", "tide-4", "3f9a0c1be2d47756", "x"] {
            writer.add(&Article { id: id.into(), ..Article::default() }).unwrap();
            writer.commit().unwrap();
        }
        let searcher = index.searcher().unwrap();
        for (text, near) in [
            ("3f9a0c1", vec!["3f9a0c1be2d47756"]),
            ("3f9a0c1be2d47765", vec!["3f9a0c1be2d47756"]),
            ("TIDE-1", vec!["Tide-1"]),
            ("tidy-5", vec!["Tide-1", "tide-3", "tide-4"]),
            ("tide", vec!["Tide-1", "tide-22", "tide-3"]),
            ("tid", vec![]),
            ("nothing like it", vec![]),
        ] {
            assert_eq!(searcher.near_ids(text).unwrap(), near, "{text}");
        }
    }
}
