//! The globs of `--include` and `--exclude`, and the folders that are never read.

use std::fs;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::name::name_of;
use super::{Error, WalkOptions};

/// Decides about what is met in a folder.
pub(super) struct Filter {
    include: Option<Globs>,
    exclude: Globs,
    skip: Vec<PathBuf>,
}

impl Filter {
    /// Compiles the globs.
    pub(super) fn new(options: &WalkOptions) -> Result<Self, Error> {
        let include = (!options.include.is_empty()).then(|| Globs::new(&options.include));
        Ok(Self {
            include: include.transpose()?,
            exclude: Globs::new(&options.exclude)?,
            skip: options.skip.iter().map(|path| real(path)).collect(),
        })
    }

    /// Tells whether a folder is one of those that are never read.
    pub(super) fn skips(&self, folder: &Path) -> bool {
        !self.skip.is_empty() && self.skip.contains(&real(folder))
    }

    /// Tells whether a folder is gone into; `below` is its path inside the folder given.
    pub(super) fn keeps_folder(&self, path: &Path, below: &Path) -> bool {
        !self.exclude.matches(path, below) && !self.skips(path)
    }

    /// Tells whether a file is read; `below` is its path inside the folder given.
    pub(super) fn keeps_file(&self, path: &Path, below: &Path) -> bool {
        !self.exclude.matches(path, below)
            && self.include.as_ref().is_none_or(|globs| globs.matches(path, below))
    }
}

/// Globs by what they are matched against.
struct Globs {
    names: GlobSet,
    paths: GlobSet,
}

impl Globs {
    fn new(globs: &[String]) -> Result<Self, Error> {
        let (mut names, mut paths) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for glob in globs {
            // As in .gitignore, `drafts/` is the folder `drafts` and `./a/b` is `a/b`.
            let bare = glob.strip_prefix("./").unwrap_or(glob);
            let bare = bare.strip_suffix('/').unwrap_or(bare);
            let compiled =
                GlobBuilder::new(bare).literal_separator(true).build().map_err(|error| {
                    Error::Glob { glob: glob.clone(), reason: error.kind().to_string() }
                })?;
            if bare.contains('/') {
                paths.add(compiled)
            } else {
                names.add(compiled)
            };
        }
        let build = |set: &GlobSetBuilder| {
            set.build().map_err(|error| Error::Glob {
                glob: globs.join(" "),
                reason: error.kind().to_string(),
            })
        };
        Ok(Self { names: build(&names)?, paths: build(&paths)? })
    }

    fn matches(&self, path: &Path, below: &Path) -> bool {
        (!self.names.is_empty() && path.file_name().is_some_and(|name| self.names.is_match(name)))
            || (!self.paths.is_empty()
                && (self.paths.is_match(below) || self.paths.is_match(name_of(path))))
    }
}

/// The path without links; of a folder that is not there yet, the path it will have.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        match (path.parent().map(fs::canonicalize), path.file_name()) {
            (Some(Ok(parent)), Some(name)) => parent.join(name),
            _ => path,
        }
    })
}
