//! `presscut audit`: reads the sources again and proves that the bytes add up.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use presscut_index::{Searcher, SourceState};
use serde::Serialize;

use super::open;
use crate::audit::{Mismatch, SourceAudit, Tally};
use crate::cli::config::Size;
use crate::cli::text::{count, one_line, percent};
use crate::cli::{Output, Status};
use crate::pipeline::{is_under, read_options};
use crate::read::{self, Opened, Source, WalkOptions, argument_name, path_of, walk};

/// What an audit of one source came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    /// Every byte is accounted for.
    Sound,
    /// The account does not hold.
    Wrong,
    /// The file changed since it was indexed.
    Changed,
    /// The file is gone, or cannot be read.
    Missing,
    /// Indexing was interrupted.
    Unfinished,
    /// It was a stream, which cannot be read again.
    Stream,
}

#[derive(Debug, Default, Serialize)]
struct Totals {
    sources: u64,
    sound: u64,
    wrong: u64,
    changed: u64,
    missing: u64,
    unfinished: u64,
    streams: u64,
    /// Articles that the accounts tell of and the index no longer holds.
    forgotten: u64,
    #[serde(flatten)]
    tally: Tally,
}

/// Audits the sources at or under `paths`, all where there is none.
pub(super) fn run(
    dir: &Path,
    paths: &[PathBuf],
    verbose: bool,
    output: &mut Output,
) -> anyhow::Result<Status> {
    let searcher = open(dir)?.searcher()?;
    let roots: Vec<_> = paths.iter().map(|path| argument_name(path)).collect();
    let mut totals = Totals::default();
    for state in searcher.sources()? {
        if !roots.is_empty() && !roots.iter().any(|root| is_under(&state.name, root)) {
            continue;
        }
        let (verdict, audit) = audit(&searcher, &state)?;
        totals.add(verdict, &audit, &state);
        if verbose || !matches!(verdict, Verdict::Sound | Verdict::Stream) {
            tell(&state, verdict, &audit, output)?;
        }
    }
    if totals.sources == 0 {
        output.note("no source in the index is under these paths");
        return Ok(Status::Nothing);
    }
    if output.json() {
        output.object(&totals)?;
    } else {
        totals.write(output)?;
    }
    let is_proven = totals.sound + totals.streams == totals.sources;
    Ok(if is_proven { Status::Done } else { Status::Failed })
}

fn audit(searcher: &Searcher, state: &SourceState) -> anyhow::Result<(Verdict, SourceAudit)> {
    let mut audit = SourceAudit::default();
    let Some(fingerprint) = state.fingerprint else { return Ok((Verdict::Unfinished, audit)) };
    if state.name == "-" {
        return Ok((Verdict::Stream, audit));
    }
    let Some(source) = find(&state.name) else { return Ok((Verdict::Missing, audit)) };
    let is_as_it_was = (source.size, source.modified) == (fingerprint.size, fingerprint.modified);
    let reader = match read::open(&source, &read_options(fingerprint)) {
        Ok(Opened::Reader(reader)) => Some(reader),
        Ok(Opened::NotRead(_)) => None,
        Err(_) => return Ok((Verdict::Missing, audit)),
    };
    let mut items = reader.into_iter().flatten();
    for chunk in searcher.chunks(&state.name)? {
        for entry in &chunk?.documents {
            audit.check(Some(entry), items.next().as_ref());
        }
    }
    for item in items {
        audit.check(None, Some(&item));
    }
    audit.check_articles(state.articles);
    let verdict = match (audit.mismatches().is_empty(), is_as_it_was) {
        (true, _) => Verdict::Sound,
        (false, true) => Verdict::Wrong,
        (false, false) => Verdict::Changed,
    };
    Ok((verdict, audit))
}

/// Finds the file of a source.
fn find(name: &str) -> Option<Source> {
    let sources = walk(&[path_of(name)], &WalkOptions::default()).ok()?;
    sources.flatten().find(|source| &*source.name == name)
}

#[derive(Serialize)]
struct SourceObject<'a> {
    source: &'a str,
    verdict: Verdict,
    #[serde(flatten)]
    tally: &'a Tally,
    mismatches: Vec<String>,
}

fn tell(
    state: &SourceState,
    verdict: Verdict,
    audit: &SourceAudit,
    output: &mut Output,
) -> io::Result<()> {
    let mismatches: Vec<_> = audit.mismatches().iter().map(Mismatch::to_string).collect();
    if output.json() {
        return output.object(&SourceObject {
            source: &state.name,
            verdict,
            tally: audit.tally(),
            mismatches,
        });
    }
    let text = match verdict {
        Verdict::Sound => "sound",
        Verdict::Wrong => "does not add up",
        Verdict::Changed => "changed since it was indexed; index it again",
        Verdict::Missing => "is gone or cannot be read; `presscut index --prune` drops it",
        Verdict::Unfinished => "was interrupted; index it again",
        Verdict::Stream => "was a stream, which cannot be read again",
    };
    writeln!(output.out(), "{}: {text}", one_line(&state.name))?;
    if verdict == Verdict::Wrong {
        for mismatch in mismatches {
            writeln!(output.out(), "  {mismatch}")?;
        }
    }
    Ok(())
}

impl Totals {
    fn add(&mut self, verdict: Verdict, audit: &SourceAudit, state: &SourceState) {
        self.sources += 1;
        match verdict {
            Verdict::Sound => {
                self.sound += 1;
                self.forgotten += audit.tally().articles.saturating_sub(state.articles);
            }
            Verdict::Wrong => self.wrong += 1,
            Verdict::Changed => self.changed += 1,
            Verdict::Missing => self.missing += 1,
            Verdict::Unfinished => self.unfinished += 1,
            Verdict::Stream => self.streams += 1,
        }
        self.tally.add(audit.tally());
    }

    fn write(&self, output: &mut Output) -> io::Result<()> {
        let bold = output.theme().bold;
        let (sources, documents) = (count(self.sound, "source"), self.tally.documents);
        let out = output.out();
        writeln!(
            out,
            "{bold}Every byte of {sources} is accounted for{bold:#}: {}, {}",
            count(documents, "document"),
            count(self.tally.articles, "article"),
        )?;
        let Tally { article_bytes, boilerplate_bytes, error_bytes, .. } = self.tally;
        let text = article_bytes + boilerplate_bytes + error_bytes;
        for (label, bytes) in [
            ("articles", article_bytes),
            ("boilerplate", boilerplate_bytes),
            ("errors", error_bytes),
        ] {
            writeln!(out, "  {label:<12} {:>8}  {:>5}", Size(bytes), percent(bytes, text))?;
        }
        for (number, what) in [
            (self.wrong, "that does not add up"),
            (self.changed, "changed since"),
            (self.missing, "gone"),
            (self.unfinished, "unfinished"),
            (self.streams, "that was a stream and cannot be read again"),
        ] {
            if number > 0 {
                writeln!(out, "  besides      {} {what}", count(number, "source"))?;
            }
        }
        if self.forgotten > 0 {
            writeln!(out, "  forgotten    {}", count(self.forgotten, "article"))?;
        }
        Ok(())
    }
}
