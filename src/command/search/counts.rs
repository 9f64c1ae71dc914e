//! Facets and timelines: how many matches there are of each value and of each time.

use std::io::{self, Write as _};

use presscut_index::{Bar, Facet, FacetCounts, Period, Timeline};
use serde::Serialize;

use super::{Asked, svg};
use crate::cli::Output;
use crate::cli::config::Format;
use crate::cli::table::columns;
use crate::cli::text::{count, grouped, one_line};

/// Columns of the longest bar.
const BAR: u64 = 40;

/// So many periods in a row without a match are shown one by one; of more, the first and the last.
const EMPTY: usize = 6;

/// The parts of a column's width, from one to eight eighths.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

impl Asked<'_> {
    /// Counts what was asked for and writes it behind the hits.
    pub(super) fn write_counts(&self, output: &mut Output) -> anyhow::Result<()> {
        let Self { searcher, query, search } = self;
        let json = search.format == Format::Jsonl;
        if !search.facets.is_empty() {
            let counts = searcher.facets(query, search.any, &search.facets, search.top)?;
            for (facet, counts) in search.facets.iter().zip(&counts) {
                write_facet(*facet, counts, json, output)?;
            }
        }
        if let Some(period) = search.timeline {
            let timeline = searcher.timeline(query, search.any, period)?;
            write_timeline(&timeline, json, output)?;
            if let Some(path) = &search.svg {
                svg::write(&timeline, &search.query, path)?;
            }
        }
        Ok(())
    }
}

/// A facet as JSON.
#[derive(Serialize)]
struct FacetObject<'a> {
    facet: &'static str,
    #[serde(flatten)]
    counts: &'a FacetCounts,
}

/// A timeline as JSON.
#[derive(Serialize)]
struct TimelineObject<'a> {
    timeline: &'a Timeline,
}

fn write_facet(
    facet: Facet,
    counts: &FacetCounts,
    json: bool,
    output: &mut Output,
) -> io::Result<()> {
    if json {
        return output.object(&FacetObject { facet: facet.name(), counts });
    }
    let theme = output.theme();
    let (bold, dim) = (theme.bold, theme.dim);
    let most = counts.values.iter().map(|value| value.articles).max().unwrap_or_default();
    let rows = counts.values.iter().map(|value| {
        let bar = bar(value.articles, most);
        vec![format!("  {}", one_line(&value.value)), grouped(value.articles), bar]
    });
    let rows: Vec<_> = rows.collect();
    let out = output.out();
    write!(out, "\n{bold}{}{bold:#}\n{}", facet.name(), left_bars(&rows))?;
    let others = (counts.others > 0).then(|| format!("{} more", grouped(counts.others)));
    let without =
        (counts.without > 0).then(|| format!("{} without", count(counts.without, "article")));
    write_rest(others.into_iter().chain(without), dim, out)
}

fn write_timeline(timeline: &Timeline, json: bool, output: &mut Output) -> io::Result<()> {
    if json {
        return output.object(&TimelineObject { timeline });
    }
    let theme = output.theme();
    let (bold, dim) = (theme.bold, theme.dim);
    let most = timeline.bars.iter().map(|bar| bar.articles).max().unwrap_or_default();
    let row = |Bar { first, articles, of }: &Bar| {
        let label = label(timeline, &first.to_string());
        vec![format!("  {label}"), grouped(*articles), share(*articles, *of), bar(*articles, most)]
    };
    let mut rows = Vec::new();
    for run in timeline.bars.chunk_by(|a, b| (a.articles == 0) == (b.articles == 0)) {
        match run {
            // Nobody reads a century of empty months.
            [first, .., last] if first.articles == 0 && run.len() > EMPTY => {
                rows.push(row(first));
                let between = count((run.len() - 2) as u64, timeline.period.name());
                let told = format!("{between} without");
                rows.push(vec!["  …".to_owned(), String::new(), String::new(), told]);
                rows.push(row(last));
            }
            _ => rows.extend(run.iter().map(row)),
        }
    }
    let out = output.out();
    writeln!(out, "\n{bold}articles, and their share of all of that time{bold:#}")?;
    write!(out, "{}", left_bars(&rows))?;
    let coarser = (timeline.coarser > 0)
        .then(|| format!("{} dated less exactly", count(timeline.coarser, "article")));
    let undated = (timeline.undated > 0)
        .then(|| format!("{} without date", count(timeline.undated, "article")));
    write_rest(coarser.into_iter().chain(undated), dim, out)
}

/// Writes what the bars do not show.
fn write_rest(
    rest: impl Iterator<Item = String>,
    dim: anstyle::Style,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let rest: Vec<String> = rest.collect();
    if rest.is_empty() {
        return Ok(());
    }
    writeln!(out, "  {dim}{}{dim:#}", rest.join(", "))
}

/// Writes the first day of a period as exactly as the period is.
pub(super) fn label(timeline: &Timeline, first: &str) -> String {
    let end = match timeline.period {
        Period::Year => 4,
        Period::Month => 7,
        Period::Day | Period::Week => first.len(),
    };
    first.get(..end).unwrap_or(first).to_owned()
}

/// Writes a share in per cent, with one digit behind the point.
fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::new();
    }
    format!("{:.1} %", part as f64 * 100.0 / whole as f64)
}

/// Draws a bar; what is something is never nothing.
fn bar(part: u64, most: u64) -> String {
    if part == 0 || most == 0 {
        return String::new();
    }
    let eighths = usize::try_from((part * BAR * 8).div_ceil(most)).unwrap_or_default();
    let whole = "█".repeat(eighths / 8);
    let rest = (eighths % 8).checked_sub(1).and_then(|rest| EIGHTHS.get(rest));
    format!("{whole}{}", rest.copied().map(String::from).unwrap_or_default())
}

/// Lays out rows whose last column is a bar: it begins at the same place in all of them.
fn left_bars(rows: &[Vec<String>]) -> String {
    let numbers: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.split_last().map_or_else(Vec::new, |(_, rest)| rest.to_vec()))
        .collect();
    let laid = columns(&numbers);
    let width = laid.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (line, row) in laid.lines().zip(rows) {
        let bar = row.last().map(String::as_str).unwrap_or_default();
        let pad = " ".repeat(width - line.chars().count());
        text.push_str(format!("{line}{pad}  {bar}").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_share() {
        assert_eq!(bar(8, 8).chars().count(), 40);
        assert_eq!(bar(4, 8), "█".repeat(20));
        assert_eq!(bar(1, 1_000_000), "▏", "something is never nothing");
        assert_eq!((bar(0, 8), bar(0, 0)), (String::new(), String::new()));
        assert_eq!(bar(3, 320), "▍");
    }

    #[test]
    fn bars_begin_below_each_other() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [row(["  a", "1,000", "██"]), row(["  long", "1", ""]), row(["  b", "7", "▏"])];
        assert_eq!(left_bars(&rows), "  a     1,000  ██\n  long      1\n  b         7  ▏\n");
    }
}
