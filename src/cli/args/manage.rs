//! Arguments of the commands that look after an index.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Arguments of `presscut show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut show 3f9a0c1be2d47756
  presscut show --json 3f9a0c1be2d47756 | jq .evidence
  presscut show 3f9a0c1be2d47756 pages/            an article that `search QUERY pages/` found
  presscut show --at 3f9a0c1be2d47756              the bytes of the source that it was cut from
  presscut show --open 3f9a0c1be2d47756            its page in a browser, or else its file

An id is unique within its source; if several sources hold it, all are shown.")]
pub(crate) struct ShowArgs {
    /// The article's id, as `search` prints it
    pub(crate) id: String,

    /// Print the text of the source that the article was cut from, and where it stands
    #[arg(long, conflicts_with = "open")]
    pub(crate) at: bool,

    /// Open its address, or else its file, with `$PRESSCUT_OPEN`, `$BROWSER` or what the system has
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true,
          default_missing_value = "page", value_enum)]
    pub(crate) open: Option<OpenArg>,

    /// Look in the cached index of these paths, as `search QUERY PATH` does
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

/// What is opened of an article.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OpenArg {
    /// Its address, or its file where it has none
    Page,
    /// Its address
    Url,
    /// Its file
    File,
}

/// Arguments of `presscut audit`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut audit                                   every source in the index
  presscut audit pages/                            those under pages/

For each document the spans of articles, boilerplate and errors must be disjoint, cover it, and hash
to what was stored. Exit status 2 if one byte does not add up.")]
pub(crate) struct AuditArgs {
    /// Only sources at or under these paths
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// List every source, not only the wrong ones
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// Arguments of `presscut forget`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut forget pages/old.txt                    one source
  presscut forget pages/                           all below a folder
  presscut forget 3f9a0c1be2d47756                 one article

A source that is indexed again comes back; its files are never touched.")]
pub(crate) struct ForgetArgs {
    /// A source's name, a folder above sources, or an article's id
    #[arg(required = true, value_name = "PATH|ID")]
    pub(crate) what: Vec<String>,
}

/// Arguments of `presscut cache`.
#[derive(Debug, Args)]
pub(crate) struct CacheArgs {
    #[command(subcommand)]
    pub(crate) command: CacheCommand,
}

/// What to do with the cache.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum CacheCommand {
    /// List the cached indexes, the most recently used first
    List,
    /// Delete them all
    Clear,
}
