//! Arguments of `presscut similar`.

use std::path::PathBuf;

use clap::Args;

use super::ListFlags;

/// Arguments of `presscut similar`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  presscut similar 3f9a0c1be2d47756                what is most like an article that `search` found
  presscut similar 3f9a0c1be2d47756 --after 2020 --sort newest
  presscut similar --source old.ndjson 17          of several articles with that id, the one of a source
  presscut similar 3f9a0c1be2d47756 pages/         among these files, as `search QUERY pages/` does

The words that tell most of the article are looked for, any of which may match, the rare ones and those
that it holds often above all. The article itself is left out.")]
pub(crate) struct SimilarArgs {
    /// The article's id, as `search` prints it
    pub(crate) id: String,

    /// The article's source, where several have that id
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,

    /// Look in the cached index of these paths, as `search QUERY PATH` does
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) list: ListFlags,
}
