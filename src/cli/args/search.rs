//! Arguments of `presscut search`.

use std::path::PathBuf;

use clap::Args;

use super::{ListFlags, WalkArgs};
use crate::cli::config::Size;

/// Arguments of `presscut search`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut search 'climate summit'                 all the words, in headline, body or author
  presscut search '\"climate summit\" -paris' pages/  a phrase, without a word; straight from files
  presscut search 'headline:harris OR author:slavin' --after 2020-08 --sort newest
  presscut search -c biden; presscut search --json biden | jq -r .headline
  presscut search --per-source 1 --fragments 3 biden  one hit a page, three passages of each
  presscut search --all --format csv --fields headline,date,url biden > biden.csv
  presscut search --queries questions.txt --format trec > answers.run

Query language: word =asprinted \"a phrase\" \"near words\"~3 oil NEAR/5 price pre* te?t fuzzy~1 /regex/
-not NOT OR AND ( ) word^2 headline: body: author: section: source: site: lang: url: id:
date:2020-08 date:2018..2020 date:last-week before:2020 after:2020-08-13
The query is one argument, and may begin with a word to leave out: '-ferry harbour'. What could be
options is taken for them: write 'NOT c' or -- '-c' instead of '-c'.

With PATHs no index is needed: one is kept in the cache and brought up to date first.")]
pub(crate) struct SearchArgs {
    /// What to look for
    #[arg(required_unless_present = "queries")]
    pub(crate) query: Option<String>,

    /// Search these files and folders, without an index of one's own
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Answer every question of a file, `-` for standard input: a query a line, id<TAB>query, CSV or
    /// JSON lines with id and query, or TREC topics. Answers are JSON lines, or --format trec; a
    /// question at fault is reported and passed over
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["all", "cursor", "facet", "timeline", "svg"],
        help_heading = "Many questions"
    )]
    pub(crate) queries: Option<PathBuf>,

    /// Take questions for plain words, any of which may match, as `presscut eval` does
    #[arg(long, requires = "queries", help_heading = "Many questions")]
    pub(crate) words: bool,

    #[command(flatten)]
    pub(crate) walk: WalkArgs,

    /// Most room for indexes in the cache; the least recently used go first
    #[arg(
        long,
        value_name = "SIZE",
        env = "PRESSCUT_CACHE_SIZE",
        default_value = "2GB",
        help_heading = "Reading"
    )]
    pub(crate) cache_size: Size,

    /// Say on standard error, as JSON, what opening and answering took: for `presscut bench`
    #[arg(long, hide = true, conflicts_with = "queries")]
    pub(crate) times: bool,

    #[command(flatten)]
    pub(crate) flags: SearchFlags,
}

/// How to search, whatever the query.
#[derive(Debug, Args)]
pub(crate) struct SearchFlags {
    #[command(flatten)]
    pub(crate) list: ListFlags,

    /// Any of the words will do
    #[arg(long)]
    pub(crate) any: bool,

    /// Rank by words that the first hits have in common, too; what is found stays the same
    #[arg(long)]
    pub(crate) expand: bool,

    /// Refuse odd punctuation instead of reading it as words
    #[arg(long, conflicts_with = "lenient")]
    pub(crate) strict: bool,

    /// Read clauses that cannot be as words instead of refusing them
    #[arg(long)]
    pub(crate) lenient: bool,

    /// Only from this source
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(crate) source: Option<String>,
}
