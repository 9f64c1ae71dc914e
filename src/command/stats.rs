//! `presscut stats`: what the index holds.

use std::io::{self, Write as _};
use std::path::Path;

use presscut_index::{Count, Date, Stats};

use super::open;
use crate::cli::config::Size;
use crate::cli::table::columns;
use crate::cli::text::{count, grouped, one_line, percent};
use crate::cli::{Output, Status};

/// Prints what the index in `dir` holds.
pub(super) fn run(dir: &Path, output: &mut Output) -> anyhow::Result<Status> {
    let stats = open(dir)?.searcher()?.stats()?;
    if output.json() {
        output.object(&stats)?;
    } else {
        write(&stats, output)?;
    }
    Ok(Status::Done)
}

fn write(stats: &Stats, output: &mut Output) -> io::Result<()> {
    let bold = output.theme().bold;
    let out = output.out();
    writeln!(
        out,
        "{bold}{} from {}{bold:#}: {} on disk in {}",
        count(stats.articles, "article"),
        count(stats.source_count, "source"),
        Size(stats.bytes),
        count(stats.segments, "segment"),
    )?;
    if stats.articles == 0 {
        return Ok(());
    }
    let share = |part| percent(part, stats.articles);
    writeln!(
        out,
        "  {} with headline, {} with author, {} with date",
        share(stats.with_headline),
        share(stats.with_author),
        share(stats.dated),
    )?;
    if let (Some(first), Some(last)) = (&stats.first_date, &stats.last_date) {
        let day = |date: &Date| date.iso().get(..10).unwrap_or(date.iso()).to_owned();
        writeln!(out, "  dated {} to {}", day(first), day(last))?;
    }
    let years = stats.years.iter().map(|year| (year.year.to_string(), year.articles));
    write_list(out, "Years", years.collect())?;
    for (label, counts) in [
        ("Sources", &stats.sources),
        ("Sites", &stats.sites),
        ("Authors", &stats.authors),
        ("Sections", &stats.sections),
        ("Languages", &stats.languages),
    ] {
        let rows = counts.iter().map(|Count { value, articles, .. }| (one_line(value), *articles));
        write_list(out, label, rows.collect())?;
    }
    Ok(())
}

fn write_list(out: &mut impl io::Write, label: &str, rows: Vec<(String, u64)>) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(value, number)| vec![format!("  {value}"), grouped(number)])
        .collect();
    write!(out, "\n{label}\n{}", columns(&rows))
}
