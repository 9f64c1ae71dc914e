//! `presscut segment`: the articles of pages, without an index.

pub(super) mod eval;
mod explain;
mod pretty;
mod record;

use std::io::Write as _;
use std::sync::atomic::AtomicBool;

use super::index::in_common;
use crate::cli::config::SegmentConfig;
use crate::cli::text::count;
use crate::cli::{Complaints, Output, Status, Theme};
use crate::pipeline::{Across, Batch, Event, FlowOptions, Job, can_reread, cut, flow, learn};
use crate::read::{self, Document, Item, walk};
use crate::segment::{self, Reason, Segmentation};

/// Bytes of documents on their way through the threads.
const IN_FLIGHT: u64 = 64 << 20;

/// Prints the articles of every document, in order.
pub(super) fn run(config: &SegmentConfig, output: &mut Output) -> anyhow::Result<Status> {
    let form = match (config.explain, config.pretty) {
        (true, _) => Form::Explained,
        (_, true) => Form::Pretty,
        _ => Form::Records,
    };
    let options = FlowOptions {
        read: config.walk.read_options(),
        threads: config.threads,
        in_flight: IN_FLIGHT,
    };
    let sources = || walk(&config.paths, &config.walk.walk_options(Vec::new()));
    let across = if config.across {
        can_reread(&config.paths)?;
        let across = learn(sources()?, &options, &AtomicBool::new(false))?;
        output.note(&in_common(&across));
        across
    } else {
        Across::default()
    };
    let job = Segment { form, theme: output.theme(), across };
    let mut complaints = Complaints::new(config.verbose);
    let mut not_read = 0;
    flow(&job, sources()?, &options, &AtomicBool::new(false), |event| {
        match event {
            Event::Batch(printed) => {
                output.out().write_all(&printed.text)?;
                // What is printed is seen before what went wrong after it.
                if !printed.bad.is_empty() {
                    output.flush()?;
                }
                for error in printed.bad {
                    complaints.add(&error.to_string(), output);
                }
            }
            Event::NotRead(source, what) => {
                not_read += 1;
                if config.verbose {
                    output.note(&format!("{}: not read: {what}", source.name));
                }
            }
            Event::Failed(error) => complaints.add(&error.to_string(), output),
            Event::Skipped(_) => {}
        }
        Ok(())
    })?;
    if not_read > 0 && !config.verbose {
        output.note(&format!("{} not read; -v lists them", count(not_read, "file")));
    }
    Ok(if complaints.count() == 0 { Status::Done } else { Status::Failed })
}

/// How a cut page is printed.
enum Form {
    /// One JSON object an article.
    Records,
    /// Every line with its role.
    Pretty,
    /// Every line with the reasons for its role.
    Explained,
}

/// Cuts documents and prints them into memory.
struct Segment {
    form: Form,
    theme: Theme,
    /// What the pages have in common, where that was learned.
    across: Across,
}

/// What is to be said about a batch.
struct Printed {
    text: Vec<u8>,
    bad: Vec<read::Error>,
}

impl Job for Segment {
    type Done = Printed;

    fn work(&self, batch: Batch) -> anyhow::Result<Printed> {
        let mut printed = Printed { text: Vec::new(), bad: Vec::new() };
        for item in batch.items {
            match item {
                Item::Bad(bad) => printed.bad.push(bad.error),
                Item::Document(document) => {
                    let done = cut(&document, |document| match self.form {
                        Form::Explained => self.explained(document),
                        _ => (self.across.segment(document), None),
                    });
                    let (cut, reasons) = match done {
                        Ok(done) => done,
                        Err(error) => {
                            printed.bad.push(error);
                            continue;
                        }
                    };
                    let out = &mut printed.text;
                    match (&self.form, &reasons) {
                        (Form::Records, _) => {
                            for article in &cut.articles {
                                record::write(out, article)?;
                            }
                        }
                        (Form::Explained, Some(reasons)) => {
                            explain::write(out, &document, &cut, reasons, &self.theme)?;
                        }
                        _ => pretty::write(out, &document, &cut, &self.theme)?,
                    }
                }
            }
        }
        Ok(printed)
    }
}

impl Segment {
    /// Cuts a document and keeps the reasons; records that are articles have none.
    fn explained(&self, document: &Document) -> (Segmentation, Option<Vec<Reason>>) {
        match segment::explain(document, self.across.common_of(document)) {
            Some((cut, reasons)) => (cut, Some(reasons)),
            None => (self.across.segment(document), None),
        }
    }
}
