//! The built-in mix, drawn from the index.

use presscut_index::{Article, Query, SearchOptions, Searcher, Stats};

use crate::bench::{BenchQuery, Vocabulary, draw};
use crate::cli::config::BenchConfig;

/// Words drawn from each band of frequency, of twice that of the one before.
const WORDS: usize = 5000;
/// Articles that phrases, pairs of words, authors and dates of the mix are taken from.
const ARTICLES: usize = 300;

/// Draws the built-in mix.
pub(super) fn mix(
    searcher: &Searcher,
    stats: &Stats,
    config: &BenchConfig,
) -> anyhow::Result<Vec<BenchQuery>> {
    let seed = config.seed;
    let sample = searcher.sample_terms(WORDS, seed)?;
    let words = sample.words.into_iter().map(|word| (word.text, word.articles));
    let vocabulary = Vocabulary::new(words, stats.articles);
    // The best article for each of some words: drawn by the index's own means, and so the same for
    // the same seed.
    let best = SearchOptions { limit: 1, snippet: None, ..SearchOptions::default() };
    let mut articles: Vec<Article> = Vec::new();
    for word in vocabulary.some(ARTICLES, seed) {
        let hits = searcher.search(&Query::word(word), &best)?.hits;
        articles.extend(hits.into_iter().map(|hit| hit.article));
    }
    articles.sort_by(|a, b| (&a.source, &a.id).cmp(&(&b.source, &b.id)));
    articles.dedup_by(|a, b| (&a.source, &a.id) == (&b.source, &b.id));
    Ok(draw(&vocabulary, &articles, config.hits, seed))
}
