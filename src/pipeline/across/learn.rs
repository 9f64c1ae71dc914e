//! The first reading.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::lines::Lines;
use super::teasers::{Candidate, Teasers};
use super::{Across, group_of, owner_of};
use crate::pipeline::{Batch, Event, FlowOptions, Job, cut, flow};
use crate::read::{self, Content, Item, Source};
use crate::segment::{keys, segment};

/// Numbers of pages held at most, two a page: later pages count however often they come.
const KNOWN: usize = 8 << 20;

/// Reads sources and learns what their pages have in common.
///
/// What cannot be read or cut is passed over in silence: the second reading reports it.
///
/// # Errors
///
/// Those of the flow itself.
pub(crate) fn learn(
    sources: impl Iterator<Item = Result<Source, read::Error>> + Send,
    options: &FlowOptions,
    cancel: &AtomicBool,
) -> anyhow::Result<Across> {
    let (mut lines, mut teasers) = (Lines::new(), Teasers::default());
    // A page that was captured again, or stands twice, says nothing new of what its host repeats.
    let mut known = FxHashSet::default();
    flow(&Learning, sources, options, cancel, |event| {
        let Event::Batch(pages) = event else { return Ok(()) };
        for page in pages {
            for candidate in &page.candidates {
                teasers.add(candidate, &page.owner);
            }
            let (text, owner) = (page.digest(), xxh3_64(page.owner.as_bytes()));
            if known.contains(&text) || known.contains(&owner) {
                continue;
            }
            if known.len() < KNOWN {
                known.extend([text, owner]);
            }
            lines.add(page.group, &page.keys);
        }
        Ok(())
    })?;
    let seen = lines.groups().map(str::to_owned).collect();
    Ok(Across { groups: lines.common(), seen, teasers, ..Across::default() })
}

/// Makes sure that paths can be read twice.
///
/// # Errors
///
/// That one is standard input.
pub(crate) fn can_reread(paths: &[PathBuf]) -> anyhow::Result<()> {
    if paths.iter().any(|path| path == Path::new("-")) {
        anyhow::bail!(
            "--across reads everything twice, and standard input comes once: \
             write it to a file first"
        );
    }
    Ok(())
}

struct Learning;

/// What is seen of a page.
struct Page {
    group: String,
    owner: String,
    keys: Vec<u64>,
    candidates: Vec<Candidate>,
}

impl Page {
    /// Returns a number that is the same for pages of one group with the same lines.
    fn digest(&self) -> u64 {
        let mut hash = Xxh3::new();
        hash.update(self.group.as_bytes());
        for key in &self.keys {
            hash.update(&key.to_le_bytes());
        }
        hash.digest()
    }
}

impl Job for Learning {
    type Done = Vec<Page>;

    fn work(&self, batch: Batch) -> anyhow::Result<Vec<Page>> {
        let mut pages = Vec::with_capacity(batch.items.len());
        for item in batch.items {
            let Item::Document(document) = item else { continue };
            let Ok(cut) = cut(&document, segment) else { continue };
            let group = group_of(&document);
            let candidates =
                cut.articles.iter().filter_map(|article| Candidate::of(&group, article)).collect();
            // A record that is an article already has no lines but its own.
            let keys = match &document.content {
                Content::Article(_) => Vec::new(),
                Content::Text(text) | Content::Html(text) => keys(text, &cut),
            };
            pages.push(Page { owner: owner_of(&document), group, keys, candidates });
        }
        Ok(pages)
    }
}
