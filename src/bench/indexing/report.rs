//! The report of what indexing costs.

use serde::Serialize;

use super::versus::Compared;
use super::{Spread, Summary};
use crate::bench::forms::{document, number};
use crate::bench::report::{give_or_take, printed};
use crate::bench::{Origin, Quiet};
use crate::cli::text::count;

/// What was measured, and how.
#[derive(Clone, Debug, Serialize)]
pub struct IndexReport {
    /// What made it, and where.
    #[serde(flatten)]
    pub origin: Origin,
    /// How other load was kept away.
    pub quiet: Quiet,
    /// What was indexed.
    pub corpus: Corpus,
    /// Draws the order of the runs.
    pub seed: u64,
    /// The runs in their order: their numbers of threads, and the program where there are two.
    pub order: Vec<Turn>,
    /// A summary for each number of threads; of this program, where there are two.
    pub threads: Vec<Summary>,
    /// The program that was compared with.
    pub versus: Option<String>,
    /// How the two compare.
    pub compared: Vec<Compared>,
    /// What else there is to say.
    pub remarks: Vec<String>,
}

/// What was indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Corpus {
    /// The paths as given.
    pub paths: Vec<String>,
    /// Files below them.
    pub files: u64,
    /// Their bytes, as they are stored.
    pub stored: u64,
    /// Their bytes, decompressed.
    pub text: u64,
    /// Articles in them.
    pub articles: u64,
}

/// A run in the order of runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// Threads that cut and index.
    pub threads: usize,
    /// Whether this program ran, and not the other.
    pub this: bool,
}

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
    /// Returns what was measured and where, a line an item.
    pub fn heading(&self) -> Vec<String> {
        let Corpus { paths, files, stored, text, articles } = &self.corpus;
        let megabytes = |bytes: &u64| printed(Some(*bytes as f64 / 1e6));
        let mut lines = vec![
            format!(
                "{}: {}, {} MB stored, {} MB of text, {}",
                paths.join(" "),
                count(*files, "file"),
                megabytes(stored),
                megabytes(text),
                count(*articles, "article")
            ),
            self.origin.line(),
        ];
        let order =
            format!("{} in an order of seed {}", count(self.order.len() as u64, "run"), self.seed);
        lines.push(match &self.versus {
            Some(other) => format!("in turns with {other}; {order}"),
            None => order,
        });
        lines
    }

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

    /// Says what the tables leave out.
    pub fn footnotes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.versus.is_some() {
            notes.push(
                "what this program takes over what the other takes, of pairs; medians of either side".to_owned(),
            );
        } else if self.threads.iter().any(|summary| summary.runs > 1) {
            notes.push("medians; ± half of what lies between the least and the most".to_owned());
        }
        if self.threads.iter().any(|summary| summary.figure("stage_analyse_seconds").is_some()) {
            notes.push(
                "analyse: reckoned up from a pass of its own over up to 2,000 articles, and taken from write".to_owned(),
            );
        }
        notes.extend(self.quiet.lines());
        notes.extend(self.remarks.iter().cloned());
        notes
    }

    /// Returns the report as Markdown.
    pub fn markdown(&self) -> String {
        document(self.heading(), &self.origin, &self.tables(), &self.footnotes())
    }

    /// Returns the report as rows for a table program, numbers in full: a row a figure, or a comparison.
    pub fn records(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        if self.versus.is_some() {
            let heading = [
                "threads", "figure", "pairs", "this", "other", "ratio", "low", "high", "chance",
                "verdict",
            ];
            rows.push(heading.map(str::to_owned).to_vec());
            rows.extend(self.compared.iter().map(|row| {
                let (low, high) = row.interval.unzip();
                vec![
                    row.threads.to_string(),
                    row.figure.to_owned(),
                    row.pairs.to_string(),
                    row.this.to_string(),
                    row.other.to_string(),
                    row.ratio.to_string(),
                    number(low),
                    number(high),
                    number(row.chance),
                    row.verdict.unwrap_or_default().to_owned(),
                ]
            }));
            return rows;
        }
        rows.push(
            ["threads", "runs", "figure", "median", "least", "most"].map(str::to_owned).to_vec(),
        );
        for summary in &self.threads {
            rows.extend(summary.figures.iter().map(|(name, Spread { median, least, most })| {
                let (threads, runs) = (summary.threads.to_string(), summary.runs.to_string());
                vec![
                    threads,
                    runs,
                    name.clone(),
                    median.to_string(),
                    least.to_string(),
                    most.to_string(),
                ]
            }));
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
    use super::super::run::tests::run;
    use super::super::versus::compare;
    use super::*;
    use crate::bench::origin::tests::origin;

    fn report() -> IndexReport {
        let runs = [run(1, 2.0), run(1, 4.0), run(2, 1.0)];
        IndexReport {
            origin: origin(),
            quiet: Quiet::default(),
            corpus: Corpus {
                paths: vec!["pages".into()],
                files: 7,
                stored: 1_500_000,
                text: 5_000_000,
                articles: 100,
            },
            seed: 4,
            order: vec![Turn { threads: 1, this: true }; 3],
            threads: vec![Summary::of(1, &runs), Summary::of(2, &runs)],
            versus: None,
            compared: Vec::new(),
            remarks: vec!["an eel".into()],
        }
    }

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
        assert_eq!(
            report().heading()[0],
            "pages: 7 files, 1.50 MB stored, 5.00 MB of text, 100 articles"
        );
        assert!(report().footnotes().contains(&"an eel".to_owned()));
        let records = report().records();
        assert!(records.iter().all(|row| row.len() == 6));
        assert!(
            records.contains(&["2", "1", "seconds", "1", "1", "1"].map(str::to_owned).to_vec())
        );
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
        assert!(
            report.heading()[2].starts_with("in turns with old; 3 runs"),
            "{:?}",
            report.heading()
        );
        assert!(report.records().iter().all(|row| row.len() == 10));
    }
}
