//! What to look for, and where.

use std::path::PathBuf;
use std::str::FromStr;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use presscut_index::{Cursor, Explain, Facet, Faults, Period, Recency, Sort};

use super::{Column, Format, HalfLife, IndexConfig, WalkConfig, corpus::cores};
use crate::cli::args::{ExplainArg, ListFlags, SearchArgs, SearchFlags, SortArg};

/// What the articles found must be, beside what the query says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// By this author.
    Author,
    /// After this date.
    After,
    /// Before this date.
    Before,
    /// From this source.
    Source,
    /// From this host.
    Site,
}

impl Filter {
    /// Returns the flag that sets it.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Author => "--author",
            Self::After => "--after",
            Self::Before => "--before",
            Self::Source => "--source",
            Self::Site => "--site",
        }
    }
}

/// Where a page begins, for those who go on from page to page.
#[derive(Clone, Debug)]
pub enum Place {
    /// At the first hit.
    Start,
    /// Behind this one.
    Behind(Cursor),
}

impl FromStr for Place {
    type Err = presscut_index::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "start" { Ok(Self::Start) } else { text.parse().map(Self::Behind) }
    }
}

/// What `presscut search` is to do.
#[derive(Clone, Debug)]
pub struct SearchConfig {
    /// The query as typed.
    pub query: String,
    /// The file of questions to answer instead; `-` for standard input.
    pub queries: Option<PathBuf>,
    /// Whether these questions are plain words.
    pub words: bool,
    /// Whether a machine reads the output.
    pub json: bool,
    /// Whether to say what opening and answering took.
    pub times: bool,
    /// What to index into the cache first; `None` to search the index directory.
    pub corpus: Option<IndexConfig>,
    /// The most hits to show.
    pub limit: usize,
    /// The hits to skip.
    pub offset: usize,
    /// Where the page begins, if pages are asked for by cursor.
    pub place: Option<Place>,
    /// The most hits of a source.
    pub per_source: Option<usize>,
    /// The most passages of an article, if a number was asked for.
    pub fragments: Option<usize>,
    /// Whether articles are shown whole.
    pub context: bool,
    /// How much is told of why each hit was found.
    pub explain: Explain,
    /// Whether only the number is wanted.
    pub count: bool,
    /// The order.
    pub sort: Sort,
    /// Whether every match is wanted, rather than a page.
    pub all: bool,
    /// How hits are printed.
    pub format: Format,
    /// What is printed of a hit; nothing for what the format has by itself.
    pub columns: Vec<Column>,
    /// Whether any of the words will do.
    pub any: bool,
    /// Whether words that the first hits have in common are added.
    pub expand: bool,
    /// What the matches are counted by.
    pub facets: Vec<Facet>,
    /// The most values of each facet.
    pub top: usize,
    /// What the bars of the timeline stand for, if one is wanted.
    pub timeline: Option<Period>,
    /// Where the timeline is drawn.
    pub svg: Option<PathBuf>,
    /// What becomes of faults in the query.
    pub faults: Faults,
    /// How scores fade with age, if they do.
    pub recency: Option<Recency>,
    /// The day that words for dates count from.
    pub now: civil::Date,
    /// The filters, each with its value as typed.
    pub filters: Vec<(Filter, String)>,
    /// The most room for cached indexes, in bytes.
    pub cache_size: u64,
}

/// Memory that bringing a cached index up to date may use, in bytes.
const CACHE_MEMORY: u64 = 300_000_000;

impl SearchConfig {
    pub(super) fn resolve(args: SearchArgs, json: bool) -> Self {
        let SearchArgs { query, paths, queries, words, walk, cache_size, times, flags } = args;
        // In front of a list of questions there is no query: all that stands there is paths.
        let (query, first) = match queries {
            Some(_) => (String::new(), query),
            // In front of a sign a space may have been put, to tell the query from options.
            None => (query.unwrap_or_default().trim_start().to_owned(), None),
        };
        let paths: Vec<PathBuf> = first.map(PathBuf::from).into_iter().chain(paths).collect();
        let search = Self::of_flags(flags, json || queries.is_some());
        Self {
            corpus: (!paths.is_empty()).then(|| corpus(paths, WalkConfig::resolve(walk))),
            query,
            queries,
            words,
            json,
            times,
            cache_size: cache_size.0,
            ..search
        }
    }

    /// Works out how to search; what for and where is for the caller to say.
    pub(super) fn of_flags(args: SearchFlags, json: bool) -> Self {
        let SearchFlags { list, any, expand, strict, lenient, source } = args;
        let mut search = Self::of_list(list, json);
        search.filters.extend(source.map(|source| (Filter::Source, source)));
        let faults = match (strict, lenient) {
            (true, _) => Faults::Strict,
            (_, true) => Faults::Lenient,
            _ => Faults::Usual,
        };
        Self { any, expand, faults, ..search }
    }

    /// Works out how to list what is found.
    pub(super) fn of_list(args: ListFlags, json: bool) -> Self {
        let filters = [
            (Filter::Author, args.author),
            (Filter::After, args.after),
            (Filter::Before, args.before),
            (Filter::Site, args.site),
        ];
        let now = args.now.unwrap_or_else(today);
        Self {
            query: String::new(),
            queries: None,
            words: false,
            json,
            times: false,
            corpus: None,
            limit: args.limit,
            offset: args.offset,
            place: args.cursor,
            per_source: args.per_source,
            fragments: args.fragments.map(usize::from),
            context: args.context,
            explain: match args.explain {
                None => Explain::Nothing,
                Some(ExplainArg::Words) => Explain::Words,
                Some(ExplainArg::Full) => Explain::Full,
            },
            count: args.count,
            sort: match args.sort {
                Some(SortArg::Id) => Sort::Id,
                None if args.all => Sort::Id,
                Some(SortArg::Relevance) | None => Sort::Relevance,
                Some(SortArg::Newest) => Sort::Newest,
                Some(SortArg::Oldest) => Sort::Oldest,
            },
            all: args.all,
            format: args.format.unwrap_or(if json { Format::Jsonl } else { Format::Text }),
            columns: args.fields,
            any: false,
            expand: false,
            facets: args.facet,
            top: args.top,
            timeline: args.timeline,
            svg: args.svg,
            faults: Faults::Usual,
            recency: recency(args.recency, now),
            now,
            filters: filters.into_iter().filter_map(|(f, v)| Some((f, v?))).collect(),
            cache_size: u64::MAX,
        }
    }
}

/// Says how to index paths into the cache, read as usual.
pub fn corpus_of(paths: Vec<PathBuf>) -> IndexConfig {
    corpus(paths, WalkConfig::default())
}

/// Works out how scores fade.
pub(super) fn recency(half_life: Option<HalfLife>, now: civil::Date) -> Option<Recency> {
    half_life.map(|HalfLife(half_life)| Recency { half_life, now })
}

/// Returns the day it is, in UTC: what `yesterday` and its like count from.
pub fn today() -> civil::Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

fn corpus(paths: Vec<PathBuf>, walk: WalkConfig) -> IndexConfig {
    IndexConfig {
        paths,
        walk,
        lang: None,
        memory: CACHE_MEMORY,
        threads: cores(),
        across: false,
        alert: false,
        prune: true,
        verbose: false,
        times: false,
    }
}
