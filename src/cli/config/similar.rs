//! Which article others are to be like.

use super::{SearchConfig, corpus_of};
use crate::cli::args::SimilarArgs;

/// What `presscut similar` is to do.
#[derive(Clone, Debug)]
pub struct SimilarConfig {
    /// The article's id.
    pub id: String,
    /// Its source, if it was named.
    pub source: Option<String>,
    /// How to list what is like it; its query is a name only.
    pub search: SearchConfig,
}

impl SimilarConfig {
    pub(super) fn resolve(args: SimilarArgs, json: bool) -> Self {
        let SimilarArgs { id, source, paths, list } = args;
        let corpus = (!paths.is_empty()).then(|| corpus_of(paths));
        // A timeline that is drawn says what of.
        let query = format!("like {id}");
        let search = SearchConfig { query, corpus, ..SearchConfig::of_list(list, json) };
        Self { id, source, search }
    }
}
