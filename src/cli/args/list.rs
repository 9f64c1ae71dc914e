//! Arguments of every command that lists articles it found.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum, value_parser};
use jiff::civil;
use presscut_index::{Facet, Period};

use crate::cli::config::{Column, Format, HalfLife, Place};

/// Which articles are listed of those found, and how.
#[derive(Debug, Args)]
pub(crate) struct ListFlags {
    /// How many hits to show
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,

    /// How many hits to skip first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,

    /// Show the page behind a cursor, and the cursor of the next; the first one is `start`
    #[arg(long, value_name = "CURSOR", conflicts_with_all = ["offset", "all", "count"])]
    pub(crate) cursor: Option<Place>,

    /// At most so many hits of each source, and the number of its others
    #[arg(long, value_name = "N", value_parser = at_least_one, conflicts_with_all = ["all", "count"])]
    pub(crate) per_source: Option<usize>,

    /// Up to so many passages of each article that match, 20 at most
    #[arg(long, value_name = "N", value_parser = value_parser!(u8).range(1..=20))]
    pub(crate) fragments: Option<u8>,

    /// The whole article, with what matched marked
    #[arg(long, conflicts_with = "fragments")]
    pub(crate) context: bool,

    /// Say why each hit was found; `full` with the parts of its score
    #[arg(
        long,
        value_name = "HOW",
        value_enum,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "words"
    )]
    pub(crate) explain: Option<ExplainArg>,

    /// Print only the number of articles found
    #[arg(short, long)]
    pub(crate) count: bool,

    /// Print every match, however many, by id unless --sort says otherwise
    #[arg(long, conflicts_with_all = ["limit", "offset", "count"])]
    pub(crate) all: bool,

    /// How to print hits; --json is `jsonl`
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub(crate) format: Option<Format>,

    /// What to print of a hit in csv, tsv, json and jsonl, such as headline,author,date,url
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) fields: Vec<Column>,

    /// Order of the hits; the undated come last by date [default: relevance; with --all: id]
    #[arg(long, value_name = "ORDER", value_enum)]
    pub(crate) sort: Option<SortArg>,

    /// Count the matches by these, after the hits
    #[arg(
        long,
        value_name = "FIELDS",
        value_parser = one_of(&Facet::ALL, Facet::name),
        value_delimiter = ',',
        help_heading = "Counting"
    )]
    pub(crate) facet: Vec<Facet>,

    /// The most values of each facet
    #[arg(long, value_name = "N", default_value_t = 10, help_heading = "Counting")]
    pub(crate) top: usize,

    /// Count the matches by time, beside all articles of that time
    #[arg(
        long,
        value_name = "PERIOD",
        value_parser = one_of(&Period::ALL, Period::name),
        help_heading = "Counting"
    )]
    pub(crate) timeline: Option<Period>,

    /// Draw the timeline into a file, too
    #[arg(long, value_name = "FILE", requires = "timeline", help_heading = "Counting")]
    pub(crate) svg: Option<PathBuf>,

    /// Let scores fade with age: by half in this time, such as 30d, 8w, 6m or 1y; what has no date counts half
    #[arg(long, value_name = "HALF-LIFE")]
    pub(crate) recency: Option<HalfLife>,

    /// The day that `today`, `last-week` and --recency count from
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(crate) now: Option<civil::Date>,

    /// Only by this author
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(crate) author: Option<String>,

    /// Only after this date, the date itself excluded: 2020, 2020-08, 2020-08-13
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub(crate) after: Option<String>,

    /// Only before this date
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub(crate) before: Option<String>,

    /// Only from this host, such as example.org
    #[arg(long, value_name = "HOST", help_heading = "Filters")]
    pub(crate) site: Option<String>,
}

/// How much is told of why a hit was found.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExplainArg {
    /// Which words matched, where, and how rare they are
    Words,
    /// These, and the parts of the score
    Full,
}

/// Order of the hits.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SortArg {
    /// Best first
    Relevance,
    /// Newest first
    Newest,
    /// Oldest first
    Oldest,
    /// By id
    Id,
}

/// Reads one of some values by its name.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let names = PossibleValuesParser::new(all.iter().map(|value| name(*value)));
    names.try_map(move |text| all.iter().copied().find(|v| name(*v) == text).ok_or("no such value"))
}

/// Reads a number that is not 0.
fn at_least_one(text: &str) -> Result<usize, String> {
    let number = text.parse::<usize>().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "write a number from 1".to_owned())
}
