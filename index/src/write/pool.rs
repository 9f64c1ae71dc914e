//! The segments that are being made, shared by the threads that add.
//!
//! A thread takes a builder, adds to it and puts it back; it takes the one that was put back last, so that one
//! thread alone fills one segment. A full one is written by the thread that filled it.

mod lent;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

use crate::Article;
use crate::build::Builder;
use crate::schema::Fields;
use crate::write::pool::lent::Lent;
use crate::write::removal::Removals;

type Engine = IndexWriter<TantivyDocument>;

/// Builders for several threads.
#[derive(Debug)]
pub(super) struct Pool {
    state: Mutex<State>,
    changed: Condvar,
    /// How many builders there are at a time.
    most: usize,
    /// Memory of each, in bytes.
    memory: u64,
    /// Where they put what does not stay there.
    dir: PathBuf,
    removals: Removals,
}

#[derive(Debug, Default)]
struct State {
    idle: Vec<(u64, Builder)>,
    /// How many builders are with a thread.
    out: usize,
    /// Nobody is given a builder: all are to be written.
    flushing: bool,
    /// A builder was lost, and articles with it: nothing is to be committed any more.
    broken: bool,
    /// What the builders hold, by their numbers.
    held: BTreeMap<u64, Held>,
    next: u64,
}

/// What a builder holds, by hashes.
#[derive(Debug, Default)]
struct Held {
    sources: HashSet<u64>,
    articles: HashSet<u64>,
}

/// A document that is added.
#[derive(Debug)]
pub(super) struct Addition<'a> {
    pub(super) document: TantivyDocument,
    /// The article that it is made of, which has its texts.
    pub(super) article: Option<&'a Article>,
    /// The hash of its source.
    pub(super) source: u64,
    /// An article's hash of source and id.
    pub(super) unique: Option<u64>,
}

/// What documents are removed by.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    /// The source of an article or a chunk, by its hash.
    Source(u64),
    /// An article, by the hash of its source and id.
    Article(u64),
}

impl Pool {
    pub(super) fn new(most: usize, memory: u64, dir: &Path) -> Self {
        let (state, changed, removals) = Default::default();
        Self { state, changed, most, memory, dir: dir.to_owned(), removals }
    }

    /// Adds documents; they are in the index after the next [`flush`](Self::flush).
    pub(super) fn add(
        &self,
        engine: &Engine,
        fields: &Fields,
        mut additions: &[Addition<'_>],
    ) -> tantivy::Result<()> {
        while !additions.is_empty() {
            let mut lent = self.lend(additions)?;
            let mut builder = match lent.builder.take() {
                Some(builder) => builder,
                None => Builder::new(engine.new_segment(), fields, &self.dir, self.memory)?,
            };
            while let Some((addition, others)) = additions.split_first() {
                builder.add(&addition.document, addition.article)?;
                additions = others;
                if builder.is_full() {
                    break;
                }
            }
            if builder.is_full() {
                lent.write(builder, engine)?;
            } else {
                lent.builder = Some(builder);
            }
        }
        Ok(())
    }

    /// Writes all that was added.
    pub(super) fn flush(&self, engine: &Engine) -> tantivy::Result<()> {
        let busy = |state: &mut State| state.flushing || state.out > 0;
        let mut state =
            self.changed.wait_while(self.state(), busy).unwrap_or_else(PoisonError::into_inner);
        state.check()?;
        let idle = std::mem::take(&mut state.idle);
        state.out += idle.len();
        state.flushing = true;
        drop(state);
        let write = |(number, builder)| {
            let lent = Lent { pool: self, number, builder: None, written: false };
            lent.write(builder, engine)
        };
        let result = thread::scope(|scope| {
            let spawned: Vec<_> =
                idle.into_iter().map(|builder| scope.spawn(move || write(builder))).collect();
            let lost = |_| Err(TantivyError::ErrorInThread("a segment was not written".into()));
            // All are waited for, whatever became of the first.
            spawned
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(lost))
                .fold(Ok(()), Result::and)
        });
        self.state().flushing = false;
        self.changed.notify_all();
        result
    }

    /// Removes what was added so far under a key, which is what holds a term.
    pub(super) fn remove(&self, engine: &Engine, key: Key, term: Term) -> tantivy::Result<()> {
        let held = self.state().held.values().any(|held| held.has(key));
        if held {
            self.flush(engine)?;
        }
        engine.delete_query(self.removals.query(term))?;
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is whole whoever panicked while holding it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn check(&self) -> tantivy::Result<()> {
        let lost = || TantivyError::ErrorInThread("a segment was not written".into());
        if self.broken { Err(lost()) } else { Ok(()) }
    }
}

impl Held {
    fn has(&self, key: Key) -> bool {
        match key {
            Key::Source(hash) => self.sources.contains(&hash),
            Key::Article(hash) => self.articles.contains(&hash),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::schema::{source_key, unique};
    use crate::{Index, WriterOptions};

    fn article(id: u32) -> Article {
        Article { id: id.to_string(), body: "Rain fell.".into(), ..Article::default() }
    }

    fn add(pool: &Pool, index: &Index, engine: &Engine, ids: Range<u32>) -> tantivy::Result<()> {
        let articles: Vec<Article> = ids.map(article).collect();
        let addition = |article| Addition {
            document: index.fields.article_document(article, b"stored"),
            article: Some(article),
            source: source_key(&article.source),
            unique: Some(unique(&article.source, &article.id)),
        };
        let additions: Vec<_> = articles.iter().map(addition).collect();
        pool.add(engine, &index.fields, &additions)
    }

    #[test]
    fn builders_that_are_full_or_few_lose_nothing() {
        for (most, memory) in [(1, 0), (2, 0), (1, 16 << 20), (3, 16 << 20)] {
            let dir = tempfile::tempdir().unwrap();
            let index = Index::create_or_open(dir.path()).unwrap();
            let mut engine: Engine = index.inner.writer_with_num_threads(1, 16 << 20).unwrap();
            let pool = Pool::new(most, memory, dir.path());
            thread::scope(|scope| {
                for part in 0..4 {
                    let (pool, index, engine) = (&pool, &index, &engine);
                    scope.spawn(move || {
                        for id in [part * 10, part * 10 + 3, part * 10 + 6] {
                            add(pool, index, engine, id..id + 3).unwrap();
                        }
                        add(pool, index, engine, part * 10 + 9..part * 10 + 10).unwrap();
                    });
                }
                pool.flush(&engine).unwrap();
            });
            pool.flush(&engine).unwrap();
            assert!(pool.state().held.is_empty());
            engine.commit().unwrap();
            assert_eq!(index.searcher().unwrap().article_count().unwrap(), 40);
        }
    }

    #[test]
    fn nothing_is_committed_after_a_builder_was_lost() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::create_or_open(dir.path()).unwrap();
        let mut writer = index.writer(&WriterOptions::default()).unwrap();
        writer.add(&article(1)).unwrap();
        let mut lent = writer.pool.lend(&[]).unwrap();
        drop(lent.builder.take());
        drop(lent);
        assert!(writer.add(&article(2)).is_err());
        assert!(writer.commit().is_err());
    }
}
