//! Arguments of the commands that read a corpus: `index` and `segment`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
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
    #[arg(long, value_name = "SIZE", default_value = "400MB")]
    pub(crate) memory: Size,

    /// Threads that cut and index [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,

    /// Drop sources under the given paths that no longer exist
    #[arg(long)]
    pub(crate) prune: bool,

    /// List what is not read, and every error
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// Arguments of `presscut segment`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut segment page.txt | jq .headline
  presscut segment --pretty page.txt               every line with its role and article
  curl -s https://example.org/ | presscut segment -

One JSON object an article, with `source`, `ordinal`, `headline`, `authors`, `date`, `body`, `start`,
`end` (bytes of the decoded text) and `evidence`: the span and the rule behind each field.")]
pub(crate) struct SegmentArgs {
    /// Files and folders to read; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) walk: WalkArgs,

    /// Show the page with every line marked by its role and article
    #[arg(long, conflicts_with = "json")]
    pub(crate) pretty: bool,

    /// List what is not read, and every error
    #[arg(short, long)]
    pub(crate) verbose: bool,
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
