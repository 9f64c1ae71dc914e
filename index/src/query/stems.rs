//! Stems that a program adds to a query.

use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::Query;
use super::ast::{Kind, Like, Node, Share};
use super::lower::{Boxed, Clause, Lowerer, Part, Place, filter, union};
use crate::error::Result;
use crate::marker::Wanted;
use crate::open::Only;
use crate::rank::StemQuery;

impl Query {
    /// Lets stems add to the score of what the query matches, each with what it counts beside a word.
    pub(crate) fn with_stems(self, stems: Vec<Share>) -> Self {
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
    pub(super) fn also(&mut self, inner: &Node, stems: &[Share], place: Place) -> Part {
        let Some(clause) = self.clause(inner, place)? else { return Ok(None) };
        if !self.is_ranked(place) {
            return Ok(Some(clause));
        }
        let mut clauses = vec![(Occur::Must, clause.into_query())];
        for share in stems {
            clauses.push((Occur::Should, self.stem(share, place)?.0));
        }
        Ok(Some(Clause::of(BooleanQuery::new(clauses))))
    }

    /// A union of stems, without the article that they are of.
    pub(super) fn like(&mut self, like: &Like, place: Place) -> Part {
        self.scored |= place.positive;
        let mut stems = Vec::with_capacity(like.stems.len());
        for share in &like.stems {
            let (query, only) = self.stem(share, place)?;
            stems.push(query);
            self.mark(Wanted::Stems(vec![(share.stem.clone(), only)]), place);
        }
        let itself = self.searcher.fields.unique_term(&like.source, &like.id);
        let itself = filter(TermQuery::new(itself, IndexRecordOption::Basic));
        let others = vec![(Occur::Must, union(stems)), (Occur::MustNot, itself.into_query())];
        Ok(Some(Clause::of(BooleanQuery::new(others))))
    }

    /// Makes a query for a stem; returns in which languages it is looked for, too.
    fn stem(&self, share: &Share, place: Place) -> Result<(Boxed, Only)> {
        let Share { stem, only, weight } = share;
        let stem = self.searcher.stem(stem.clone(), only.as_deref())?;
        let word = [stem.articles, self.searcher.occurrences(&stem)?];
        let query = StemQuery::new(self.searcher, &stem, word, place.boost * weight);
        Ok((Box::new(query), stem.only()))
    }
}
