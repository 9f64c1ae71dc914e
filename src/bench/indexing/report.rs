//! The report of what indexing costs.

use serde::Serialize;

use super::versus::Compared;
use super::{Spread, Summary};
use crate::bench::forms::{document, number};
use crate::bench::report::printed;
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

#[cfg(test)]
pub(super) mod tests {
    use super::super::run::tests::run;
    use super::super::versus::compare;
    use super::*;
    use crate::bench::origin::tests::origin;

    pub(crate) fn report() -> IndexReport {
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
    fn what_was_indexed_is_told_and_every_figure_in_full() {
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
    fn two_programs_are_told_and_how_they_compare_in_full() {
        let pairs: Vec<_> = (0..20).map(|_| (run(2, 3.0), run(2, 2.0))).collect();
        let compared = compare(&pairs, &[2], 1);
        let report = IndexReport { versus: Some("old".into()), compared, ..report() };
        assert!(
            report.heading()[2].starts_with("in turns with old; 3 runs"),
            "{:?}",
            report.heading()
        );
        assert!(report.records().iter().all(|row| row.len() == 10));
    }
}
