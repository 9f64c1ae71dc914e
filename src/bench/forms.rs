//! A report as a table for spreadsheets, as Markdown, and as a picture of its latencies in a terminal.

use super::curve::micros;
use super::figures::{Figures, PERCENTILES, key};
use super::latencies::Latencies;
use super::origin::Origin;
use super::report::{Report, Row};
use super::versus::{cells, columns};
use crate::cli::table;
use crate::statistics::whole;

/// Returns the report as rows of comma-separated values, numbers in full, a row a class; the first row names the
/// columns.
pub fn records(report: &Report) -> Vec<Vec<String>> {
    let mut heading =
        ["class", "queries", "refused", "samples", "matches", "queries_per_second", "mean_us"]
            .map(str::to_owned)
            .to_vec();
    for (name, _) in PERCENTILES {
        let name = key(name);
        heading.extend([format!("{name}_us"), format!("{name}_low_us"), format!("{name}_high_us")]);
    }
    heading.push("max_us".to_owned());
    let services = PERCENTILES.iter().map(|(name, _)| format!("service_{}_us", key(name)));
    heading.extend(services);
    heading.extend(columns());
    let mut rows = vec![heading];
    rows.extend(report.classes.iter().chain([&report.all]).map(|row| {
        let compared = report.versus.as_ref().and_then(|versus| versus.class(&row.class));
        let mut cells_of_row = record(row);
        cells_of_row.extend(cells(compared));
        cells_of_row
    }));
    rows
}

fn record(row: &Row) -> Vec<String> {
    let Figures { samples, mean, percentiles, max } = &row.response;
    let mut cells = vec![row.class.clone()];
    cells.extend([row.queries, row.refused, *samples].map(|count| count.to_string()));
    cells.extend([row.matches, row.per_second, mean.map(|mean| mean.value)].map(number));
    for figure in percentiles {
        let (low, high) = figure.and_then(|figure| figure.bounds).unzip();
        cells.extend([figure.map(|figure| figure.value), low, high].map(number));
    }
    cells.push(number(*max));
    let service = |at: usize| row.service.as_ref()?.percentiles.get(at).copied().flatten();
    cells.extend((0..PERCENTILES.len()).map(|at| number(service(at).map(|figure| figure.value))));
    cells
}

/// Returns a number in full; nothing where it is not known.
pub(super) fn number(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Returns the report as Markdown: what was measured, the table, and what it leaves out.
pub fn markdown(report: &Report) -> String {
    let mut text =
        document(report.heading(), &report.origin, &[report.table()], &report.footnotes());
    let more = [report.parts(), report.slow(), report.rates()];
    for table in more.iter().filter(|table| table.len() > 1) {
        text.push('\n');
        text.push_str(&table::markdown(table));
    }
    if let Some(promise) = &report.promise {
        text.push('\n');
        text.push_str(&list(&[format!("{promise} {}", report.highest())]));
    }
    if let Some(versus) = &report.versus {
        let rows: Vec<&Row> = report.classes.iter().chain([&report.all]).collect();
        text.push('\n');
        text.push_str(&section(&versus.heading(), &[versus.table(&rows)], &versus.footnotes()));
    }
    if !report.breaches.is_empty() {
        text.push('\n');
        let breaches = report.breaches.iter().map(|breach| format!("broken: {breach}"));
        text.push_str(&list(&breaches.collect::<Vec<_>>()));
    }
    text
}

/// Returns what was measured, tables and what they leave out as Markdown.
pub(super) fn document(
    mut heading: Vec<String>,
    origin: &Origin,
    tables: &[Vec<Vec<String>>],
    notes: &[String],
) -> String {
    heading.push(format!("`{}`", origin.command.join(" ")));
    section(&heading, tables, notes)
}

/// Returns tables, whose first rows are their headings, between what they are of and what is to be said of them.
fn section(heading: &[String], tables: &[Vec<Vec<String>>], notes: &[String]) -> String {
    let tables = tables.iter().map(|rows| table::markdown(rows));
    let mut parts: Vec<String> =
        [list(heading)].into_iter().chain(tables).chain([list(notes)]).collect();
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn list(items: &[String]) -> String {
    items.iter().flat_map(|item| ["* ", item, "\n"]).collect()
}

/// Rows of a histogram at most.
const ROWS: usize = 20;

/// Draws how many answers took how long, in steps of equal ratio; `width` columns at most.
pub fn histogram(latencies: &Latencies, width: usize) -> Vec<String> {
    let steps = |nanos: u64, root: f64| {
        let step = (nanos.max(1) as f64).log2() * root;
        whole(step)
    };
    let (Some(least), Some(most)) = (latencies.nanos().min(), latencies.nanos().max()) else {
        return Vec::new();
    };
    // As many steps to a factor of two as the rows allow.
    let mut root = 4.0;
    while root > 0.25 && steps(most, root) - steps(least, root) >= ROWS {
        root /= 2.0;
    }
    let first = steps(least, root);
    let mut counts = vec![0_u64; (steps(most, root) - first).min(4 * ROWS) + 1];
    for nanos in latencies.nanos() {
        if let Some(count) = counts.get_mut(steps(nanos, root) - first) {
            *count += 1;
        }
    }
    let largest = counts.iter().copied().max().unwrap_or(1).max(1);
    let room = width.saturating_sub(24).clamp(8, 60);
    let rows = counts.iter().enumerate().map(|(at, count)| {
        let from = 2_f64.powf((first + at) as f64 / root) / 1e3;
        let eighths = whole((count * 8 * room as u64) as f64 / largest as f64);
        let mut bar = "█".repeat(eighths / 8);
        // A single answer is seen as well.
        let rest = if *count > 0 && eighths == 0 { 1 } else { eighths % 8 };
        bar.extend(" ▏▎▍▌▋▊▉".chars().nth(rest).filter(|c| *c != ' '));
        format!("{:>9} {bar} {count}", micros(from))
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::report;
    use super::super::versus::tests::versus;
    use super::*;

    #[test]
    fn records_have_a_cell_for_every_column() {
        let rows = records(&report());
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{rows:?}");
        let column = |name: &str| rows[0].iter().position(|cell| cell == name).unwrap();
        assert_eq!(rows[1][column("p50_us")], "68");
        assert_eq!(rows[1][column("p99_us")], "");
        assert_eq!(rows[3][column("service_p50_us")], "66");
        assert_eq!(rows[1][column("verdict")], "");
        let compared = Report { versus: Some(versus(0)), ..report() };
        let rows = records(&compared);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{rows:?}");
        assert_eq!(rows[1][column("verdict")], "slower");
        assert_eq!(rows[2][column("different_answers")], "0");
    }

    #[test]
    fn markdown_has_a_table_and_how_it_was_made() {
        let text = markdown(&report());
        assert!(
            text.contains("\n| class | queries |") && text.contains("\n| --- | --: |"),
            "{text}"
        );
        assert!(text.contains("\n| eels | 12 |") && text.contains("`presscut bench`"), "{text}");
        assert!(text.contains("\n| parse | 1.00 | 25 |\n"), "{text}");
        let breaches = vec!["p99 > 1.05x: eels: 1.1x".to_owned()];
        let text = markdown(&Report { versus: Some(versus(0)), breaches, ..report() });
        assert!(text.contains("| slower |\n") && text.contains("\n* against the index old.idx\n"));
        assert!(text.ends_with("\n* broken: p99 > 1.05x: eels: 1.1x\n"), "{text}");
    }

    #[test]
    fn a_histogram_shows_single_answers_and_fits() {
        let mut latencies = Latencies::default();
        (0..1000).for_each(|at| latencies.record(100_000 + at * 100, 0));
        latencies.record(50_000_000, 0);
        let rows = histogram(&latencies, 80);
        assert!(rows.len() <= ROWS, "{rows:#?}");
        assert!(rows.last().unwrap().ends_with("▏ 1"), "{rows:#?}");
        let total: u64 =
            rows.iter().map(|row| row.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum();
        assert_eq!(total, 1001);
        assert!(rows.iter().all(|row| row.chars().count() <= 80), "{rows:#?}");
        assert!(histogram(&Latencies::default(), 80).is_empty());
    }
}
