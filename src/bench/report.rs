//! The report of a benchmark, for people and for machines.

use serde::Serialize;

use super::{SAMPLES_ABOVE, Summary};
use crate::cli::text::count;

/// What was measured, and how, so that it can be repeated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The program's version.
    pub version: &'static str,
    /// How it was compiled: `debug` or `release`.
    pub build: &'static str,
    /// The index.
    pub index: IndexFacts,
    /// Where the queries came from.
    pub queries: String,
    /// Draws the built-in mix and the order of the queries.
    pub seed: u64,
    /// Rounds over all queries that were not counted.
    pub warmup_rounds: u32,
    /// Rounds over all queries that were.
    pub rounds: u32,
    /// How long these took.
    pub seconds: f64,
    /// Whether hits had snippets.
    pub snippets: bool,
    /// One row a class, in the order of the queries.
    pub classes: Vec<Row>,
    /// All classes together.
    pub all: Row,
}

/// What the index holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndexFacts {
    /// Its directory, as given.
    pub directory: String,
    /// Its articles.
    pub articles: u64,
    /// Its segments.
    pub segments: u64,
    /// Its size on disk.
    pub bytes: u64,
}

/// The figures of a class.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The class.
    pub class: String,
    /// Its queries that were asked.
    pub queries: usize,
    /// Its queries that the program cannot answer; they are not in the figures.
    pub refused: usize,
    /// Articles that match, on average over the queries; counted apart from the timing.
    pub matches: Option<f64>,
    /// The latencies.
    #[serde(flatten)]
    pub summary: Summary,
}

impl Report {
    /// Returns the heading, a line an item.
    pub fn heading(&self) -> Vec<String> {
        let IndexFacts { directory, articles, segments, bytes } = &self.index;
        let (articles, segments) = (count(*articles, "article"), count(*segments, "segment"));
        let megabytes = *bytes as f64 / 1e6;
        let rounds = count(self.rounds.into(), "round");
        let snippets = if self.snippets { "with" } else { "without" };
        vec![
            format!("{directory}: {articles}, {segments}, {megabytes:.1} MB"),
            format!("presscut {} ({} build)", self.version, self.build),
            format!(
                "{}, seed {}, {rounds} in {:.1} s after {} of warm-up, hits {snippets} snippets",
                self.queries, self.seed, self.seconds, self.warmup_rounds
            ),
        ]
    }

    /// Returns the table, a row a class, with a heading row and all classes together as the last.
    pub fn table(&self) -> Vec<Vec<String>> {
        let heading = [
            "class",
            "queries",
            "samples",
            "matches",
            "p50 µs",
            "p90 µs",
            "p99 µs",
            "max µs",
            "queries/s",
        ];
        let mut rows = vec![heading.map(str::to_owned).to_vec()];
        rows.extend(self.classes.iter().chain([&self.all]).map(Row::cells));
        rows
    }

    /// Says what the table leaves out.
    pub fn footnotes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let gaps = |row: &Row| row.summary.samples > 0 && row.summary.p99.is_none();
        if self.classes.iter().any(gaps) {
            notes.push(format!(
                "- fewer than {SAMPLES_ABOVE} samples above the percentile; a longer --duration gives more"
            ));
        }
        notes.extend(self.classes.iter().filter(|row| row.refused > 0).map(|row| {
            format!("{}: {} queries cannot be answered and are left out", row.class, row.refused)
        }));
        notes
    }
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let Summary { samples, p50, p90, p99, max, per_second, .. } = self.summary;
        let mut cells = vec![self.class.clone(), self.queries.to_string(), samples.to_string()];
        cells.extend([self.matches, p50, p90, p99, max, per_second].map(printed));
        cells
    }
}

/// Three digits are known; more are not printed, except before the point.
fn printed(value: Option<f64>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value) if value < 10.0 => format!("{value:.2}"),
        Some(value) if value < 100.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let summary = Summary {
            samples: 120,
            mean: Some(20.0),
            p50: Some(9.0),
            p90: Some(99.0),
            p99: None,
            max: Some(1234.5),
            per_second: Some(50_000.0),
        };
        let row = |class: &str, refused| Row {
            class: class.to_owned(),
            queries: 12,
            refused,
            matches: Some(3.5),
            summary,
        };
        Report {
            version: "1.2.3",
            build: "release",
            index: IndexFacts {
                directory: "dir".into(),
                articles: 7,
                segments: 1,
                bytes: 1_250_000,
            },
            queries: "built-in mix".into(),
            seed: 5,
            warmup_rounds: 2,
            rounds: 10,
            seconds: 1.25,
            snippets: true,
            classes: vec![row("eels", 0), row("dams", 3)],
            all: row("all", 3),
        }
    }

    #[test]
    fn the_table_has_a_row_a_class_and_says_what_is_not_known() {
        let table = report().table();
        assert_eq!(table.len(), 4);
        assert!(table.iter().all(|row| row.len() == table[0].len()));
        assert_eq!(table[1], ["eels", "12", "120", "3.50", "9.00", "99.0", "-", "1234", "50000"]);
        let notes = report().footnotes();
        assert!(notes[0].contains("fewer than 10 samples"), "{notes:?}");
        assert!(notes[1].starts_with("dams: 3 queries"), "{notes:?}");
        assert!(report().heading()[0].contains("7 articles, 1 segment, 1.2 MB"));
    }

    #[test]
    fn json_has_the_latencies_beside_the_class() {
        let json = serde_json::to_value(report()).unwrap();
        assert_eq!(json["classes"][0]["p50_us"], 9.0);
        assert_eq!(json["classes"][0]["p99_us"], serde_json::Value::Null);
        assert_eq!(json["all"]["queries_per_second"], 50_000.0);
        assert_eq!((&json["seed"], &json["index"]["articles"]), (&5.into(), &7.into()));
    }
}
