//! The stories: what presscut reads in files, pages and records that hold one article each.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use presscut_index::detect_language;

use crate::cli::config::SegmentEvalConfig;
use crate::cli::text::count;
use crate::cli::{Complaints, Output};
use crate::eval::cuts::Story;
use crate::pipeline::{Batch, Event, FlowOptions, Job, cut, flow};
use crate::read::{self, Content, Document, Item, walk};
use crate::segment::{Role, Segmentation, segment};

/// Bytes of documents on their way through the threads.
const IN_FLIGHT: u64 = 64 << 20;

/// At most so many stories are taken; more would not change the figures.
const MOST: usize = 5000;

/// Longer lines around an article, in bytes, may be text of another.
const LONGEST: usize = 120;

/// At most so many lines around an article are kept.
const LINES: usize = 300;

/// A story has at least so many bytes of text.
const SHORTEST: usize = 200;

/// Reads the stories; says what is none. Tells as well whether everything could be read.
pub(super) fn read(
    config: &SegmentEvalConfig,
    output: &mut Output,
) -> anyhow::Result<(Vec<Story>, bool)> {
    let options = FlowOptions {
        read: config.walk.read_options(),
        threads: config.threads,
        in_flight: IN_FLIGHT,
    };
    let sources = walk(&config.paths, &config.walk.walk_options(Vec::new()))?;
    let mut complaints = Complaints::new(false);
    let (mut stories, mut others, mut several) = (Vec::new(), 0, 0);
    let full = AtomicBool::new(false);
    flow(&Stories, sources, &options, &full, |event| {
        match event {
            Event::Batch(Read { found, other, many, bad }) => {
                stories.extend(found);
                several += many;
                others += other;
                for error in bad {
                    complaints.add(&error.to_string(), output);
                }
                if stories.len() >= MOST {
                    full.store(true, std::sync::atomic::Ordering::Relaxed);
                }
            }
            Event::Failed(error) => complaints.add(&error.to_string(), output),
            Event::NotRead(..) | Event::Skipped(_) => {}
        }
        Ok(())
    })?;
    stories.truncate(MOST);
    // The same stories make the same pages, in whatever order the paths were named.
    stories.sort_unstable();
    stories.dedup();
    if others > 0 {
        let others = count(others, "document");
        output.note(&format!("{others} without an article of some length left out"));
    }
    if several > 0 {
        let several = count(several, "document");
        output.note(&format!("{several} that presscut cuts in several taken for one article each"));
    }
    if !stories.is_empty() && stories.iter().all(|story: &Story| story.headline.is_none()) {
        output.note("no article has a headline: what is said of headlines below says nothing");
    }
    Ok((stories, complaints.count() == 0))
}

/// Groups stories by language; groups of fewer than `fewest` are left out.
pub(super) fn by_language(stories: &[Story], fewest: usize) -> Vec<Vec<&Story>> {
    let mut groups = BTreeMap::<Option<&str>, Vec<&Story>>::new();
    for story in stories {
        groups.entry(story.language.as_deref()).or_default().push(story);
    }
    groups.into_values().filter(|group| group.len() >= fewest).collect()
}

struct Stories;

/// What a batch held.
struct Read {
    found: Vec<Story>,
    other: u64,
    /// Documents that were cut in several.
    many: u64,
    bad: Vec<read::Error>,
}

impl Job for Stories {
    type Done = Read;

    fn work(&self, batch: Batch) -> anyhow::Result<Read> {
        let mut read = Read { found: Vec::new(), other: 0, many: 0, bad: Vec::new() };
        for item in batch.items {
            match item {
                Item::Bad(bad) => read.bad.push(bad.error),
                Item::Document(document) => match cut(&document, segment) {
                    Ok(cut) => match story(&document, &cut) {
                        Some(story) => {
                            read.many += u64::from(cut.articles.len() > 1);
                            read.found.push(story);
                        }
                        None => read.other += 1,
                    },
                    Err(error) => read.bad.push(error),
                },
            }
        }
        Ok(read)
    }
}

/// Makes a story of a document that holds one article, by what its owner says: what presscut cut in several is
/// put together again. `None` for too little text.
fn story(document: &Document, cut: &Segmentation) -> Option<Story> {
    let article = cut.articles.first()?;
    let mut body: Vec<String> = Vec::new();
    for (number, part) in cut.articles.iter().enumerate() {
        let headline = part.headline.as_deref().filter(|_| number > 0);
        let lines = headline.into_iter().chain(part.body.lines()).map(str::trim);
        body.extend(lines.filter(|line| !line.is_empty()).map(str::to_owned));
    }
    if body.iter().map(String::len).sum::<usize>() < SHORTEST {
        return None;
    }
    let language = article.language.or_else(|| detect_language(&article.body));
    let iso = article.date.as_ref().and_then(|date| date.iso().get(..10));
    Some(Story {
        headline: article.headline.clone(),
        authors: article.authors.clone(),
        day: iso.map(str::to_owned),
        body,
        language: language.map(|language| language.to_string()),
        furniture: furniture(document, cut),
    })
}

/// Returns the short lines around the article of a text.
fn furniture(document: &Document, cut: &Segmentation) -> Vec<String> {
    let Content::Text(text) = &document.content else { return Vec::new() };
    let lines = cut.lines.iter().filter(|line| line.role == Role::Boilerplate);
    let lines = lines.filter_map(|line| line.span.of(text)).map(str::trim);
    lines
        .filter(|line| !line.is_empty() && line.len() <= LONGEST)
        .take(LINES)
        .map(str::to_owned)
        .collect()
}
