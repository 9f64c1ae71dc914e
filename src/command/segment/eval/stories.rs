//! The stories: what presscut reads in files, pages and records that hold one article each.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use presscut_index::{Article, detect_language};

use crate::cli::config::SegmentEvalConfig;
use crate::cli::text::count;
use crate::cli::{Complaints, Output};
use crate::eval::cuts::Story;
use crate::pipeline::{Batch, Event, FlowOptions, Job, cut, flow};
use crate::read::{self, Item, walk};
use crate::segment::segment;

/// Bytes of documents on their way through the threads.
const IN_FLIGHT: u64 = 64 << 20;

/// At most so many stories are taken; more would not change the figures.
const MOST: usize = 5000;

/// A story has at least so many characters of text.
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
    let (mut stories, mut others) = (Vec::new(), 0);
    let full = AtomicBool::new(false);
    flow(&Stories, sources, &options, &full, |event| {
        match event {
            Event::Batch(Read { found, other, bad }) => {
                stories.extend(found);
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
    if others > 0 {
        let others = count(others, "document");
        output.note(&format!("{others} without exactly one article of some length left out"));
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
    bad: Vec<read::Error>,
}

impl Job for Stories {
    type Done = Read;

    fn work(&self, batch: Batch) -> anyhow::Result<Read> {
        let mut read = Read { found: Vec::new(), other: 0, bad: Vec::new() };
        for item in batch.items {
            match item {
                Item::Bad(bad) => read.bad.push(bad.error),
                Item::Document(document) => match cut(&document, segment) {
                    Ok(cut) => match cut.articles.as_slice() {
                        [article] if article.body.len() >= SHORTEST => {
                            read.found.push(story(article));
                        }
                        _ => read.other += 1,
                    },
                    Err(error) => read.bad.push(error),
                },
            }
        }
        Ok(read)
    }
}

fn story(article: &Article) -> Story {
    let lines = article.body.lines().map(str::trim).filter(|line| !line.is_empty());
    let language = article.language.or_else(|| detect_language(&article.body));
    let iso = article.date.as_ref().and_then(|date| date.iso().get(..10));
    Story {
        headline: article.headline.clone(),
        authors: article.authors.clone(),
        day: iso.map(str::to_owned),
        body: lines.map(str::to_owned).collect(),
        language: language.map(|language| language.to_string()),
    }
}
