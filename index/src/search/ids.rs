//! The best matches by their ids alone, for those who need no more of them.

use super::Asked;
use crate::error::Result;
use crate::hit::{SearchOptions, Sort};
use crate::open::Searcher;
use crate::query::{self, Query};
use crate::schema::id_of;

impl Searcher {
    /// Finds the best matches as [`Searcher::search`] does, and returns their ids with their scores: no article
    /// is read. Offset, cursor and order of the options are not heeded.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn best_ids(&self, query: &Query, options: &SearchOptions) -> Result<Vec<(String, f32)>> {
        let options = &SearchOptions { sort: Sort::Relevance, ..options.clone() };
        let mut lowered = query::lower(self, query, options.any, true)?;
        let Some(query) = lowered.query.take() else { return Ok(Vec::new()) };
        let asked = Asked::new(&*query, &lowered, options, &());
        let mut found = self.ordered(&asked, options.limit)?;
        found.truncate(options.limit);
        let id = |(score, at)| Ok((id_of(&self.id_key(at)?).to_owned(), score));
        found.into_iter().map(id).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Index, Query, SearchOptions, WriterOptions};

    #[test]
    fn ids_and_scores_are_those_of_the_hits() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        for (id, body) in [("Tide-1", "tide tide"), ("tide-2", "tide at noon"), ("É", "tide")] {
            let article = Article { id: id.into(), body: body.into(), ..Article::default() };
            writer.add(&article).unwrap();
            writer.commit().unwrap();
        }
        let searcher = index.searcher().unwrap();
        for (query, limit) in [("tide", 10), ("tide noon", 2), ("gale", 10), ("", 10)] {
            let options = SearchOptions { limit, ..SearchOptions::default() };
            let query = Query::any_words(query);
            let hits = searcher.search(&query, &options).unwrap().hits;
            let expected: Vec<_> =
                hits.into_iter().map(|hit| (hit.article.id, hit.score)).collect();
            assert_eq!(searcher.best_ids(&query, &options).unwrap(), expected);
        }
    }
}
