//! What to look for, and where.

use std::path::PathBuf;

use super::{IndexConfig, WalkConfig, corpus::cores};
use crate::cli::args::{SearchArgs, SortArg};

/// Order of the hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Best first.
    Relevance,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
}

/// What `presscut search` is to do.
#[derive(Clone, Debug)]
pub struct SearchConfig {
    /// The query as typed.
    pub query: String,
    /// What to index into the cache first; `None` to search the index directory.
    pub corpus: Option<IndexConfig>,
    /// The most hits to show.
    pub limit: usize,
    /// The hits to skip.
    pub offset: usize,
    /// Whether only the number is wanted.
    pub count: bool,
    /// The order.
    pub order: Order,
    /// Whether any of the words will do.
    pub any: bool,
    /// The filters, as field names and values of the query language.
    pub filters: Vec<(&'static str, String)>,
    /// The most room for cached indexes, in bytes.
    pub cache_size: u64,
}

/// Memory that bringing a cached index up to date may use, in bytes.
const CACHE_MEMORY: u64 = 300_000_000;

impl SearchConfig {
    pub(super) fn resolve(args: SearchArgs) -> Self {
        let filters = [
            ("author", args.author),
            ("after", args.after),
            ("before", args.before),
            ("source", args.source),
            ("site", args.site),
        ];
        Self {
            corpus: corpus(args.paths, WalkConfig::resolve(args.walk)),
            query: args.query,
            limit: args.limit,
            offset: args.offset,
            count: args.count,
            order: match args.sort {
                SortArg::Relevance => Order::Relevance,
                SortArg::Newest => Order::Newest,
                SortArg::Oldest => Order::Oldest,
            },
            any: args.any,
            filters: filters.into_iter().filter_map(|(f, v)| Some((f, v?))).collect(),
            cache_size: args.cache_size.0,
        }
    }
}

/// Says how to index paths into the cache; `None` where there are none.
fn corpus(paths: Vec<PathBuf>, walk: WalkConfig) -> Option<IndexConfig> {
    (!paths.is_empty()).then(|| IndexConfig {
        paths,
        walk,
        lang: None,
        memory: CACHE_MEMORY,
        threads: cores(),
        prune: true,
        verbose: false,
    })
}
