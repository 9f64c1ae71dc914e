//! What pages have in common: learned in a first reading of them all, used when they are cut.
//!
//! Pages are grouped by the host of their address, or by their folder where they have none. A line
//! that half of a group's pages have, and three at least, is text of no article; an article whose
//! headline is that of a much longer one on another page of the group is marked as its teaser.

mod learn;
mod lines;
mod store;
mod teasers;

use std::collections::{BTreeMap, BTreeSet};

use presscut_index::{Article, site};
use xxhash_rust::xxh3::Xxh3;

use self::teasers::Teasers;
use crate::read::Document;
use crate::segment::{Common, Segmentation, segment_among};

pub(crate) use learn::{can_reread, learn};
pub(crate) use store::{load, save};

/// What was learned.
#[derive(Debug, Default)]
pub(crate) struct Across {
    /// The groups whose pages have something in common.
    groups: BTreeMap<String, Group>,
    /// All groups of this reading.
    seen: BTreeSet<String>,
    teasers: Teasers,
    none: Common,
}

/// The pages of a host or folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Group {
    documents: u32,
    common: Common,
}

impl Across {
    /// Cuts a document, knowing the others, and marks its teasers.
    pub(crate) fn segment(&self, document: &Document) -> Segmentation {
        let group = group_of(document);
        let mut cut = segment_among(document, self.common(&group));
        self.mark(document, &group, &mut cut.articles);
        cut
    }

    /// Returns what the pages of a document's group have in common.
    pub(crate) fn common_of(&self, document: &Document) -> &Common {
        self.common(&group_of(document))
    }

    fn common(&self, group: &str) -> &Common {
        self.groups.get(group).map_or(&self.none, |group| &group.common)
    }

    fn mark(&self, document: &Document, group: &str, articles: &mut [Article]) {
        for article in articles {
            article.teaser_of = self.teasers.whole(group, article, &owner_of(document));
        }
    }

    /// Keeps what was learned before of groups that are not among these pages.
    pub(crate) fn keep(&mut self, before: Self) {
        for (name, group) in before.groups {
            if !self.seen.contains(&name) {
                self.groups.insert(name, group);
            }
        }
    }

    /// Returns a number that changes with what is common.
    pub(crate) fn digest(&self) -> u64 {
        let mut hash = Xxh3::new();
        for (name, group) in &self.groups {
            hash.update(name.as_bytes());
            for key in group.common.keys() {
                hash.update(&key.to_le_bytes());
            }
        }
        hash.digest()
    }

    /// Returns how many groups have lines in common, and how many lines these are.
    pub(crate) fn size(&self) -> (usize, usize) {
        let lines = self.groups.values().map(|group| group.common.keys().len()).sum();
        (self.groups.len(), lines)
    }
}

/// Names the group of a document.
fn group_of(document: &Document) -> String {
    document.url.as_deref().and_then(site).unwrap_or_else(|| {
        document.source.rsplit_once('/').map_or(".", |(folder, _)| folder).to_owned()
    })
}

/// Names a page among others: by its address, else its source and place.
fn owner_of(document: &Document) -> String {
    match &document.url {
        Some(url) => url.clone(),
        None if document.record == 0 => document.source.to_string(),
        None => format!("{} at byte {}", document.source, document.record),
    }
}
