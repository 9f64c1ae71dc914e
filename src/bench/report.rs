//! The report of a benchmark: what was measured, and all that is needed to measure it again.

use serde::{Deserialize, Serialize};

use super::facts::{IndexFacts, LoadFacts, QueryFacts, Quiet};
use super::figures::{Figures, PERCENTILES, SAMPLES_ABOVE};
use super::origin::Origin;
use super::slo::Step;
use super::versus::Versus;
use super::warm::Warmup;
use crate::cli::text::count;

/// What was measured, and how.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What made it, and where.
    #[serde(flatten)]
    pub origin: Origin,
    /// The index.
    pub index: IndexFacts,
    /// The queries.
    pub queries: QueryFacts,
    /// The load.
    pub load: LoadFacts,
    /// The warm-up; `None` where none was wanted.
    pub warmup: Option<Warmup>,
    /// How long the timed part took.
    pub seconds: f64,
    /// What was timed: `page`, from the text of a query to its page of hits, `search`, to the ranked hits, `process`,
    /// from the start of a process to its last byte, or `cold`, the same with no page of the index in memory.
    pub timed: &'static str,
    /// Whether hits had snippets.
    pub snippets: bool,
    /// How other load was kept away, and what it did all the same.
    pub quiet: Quiet,
    /// What else there is to say.
    pub remarks: Vec<String>,
    /// One row a class, in the order of the queries.
    pub classes: Vec<Row>,
    /// All classes together.
    pub all: Row,
    /// What the parts of answering take, measured in rounds of their own.
    pub stages: Vec<StageShare>,
    /// The slowest queries, the slowest first.
    pub slowest: Vec<Slow>,
    /// The answer of every query.
    pub answers: Vec<Answer>,
    /// The promise whose highest rate was looked for; then the figures are of that rate.
    #[serde(rename = "slo")]
    pub promise: Option<String>,
    /// The rates that were tried for it.
    pub tried: Vec<Step>,
    /// What it was compared with, and what is said of both.
    pub versus: Option<Versus>,
    /// How bounds were broken.
    #[serde(rename = "broken_bounds")]
    pub breaches: Vec<String>,
}

/// The figures of a class.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The class.
    pub class: String,
    /// Its queries that were asked.
    pub queries: usize,
    /// Its queries that the program cannot answer; they are not in the figures.
    pub refused: usize,
    /// Articles that match, on average over the queries; counted apart from the timing.
    pub matches: Option<f64>,
    /// Answers a second.
    #[serde(rename = "queries_per_second")]
    pub per_second: Option<f64>,
    /// From when a query was due to its answer.
    #[serde(flatten)]
    pub response: Figures,
    /// From when an answer was begun to its end, where that is something else.
    pub service: Option<Figures>,
    /// The mean of each round, or of neighbouring rounds together: what later runs are compared with.
    #[serde(rename = "round_means_us")]
    pub round_means: Vec<f64>,
}

/// What a part of answering takes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageShare {
    /// The part.
    pub stage: &'static str,
    /// Its mean a query, in microseconds.
    #[serde(rename = "mean_us")]
    pub mean: f64,
    /// Its share of the whole.
    pub share: f64,
}

/// One of the slowest queries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slow {
    /// The query.
    pub query: String,
    /// Its class.
    pub class: String,
    /// Its median, in microseconds.
    #[serde(rename = "p50_us")]
    pub median: f64,
    /// Its slowest answer.
    #[serde(rename = "max_us")]
    pub max: f64,
    /// Articles that match.
    pub matches: u64,
    /// What the engine ran.
    pub plan: String,
    /// What its parts take.
    pub stages: Vec<StageShare>,
}

/// What a query was answered with, so that a fast wrong answer is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The query.
    pub query: String,
    /// Its class.
    pub class: String,
    /// Articles that match.
    pub matches: u64,
    /// A hash of the ids of its hits in their order.
    pub digest: String,
}

impl Report {
    /// Returns what was measured and where, a line an item.
    pub fn heading(&self) -> Vec<String> {
        let hits = match (self.timed, self.snippets) {
            ("search", _) => "up to the ranked hits",
            ("process", _) => "a process for each query, to its last byte",
            ("cold", _) => {
                "a process for each query, to its last byte, nothing of the index in memory"
            }
            (_, true) => "to the page of hits with snippets",
            _ => "to the page of hits without snippets",
        };
        let QueryFacts { source, count: queries, digest, seed } = &self.queries;
        vec![
            format!("{}: {}", self.index.directory, self.index.line()),
            self.origin.line(),
            format!("{source}: {queries} queries ({digest}), seed {seed}"),
            format!("{}; {:.1} s, {hits}; {}", self.load.line(), self.seconds, self.warmed()),
        ]
    }

    fn warmed(&self) -> String {
        match self.warmup {
            None => "no warm-up".to_owned(),
            Some(Warmup { rounds, seconds, steady }) => {
                let rounds = count(rounds as u64, "round");
                let found = if steady { "then steady" } else { "and still not steady" };
                format!("warm-up of {rounds}, {seconds:.1} s, {found}")
            }
        }
    }

    /// Returns the table, a row a class, with a heading row and all classes together as the last.
    pub fn table(&self) -> Vec<Vec<String>> {
        let names = PERCENTILES.map(|(name, _)| format!("{name} µs"));
        let mut heading = ["class", "queries", "samples", "matches"].map(str::to_owned).to_vec();
        heading.extend(names);
        heading.extend(["max µs", "queries/s"].map(str::to_owned));
        let mut rows = vec![heading];
        rows.extend(self.classes.iter().chain([&self.all]).map(Row::cells));
        rows
    }

    /// Says what the table leaves out, and what is wrong with the run.
    pub fn footnotes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let known = self.classes.iter().filter(|row| row.response.samples > 0);
        if known.clone().any(|row| row.response.percentiles.iter().any(Option::is_none)) {
            notes.push(format!(
                "- fewer than {SAMPLES_ABOVE} samples above the percentile; a longer --duration gives more"
            ));
        }
        if known
            .clone()
            .any(|row| row.response.percentiles.iter().flatten().any(|f| f.bounds.is_some()))
        {
            notes.push(
                "± half of the interval that whole rounds, drawn anew, leave at 95 %".to_owned(),
            );
        }
        if let Some(service) = &self.all.service {
            let told =
                PERCENTILES.iter().zip(&service.percentiles).filter_map(|((name, _), figure)| {
                    Some(format!("{name} {}", printed(Some(figure.as_ref()?.value))))
                });
            let told: Vec<String> = told.collect();
            notes.push(format!(
                "response times, from when a query was due; service times alone: {} µs",
                told.join(", ")
            ));
        }
        if !self.load.kept {
            let lag = printed(self.load.lag);
            notes.push(format!(
                "this run does not count: the generator was late itself ({lag} µs at p99); ask for fewer \
                 requests or leave the machine alone"
            ));
        }
        notes.extend(self.remarks.iter().cloned());
        notes.extend(self.quiet.lines());
        notes.extend(self.classes.iter().filter(|row| row.refused > 0).map(|row| {
            format!("{}: {} queries cannot be answered and are left out", row.class, row.refused)
        }));
        notes
    }
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let Figures { samples, percentiles, max, .. } = &self.response;
        let mut cells = vec![self.class.clone(), self.queries.to_string(), samples.to_string()];
        cells.push(printed(self.matches));
        cells.extend(percentiles.iter().map(|figure| match figure {
            Some(super::Figure { value, bounds: Some((low, high)) }) => {
                give_or_take(*value, (high - low) / 2.0)
            }
            figure => printed(figure.map(|figure| figure.value)),
        }));
        cells.extend([*max, self.per_second].map(printed));
        cells
    }
}

/// Three digits are known; more are not printed, except before the point.
pub fn printed(value: Option<f64>) -> String {
    match value {
        None => "-".to_owned(),
        Some(value) if value < 10.0 => format!("{value:.2}"),
        Some(value) if value < 100.0 => format!("{value:.1}"),
        Some(value) => format!("{value:.0}"),
    }
}

/// Prints a figure and how far off it may be.
pub(super) fn give_or_take(value: f64, off: f64) -> String {
    format!("{} ±{}", printed(Some(value)), printed(Some(off)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::figures::Latencies;
    use super::super::origin::tests::origin;
    use super::super::quiet::Rest;
    use super::*;

    pub(crate) fn report() -> Report {
        let figures = |micros: u64| {
            let mut latencies = Latencies::default();
            (0..120).for_each(|at| latencies.record((micros + at) * 1000, 0));
            latencies.figures(1)
        };
        let row = |class: &str, refused| Row {
            class: class.to_owned(),
            queries: 12,
            refused,
            matches: Some(3.5),
            per_second: Some(50_000.0),
            response: figures(9),
            service: None,
            round_means: Vec::new(),
        };
        Report {
            origin: origin(),
            index: IndexFacts {
                directory: "dir".into(),
                articles: 7,
                segments: 1,
                bytes: 1_250_000,
            },
            queries: QueryFacts {
                source: "built-in mix".into(),
                count: 24,
                digest: "00ff".into(),
                seed: 5,
            },
            load: LoadFacts {
                kind: "open",
                clients: 2,
                rate: Some(100.0),
                arrivals: Some("even"),
                lag: Some(4.0),
                kept: true,
            },
            warmup: Some(Warmup { rounds: 11, seconds: 0.5, steady: true }),
            seconds: 1.25,
            timed: "page",
            snippets: true,
            quiet: Quiet::default(),
            remarks: Vec::new(),
            classes: vec![row("eels", 0), row("dams", 3)],
            all: Row { service: Some(figures(7)), ..row("all", 3) },
            stages: vec![StageShare { stage: "parse", mean: 1.0, share: 0.25 }],
            slowest: Vec::new(),
            answers: Vec::new(),
            promise: None,
            tried: Vec::new(),
            versus: None,
            breaches: Vec::new(),
        }
    }

    #[test]
    fn the_table_has_a_row_a_class_and_says_what_is_not_known() {
        let table = report().table();
        assert_eq!(table.len(), 4);
        assert!(table.iter().all(|row| row.len() == table[0].len()));
        assert_eq!(
            table[1],
            ["eels", "12", "120", "3.50", "68.0", "116", "-", "-", "128", "50000"]
        );
        let notes = report().footnotes();
        assert!(notes[0].contains("fewer than 10 samples"), "{notes:?}");
        assert!(notes[1].contains("service times alone: p50 66.0, p90 114 µs"), "{notes:?}");
        assert!(notes[2].starts_with("dams: 3 queries"), "{notes:?}");
        let late = LoadFacts { kept: false, lag: Some(900.0), ..report().load };
        let notes = Report { load: late, ..report() }.footnotes();
        assert!(notes.iter().any(|note| note.contains("does not count")), "{notes:?}");
    }

    #[test]
    fn what_was_done_against_other_load_is_said() {
        let rest = Rest { rounds: 9, disturbed: 2, discarded: 2, trusted: true };
        let quiet = Quiet {
            processors: Some(vec![0, 2]),
            priority_raised: Some(false),
            rounds: Some(rest),
        };
        let remarks = vec!["eels were left out".to_owned()];
        let notes = Report { quiet, remarks, ..report() }.footnotes();
        for told in [
            "eels were left out",
            "run on processors 0, 2 only",
            "priority not raised: the system does not allow it",
            "2 of 9 rounds discarded: other load disturbed them",
        ] {
            assert!(notes.iter().any(|note| note == told), "{told} in {notes:?}");
        }
    }

    #[test]
    fn the_heading_says_how_to_do_it_again() {
        let heading = report().heading().join("\n");
        for told in [
            "7 articles, 1 segment, 1.2 MB",
            "built-in mix: 24 queries (00ff), seed 5",
            "open loop, 100 requests/s (even), 2 workers",
            "warm-up of 11 rounds, 0.5 s, then steady",
        ] {
            assert!(heading.contains(told), "{told} in {heading}");
        }
    }

    #[test]
    fn json_has_the_latencies_beside_the_class() {
        let json = serde_json::to_value(report()).unwrap();
        assert_eq!(json["classes"][0]["p50_us"], 68.0);
        assert_eq!(json["classes"][0]["p99_us"], serde_json::Value::Null);
        assert_eq!(json["all"]["service"]["p50_us"], 66.0);
        assert_eq!((&json["version"], &json["machine"]["cores"]), (&"1.2.3".into(), &2.into()));
        assert_eq!((&json["queries"]["seed"], &json["index"]["articles"]), (&5.into(), &7.into()));
    }
}
