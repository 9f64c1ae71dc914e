//! What indexing costs, as people read it.

use super::report::IndexReport;
use super::run::Spread;
use crate::bench::report::{give_or_take, printed};
use crate::cli::text::count;

/// The figures of the first table, with what they are divided by to be read.
const COLUMNS: [(&str, &str, f64); 9] = [
    ("articles/s", "articles_per_second", 1.0),
    ("MB/s", "text_bytes_per_second", 1e6),
    ("seconds", "seconds", 1.0),
    ("CPU s", "cpu_seconds", 1.0),
    ("peak MB", "peak_memory_bytes", 1e6),
    ("read MB", "read_bytes", 1e6),
    ("written MB", "written_bytes", 1e6),
    ("to disk MB", "disk_written_bytes", 1e6),
    ("index MB", "index_bytes", 1e6),
];

impl IndexReport {
    /// Returns the tables: the figures, then what the stages took and what the index is made of; or how two compare.
    pub fn tables(&self) -> Vec<Vec<Vec<String>>> {
        if self.versus.is_some() {
            return vec![self.comparison()];
        }
        let stages = self.shares("CPU seconds", "stage_", "_seconds", 1.0, "s");
        let parts = self.shares("index", "part_", "_bytes", 1e6, "MB");
        let tables = [self.figures(), stages, parts].into_iter();
        tables.filter(|table| table.len() > 1).collect()
    }

    fn figures(&self) -> Vec<Vec<String>> {
        let known = COLUMNS.iter().filter(|(_, name, _)| {
            self.threads.iter().any(|summary| summary.figure(name).is_some())
        });
        let known: Vec<_> = known.collect();
        let mut heading = ["threads", "runs"].map(str::to_owned).to_vec();
        heading.extend(known.iter().map(|(title, ..)| (*title).to_owned()));
        let mut rows = vec![heading];
        for summary in &self.threads {
            let mut row = vec![summary.threads.to_string(), summary.runs.to_string()];
            row.extend(known.iter().map(|(_, name, unit)| cell(summary.figure(name), *unit)));
            rows.push(row);
        }
        rows
    }

    /// Returns a table of figures that are parts of a whole, two columns for each number of threads.
    fn shares(
        &self,
        title: &str,
        begin: &str,
        end: &str,
        unit: f64,
        called: &str,
    ) -> Vec<Vec<String>> {
        let part = |name: &str| Some(name.strip_prefix(begin)?.strip_suffix(end)?.to_owned());
        let mut heading = vec![title.to_owned()];
        for summary in &self.threads {
            let threads = count(summary.threads as u64, "thread");
            heading.extend([format!("{called}, {threads}"), "%".to_owned()]);
        }
        let mut rows = vec![heading];
        let Some(first) = self.threads.first() else { return rows };
        for (name, _) in &first.figures {
            let Some(part_name) = part(name) else { continue };
            let mut row = vec![part_name];
            for summary in &self.threads {
                let parts = summary.figures.iter().filter(|(name, _)| part(name).is_some());
                let whole: f64 = parts.map(|(_, spread)| spread.median).sum();
                let median = summary.figure(name).map(|spread| spread.median);
                row.push(printed(median.map(|median| median / unit)));
                row.push(match median {
                    Some(median) if whole > 0.0 => format!("{:.1}", median / whole * 100.0),
                    _ => "-".to_owned(),
                });
            }
            rows.push(row);
        }
        rows
    }

    fn comparison(&self) -> Vec<Vec<String>> {
        let heading =
            ["threads", "figure", "pairs", "this", "other", "ratio", "at 95 %", "verdict"];
        let mut rows = vec![heading.map(str::to_owned).to_vec()];
        for row in &self.compared {
            let (title, _, unit) = COLUMNS
                .iter()
                .find(|(_, name, _)| *name == row.figure)
                .copied()
                .unwrap_or((row.figure, "", 1.0));
            rows.push(vec![
                row.threads.to_string(),
                title.to_owned(),
                row.pairs.to_string(),
                printed(Some(row.this / unit)),
                printed(Some(row.other / unit)),
                format!("{:.3}", row.ratio),
                row.interval.map_or("-".to_owned(), |(low, high)| format!("{low:.3} to {high:.3}")),
                row.verdict.unwrap_or("too few pairs").to_owned(),
            ]);
        }
        rows
    }
}

fn cell(spread: Option<Spread>, unit: f64) -> String {
    match spread {
        Some(Spread { median, least, most }) if most > least => {
            give_or_take(median / unit, (most - least) / 2.0 / unit)
        }
        spread => printed(spread.map(|spread| spread.median / unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::report;
    use super::super::run::tests::run;
    use super::super::versus::compare;
    use super::*;

    #[test]
    fn tables_have_the_figures_the_stages_and_the_parts() {
        let tables = report().tables();
        let [figures, stages, parts] = &tables[..] else { panic!("three tables: {tables:?}") };
        assert_eq!(figures[0][..4], ["threads", "runs", "articles/s", "MB/s"]);
        assert_eq!(figures[1][..5], ["1", "2", "37.5 ±12.5", "1.88 ±0.62", "3.00 ±1.00"]);
        assert_eq!(figures[2][..3], ["2", "1", "100"]);
        assert_eq!(stages[0], ["CPU seconds", "s, 1 thread", "%", "s, 2 threads", "%"]);
        assert_eq!(stages[1], ["read", "1.00", "25.0", "1.00", "25.0"]);
        assert_eq!(parts[1], ["postings", "0.60", "30.0", "0.60", "30.0"]);
        assert!(tables.iter().all(|table| table.iter().all(|row| row.len() == table[0].len())));
    }

    #[test]
    fn two_programs_have_one_table_of_how_they_compare() {
        let pairs: Vec<_> = (0..20).map(|_| (run(2, 3.0), run(2, 2.0))).collect();
        let compared = compare(&pairs, &[2], 1);
        let report = IndexReport { versus: Some("old".into()), compared, ..report() };
        let [table] = &report.tables()[..] else { panic!("one table") };
        assert_eq!(
            table[1],
            ["2", "seconds", "20", "3.00", "2.00", "1.500", "1.500 to 1.500", "more"]
        );
        assert_eq!(table[4][7], "no difference seen");
    }
}
