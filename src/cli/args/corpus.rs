//! Arguments of the commands that read a corpus: `index` and `segment`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use presscut_index::Lang;

use crate::cli::config::Size;

/// Arguments of `presscut index`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut index pages/                            a folder, with all below it
  presscut index --include '*.html' --exclude 'old/**' site/
  zstd -dc crawl.zst | presscut index -            standard input
  presscut index --prune pages/                    also drop what is gone from pages/
  presscut index --across site/                    learn what the pages of a site have in common
  presscut index --alert pages/                    tell which saved searches the new articles match

Text, HTML and NDJSON are told apart by content; gzip and zstd are unpacked. Running it again on
the same paths does only what changed. A bad record is reported and skipped: exit status 2.")]
pub(crate) struct IndexArgs {
    /// Files and folders to read; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) walk: WalkArgs,

    /// Take every article to be in this language (ISO 639-1, such as `en`)
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub(crate) lang: Option<Lang>,

    /// Memory to work in
    #[arg(long, value_name = "SIZE", default_value = "450MB")]
    pub(crate) memory: Size,

    /// Threads that cut and index [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,

    /// Drop sources under the given paths that no longer exist
    #[arg(long)]
    pub(crate) prune: bool,

    /// Read everything twice: what half of a host's pages have in common (three pages at least) is
    /// boilerplate, and an article whose headline is that of a longer one elsewhere is marked as its
    /// teaser
    #[arg(long)]
    pub(crate) across: bool,

    /// Print a line of JSON for each saved search and each new or changed article that it matches
    #[arg(long)]
    pub(crate) alert: bool,

    /// List what is not read, and every error
    #[arg(short, long)]
    pub(crate) verbose: bool,

    /// Say on standard error, as JSON, what the stages took: for `presscut bench index`
    #[arg(long, hide = true)]
    pub(crate) times: bool,
}

/// Arguments of `presscut segment`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut segment page.txt | jq .headline
  presscut segment --pretty page.txt               every line with its role and article
  presscut segment --explain page.txt              and why: the features that spoke for it, the runner-up
  curl -s https://example.org/ | presscut segment -

One JSON object an article, with `source`, `ordinal`, `headline`, `authors`, `date`, `body`, `start`,
`end` (bytes of the decoded text) and `evidence`: the span and the rule behind each field.

`presscut segment eval FOLDER` measures how well pages made of your own articles are cut; a file called
`eval` is read as ./eval.")]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct SegmentArgs {
    #[command(subcommand)]
    pub(crate) command: Option<SegmentCommand>,

    /// Files and folders to read; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) walk: WalkArgs,

    /// Show the page with every line marked by its role and article
    #[arg(long, conflicts_with = "json")]
    pub(crate) pretty: bool,

    /// Show for every line of plain text what it was taken for, the features that spoke most for it
    /// and, after `not`, the runner-up with its distance (below 1 it was a close thing)
    #[arg(long, conflicts_with_all = ["json", "pretty"])]
    pub(crate) explain: bool,

    /// Read everything twice: what half of a host's pages have in common (three pages at least) is
    /// boilerplate, and an article whose headline is that of a longer one elsewhere is marked as its
    /// teaser
    #[arg(long)]
    pub(crate) across: bool,

    /// List what is not read, and every error
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// What `presscut segment` does besides cutting.
#[derive(Debug, Subcommand)]
pub(crate) enum SegmentCommand {
    /// Glue your single articles into pages, cut these again and print how well that went
    Eval(SegmentEvalArgs),
}

/// Arguments of `presscut segment eval`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut segment eval articles/
  presscut segment eval --seed 7 --documents 500 --json articles.ndjson.gz
  presscut segment eval --keep pages/ --show-worst 3 articles/

Every file, page or record is one story; what is true of it is what presscut reads there alone. Stories of one
language are glued into pages with bylines, dates, prompts and the menus and footers that stood around
them (invented ones where none did), drawn from the seed, and the pages are cut. F1 and shares are better
when higher; pk, windowdiff, body_tokens_lost and boilerplate_tokens_kept when lower.")]
pub(crate) struct SegmentEvalArgs {
    /// Files and folders of single articles
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) walk: WalkArgs,

    /// What the pages are drawn from; the same seed gives the same pages
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,

    /// How many pages to make
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) documents: u32,

    /// Keep the pages as DIR/text/*.txt, with the truth in DIR/truth.jsonl
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,

    /// Show the N pages that were cut worst, line by line
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) show_worst: usize,
}

/// What to read below the paths, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct WalkArgs {
    /// Read only files that match; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub(crate) include: Vec<String>,

    /// Leave out files that match; may be repeated
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,

    /// Take NDJSON records for pages to be cut, or for articles as they stand
    #[arg(long = "as", value_name = "WHAT", value_enum, default_value_t)]
    pub(crate) records: RecordsArg,

    /// Longest document held whole; longer text is cut in windows
    #[arg(long, value_name = "SIZE", default_value = "64MiB")]
    pub(crate) max_document: Size,
}

/// What NDJSON records are.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum RecordsArg {
    /// Decided per record by its fields
    #[default]
    Auto,
    /// Pages to be cut
    Pages,
    /// Articles that stand as they are
    Articles,
}

pub(crate) fn language(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "not a language code: use two letters, such as `en`".to_owned())
}
