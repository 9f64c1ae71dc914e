//! Facets and timelines: how many matches there are of each value and of each time.

use std::io::{self, Write as _};

use presscut_index::{Bar, Facet, FacetCounts, Period, Timeline};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{Asked, svg};
use crate::cli::Output;
use crate::cli::config::Format;
use crate::cli::table::columns;
use crate::cli::text::{count, grouped, one_line};

/// Columns of the longest bar, where there is room.
const BAR: usize = 40;

/// So many periods in a row without a match are shown one by one; of more, the first and the last.
const EMPTY: usize = 6;

/// The parts of a column's width, from one to eight eighths.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

impl Asked<'_> {
    /// Counts what was asked for and writes it behind the hits.
    pub(super) fn write_counts(&self, output: &mut Output) -> anyhow::Result<()> {
        let Self { searcher, query, search, .. } = self;
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
    if counts.values.is_empty() && counts.without == 0 {
        return Ok(());
    }
    let theme = output.theme();
    let (bold, dim) = (theme.bold, theme.dim);
    let most = counts.values.iter().map(|value| value.articles).max().unwrap_or_default();
    let rows = counts.values.iter().map(|value| Row {
        cells: vec![format!("  {}", one_line(&value.value)), grouped(value.articles)],
        tail: Tail::Bar(value.articles),
    });
    let rows = with_bars(&rows.collect::<Vec<_>>(), most, output.columns());
    let out = output.out();
    write!(out, "\n{bold}{}{bold:#}\n{rows}", facet.name())?;
    let others = (counts.others > 0).then(|| format!("{} more", grouped(counts.others)));
    let without =
        (counts.without > 0).then(|| format!("{} without", count(counts.without, "article")));
    write_rest(others.into_iter().chain(without), dim, out)
}

fn write_timeline(timeline: &Timeline, json: bool, output: &mut Output) -> io::Result<()> {
    if json {
        return output.object(&TimelineObject { timeline });
    }
    let all = timeline.bars.iter().map(|bar| bar.articles).sum::<u64>();
    if all + timeline.coarser + timeline.undated == 0 {
        return Ok(());
    }
    let theme = output.theme();
    let (bold, dim) = (theme.bold, theme.dim);
    let most = timeline.bars.iter().map(|bar| bar.articles).max().unwrap_or_default();
    let row = |Bar { first, articles, of }: &Bar| {
        let label = label(timeline, &first.to_string());
        let cells = vec![format!("  {label}"), grouped(*articles), share(*articles, *of)];
        Row { cells, tail: Tail::Bar(*articles) }
    };
    let mut rows = Vec::new();
    for run in timeline.bars.chunk_by(|a, b| (a.articles == 0) == (b.articles == 0)) {
        match run {
            // Nobody reads a century of empty months.
            [first, .., last] if first.articles == 0 && run.len() > EMPTY => {
                rows.push(row(first));
                let between = count((run.len() - 2) as u64, timeline.period.name());
                let told = format!("{between} without");
                let cells = vec!["  …".to_owned(), String::new(), String::new()];
                rows.push(Row { cells, tail: Tail::Told(told) });
                rows.push(row(last));
            }
            _ => rows.extend(run.iter().map(row)),
        }
    }
    let rows = with_bars(&rows, most, output.columns());
    let out = output.out();
    writeln!(out, "\n{bold}articles, and their share of all of that time{bold:#}")?;
    write!(out, "{rows}")?;
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

/// Draws a bar, the longest in so many columns; what is something is never nothing.
fn bar(part: u64, most: u64, columns: usize) -> String {
    if part == 0 || most == 0 || columns == 0 {
        return String::new();
    }
    let eighths = (part * columns as u64 * 8).div_ceil(most);
    let eighths = usize::try_from(eighths).unwrap_or_default();
    let whole = "█".repeat(eighths / 8);
    let rest = (eighths % 8).checked_sub(1).and_then(|rest| EIGHTHS.get(rest));
    format!("{whole}{}", rest.copied().map(String::from).unwrap_or_default())
}

/// A line of a table that ends in a bar.
struct Row {
    cells: Vec<String>,
    tail: Tail,
}

/// What stands behind the cells of a row.
enum Tail {
    /// A bar for so many articles.
    Bar(u64),
    /// Words in its place.
    Told(String),
}

/// Lays out rows in so many columns: the bars begin at the same place in all of them.
fn with_bars(rows: &[Row], most: u64, room: usize) -> String {
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.cells.clone()).collect();
    let laid = columns(&cells);
    let width = laid.lines().map(UnicodeWidthStr::width).max().unwrap_or_default();
    let longest = room.saturating_sub(width + 2).min(BAR);
    let mut text = String::new();
    for (line, row) in laid.lines().zip(rows) {
        let tail = match &row.tail {
            Tail::Bar(articles) => bar(*articles, most, longest),
            Tail::Told(told) => told.clone(),
        };
        let pad = " ".repeat(width - line.width());
        text.push_str(format!("{line}{pad}  {tail}").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_share() {
        assert_eq!(bar(8, 8, 40).chars().count(), 40);
        assert_eq!(bar(4, 8, 40), "█".repeat(20));
        assert_eq!(bar(1, 1_000_000, 40), "▏", "something is never nothing");
        assert_eq!((bar(0, 8, 40), bar(0, 0, 40)), (String::new(), String::new()));
        assert_eq!(bar(3, 320, 40), "▍");
    }

    #[test]
    fn bars_begin_below_each_other_and_end_with_the_line() {
        let row = |name: &str, articles: u64| Row {
            cells: vec![format!("  {name}"), grouped(articles)],
            tail: Tail::Bar(articles),
        };
        let rows = [row("a", 1000), row("王小明", 500), row("long", 0)];
        assert_eq!(
            with_bars(&rows, 1000, 21),
            "  a       1,000  ████\n  王小明    500  ██\n  long        0\n"
        );
        for room in [10, 25, 40, 100] {
            let laid = with_bars(&rows, 1000, room);
            assert!(laid.lines().all(|line| line.width() <= room.max(15)), "{room}: {laid}");
        }
    }
}
