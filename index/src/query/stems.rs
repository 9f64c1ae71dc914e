//! Stems that a program adds to a query.

use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::Query;
use super::ast::{Kind, Like, Node};
use super::lower::{Boxed, Clause, Lowerer, Part, Place, filter, union};
use crate::error::Result;
use crate::marker::Wanted;
use crate::rank::StemQuery;

impl Query {
    /// Lets stems add to the score of what the query matches, each with what it counts beside a word.
    pub(crate) fn with_stems(self, stems: Vec<(String, f32)>) -> Self {
        match self.root {
            Some(root) if !stems.is_empty() => Self::of(Kind::Also(Box::new(root), stems)),
            _ => self,
        }
    }

    /// Makes a query for articles like another one; none matches where there is no stem.
    pub(crate) fn like(like: Like) -> Self {
        Self::of(Kind::Like(like))
    }

    /// Tells whether stems were added.
    pub(crate) fn has_stems(&self) -> bool {
        matches!(&self.root, Some(Node { kind: Kind::Also(..), .. }))
    }
}

impl Lowerer<'_> {
    /// A clause that matches as before, with stems that add to its score.
    pub(super) fn also(&mut self, inner: &Node, stems: &[(String, f32)], place: Place) -> Part {
        let Some(clause) = self.clause(inner, place)? else { return Ok(None) };
        if !self.is_ranked(place) {
            return Ok(Some(clause));
        }
        let mut clauses = vec![(Occur::Must, clause.into_query())];
        for (stem, share) in stems {
            clauses.push((Occur::Should, self.stem(stem, place.boost * share)?));
        }
        Ok(Some(Clause::of(BooleanQuery::new(clauses))))
    }

    /// A union of stems, without the article that they are of.
    pub(super) fn like(&mut self, like: &Like, place: Place) -> Part {
        self.scored |= place.positive;
        let mut stems = Vec::with_capacity(like.stems.len());
        for (stem, share) in &like.stems {
            stems.push(self.stem(stem, place.boost * share)?);
            self.mark(Wanted::Stems(vec![(stem.clone(), None)]), place);
        }
        let itself = self.searcher.fields.unique_term(&like.source, &like.id);
        let itself = filter(TermQuery::new(itself, IndexRecordOption::Basic));
        let others = vec![(Occur::Must, union(stems)), (Occur::MustNot, itself.into_query())];
        Ok(Some(Clause::of(BooleanQuery::new(others))))
    }

    fn stem(&self, stem: &str, share: f32) -> Result<Boxed> {
        let text = self.searcher.fields.text_term(stem);
        let infos = self.searcher.infos(&text)?;
        let word = [infos.articles(), self.searcher.occurrences(&text, &infos)?];
        Ok(Box::new(StemQuery::new(self.searcher, stem, (infos, None), word, share)))
    }
}
